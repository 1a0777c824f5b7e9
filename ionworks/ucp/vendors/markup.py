"""XML of untrusted origin: bounded, without document types, entities or anything fetched.

Source: ours. The bounds are generous for a file that people draw up in an editor.
"""

import re
from xml.parsers import expat

import attrs

from ionworks.ucp.problems import ProtocolError, show

MAX_BYTES = 8 << 20
MAX_ELEMENTS = 200_000
MAX_DEPTH = 40

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9_.\-]+)["']""")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODECS = {
    "utf-8": "utf-8-sig",
    "ascii": "ascii",
    "us-ascii": "ascii",
    # Neware writes GB2312 but means the superset its Windows uses.
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
}


@attrs.define
class Element:
    """One element: tag, attributes, own text, children in order."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = attrs.Factory(list)

    def child(self, tag: str) -> "Element | None":
        """Return the first child of a tag, if there is one."""
        return next((child for child in self.children if child.tag == tag), None)

    def at(self, *tags: str) -> "Element | None":
        """Return the element under a path of tags, if there is one."""
        found: Element | None = self
        for tag in tags:
            found = found.child(tag) if found is not None else None
        return found

    def words(self, tag: str) -> str:
        """Return the stripped text of a child, empty when there is none."""
        child = self.child(tag)
        return child.text.strip() if child is not None else ""

    def value(self, tag: str) -> str | None:
        """Return the attribute ``Value`` of a child, if there is one."""
        child = self.child(tag)
        return child.attributes.get("Value") if child is not None else None


def decode(content: bytes) -> str:
    """Return the text of an XML file without its declaration.

    Raises
    ------
    ProtocolError
        When it is too large, in an unknown encoding or not what it declares.
    """
    if len(content) > MAX_BYTES:
        raise ProtocolError(f"file: found {len(content)} bytes; allowed at most {MAX_BYTES}")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return re.sub(r"^\s*<\?xml[^>]*?\?>", "", _decoded(content, "utf-16"))
    declaration = _DECLARATION.match(content.removeprefix(b"\xef\xbb\xbf"))
    declared = _ENCODING.search(declaration.group()) if declaration else None
    name = declared.group(1).decode().lower() if declared else "utf-8"
    if name not in _CODECS:
        raise ProtocolError(f"file: found the encoding {show(name)}; allowed {', '.join(_CODECS)}")
    return re.sub(r"^\s*<\?xml[^>]*?\?>", "", _decoded(content, _CODECS[name]))


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise ProtocolError(f"file: found bytes that are not {error.encoding}; allowed text") from None


def read_xml(content: bytes) -> Element:
    """Read an XML file into a tree.

    Raises
    ------
    ProtocolError
        When it is malformed, exceeds a bound or holds a document type.
    """
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.ExternalEntityRefHandler = builder.refuse
    try:
        parser.Parse(decode(content).encode("utf-8", errors="replace"), True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise ProtocolError(
            f"file: line {error.lineno}: found malformed XML ({reason}); allowed well-formed XML"
        ) from None
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Element("", {})
        self._stack: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._stack) >= MAX_DEPTH:
            raise ProtocolError(f"file: found too much; allowed {MAX_ELEMENTS} elements, {MAX_DEPTH} levels deep")
        element = Element(tag, attributes)
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self.root = element
        self._stack.append(element)
        self._texts.append([])

    def end(self, _tag: str) -> None:
        self._stack.pop().text = "".join(self._texts.pop())

    def characters(self, text: str) -> None:
        self._texts[-1].append(text)

    def refuse(self, *_declaration: object) -> int:
        raise ProtocolError("file: found a document type or entity declaration; allowed plain elements only")


def escape(text: str) -> str:
    """Return text as it stands in an element or attribute; characters XML cannot hold become spaces."""
    plain = _NOT_XML.sub(" ", text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        plain = plain.replace(character, entity)
    return plain
