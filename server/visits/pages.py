"""All that a visit's page shows, gathered for many visits at once: the page and the day pack share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.accounts.asker import Asker
from server.body_marks.folds import MARK_FORM_WORDS, BodyFold, body_fold, marks_known
from server.body_marks.models import BodyMark
from server.care_plans.contents import Content
from server.care_plans.versions import plans_numbered
from server.documents.models import Photo
from server.documents.words import PHOTO_WORDS
from server.inbox.models import Form
from server.medication.dose_words import DOSE_WORDS
from server.medication.effects import AskedEffect, effects_asked
from server.medication.models import MarEntry, Medicine
from server.medication.not_now import NotNow, not_now, orders_with_times
from server.medication.patches import PutOn, patches_put_on
from server.medication.queries import TakenDose, doses_of, orders_behind, taken_doses_of
from server.observations.folds import ObservationFold, observation_fold, observations_asked
from server.observations.models import Observation
from server.people.key_safes import people_with_key_safe
from server.people.models import ServiceUser
from server.pieces import Page, phone_page
from server.risk_assessments.queries import Risk, risks_of
from server.soft_signs.models import SoftSigns
from server.soft_signs.words import SIGN_FORM_WORDS
from server.stock.folds import StockFold, fold_of, folds_of
from server.stock.models import StockMovement
from server.visits import queries, words
from server.visits.asked import Asked, asked, last_recorded_by
from server.visits.changes import ChangesToRead, changes_to_read
from server.visits.entries import Entry
from server.visits.entry_kinds import (
    ActionOutcome,
    Arrival,
    ChangesRead,
    Concern,
    Departure,
    LateNotice,
    Note,
    NoteKind,
    StoppedVisit,
)
from server.visits.shifts import Shift


@dataclass(frozen=True, slots=True)
class VisitPage:
    """What one visit's page shows to one worker."""

    shift: Shift
    person: ServiceUser
    has_key_safe: bool
    plan: Content
    """Of the version that the visit names; empty when there was none."""
    risks: Sequence[Risk]
    changes: ChangesToRead
    last_turn: datetime | None
    """When this worker last left this person, before this visit."""
    handovers: Sequence[Note]
    actions: Sequence[Asked]
    doses: Sequence[Asked]
    orders: dict[UUID, Medicine]
    """The version of the order behind each dose, by its id."""
    not_now: Sequence[NotNow]
    """What the person takes at other times."""
    effects: Sequence[AskedEffect]
    """Doses given when required of which somebody is to say whether they helped."""
    taken: dict[UUID, list[TakenDose]]
    """The doses taken lately of each order that is given only as needed, by order."""
    put_on: dict[UUID, list[PutOn]]
    """Where the patches of each order were put lately, by order."""
    stock: StockFold
    observations: ObservationFold
    soft_signs: Sequence[SoftSigns]
    body: BodyFold
    arrivals: Sequence[Arrival]
    departures: Sequence[Departure]
    stops: Sequence[StoppedVisit]
    late_notices: Sequence[LateNotice]
    notes: Sequence[Note]
    concerns: Sequence[Concern]
    photos: Sequence[Photo]
    changes_read: Sequence[ChangesRead]
    held: Sequence[Form]
    seen: dict[UUID, tuple[str, datetime]]
    names: dict[UUID, str]

    def last_by(self, author_id: UUID, entries: Sequence[Any]) -> Any:
        """The author's last of these entries that stands; None when there is none."""
        return last_recorded_by(author_id, entries)

    @property
    def visit_notes(self) -> list[Note]:
        return [note for note in self.notes if note.kind == NoteKind.VISIT]

    @property
    def handover_notes(self) -> list[Note]:
        return [note for note in self.notes if note.kind == NoteKind.HANDOVER]


