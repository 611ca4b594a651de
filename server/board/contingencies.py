"""What the plan says to do when a visit is late or fails, for the alerts about it."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session

from server.board.alert_rows import AlertRow
from server.board.models import AlertKind
from server.care_plans.contents import Contingency, Urgency
from server.care_plans.versions import plans_from

IS_LATE = {AlertKind.LATE, AlertKind.NO_NEWS, AlertKind.RUNNING_LATE, AlertKind.TIME_CRITICAL}
FAILS = {AlertKind.STOPPED}
HOW_URGENT = {Urgency.LOW: "Low risk", Urgency.MEDIUM: "Medium risk", Urgency.HIGH: "High risk"}


def contingencies_for(db: Session, alerts: Iterable[AlertRow], on: date) -> Mapping[UUID, str]:
    """By alert, in the words of the plan in force on a day; only of those that are open and where it says something."""
    concerned = {
        alert.id: (UUID(alert.visited_id), AlertKind(alert.kind))
        for alert in alerts
        if alert.visited_id and alert.closed_at is None and AlertKind(alert.kind) in IS_LATE | FAILS
    }
    if not concerned:
        return {}
    plans = plans_from(db, {person for person, _ in concerned.values()}, on)
    found = {}
    for id_, (person, kind) in concerned.items():
        plan = plans[person].on(on)
        if plan and plan.content.contingency:
            found[id_] = in_words(plan.content.contingency, kind)
    return found


def in_words(said: Contingency, kind: AlertKind) -> str:
    risk = HOW_URGENT[said.urgency]
    if kind in FAILS:
        return f"{risk}. {said.if_missed}"
    latest = f", at most {said.latest_minutes} minutes late" if said.latest_minutes else ""
    return f"{risk}{latest}. {said.if_late}"
