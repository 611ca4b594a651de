"""What is looked at once a value is written: whether it is beyond what was asked for, or not likely at all."""

from collections.abc import Iterable
from datetime import timedelta

from server.board.alerts import alert_office, close_alerts_about
from server.board.models import AlertKind
from server.inbox.unit import Unit
from server.observations.models import Observation, WantedObservation
from server.observations.queries import standing_of, wanted_of
from server.observations.rules import worry_about
from server.visits.recording import Turn

FARTHEST_BACK = timedelta(days=366)


def watch(db: Unit, turn: Turn, entry: Observation) -> None:
    db.once_written.setdefault(alert_of_values, []).append((turn, entry))


def alert_of_values(db: Unit, written: list[tuple[Turn, Observation]]) -> None:
    """Alert the office of each value that stands and is worrying; an alert about what it corrects has its answer."""
    people = {entry.service_user_id for _, entry in written}
    wanted = wanted_of(db, people)
    since = min(entry.observed_at for _, entry in written) - FARTHEST_BACK
    known = standing_of(db, people, since)
    stands = {entry.id for entry in known}
    for turn, entry in written:
        if entry.corrects:
            close_alerts_about(db, entry.corrects, f"Corrected: {entry.said}")
        words = worrying(entry, wanted.get(entry.service_user_id, ()), known)
        if words and entry.id in stands:
            alert_office(db, turn, AlertKind.OBSERVATION, entry.id, words)


def worrying(entry: Observation, wanted: Iterable[WantedObservation], known: Iterable[Observation]) -> str:
    """Why the office hears of a value; empty when it does not. What is not likely is asked about before all else."""
    if not entry.what.is_likely(entry.value):
        sure = ", said to be right" if entry.is_sure else ""
        return f"{entry.what.words.lower()} {entry.what.said(entry.value)} is unlikely{sure}: ask"
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
