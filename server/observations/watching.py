"""What is looked at once a value is written: whether it is beyond what was asked for, or not likely at all."""

from collections.abc import Iterable
from datetime import timedelta

from server import clock
from server.board.alerts import close_alerts_about
from server.board.models import Alert, AlertKind
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.observations.models import Observation, WantedObservation
from server.observations.queries import standing_of, wanted_of
from server.observations.rules import worry_about
from server.visits.entries import replaced_in
from server.visits.recording import Turn

FARTHEST_BACK = timedelta(days=366)


def watch(db: Unit, turn: Turn, entry: Observation) -> None:
    db.once_written.setdefault(alert_of_values, []).append((turn, entry))


def alert_of_values(db: Unit, written: list[tuple[Turn, Observation]]) -> None:
    """Alert the office of each value that stands and is worrying; an alert about what it corrects has its answer."""
    people = {entry.service_user_id for _, entry in written}
    wanted = wanted_of(db, people)
    known = standing_of(db, people, min(entry.observed_at for _, entry in written) - FARTHEST_BACK)
    for turn, entry in written:
        for corrected in replaced_in([entry]):
            close_alerts_about(db, corrected, f"Corrected: {entry.said}")
        for one in measured_by(entry, known):
            if words := worrying(one, wanted.get(one.service_user_id, ()), known):
                alert_once(db, turn, one, words)


def measured_by(entry: Observation, known: Iterable[Observation]) -> list[Observation]:
    """The value itself, and those of its kind that came before it and are from later: it may be what they changed
    from."""
    mine = [one for one in known if (one.service_user_id, one.kind) == (entry.service_user_id, entry.kind)]
    return [one for one in mine if one.observed_at > entry.observed_at or one.id == entry.id]


def alert_once(db: Unit, turn: Turn, entry: Observation, words: str) -> None:
    """One alert a value, also when what it is measured by comes later or is corrected."""
    insert_if_absent(
        db, Alert, id=new_id(), agency_id=turn.visit.agency_id, team_id=turn.visit.team_id, kind=AlertKind.OBSERVATION,
        about=entry.id, visit_id=entry.visit_id, service_user_id=entry.service_user_id, account_id=entry.author_id,
        words=words, raised_at=clock.now(),
    )  # fmt: skip


def worrying(entry: Observation, wanted: Iterable[WantedObservation], known: Iterable[Observation]) -> str:
    """Why the office hears of a value; empty when it does not. What is not likely is asked about before all else."""
    if not entry.what.is_likely(entry.value):
        sure = ", said to be right" if entry.is_sure else ""
        return f"{entry.what.named} {entry.what.said(entry.value)} is unlikely{sure}: ask"
    return next(filter(None, (worry_in(entry, one, known) for one in wanted if one.kind == entry.kind)), "")


def worry_in(entry: Observation, wanted: WantedObservation, known: Iterable[Observation]) -> str:
    since = entry.observed_at - timedelta(days=wanted.days or 0)
    before = [
        one.value
        for one in known
        if (one.service_user_id, one.kind) == (entry.service_user_id, entry.kind)
        and since <= one.observed_at <= entry.observed_at
        and one.id != entry.id
        and one.what.is_likely(one.value)
    ]
    return worry_about(wanted, entry.value, before)
