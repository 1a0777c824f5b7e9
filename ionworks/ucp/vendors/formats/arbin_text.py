"""Text of Arbin schedules: the keys of a schedule, step and limit at their neutral values, written in order.

Source: docs/contract/ucp.md section 4.3. Key names and neutral values as in published schedules of MITS 7 and 8.
"""

Section = tuple[str, dict[str, str]]

_FACTORS = {
    "m_fSdlFactor_I": "0.1",
    "m_fSdlFactor_V": "0.1",
    "m_fSdlFactor_Capacity": "1",
    "m_fSdlFactor_Energy": "1",
    "m_fSdlFactor_Time": "60",
    "m_fSdlFactor_AuxV": "0.001",
    "m_fSdlFactor_AuxT": "1",
    "m_fSdlFactor_AuxP": "0",
    "m_fSdlFactor_AuxPhValue": "0",
    "m_fSdlFactor_AuxFlowRate": "0",
    "m_fSdlFactor_AuxConcentration": "0",
    "m_fSdlFactor_AuxExternalCharge": "0.001",
    "m_fSdlFactor_AuxHumidity": "10",
}
_COMMON = {
    "m_uMUID": "0",
    "m_szCreator": "ionworks",
    "m_szComments": "",
    "m_uMaxTimesOfUnsafe": "3",
    "m_fMinDtSeconds": "5",
    **dict.fromkeys(("m_bLogChanNormalData", "m_bLogChanStatData", "m_bLogChanAuxData"), "1"),
    **dict.fromkeys(("m_bLogSBData", "m_bLogCANBMSData", "m_bLogChanAuxDxdt", "m_bSimuExtraLogEnabled"), "0"),
    **dict.fromkeys(("m_uFormulaNum", "m_uPulseNum", "m_uCVNum", "m_uAddInNum", "m_iAppCategory"), "0"),
    "m_uStepNum": "0",
    "m_szOriginalInfo": "",
    **_FACTORS,
    "m_nBurstModeDelayTime": "1",
    "m_nBurstModePointNumber": "1000",
    "m_nBurstModeSampleSpeed": "1",
}
_NO_SCOPE = "0.000000^0.000000"
_SDU = {
    **_COMMON,
    **dict.fromkeys(("m_bCheckCurrentSafety", "m_bCheckVoltageSafety", "m_bCheckPowerSafety"), "0"),
    **dict.fromkeys(("m_bDefaultCurrentSafetyMode", "m_bDefaultVoltageSafetyMode"), "0"),
    **dict.fromkeys(("m_uDefaultCurrentSafetyScopePercent", "m_uDefaultVoltageSafetyScopePercent"), "105"),
    **dict.fromkeys(("m_CurrentSafetyScope", "m_VoltageSafetyScope", "m_PowerSafetyScope"), _NO_SCOPE),
    "m_AuxSafetyEnabled": " ; ".join(f"{index}^0" for index in range(12)),
    **{
        f"m_Aux{name}SafetyScope": _NO_SCOPE
        for name in ("Volt", "Pres", "PH", "Flowrate", "Density", "ExternalCharge", "Humidity")
    },
    "m_AuxTempSafetyScope": "-100.000000^100.000000",
    "m_fMinDtCurrent": "1",
    "m_fMinDtVoltage": "1",
    "m_bNewCreate": "0",
}
_NO_CLAMP = "339999995214436420000000000000000000000.000000,0"
_CLAMPS = ("Current", "Power", "SimulationVoltage", "Voltage")
_SDX = {
    **_COMMON,
    "m_bCheckPowerAdj": "0",
    "m_bCurrentAutoRange": "1",
    "m_BMSName": "",
    **dict.fromkeys(("m_bNewCreate", "m_bNewSchNameCreate"), "1"),
    **dict.fromkeys(("m_bRedundantVoltageCheckPercentage", "m_bUseGroupTChamber"), "0"),
    **{f"m_Clamp{name}High": f"1,{_NO_CLAMP}" for name in _CLAMPS},
    **{f"m_Clamp{name}Low": f"1,-{_NO_CLAMP}" for name in _CLAMPS},
    "m_CRM_CheckTime": "10",
    "m_CRM_Deviation": "0.2",
    **{f"m_fMV_UD{index}": "0" for index in range(1, 17)},
    "m_fRedundantVoltageCheckPercentage": "15",
    "m_IIRHigh": "3.4E+38",
    "m_IIRLow": "-3.4E+38",
    "m_nIvSafetyAndSDLNum": "5",
    "m_nMessageBoxFlag": "0",
    "m_nPredictedTestTime": "-1",
    **{f"m_nSafety{name}{side}": "0" for name in ("Current", "Temper", "Voltage") for side in ("High", "Low")},
    "m_nUserProfiles": "0",
    "m_ReportChartName": "",
    "m_ResistorValue": "0",
    "m_SMBName": "",
    "m_StatisticReportName": "",
    "m_szCompany": "",
    "m_TestObjName": "",
    "m_uMTCSafetyTime": "60",
    "m_VTL_CheckCount": "10",
    "m_VTL_Threshold": "20",
}
#: Keys of the section ``Schedule`` by whether it is an ``.sdx``.
SCHEDULE = {False: _SDU, True: _SDX}

