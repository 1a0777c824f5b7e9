"""Every command as a process against one embedded server; client commands without any package of an extra."""

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from ionworks import Ionworks
from ionworks.server.local import LocalServer
from tests.cell_frames import cycler_frame
from tests.integration.live_server import free_port
from tests.integration.scripts_under_signals import Script
from tests.integration.shell import PROGRAM, ROOT, Commands, base_environment, full_environment, ionworks
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.local_only

MODEL = "Chen2020 SPM"
THICKNESS = "Positive electrode thickness [m]"
PROTOCOL = """
global: {initial_soc: 1}
steps:
  - {direction: Discharge, mode: C-rate, value: 'input["rate"]', ends: [{variable: "Time [s]", value: 120}]}
"""
DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
PIPELINE = """
elements:
  start: {{element_type: entry, values: {{"Initial SOC [%]": 100}}}}
  fit:
    element_type: data_fit
    objectives: {{pulse: {{type: CurrentDriven, data: "db:{data}", options: {{parameterized_model_id: {model}}}}}}}
    parameters: {{"Negative particle diffusivity [m2.s-1]": {{bounds: [1e-14, 1e-13], initial_value: 2e-14}}}}
    optimizer: {{type: ScipyMinimize, method: Nelder-Mead, max_iterations: 2}}
"""
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def server(lent_workers: Lender) -> Iterator[LocalServer]:
    with lent_workers(), LocalServer(workers=1) as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("shell")
    (place / "pulse.yaml").write_text(PROTOCOL)
    (place / "wrong.yaml").write_text(PROTOCOL.replace("Discharge", "Dischrage"))
    (place / "text.txt").write_text("Discharge at 1 A for 1 minute\nRest for 1 minute\n")
    return place


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return base_environment(tmp_path_factory.mktemp("base") / "site")


def at(server: LocalServer) -> dict[str, str]:
    return {
        "IONWORKS_API_URL": server.url,
        "IONWORKS_API_KEY": server.api_key,
        "IONWORKS_PROJECT_ID": str(server.project_id),
    }


@pytest.fixture(scope="module")
def shell(
    server: LocalServer, base: dict[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    """A command line of the base install, in a folder with files, with the settings of a server."""
    commands = Commands(base, tmp_path_factory.mktemp("socket"))
    yield lambda *arguments: commands(at(server), folder, *arguments)
    commands.stop()


def told(run: subprocess.CompletedProcess[str]) -> str:
    """What a command that succeeded printed."""
    assert run.returncode == 0, run.stderr
    return run.stdout


def refused(run: subprocess.CompletedProcess[str], status: int) -> str:
    """The one line of a command that did not succeed."""
    assert run.returncode == status, run.stdout + run.stderr
    assert run.stderr.startswith("ionworks: ")
    assert run.stderr.count("\n") == 1, run.stderr
    return run.stderr


@pytest.fixture(scope="module")
def pulse(shell: Shell) -> dict:
    """A finished run, as `run --json` tells of it."""
    line = ("run", "pulse.yaml", "--model", MODEL, "--input", "rate=1", "--out", "pulse.parquet", "--json")
    return json.loads(told(shell(*line)))


def test_the_program_is_the_one_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"ionworks": "ionworks.cli:main"}


def test_version_and_help_need_no_settings(base: dict[str, str], folder: Path) -> None:
    assert told(ionworks(base, folder, "--version")).startswith("ionworks 0.")
    text = told(ionworks(base, folder, "--help"))
    for name in (
        *("whoami", "models", "run", "runs", "jobs", "validate", "describe", "convert"),
        *("import", "export", "fit", "serve", "keys", "db"),
    ):
        assert f" {name} " in text


def test_whoami(shell: Shell, server: LocalServer, base: dict[str, str], folder: Path) -> None:
    who = json.loads(told(ionworks(base | at(server), folder, "whoami", "--json")))
    assert (who["api_url"], who["project_id"]) == (server.url, server.project_id)
    assert who["email"] in told(shell("whoami"))


def test_models_have_full_ids(shell: Shell) -> None:
    models = {model["name"]: model["id"] for model in json.loads(told(shell("models", "--json")))}
    row = next(line for line in told(shell("models")).splitlines() if line.startswith(f"{MODEL} "))
    assert row.split()[-1] == models[MODEL]


def test_run_writes_what_the_client_reads(shell: Shell, server: LocalServer, folder: Path, pulse: dict) -> None:
    assert (pulse["status"], pulse["metrics"]["Duration [s]"]) == ("completed", pytest.approx(120))
    with Ionworks(server.api_key, server.url, server.project_id, dataframe_backend="polars") as client:
        read = client.simulation.get_result(pulse["simulation_id"]).time_series
    assert pl.read_parquet(folder / "pulse.parquet").equals(read)
    again = told(shell("run", "pulse.yaml", "--model", MODEL, "--input", "rate=1"))
    assert pulse["simulation_id"] in again and "already_existed  " in again


def test_run_takes_values_and_sweeps(shell: Shell, folder: Path) -> None:
    line = ("run", "pulse.yaml", "--model", MODEL, "--input", "rate=2", "--set", "Electrode height [m]=0.06")
    rows = json.loads(told(shell(*line, "--sweep", f"{THICKNESS}=70e-6,80e-6", "--out", "sweep.csv", "--json")))
    assert [row[THICKNESS] for row in rows] == [70e-6, 80e-6]
    assert {row["Electrode height [m]"] for row in rows} == {0.06}
    assert rows[0]["Min voltage [V]"] != rows[1]["Min voltage [V]"]
    table = pl.read_csv(folder / "sweep.csv")
    assert set(table["simulation_id"]) == {row["simulation_id"] for row in rows}


def test_what_the_service_refuses_or_does_not_finish_ends_with_one(shell: Shell) -> None:
    line = ("run", "pulse.yaml", "--model", MODEL, "--input", "rate=3")
    assert "Electrode hight [m]" in refused(shell(*line, "--set", "Electrode hight [m]=1"), 1)
    assert "not finished" in refused(shell(*line, "--timeout", "0"), 1)


def test_run_draws(server: LocalServer, folder: Path, pulse: dict) -> None:
    line = ("run", "pulse.yaml", "--model", MODEL, "--input", "rate=1", "--plot", "pulse.png")
    told(ionworks(full_environment() | at(server), folder, *line))
    assert (folder / "pulse.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "Chen 2020 spm"], "did you mean 'Chen2020 SPM'"),
        (["--model", MODEL, "--set", "7"], "found '7'; allowed NAME=VALUE"),
        (["--model", MODEL, "--input", "rate=fast"], "found 'fast'; allowed a number"),
        (["--model", MODEL, "--set", "a=1", "--set", "a=2"], "'a' is given twice"),
        (["--model", MODEL, "--set", "a=1", "--sweep", "a=1,2"], "'a' is also given with --set"),
        (["--model", MODEL, "--out", "run.xlsx"], "allowed a name that ends in .parquet, .csv"),
        (["--model", MODEL, "--out", "nowhere/run.csv"], "there is no folder 'nowhere'"),
        (["--model", MODEL, "--plot", "run.png"], "extra 'plot'"),
        ([], "Missing option '--model'"),
    ],
)
def test_wrong_command_lines_of_run(shell: Shell, arguments: list[str], said: str) -> None:
    assert said in refused(shell("run", "pulse.yaml", *arguments), 2)


