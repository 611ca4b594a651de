"""The rows of a file of a release, one after the other, however large the file is.

A file says nothing but itself: a DOCTYPE, the only place where XML declares entities, is refused, so that none can be
expanded a billion times or name another file (what defusedxml calls `forbid_dtd`). dm+d's own files have none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile

from server.products.releases import ReleaseFile, ReleaseProblem

CHUNK = 1 << 16
LONGEST = 4_000
"""Letters of one field; what follows is not read."""
SECTION, ROW, FIELD = 2, 3, 4
"""How deep in a file they stand: `VIRTUAL_MED_PRODUCTS`, `VMPS`, `VMP`, `NM`."""


class Row(NamedTuple):
    """What stands in one row."""

    section: str
    fields: dict[str, str]
    line: int


class NotWhole(Exception):
    """From here on the file cannot be read."""


@dataclass
class Reader:
    """Gathers the rows of some sections while a file is parsed."""

    sections: frozenset[str]
    rows: list[Row] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    line: int = 0
    root: str = ""

    def __post_init__(self) -> None:
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.take

    def refuse_doctype(self, *_: object) -> None:
        raise NotWhole("it has a DOCTYPE, which no file of dm+d has")

    def begin(self, tag: str, _attributes: object) -> None:
        self.root = self.root or tag
        self.path.append(tag)
        if len(self.path) == ROW:
            self.fields, self.line = {}, self.parser.CurrentLineNumber

    def take(self, text: str) -> None:
        if len(self.path) == FIELD and self.path[SECTION - 1] in self.sections:
            self.fields[self.path[-1]] = (self.fields.get(self.path[-1], "") + text)[:LONGEST]

    def end(self, _tag: str) -> None:
        if len(self.path) == ROW and self.path[SECTION - 1] in self.sections:
            self.rows.append(Row(self.path[SECTION - 1], self.fields, self.line))
        self.path.pop()

    def taken(self) -> list[Row]:
        rows, self.rows = self.rows, []
        return rows


def rows_in(file: ReleaseFile, *sections: str) -> Iterator[Row]:
    """The rows of these sections, in order. Raises NotWhole where the file breaks off, after the rows before that."""
    reader = Reader(frozenset(sections))
    with file.open() as bytes_:
        problem = None
        while problem is None:
            try:
                chunk = bytes_.read(CHUNK)
                reader.parser.Parse(chunk, not chunk)
            except (ExpatError, NotWhole, BadZipFile, EOFError, LookupError, ValueError) as why:
                problem = f"{why}" if isinstance(why, ExpatError) else f"{why}, line {reader.parser.CurrentLineNumber}"
            yield from reader.taken()
            if problem is None and not chunk:
                return
        raise NotWhole(problem)


def check_kind(file: ReleaseFile) -> None:
    """Raises ReleaseProblem, when this is not XML, or not the file of dm+d that it is called."""
    reader = Reader(frozenset())
    try:
        with file.open() as bytes_:
            reader.parser.Parse(bytes_.read(CHUNK), False)
    except (ExpatError, NotWhole, BadZipFile, EOFError, LookupError, ValueError) as why:
        if not reader.root:
            raise ReleaseProblem(f"{file.name} is not XML ({why}). Nothing was imported.") from None
    if reader.root != file.root:
        raise ReleaseProblem(f"{file.name} is not a file of dm+d: it begins with {reader.root or 'nothing'}.")
