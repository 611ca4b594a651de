"""The record of one visit, as the office reads it and may be asked to show it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Agency
from server.board.alert_rows import alerts_at
from server.board.contingencies import contingencies_for
from server.board.held_kinds import kind_of
from server.board.missed import visit_of_agency
from server.board.needs import Need, needs_of
from server.board.queries import held_count, turns_at
from server.board.record_lines import Face, RecordLine, Seen, Wording, clock_minutes, in_record_order
from server.board.states import STATE_WORDS, BoardTurn, VisitState
from server.documents.models import Photo
from server.exporting import KINDS
from server.inbox.models import Form, FormState
from server.inbox.unit import Unit
from server.medication.models import Dose
from server.medicine_errors.queries import doses_at
from server.people.models import ServiceUser
from server.problems import BadInput
from server.soft_signs.models import SoftSigns
from server.templating import html
from server.visits.entries import Entry, contradicting, replaced_in
from server.visits.entry_kinds import ChangesRead, Concern, EntrySeen, Note
from server.visits.models import Assignment, CareAction, Visit
from server.visits.queries import seen_of


@dataclass(frozen=True, slots=True)
class Record:
    """All that the record of a visit shows."""

    visit: Visit
    person: ServiceUser
    turns: list[tuple[BoardTurn, VisitState]]
    lines: list[RecordLine]
    needs: list[Need]
    missed_by: str
    plan_versions: list[int]
    changes_read_at: datetime | None
    can_be_missed: bool
    doses: list[tuple[Dose, UUID | None]]
    """What was due, each with the error that was reported about it."""

    @property
    def notes(self) -> list[RecordLine]:
        """Notes that stand, to be read without looking for them."""
        return [
            line for line in self.lines if line.what.startswith(("Visit note", "Handover")) and not line.corrected_at
        ]

    @property
    def is_by_many(self) -> bool:
        """More than one person recorded here, so each line says who."""
        return len({line.author for line in self.lines}) > 1

    @property
    def unheard(self) -> tuple[datetime, datetime] | None:
        """From the first entry that had to wait until the last of them came."""
        waited = [line for line in self.lines if line.minutes_later]
        if not waited:
            return None
        return min(line.happened_at for line in waited), max(line.received_at for line in waited)

    @property
    def clock_minutes(self) -> int:
        """The worst that a phone's clock was wrong by."""
        return max((line.clock_minutes for line in self.lines), key=abs, default=0)

    @property
    def was_missed_and_came(self) -> bool:
        return self.visit.missed_at is not None and any(turn.arrived_at for turn, _ in self.turns)


def record_page(
    db: Unit, asker: Asker, visit_id: UUID, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    """The record of a visit of the coordinator's agency; opening it is seeing its concerns, notes and photos."""
    visit = visit_of_agency(db, asker, visit_id)
    entries = entries_of(db, visit)
    see(db, asker, visit, [entry for entry in entries if isinstance(entry, Concern | Note | SoftSigns | Photo)])
    db.note(asker, "read visit", visit.id)
    record = record_of(db, asker, visit, entries)
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "visits/record.html", status, asker=asker, record=record, words=STATE_WORDS,
        held=held_count(db, asker), problem=problem, said=said or {},
    )  # fmt: skip


def entries_of(db: Unit, visit: Visit) -> list[Entry]:
    return [entry for kind in KINDS for entry in db.exec(select(kind).where(kind.visit_id == visit.id))]


def see(db: Unit, asker: Asker, visit: Visit, entries: list[Any]) -> None:
    """Put on record that the asker has opened these. The first who does changes what the phones show."""
    ids = [entry.id for entry in entries]
    seen = select(EntrySeen.entry_id, EntrySeen.account_id).where(col(EntrySeen.entry_id).in_(ids))
    known = set(db.exec(seen).all()) if ids else set()
    new = [id_ for id_ in ids if (id_, asker.id) not in known]
    if not new:
        return
    insert: Any = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [{"entry_id": id_, "account_id": asker.id, "seen_at": clock.now()} for id_ in new]
    db.execute(insert(EntrySeen).on_conflict_do_nothing(), rows)
    if not {entry_id for entry_id, _ in known}.issuperset(new):
        visit.touch()