def test_protocols(shell: Shell, folder: Path) -> None:
    assert told(shell("validate", "pulse.yaml")) == "valid\n"
    assert "Dischrage" in refused(shell("validate", "wrong.yaml"), 1)
    verdict = shell("validate", "wrong.yaml", "--json")
    assert (verdict.returncode, json.loads(verdict.stdout)["valid"]) == (1, False)
    steps = ["Discharge at 1 A", "Rest for 60 s"]
    told(shell("convert", "text.txt", "--to", "maccor", "--out", "text.000"))
    (folder / "back.yaml").write_text(told(shell("convert", "text.000", "--to", "ucp")))
    for name in ("text.txt", "text.000", "back.yaml"):
        described = told(shell("describe", name))
        assert all(step in described for step in steps), described
    assert "'foo' is not one of" in refused(shell("convert", "text.txt", "--to", "foo"), 2)


def test_runs_and_jobs(shell: Shell, pulse: dict) -> None:
    run, job = pulse["simulation_id"], pulse["job_id"]
    for group, key, wanted in (("runs", "id", run), ("jobs", "job_id", job)):
        assert wanted in [row[key] for row in json.loads(told(shell(group, "list", "--json")))]
        assert wanted in told(shell(group, "list"))
    assert json.loads(told(shell("runs", "show", run, "--json")))["metrics"] == pulse["metrics"]
    assert "Min voltage [V]" in told(shell("runs", "show", run))
    assert told(shell("jobs", "watch", job)) == told(shell("jobs", "cancel", job)) == "completed\n"


def test_delete(shell: Shell) -> None:
    line = ("run", "pulse.yaml", "--model", MODEL, "--input", "rate=0.5", "--json")
    run = json.loads(told(shell(*line)))["simulation_id"]
    told(shell("runs", "delete", run))
    assert run in refused(shell("runs", "show", run), 1)
    assert "Traceback" in shell("runs", "show", run, "--debug").stderr


def test_data_come_in_and_go_out(shell: Shell, folder: Path, pulse: dict) -> None:
    cycler_frame().write_csv(folder / "measured.csv")
    place = ("--spec", "Shell spec", "--cell", "Cell 1")
    assert "--create makes it" in refused(shell("import", "measured.csv", *place), 2)
    stored = told(shell("import", "measured.csv", *place, "--create")).strip()
    assert "did you mean 'Shell spec'?; --create makes it" in refused(
        shell("import", "measured.csv", "--spec", "shell spek", *place[2:]), 2
    )
    told(shell("export", stored, "--out", "out.parquet"))
    written = pl.read_parquet(folder / "out.parquet")
    assert written["Voltage [V]"].to_list() == pytest.approx(cycler_frame()["Voltage [V]"].to_list())
    csv = told(shell("export", pulse["simulation_id"]))
    assert csv.count("\n") == 1 + pl.read_parquet(folder / "pulse.parquet").height
    assert "no measurement and no finished simulation" in refused(shell("export", "nothing"), 1)
    (folder / "cycler.mpr").write_bytes(b"cycler")
    assert "extra 'data'" in refused(shell("import", "cycler.mpr", *place), 2)


