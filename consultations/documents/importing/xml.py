"""XML of strangers: declarations of its own, depth and number are bounded while it is parsed, once and linearly."""

from xml.etree import ElementTree
from xml.parsers import expat

from consultations.documents.importing.messages import ImportRefused

MOST_ELEMENTS = 500_000  # eight times what 300 pages have
DEEPEST_ELEMENT = 200
_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_SPACES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}  # both namespaces of each kind: of the standard as Word writes it, and of the strict one


class _Guard:
    """Handlers for a parser that refuse what documents do not need."""

    def __init__(self) -> None:
        self.elements = self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.declared
        self.parser.EntityDeclHandler = self.parser.ExternalEntityRefHandler = self.declared
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end

    def declared(self, *_) -> None:
        raise ImportRefused("unsafe_xml")

    def start(self, name, attributes) -> None:
        self.elements += 1
        self.depth += 1
        if self.depth > DEEPEST_ELEMENT:
            raise ImportRefused("unsafe_xml")
        if self.elements > MOST_ELEMENTS:
            raise ImportRefused("too_long")

    def end(self, name) -> None:
        self.depth -= 1

    def feed(self, data) -> None:
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as exc:
            raise ImportRefused("broken_file") from exc


class _Tree(_Guard):
    """The same, and the elements are kept, with short names such as `w:p`."""

    def __init__(self) -> None:
        super().__init__()
        self.builder, self.names = ElementTree.TreeBuilder(), {}
        self.parser.CharacterDataHandler = self.builder.data

    def start(self, name, attributes) -> None:
        super().start(name, attributes)
        self.builder.start(self.short(name), {self.short(key): value for key, value in attributes.items()})

    def end(self, name) -> None:
        super().end(name)
        self.builder.end(self.short(name))

    def short(self, name) -> str:
        if name not in self.names:
            space, _, local = name.rpartition("}")
            self.names[name] = f"{_SPACES[space]}:{local}" if space in _SPACES else local
        return self.names[name]


def parse(data) -> ElementTree.Element:
    """The root of an XML; names in Word's own spaces are short (`w:p`, `m:oMath`), those of others have none.

    Refused is XML that declares anything of its own, nests without end or holds more than a document does.
    Raises ImportRefused `unsafe_xml`, `broken_file`, `too_long`."""
    tree = _Tree()
    tree.feed(data)
    return tree.builder.close()


def below(element, *names) -> ElementTree.Element | None:
    """The first child of the first child … of these names; None where one is missing."""
    for name in names:
        element = element.find(name) if element is not None else None
    return element