def visit_pages(db: Session, asker: Asker, shifts: Sequence[Shift]) -> list[VisitPage]:
    """The pages of these visits, in their order, with one query for each kind of thing."""
    ids = [shift.id for shift in shifts]
    people = queries.people_of(db, shifts)
    earliest = min((shift.service_on for shift in shifts), default=asker.today) - timedelta(days=queries.CHANGES_DAYS)
    plans = plans_numbered(db, [(shift.service_user_id, shift.plan_version) for shift in shifts])
    changes, read = queries.changes_since(db, people, earliest), queries.changes_read_by(db, asker, people)
    handovers, turns = queries.handovers_to(db, shifts), queries.last_turns(db, asker, shifts)
    actions, doses = queries.care_actions_of(db, ids), doses_of(db, ids)
    recorded = {kind: queries.entries_of(db, kind, ids) for kind in SHOWN}
    orders, effects = orders_behind(db, doses), effects_asked(db, people)
    first = min((shift.service_on for shift in shifts), default=asker.today)
    with_times, put_on = orders_with_times(db, people, first), patches_put_on(db, orders.values())
    taken, key_safes = taken_doses_of(db, people), people_with_key_safe(db, people)
    held, seen = queries.held_forms_of(db, asker, ids), queries.seen_of(db, ids)
    names, risks = queries.names_of(db, asker.agency_id), risks_of(db, people)
    zone, stocks = ZoneInfo(asker.zone), folds_of(db, asker, people)
    observed, marks = observations_asked(db, asker, people), marks_known(db, people)
    pages = []
    for shift in shifts:
        here: dict[Any, Any] = {kind: recorded[kind][shift.id] for kind in SHOWN}
        before = [left for left in turns[shift.service_user_id] if left < shift.starts_at]
        since = before[-1].astimezone(zone).date() if before else earliest
        plan = plans.get((shift.service_user_id, shift.plan_version))
        pages.append(
            VisitPage(
                shift=shift,
                person=people[shift.service_user_id],
                has_key_safe=shift.service_user_id in key_safes,
                plan=plan.content if plan else Content(),
                risks=risks[shift.service_user_id],
                changes=changes_to_read(shift, changes[shift.service_user_id], since, read[shift.service_user_id]),
                last_turn=before[-1] if before else None,
                handovers=[note for note in handovers[shift.service_user_id] if note.visit_id != shift.id][:3],
                actions=asked(actions[shift.id], here[ActionOutcome], "care_action_id"),
                doses=asked(doses[shift.id], here[MarEntry], "dose_id"),
                orders=orders,
                not_now=not_now(with_times[shift.service_user_id], shift.service_on, doses[shift.id]),
                effects=[one for one in effects[shift.service_user_id] if one.is_asked_at(shift.id)],
                taken=taken,
                put_on=put_on,
                stock=fold_of(stocks[shift.service_user_id], shift.service_on, here[StockMovement]),
                observations=observation_fold(
                    observed, shift.service_user_id, here[Observation], is_today=shift.service_on == asker.today
                ),
                soft_signs=here[SoftSigns],
                body=body_fold(marks[shift.service_user_id], here[BodyMark]),
                arrivals=here[Arrival],
                departures=here[Departure],
                stops=here[StoppedVisit],
                late_notices=here[LateNotice],
                notes=here[Note],
                concerns=here[Concern],
                photos=here[Photo],
                changes_read=here[ChangesRead],
                held=held[shift.id],
                seen=seen,
                names=names,
            )
        )
    return pages


SHOWN: tuple[type[Entry], ...] = (
    ActionOutcome, MarEntry, Arrival, Departure, StoppedVisit, LateNotice, Note, Concern, ChangesRead,
    StockMovement, Observation, SoftSigns, BodyMark, Photo,
)  # fmt: skip


def visit_html(asker: Asker, page: VisitPage) -> Page:
    """The text of a visit's page."""
    return phone_page("visits/visit.html", asker=asker, page=page, **WORDS)


WORDS = {
    "outcome_words": {outcome.value: text for outcome, text in words.OUTCOME_WORDS.items()},
    "independence_words": {support.value: text for support, text in words.INDEPENDENCE_WORDS.items()},
    "reasons_words": [(reason, reason) for reason in words.NOT_DONE_REASONS],
    "concern_words": {kind.value: text for kind, text in words.CONCERN_WORDS.items()},
    "photo_words": {kind.value: text for kind, text in PHOTO_WORDS.items()},
    "stop_words": {why.value: text for why, text in words.STOP_WORDS.items()},
    "stop_next": words.STOP_NEXT,
    "early_reasons": words.EARLY_REASONS,
    "late_arrival_reasons": words.LATE_REASONS,
    "late_reasons": [(reason, reason) for reason in words.LATE_REASONS],
    "far_reasons": words.FAR_REASONS,
    "leaving_reasons": words.LEAVING_REASONS,
    **DOSE_WORDS,
    **SIGN_FORM_WORDS,
    **MARK_FORM_WORDS,
}
"""The words on screen, by the value that a form sends."""
