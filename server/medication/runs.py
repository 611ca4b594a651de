"""What one answer about a dose, and the run of those before it, ask of the office: not taken as prescribed, declined
again and again, or needed every day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from server.board.alerts import alert_office
from server.board.models import AlertKind
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry, Medicine
from server.medication.outcomes import MarOutcome
from server.medication.words import MAR_WORDS
from server.visits.entries import standing
from server.visits.recording import Turn

IN_A_ROW = 3
DAYS_IN_A_ROW = 7
LOOKS_AT = 50
"""Answers about an order: more than there are in a week."""

Answers = Sequence[tuple[datetime, MarEntry]]


def alert_of_runs(db: Unit, answered: list[tuple[Turn, Dose, MarEntry]]) -> None:
    """Alert the office of those just answered that need it, in one alert each."""
    for turn, dose, entry in answered:
        may_be_a_run = entry.outcome == MarOutcome.DECLINED or (dose.due_at is None and entry.outcome.was_given)
        answers = answers_until(db, dose, entry) if may_be_a_run else ()
        words = words_for(answers, dose, entry, ZoneInfo(turn.zone))
        if words:
            kind = AlertKind.TIME_CRITICAL if dose.latest_at else AlertKind.MEDICINE
            alert_office(db, turn, kind, entry.id, f"{dose.name}: {words}")


def answers_until(db: Unit, dose: Dose, entry: MarEntry) -> Answers:
    """What stands about this order up to this answer, by our clock, the newest first."""
    order = db.get_one(Medicine, dose.medicine_id)
    found = (
        select(MarEntry)
        .join(Dose, col(Dose.id) == MarEntry.dose_id)
        .join(Medicine, col(Medicine.id) == Dose.medicine_id)
        .where(Medicine.order_id == order.order_id, MarEntry.service_user_id == entry.service_user_id)
        .order_by(col(MarEntry.received_at).desc())
        .limit(LOOKS_AT)
    )
    rows = db.exec(found).all()
    known = [(one.given_at, one) for one in standing(list(rows)) if one.given_at <= entry.given_at]
    return sorted(known, key=lambda answer: answer[0], reverse=True)


def words_for(answers: Answers, dose: Dose, entry: MarEntry, zone: ZoneInfo) -> str:
    """What the office is to know; empty when all is as it should be."""
    if entry.outcome == MarOutcome.DECLINED and (times := declined_in_a_row(answers)) >= IN_A_ROW:
        return f"declined {times} times in a row. Tell whoever prescribes it."
    if entry.outcome.needs_the_office:
        return MAR_WORDS[entry.outcome].lower()
    if dose.due_at is None and is_needed_every_day(answers, entry, zone):
        return f"needed on {DAYS_IN_A_ROW} days in a row. Ask whoever prescribes it for a review."
    return ""


def declined_in_a_row(answers: Answers) -> int:
    """How many doses before anything else was said; two workers who say it of one dose are one."""
    doses: set[UUID] = {
        one.dose_id for _, one in takewhile(lambda said: said[1].outcome == MarOutcome.DECLINED, answers)
    }
    return len(doses)


def is_needed_every_day(answers: Answers, entry: MarEntry, zone: ZoneInfo) -> bool:
    """Whether this is the first dose given on the last of seven days, so that it is said once a day."""
    given = [(at.astimezone(zone).date(), one) for at, one in answers if one.outcome.was_given]
    if not given or given[0][1].id != entry.id:
        return False
    today, days = given[0][0], [on for on, _ in given]
    return days.count(today) == 1 and all(today - timedelta(days=back) in days for back in range(DAYS_IN_A_ROW))
