"""Taking a file: every row by the same rules as its form, all of them or none, each reference once.

A dry run is the same thing, undone: so it finds what two rows of a file do to each other, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from server import clock
from server.accounts.asker import Asker
from server.db import insert_if_absent
from server.imports.files import FileRow, rows_in
from server.imports.kinds import Kind
from server.imports.models import ImportedRow
from server.inbox.unit import Unit
from server.problems import BadInput

NOBODY_YET = UUID(int=0)
NO_REFERENCE = "Give the row a reference, so that it is not taken twice."
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
        first = seen.setdefault(reference, row.number)
        known = known_row(db, asker, kind, reference) if first == row.number else None
        if known:
            attempt.known.append(Known(row.number, reference, known.imported_at))
        else:
            take_row(db, asker, kind, row, attempt, wrong_reference(row, reference, first))
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


def wrong_reference(row: FileRow, reference: str, first: int) -> list[Problem]:
    """None is given, or a row before it has the same."""
    if not reference:
        return [Problem(row.number, "Reference", "", NO_REFERENCE)]
    words = f"Row {first} has this reference, too. Each row has its own."
    return [Problem(row.number, "Reference", reference, words)] if first != row.number else []


def take_row(db: Unit, asker: Asker, kind: Kind, row: FileRow, attempt: Attempt, problems: list[Problem]) -> None:
    """Its reference is claimed first, so that of two uploads in the same moment one takes it. What its form finds
    wrong is said beside what is wrong with its cells."""
    said, unread = said_in(db, asker, kind, row)
    problems = [*problems, *unread]
    reference = row.cells.get("Reference", "")
    if not problems and not is_claimed(db, asker, kind, reference):
        attempt.known.append(Known(row.number, reference, clock.now()))
        return
    try:
        record_id = kind.take(db, asker, said)
    except BadInput as found:
        told = {problem.column for problem in problems}
        problems += [one for one in (explained(kind, row, each) for each in found.all) if one.column not in told]
    if problems:
        order = ["", *kind.column_names]
        attempt.problems += sorted(problems, key=lambda problem: order.index(problem.column))
        return
    db.get_one(ImportedRow, (asker.agency_id, kind.name, reference)).record_id = record_id
    db.flush()
    attempt.taken.append(row)


def is_claimed(db: Unit, asker: Asker, kind: Kind, reference: str) -> bool:
    """For this upload; not when another one was quicker."""
    values = {"agency_id": asker.agency_id, "kind": kind.name, "reference": reference, "record_id": NOBODY_YET}
    return insert_if_absent(db, ImportedRow, **values, imported_by=asker.id, imported_at=clock.now())


def said_in(db: Unit, asker: Asker, kind: Kind, row: FileRow) -> tuple[dict[str, str], list[Problem]]:
    """The row as its form would have been filled in, and the cells that cannot be read."""
    said: dict[str, str] = {}
    problems = [Problem(row.number, "", "", MORE_CELLS)] if row.has_more else []
    for column in kind.columns:
        cell = row.cells.get(column.name, "")
        try:
            said |= column.answers(db, asker, cell)
        except BadInput as problem:
            problems.append(Problem(row.number, column.name, cell, str(problem)))
    return said, problems


def explained(kind: Kind, row: FileRow, problem: BadInput) -> Problem:
    column = kind.column_of(problem.field)
    return Problem(row.number, column, row.cells.get(column, ""), str(problem))
