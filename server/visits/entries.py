"""What every entry shares: one fact a worker recorded, added and never edited."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from sqlmodel import Field, Session, col, select

from server.db import Row
from server.inbox.models import Form
from server.inbox.reading import FormValues
from server.problems import CannotAccept


class Entry(Row):
    """A fact on a visit. `id` is the id of the form that brought it; a correction names the entry it corrects."""

    id: UUID = Field(primary_key=True, foreign_key="forms.id")
    visit_id: UUID = Field(foreign_key="visits.id", index=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    author_id: UUID = Field(foreign_key="accounts.id")
    device_id: UUID | None = Field(default=None, foreign_key="devices.id")
    device_sequence: int | None = None
    recorded_at: datetime
    """When it happened, by the phone's clock."""
    received_at: datetime
    plan_version: int = 1
    """The version of the plan that the worker saw."""
    corrects: UUID | None = None
    also_corrects: str = ""
    """The ids, with spaces between, of the other corrections in whose place it stands too: the office has settled which
    of them is so."""

    SAYS: ClassVar[tuple[str, ...]] = ()
    """The fields that say what was so. Two corrections of one record contradict each other when these differ."""
    ABOUT: ClassVar[str] = "visit_id"
    """The field that names what it is about: only what is about the same can correct it."""

    @property
    def answer(self) -> tuple[Any, ...]:
        return answer_in(getattr(self, name) for name in self.SAYS)

    @classmethod
    def of(cls, form: Form, values: FormValues, visit: Any, **own: Any) -> Self:
        """The entry that `form` brings to `visit`; held when the page it came from was about somebody else."""
        if values.service_user not in (None, visit.service_user_id) or values.visit not in (None, visit.id):
            raise CannotAccept("The page it was recorded on was about somebody else. The office has to sort it.")
        return cls(
            id=form.id,
            visit_id=visit.id,
            service_user_id=visit.service_user_id,
            author_id=form.author_id,
            device_id=form.device_id,
            device_sequence=form.device_sequence,
            recorded_at=form.recorded_at,
            received_at=form.received_at,
            plan_version=values.plan_version,
            corrects=None if values.corrects == form.id else values.corrects,
            **own,
        )


EntryKind = TypeVar("EntryKind", bound=Entry)
Recorded = TypeVar("Recorded", bound=Any)
"""An entry, or so many columns of one."""


def answer_in(values: Iterable[Any]) -> tuple[Any, ...]:
    """To be compared: times to the minute, and words whatever their capitals and spaces."""
    return tuple(alike(value) for value in values)


def alike(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def replaced_in(entries: Iterable[Recorded]) -> dict[UUID, Recorded]:
    """What these stand in the place of, each with the one that does."""
    found = {entry.corrects: entry for entry in entries if entry.corrects}
    return found | {UUID(id_): entry for entry in entries if entry.also_corrects for id_ in entry.also_corrects.split()}


def settled_over(db: Session, kind: type[Entry], people: Iterable[UUID]) -> set[UUID]:
    """Of these people, what settled records stand in the place of besides what they correct: for queries that look at
    `corrects` alone."""
    found = select(kind.also_corrects).where(col(kind.service_user_id).in_(list(people)), kind.also_corrects != "")
    return {UUID(id_) for ids in db.exec(found) for id_ in ids.split()}


def correcting(entries: Iterable[Recorded], one: Any) -> list[Recorded]:
    """Those of them that stand in the place of one."""
    return [entry for entry in entries if one.id in replaced_in([entry])]


def standing(entries: Sequence[Recorded]) -> list[Recorded]:
    """Those that no other entry corrects. A correction of a correction stands for both."""
    replaced = replaced_in(entries)
    return [entry for entry in entries if entry.id not in replaced]


def chains(entries: Sequence[Recorded]) -> dict[UUID, list[Recorded]]:
    """Those that stand, by the first record in whose place they do: more than one where it was corrected twice."""
    known = {entry.id: entry for entry in entries}
    found = defaultdict(list)
    for entry in standing(entries):
        found[path_of(entry, known)[-1]].append(entry)
    return found


def contradictions(entries: Sequence[Recorded]) -> list[list[Recorded]]:
    """Corrections of one record that say different things, each with all that stands in the place of that record."""
    if sum(entry.corrects is not None for entry in entries) < 2:
        return []
    return [stand for stand in chains(entries).values() if contradict(stand)]


def contradicting(entries: Sequence[Any]) -> set[UUID]:
    """The ids of those that another correction of the same record says otherwise than."""
    return {entry.id for stand in contradictions(entries) for entry in stand}


def contradict(stand: Sequence[Any]) -> bool:
    return len(stand) > 1 and len({entry.answer for entry in stand}) > 1


def path_of(entry: Any, known: Mapping[UUID, Any]) -> list[UUID]:
    """From an entry to the first record that it stands in the place of, which the office may not have itself."""
    path = [entry.id]
    while (corrected := entry.corrects) and corrected not in path:
        path.append(corrected)
        if corrected not in known:
            break
        entry = known[corrected]
    return path


def recorded_by(author_id: UUID, entries: Sequence[Recorded]) -> list[Recorded]:
    """Theirs, and what the office settled of theirs."""
    if not any(entry.also_corrects for entry in entries):
        return [entry for entry in entries if entry.author_id == author_id]
    workers = whose(entries)
    return [entry for entry in entries if workers[entry.id] == author_id]


def whose(entries: Sequence[Any]) -> dict[UUID, UUID]:
    """By id, who recorded first what each of these is, or corrects: whose turn it is about."""
    known = {entry.id: entry for entry in entries}
    return {
        entry.id: known[next(id_ for id_ in reversed(path_of(entry, known)) if id_ in known)].author_id
        for entry in entries
    }
