"""A file of comma-separated values as spreadsheets write it: which letters, which separator, which rows."""

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from server.problems import BadInput

MOST_BYTES, MOST_ROWS = 1_000_000, 250
SEPARATORS = (",", ";", "\t")
NOT_TEXT = "This is not a CSV file. In the spreadsheet choose Save as, then CSV, and choose that file."
TOO_LARGE = f"This file is too large. Bring in at most {MOST_ROWS} rows at a time: make several files of it."
EMPTY = "There is no row under the names of the columns. Fill the template in, save it as CSV, and choose it again."
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row by the names of its columns. `number` is the spreadsheet's own, in which the names stand in row 1."""

    number: int
    cells: Mapping[str, str]
    has_more: bool
    """It has more cells than there are columns."""


def text_in(content: bytes) -> str:
    """The text of a file in UTF-8 or, as older spreadsheets write it, Windows-1252. Raises BadInput."""
    if len(content) > MOST_BYTES:
        raise BadInput(TOO_LARGE, "file")
    if content.startswith((WORKBOOK, OLD_WORKBOOK)):
        raise BadInput(NOT_TEXT, "file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = from_windows(content)
    if any(letter < " " and letter not in "\t\r\n" for letter in text):
        raise BadInput(NOT_TEXT, "file")
    return text


def from_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise BadInput(NOT_TEXT, "file") from None


def rows_in(text: str, known: Collection[str]) -> tuple[list[str], list[FileRow]]:
    """The columns that a file names, as `known` spells them, and its rows; empty ones are left out.

    Every cell is text, whatever it begins with. Raises BadInput.
    """
    header, *lines = table_in(text, known)
    columns = [spelled(name, known) for name in header]
    rows = [
        FileRow(number, dict(zip(columns, line, strict=False)), any(line[len(columns) :]))
        for number, line in enumerate(lines, 2)
        if any(line)
    ]
    if not rows:
        raise BadInput(EMPTY, "file")
    if len(rows) > MOST_ROWS:
        raise BadInput(TOO_LARGE, "file")
    return columns, rows


def table_in(text: str, known: Collection[str]) -> list[list[str]]:
    """All cells, by the separator under which the most columns are known."""
    lines = text.replace("\r\n", "\n").removeprefix("sep=;\n")
    tables = [cells_of(lines, separator) for separator in SEPARATORS]
    return max(tables, key=lambda table: sum(spelled(name, known) in known for name in table[0]))


def cells_of(text: str, separator: str) -> list[list[str]]:
    try:
        table = [[cell.strip() for cell in line] for line in csv.reader(StringIO(text), delimiter=separator)]
    except csv.Error:
        raise BadInput(NOT_TEXT, "file") from None
    return table or [[]]


def spelled(name: str, known: Collection[str]) -> str:
    """`first_names`, `FIRST NAMES` and `First names` are one column; what is no column of ours stays as it is."""
    return next((one for one in known if plain(one) == plain(name)), name)


def plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def template_of(columns: Sequence[str]) -> bytes:
    """A file with nothing but the names of the columns, which spreadsheets open with all letters right."""
    written = StringIO()
    csv.writer(written).writerow(columns)
    return written.getvalue().encode("utf-8-sig")
