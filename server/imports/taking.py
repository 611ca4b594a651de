"""Taking a file: every row by the same rules as its form, all of them or none, each reference once.

A dry run is the same thing, undone: so it finds what two rows of a file do to each other, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from server import clock
from server.accounts.asker import Asker
from server.asking import Asking
from server.db import insert_if_absent
from server.imports.files import FileRow, rows_in
from server.imports.kinds import Kind
from server.imports.models import ImportedRow
from server.inbox.unit import Unit
from server.problems import BadInput

NOBODY_YET = UUID(int=0)
MORE_CELLS = "This row has more cells than there are columns. Put text that has commas in it between quotation marks."


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, in which column; `column` is empty when it is about the whole row or file."""

    row: int | None
    column: str
    cell: str
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """A row that came in before; it changes nothing."""

    row: int
    reference: str
    imported_at: datetime


@dataclass(slots=True)
class Attempt:
    """What a file comes to."""

    taken: list[FileRow] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def take(db: Unit, asker: Asker, kind: Kind, text: str) -> Attempt:
    """Write all rows that are new. Whoever calls undoes it all when there is a problem, or when it was only a trial.

    Raises BadInput when it is no file of this kind at all.
    """
    columns, rows = rows_in(text, kind.column_names)
    attempt = Attempt(problems=list(wrong_columns(kind, columns)))
    if attempt.problems:
        return attempt
    seen: dict[str, int] = {}
    for row in rows:
        reference = row.cells.get("Reference", "")
        if reference in seen:
            words = f"Row {seen[reference]} has this reference, too. Each row has its own."
            attempt.problems.append(Problem(row.number, "Reference", reference, words))
            continue
        seen.update({reference: row.number} if reference else {})
        if (known := known_row(db, asker, kind, reference)) is not None:
            attempt.known.append(Known(row.number, reference, known.imported_at))
        else:
            take_row(db, asker, kind, row, attempt)
    if attempt.taken:
        db.note(asker, f"brought in {len(attempt.taken)} rows of {kind.name}")
    return attempt


def undo(db: Unit) -> None:
    """Nothing of it was: no row, no line of the audit, no news for the boards."""
    db.rollback()
    db.owe_nothing()


def wrong_columns(kind: Kind, columns: list[str]) -> Iterator[Problem]:
    for name in columns:
        if name not in kind.column_names:
            words = "There is no such column. Name it as the template does, or take it out of the file."
            yield Problem(1, name or "without a name", "", words)
        elif columns.count(name) > 1:
            yield Problem(1, name, "", "This column is there twice. Take one of the two out.")
    for column in kind.all_columns:
        if column.needed and column.name not in columns:
            yield Problem(1, column.name, "", "This column is missing. Add it, as the template has it.")


def known_row(db: Unit, asker: Asker, kind: Kind, reference: str) -> ImportedRow | None:
    return db.get(ImportedRow, (asker.agency_id, kind.name, reference))


def take_row(db: Unit, asker: Asker, kind: Kind, row: FileRow, attempt: Attempt) -> None:
    """Its reference is claimed first, so that of two uploads in the same moment one takes it."""
    key = (asker.agency_id, kind.name, row.cells.get("Reference", ""))
    claim = dict(zip(("agency_id", "kind", "reference"), key, strict=True))
    try:
        said = said_in(db, asker, kind, row)
        now = clock.now()
        if not insert_if_absent(db, ImportedRow, **claim, record_id=NOBODY_YET, imported_by=asker.id, imported_at=now):
            attempt.known.append(Known(row.number, key[-1], now))
            return
        record_id = kind.take(db, asker, said)
        db.get_one(ImportedRow, key).record_id = record_id
        db.flush()
        attempt.taken.append(row)
    except BadInput as problem:
        attempt.problems += [explained(kind, row, one) for one in problem.all]


def said_in(db: Unit, asker: Asker, kind: Kind, row: FileRow) -> dict[str, str]:
    """The row as its form would have been filled in. Raises BadInput with every cell that cannot be read."""
    said: dict[str, str] = {}
    with Asking(row.cells) as asking:
        if row.has_more:
            asking.refuse("", MORE_CELLS)
        if not row.cells.get("Reference"):
            asking.refuse("reference", "Give the row a reference, so that it is not taken twice.")
        for column in kind.columns:
            try:
                said |= column.answers(db, asker, row.cells.get(column.name, ""))
            except BadInput as problem:
                asking.refuse(column.fields[0], str(problem))
    return said


def explained(kind: Kind, row: FileRow, problem: BadInput) -> Problem:
    column = kind.column_of(problem.field)
    return Problem(row.number, column, row.cells.get(column, ""), str(problem))
