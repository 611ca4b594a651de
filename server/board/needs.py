"""Alerts in the words that a coordinator acts on: who, what is at stake, by when, and whom to ring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from server.board.alert_rows import AlertRow
from server.board.models import CLOSED_ELSEWHERE, AlertKind
from server.board.queries import dashed
from server.board.states import BoardTurn
from server.templating import minutes

RANK = {kind: rank for rank, kind in enumerate(AlertKind)}
HARM = {
    AlertKind.DOUBLE_DOSE, AlertKind.TIME_CRITICAL, AlertKind.CONCERN, AlertKind.SOFT_SIGNS, AlertKind.TOO_EARLY,
    AlertKind.CONTROLLED,
}  # fmt: skip
OF_THE_SYSTEM = {AlertKind.BACKUP, AlertKind.DIFFERENCES}
"""About Doorstep itself and no person's care."""
OF_THE_RECORD = {AlertKind.FOLLOW_UP, AlertKind.PACKAGE_ENDS}
"""About somebody's care as a whole, and no visit."""
SHAPES = {
    AlertKind.DOUBLE_DOSE: "harm",
    AlertKind.TIME_CRITICAL: "harm",
    AlertKind.CONCERN: "harm",
    AlertKind.SOFT_SIGNS: "harm",
    AlertKind.TOO_EARLY: "harm",
    AlertKind.CONTROLLED: "harm",
    AlertKind.CONTRADICTION: "scale",
    AlertKind.OBSERVATION: "activity",
    AlertKind.MEDICINE: "pill",
    AlertKind.NOT_RECORDED: "pill",
    AlertKind.TOO_LITTLE: "activity",
    AlertKind.LOW_STOCK: "pill",
    AlertKind.STOPPED: "octagon-x",
    AlertKind.HELD: "inbox",
    AlertKind.LOST_STORE: "smartphone",
    AlertKind.NO_NEWS: "no-news",
    AlertKind.LATE: "late",
    AlertKind.CANNOT_GO: "calendar",
    AlertKind.AFTER_MOVE: "calendar",
    AlertKind.NOT_ANSWERED: "calendar",
    AlertKind.FOLLOW_UP: "phone",
    AlertKind.PACKAGE_ENDS: "calendar",
    AlertKind.RISK: "clipboard-list",
    AlertKind.ESSENTIAL: "list-x",
    AlertKind.RUNNING_LATE: "clock",
    AlertKind.BACKUP: "database-backup",
    AlertKind.DIFFERENCES: "scale",
}
OWN_PAGES = {
    AlertKind.HELD: "held-forms", AlertKind.SOFT_SIGNS: "soft-signs", AlertKind.CONTRADICTION: "contradictions",
}  # fmt: skip
PAGES = {
    AlertKind.CONTROLLED: "stock", AlertKind.LOW_STOCK: "stock",
    AlertKind.OBSERVATION: "observations", AlertKind.TOO_LITTLE: "observations",
    AlertKind.FOLLOW_UP: "discharges", AlertKind.PACKAGE_ENDS: "record",
    AlertKind.RISK: "risk-assessments",
}  # fmt: skip
"""Where to look, of the person's pages; of all others it is the visit."""


class Clockface(Protocol):
    """Says moments as local wall time."""

    @property
    def zone(self) -> ZoneInfo: ...

    def hhmm(self, at: datetime) -> str: ...


@dataclass(frozen=True, slots=True)
class Need:
    """An alert as the board shows it."""

    id: UUID
    shape: str
    is_harm: bool
    title: str
    text: str
    link: str
    rank: tuple[int, datetime]
    ring_name: str
    ring_number: str
    owner: str | None
    step_at: str
    step: str
    is_open: bool
    plan: str
    """What the person's plan says to do; empty when it says nothing, or the alert is about something else."""
    is_closed_there: bool
    """It is closed where its link leads, and not on the board."""


def needs_of(
    alerts: Iterable[AlertRow], turns: list[BoardTurn], face: Clockface, now: datetime, plans: Mapping[UUID, str]
) -> list[Need]:
    """All alerts in words, the worst first, of the same kind the oldest first; `plans` says what to do about some."""
    words = Words(turns, face, now, plans)
    return sorted((words.need(alert) for alert in alerts), key=lambda need: need.rank)


