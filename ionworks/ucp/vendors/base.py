"""What the formats share: the files an export gives, the description of a format, refusing and reading back.

Source: docs/contract/ucp.md section 4.1.
"""

from collections.abc import Callable
from typing import Any

import attrs

from ionworks.ucp.problems import ProtocolError
from ionworks.ucp.program import Program
from ionworks.ucp.reading.parse import parse
from ionworks.ucp.vendors.constructs import ExportOptions, SupportTable, refusals, uses
from ionworks.ucp.vendors.lower import lower
from ionworks.ucp.vendors.reading import Reading
from ionworks.ucp.vendors.sequence import Sequence, differences, in_amperes


class UnsupportedError(ProtocolError):
    """A protocol that a cycler's format cannot carry; ``problems`` names every step concerned."""


@attrs.frozen
class ExportedFile:
    """One written file."""

    filename: str
    media_type: str
    content: bytes


@attrs.frozen
class ExportedFiles:
    """The protocol file and the files it refers to."""

    primary: ExportedFile
    assets: tuple[ExportedFile, ...] = ()


@attrs.frozen
class Format:
    """One cycler format.

    Attributes
    ----------
    name : str
        Value of ``target``.
    label, suffix, media_type, encoding : str
        Name for people, ending of the file with its point, media type, text encoding.
    support : mapping of Construct to Support
        The declaration for every construct.
    write : callable
        From a checked sequence to the text of the file.
    read : callable
        From the bytes of a file to a :class:`Reading`.
    check : callable
        Further refusals, which need more than one step to be seen.
    only_amperes : bool
        Whether C-rates are written as currents whenever the nominal capacity is known.
    tolerance, ordered
        How exactly numbers and the order of ends survive a round trip.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    encoding: str
    support: SupportTable = attrs.field(repr=False)
    write: Callable[[Sequence, ExportOptions], str] = attrs.field(repr=False)
    read: Callable[[bytes], Reading] = attrs.field(repr=False)
    check: Callable[[Sequence, ExportOptions], list[str]] = attrs.field(default=lambda _s, _o: [], repr=False)
    only_amperes: bool = False
    tolerance: float = 1e-9
    ordered: bool = True

    def prepare(self, program: Program, options: ExportOptions) -> Sequence:
        """Return the sequence that would be written.

        Raises
        ------
        UnsupportedError
            Naming every step, construct and the format.
        """
        sequence, lost = lower(program)
        problems = refusals([*lost, *uses(sequence)], self.support, options, self.label)
        if not sequence.nodes:
            problems.append(f"steps: nothing to write for {self.label}; allowed at least one step")
        if not problems:
            if self.only_amperes:
                sequence = in_amperes(sequence, options.nominal_capacity_ah)
            problems = self.check(sequence, options)
        if problems:
            raise UnsupportedError(problems)
        return sequence

    def export(self, program: Program, options: ExportOptions) -> ExportedFiles:
        """Write a bound program.

        Raises
        ------
        UnsupportedError
            Naming every step, construct and the format.
        """
        text = self.write(self.prepare(program, options), options)
        content = text.encode(self.encoding, errors="replace")
        return ExportedFiles(ExportedFile(options.filename_stem + self.suffix, self.media_type, content))

    def document(self, content: bytes) -> dict[str, Any]:
        """Read a file of this format into a UCP mapping.

        Raises
        ------
        ProtocolError
            Naming everything in the file that has no UCP form or is not understood.
        """
        reading = self.read(content)
        if reading.problems or reading.document is None:
            raise ProtocolError(reading.problems or ("the file holds no step",))
        return reading.document

    def verify(self, program: Program, options: ExportOptions, content: bytes) -> list[str]:
        """Read a written file back and say how it differs from the program; an empty list when it does not."""
        reading = self.read(content)
        if reading.problems or reading.document is None:
            return list(reading.problems) or ["no step could be read back"]
        again, _ = lower(parse(reading.document))
        wanted = self.prepare(program, options)
        return differences(wanted, again, tolerance=self.tolerance, ordered=self.ordered)