def record_of(db: Unit, asker: Asker, visit: Visit, entries: list[Entry]) -> Record:
    forms = {form.id: form for form in db.exec(select(Form).where(Form.visit_id == visit.id))}
    forms = {id_: form for id_, form in forms.items() if form.agency_id == asker.agency_id}
    zone, now = ZoneInfo(asker.zone), clock.now()
    face = Face(zone)
    late_after = timedelta(minutes=db.exec(select(Agency.late_after_minutes).where(Agency.id == asker.agency_id)).one())
    turns, alerts = turns_at(db, visit.id), alerts_at(db, visit.id)
    wording = Wording.about(of_visit(db, CareAction, visit), of_visit(db, Dose, visit), face.hhmm)
    people = {visit.missed_by, *(form.author_id for form in forms.values()), *(entry.author_id for entry in entries)}
    names = names_of(db, people)
    taken_off = {one.account_id: one.removed_at for one in of_visit(db, Assignment, visit) if one.removed_at}
    lines = [
        replace(line, is_after_move=True) if is_after_move(entry, taken_off) else line
        for entry, line in lines_of(entries, forms, wording, names, seen_of(db, [visit.id]))
    ]
    return Record(
        visit=visit,
        person=db.exec(select(ServiceUser).where(ServiceUser.id == visit.service_user_id)).one(),
        turns=[(turn, turn.state_at(now, late_after)) for turn in turns],
        lines=lines + undecided_lines(forms, names, {line.id for line in lines}),
        needs=needs_of(alerts, turns, face, now, contingencies_for(db, alerts, visit.service_on)),
        missed_by=names.get(visit.missed_by, "") if visit.missed_by else "",
        plan_versions=sorted({entry.plan_version for entry in entries} - {0}),
        changes_read_at=min((entry.recorded_at for entry in entries if isinstance(entry, ChangesRead)), default=None),
        can_be_missed=visit.missed_at is None and visit.starts_at < now and not any(turn.arrived_at for turn in turns),
        doses=doses_at(db, visit.id),
    )


def of_visit(db: Unit, kind: type[Any], visit: Visit) -> list[Any]:
    return list(db.exec(select(kind).where(kind.visit_id == visit.id)))


def names_of(db: Unit, people: set[UUID | None]) -> dict[UUID, str]:
    """The names of these people."""
    return dict(db.exec(select(Account.id, Account.name).where(col(Account.id).in_(people - {None}))).all())


def lines_of(
    entries: list[Entry], forms: dict[UUID, Form], wording: Wording, names: dict[UUID, str], seen: dict[UUID, Seen]
) -> list[tuple[Entry, RecordLine]]:
    """Every entry with its line, as it happened, corrections under what they correct."""
    corrected = {id_: by.recorded_at for id_, by in replaced_in(entries).items()}
    differing = contradicting(entries)
    lines = []
    for entry in in_record_order(entries):
        what, more = wording.of(entry)
        form = forms.get(entry.id)
        line = RecordLine(
            entry.id, what, more, entry.recorded_at, entry.received_at, names[entry.author_id],
            seen=seen.get(entry.id), corrects=entry.corrects is not None, settles=bool(entry.also_corrects),
            corrected_at=corrected.get(entry.id), contradicts=entry.id in differing,
            clock_minutes=clock_minutes(form) if form else 0, decision=form.decision if form else "",
            document_id=entry.document_id if isinstance(entry, Photo) else None,
        )  # fmt: skip
        lines.append((entry, line))
    return lines


def is_after_move(entry: Entry, taken_off: dict[UUID, datetime]) -> bool:
    return entry.author_id in taken_off and entry.received_at > taken_off[entry.author_id]


def undecided_lines(forms: dict[UUID, Form], names: dict[UUID, str], shown: set[UUID]) -> list[RecordLine]:
    """Forms about the visit that are no entry: held ones, and those set aside."""
    others = [form for form in forms.values() if form.state != FormState.ACCEPTED and form.id not in shown]
    return [
        RecordLine(
            form.id, kind_of(form).words, form.why, form.recorded_at, form.received_at, names[form.author_id],
            state=form.state, decision=form.decision, clock_minutes=clock_minutes(form),
        )
        for form in sorted(others, key=lambda form: form.recorded_at)
    ]  # fmt: skip