@dataclass(frozen=True, slots=True)
class Words:
    """Finds the words for alerts from what else the board knows."""

    turns: list[BoardTurn]
    face: Clockface
    now: datetime
    plans: Mapping[UUID, str]

    def need(self, alert: AlertRow) -> Need:
        kind = AlertKind(alert.kind)
        return Need(
            id=alert.id,
            shape=SHAPES[kind],
            is_harm=kind in HARM,
            title=self.title(alert, kind),
            text=self.text(alert, kind),
            link=link_of(alert, kind),
            rank=(RANK[kind], alert.starts_at or alert.raised_at),
            ring_name=(alert.worker or "").partition(" ")[0] if alert.worker_phone and not is_of_office(alert) else "",
            ring_number=(alert.worker_phone or "").replace(" ", ""),
            owner=alert.owner,
            step_at=self.when(alert.step_at) if alert.step_at else "",
            step=alert.step or "",
            is_open=alert.closed_at is None,
            plan=self.plans.get(alert.id, ""),
            is_closed_there=kind in CLOSED_ELSEWHERE,
        )

    def when(self, at: datetime) -> str:
        """A time of today; of any other day, with the day: what is open may be old."""
        local = at.astimezone(self.face.zone)
        if local.date() == self.now.astimezone(self.face.zone).date():
            return self.face.hhmm(at)
        return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"

    def title(self, alert: AlertRow, kind: AlertKind) -> str:
        if kind in OF_THE_SYSTEM:
            return alert.words
        about = alert.person or alert.worker or "Somebody"
        if kind == AlertKind.LATE and alert.starts_at and alert.closed_at is None:
            return f"{about}: {minutes((self.now - alert.starts_at) // timedelta(minutes=1))} late"
        if kind == AlertKind.HELD:
            return f"{alert.worker or about}: a record needs your decision"
        if kind == AlertKind.LOST_STORE:
            return f"{about}’s phone {alert.words}"
        return f"{about}: {alert.words}"

    def text(self, alert: AlertRow, kind: AlertKind) -> str:
        if kind == AlertKind.HELD:
            return alert.words
        if kind in OF_THE_SYSTEM:
            return "Tell whoever runs Doorstep for you."
        if kind == AlertKind.LOST_STORE:
            return "Ask what was done since then, and have it recorded again."
        if kind in OF_THE_RECORD:
            return f"{self.when(alert.raised_at)}. See their record."
        if kind == AlertKind.RISK:
            return "Look at it, and assess it again or plan the visits for it."
        due = f" Due {self.when(alert.starts_at)}." if alert.starts_at else ""
        if alert.worker is None:
            return f"Nobody has this visit.{due}"
        if kind not in {AlertKind.NO_NEWS, AlertKind.LATE, AlertKind.TIME_CRITICAL}:
            visit = f" Visit at {self.when(alert.starts_at)}." if alert.starts_at else ""
            return f"{alert.worker}, {self.when(alert.raised_at)}.{visit}"
        return f"{self.whereabouts(alert)}{due}"

    def whereabouts(self, alert: AlertRow) -> str:
        """Where the worker is, as far as we know."""
        own = [turn for turn in self.turns if turn.account_id == alert.account_id]
        busy = next((turn for turn in own if turn.arrived_at and not turn.left_at and not turn.stopped_at), None)
        heard_at = own[0].heard_at if own else None
        if busy and busy.arrived_at and busy.visit_id != alert.visit_id:
            return f"{alert.worker} is still with {busy.person}, since {self.when(busy.arrived_at)}."
        if heard_at is None:
            return f"{alert.worker}’s phone has not been heard yet."
        if alert.starts_at and heard_at < alert.starts_at:
            return f"{alert.worker}’s phone is silent since {self.when(heard_at)}."
        return f"{alert.worker}’s phone was heard {self.when(heard_at)}."


def is_of_office(alert: AlertRow) -> bool:
    """Who recorded it sits here."""
    return bool(alert.person_id) and not alert.visit_id


def link_of(alert: AlertRow, kind: AlertKind) -> str:
    if kind in OWN_PAGES:
        return f"/{OWN_PAGES[kind]}/{alert.about}"
    if kind in {AlertKind.CANNOT_GO, AlertKind.NOT_ANSWERED}:
        return "/rota/changes"
    if alert.person_id and kind in PAGES:
        return f"/people/{dashed(alert.person_id)}/{PAGES[kind]}"
    return f"/visits/{dashed(alert.visit_id)}" if alert.visit_id else ""
