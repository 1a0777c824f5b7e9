"""Write the support matrix of docs/protocol-formats.md from the declarations of the exporters.

``python codegen/format_matrix.py`` rewrites it, ``--check`` fails when it is not current.
"""

import sys
from pathlib import Path

from ionworks.ucp.vendors import support_matrix

DOCUMENT = Path(__file__).parents[1] / "docs" / "protocol-formats.md"
BEGIN, END = "<!-- begin support matrix -->\n", "<!-- end support matrix -->"


def main(*, check: bool) -> int:
    """Rewrite or check the part of the document between the two marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    current = f"{before}{BEGIN}\n{support_matrix()}\n{END}{after}"
    if check:
        return int(current != text)
    DOCUMENT.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