STEP = {
    "m_uLimitNum": "0",
    "m_szLabel": "",
    "m_szStepCtrlType": "Rest",
    "m_szCurrentRange": "Range1",
    "m_nMaxCurrent": "0",
    "m_szVoltageRange": "High",
    "m_szCtrlValue": "",
    "m_szExtCtrlValue1": "",
    "m_szExtCtrlValue2": "0",
    "m_szExtDef": "",
    "m_uStepCtrlTypeExtFlag": "0",
    "m_szAddIn": "",
    "m_bSampleClockStretch": "0",
    "m_szUnitType": "",
    "m_szExUnitType1": "",
    "m_bSynchronizedStart": "0",
    "m_bAutoPidTips": "0",
    "m_nExtra1": "0",
    "m_szExtDef1": "",
    "m_bBurstModeEnable": "0",
    "m_BlockByte": "",
}
_ONLY_SDU = {"m_szCurrentRange"}
_ONLY_SDX = {"m_nMaxCurrent", "m_BlockByte"}

_VERSIONS = {
    False: ("7.00.13", "{107D0951-627E-482C-A740-B910534E89AA}"),
    True: ("8.00.13", "83C28826-1D21-41DA-A544-BDB4B4580BD1"),
}
LIMIT_KEYS = {
    "m_bStepLimit": "0",
    "m_bLogDataLimit": "0",
    "m_szGotoStep": "Next Step",
    **{f"Equation{n}_sz{part}": "" for n in range(3) for part in ("Left", "CompareSign", "Right")},
}


def schedule_text(schedule: dict[str, str], steps: list[Section], *, is_sdx: bool) -> str:
    """Return the text of a schedule: version 7 as edited by hand, version 8 with its keys sorted."""
    version, signature = _VERSIONS[is_sdx]
    hidden = _ONLY_SDU if is_sdx else _ONLY_SDX
    safety = {"m_szSafetyType": "", "m_fMinValue": "0", "m_fMaxValue": "0"}
    sections: list[Section] = [
        ("Version Section", {"Current_Version": f"Schedule Version {version}"}),
        ("Signature Section", {"Signature": signature}),
        ("Schedule", schedule),
        *((name, {key: value for key, value in body.items() if key not in hidden}) for name, body in steps),
        *((f"Schedule_UserDefineSafety{index}", safety) for index in range(16)),
    ]
    line_end, gap = ("\n", "\n\n\n") if is_sdx else ("\r\n", "\r\n")
    return gap.join(_section_text(name, body, line_end, is_sorted=is_sdx) for name, body in sections) + line_end


def _section_text(name: str, body: dict[str, str], line_end: str, *, is_sorted: bool) -> str:
    keys = sorted(body, key=str.casefold) if is_sorted else body
    return line_end.join([f"[{name}]", *(f"{key}={body[key]}" for key in keys)])