def test_fit(shell: Shell, folder: Path, pulse: dict) -> None:
    place = ("--spec", "Fit spec", "--cell", "Cell 1", "--create")
    data = told(shell("import", "pulse.parquet", *place)).strip()
    model = json.loads(told(shell("runs", "show", pulse["simulation_id"], "--json")))["parameterized_model_id"]
    (folder / "fit.yaml").write_text(PIPELINE.format(data=data, model=model))
    table = told(shell("fit", "fit.yaml", "--out", "fit.json"))
    result = json.loads((folder / "fit.json").read_text())
    value = result["element_results"]["fit"]["parameter_values"][DIFFUSIVITY]
    assert 1e-14 <= value <= 1e-13
    assert table.split() == ["pipeline_id", result["pipeline_id"], *DIFFUSIVITY.split(), f"{value:.6g}"]
    (folder / "list.yaml").write_text("- elements")
    assert "allowed a mapping with elements" in refused(shell("fit", "list.yaml"), 1)


@pytest.mark.parametrize("arguments", [["serve", "--port", "1"], ["keys", "list"], ["db", "upgrade"]])
def test_server_commands_name_their_extra(shell: Shell, arguments: list[str]) -> None:
    assert "pip install 'ionworks-api[server]'" in refused(shell(*arguments), 2)


def test_local_names_its_extra(base: dict[str, str], folder: Path) -> None:
    assert "extra 'server'" in refused(ionworks(base | {"IONWORKS_API_URL": "local"}, folder, "models"), 2)


def test_settings_that_are_missing_or_wrong(base: dict[str, str], folder: Path, server: LocalServer) -> None:
    assert "IONWORKS_API_KEY" in refused(ionworks(base, folder, "whoami"), 2)
    assert "401" in refused(ionworks(base | at(server) | {"IONWORKS_API_KEY": "wrong"}, folder, "whoami"), 1)


def test_the_local_server_serves_commands_too(folder: Path, tmp_path: Path) -> None:
    local = {"IONWORKS_API_URL": "local", "IONWORKS_SERVER_DATA_DIR": str(tmp_path / "data")}
    assert MODEL in told(ionworks(full_environment() | local, folder, "models"))
    keys = told(ionworks(full_environment(), folder, "keys", "list", "--json", "--data-dir", tmp_path / "data"))
    assert {"id", "name", "email", "revoked_at"} <= json.loads(keys)[0].keys()


@pytest.mark.parametrize(
    ("words", "number", "offered"),
    [("ionworks ru", 1, {"run", "runs"}), ("ionworks convert a.yaml --to mac", 4, {"maccor"})],
)
def test_completion(base: dict[str, str], folder: Path, words: str, number: int, offered: set[str]) -> None:
    asked = {"_IONWORKS_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    assert set(told(ionworks(base | asked, folder)).split()) == offered


@pytest.mark.parametrize("seconds", [0.3, 0.9])
def test_an_interrupt_while_modules_are_imported_is_one_line(tmp_path: Path, seconds: float) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve", "--port", str(port), "--data-dir", str(tmp_path / "data")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=full_environment(),
        start_new_session=True,
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "ionworks: stopped\n")


def test_skills_are_installed_where_agents_look(server: LocalServer, base: dict[str, str], tmp_path: Path) -> None:
    environment = base | at(server)
    (tmp_path / ".cursor").mkdir()
    assert "6 skills" in ionworks(environment, tmp_path, "skills", "install").stderr
    page = tmp_path / ".cursor" / "skills" / "run-protocol" / "SKILL.md"
    assert page.read_text().startswith("---\nname: run-protocol\n") and not (tmp_path / ".claude").exists()
    assert "cursor  " in told(ionworks(environment, tmp_path, "skills", "list"))
    home = tmp_path / "home"
    home.mkdir()
    run = ionworks(
        {**environment, "HOME": str(home)}, tmp_path, "skills", "update", "-g", "-a", "codex", "-a", "windsurf"
    )
    assert run.returncode == 0 and (home / ".windsurf" / "skills" / "read-results" / "read_results.py").is_file()
    (home / "elsewhere").mkdir()
    for arguments, settings, message in (
        (["install"], {}, "no agent has a folder"),
        (["install", "-a", "codex"], {"IONWORKS_API_KEY": ""}, "IONWORKS_API_KEY"),
        (["install", "-a", "codex"], {"IONWORKS_API_KEY": "wrong"}, "401"),
    ):
        refused = ionworks({**environment, **settings}, home / "elsewhere", "skills", *arguments)
        assert refused.returncode == 1 and message in refused.stderr, refused.stderr
