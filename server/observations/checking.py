"""Whether each value that the office has to hear of was brought to it: looked for in the plainest way."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from server.board.models import Alert, AlertKind
from server.observations.models import Observation, RuleKind, WantedObservation
from server.observations.rules import BEYOND
from server.visits.entries import standing


def values_without_alert(db: Session) -> Iterator[str]:
    """Values that stand and are not likely, or beyond a limit that was asked for before they came and still is."""
    told = set(db.exec(select(Alert.about).where(Alert.kind == AlertKind.OBSERVATION)))
    asked = select(WantedObservation).where(
        col(WantedObservation.ended_at).is_(None), col(WantedObservation.rule).in_(BEYOND)
    )
    wanted = {(one.service_user_id, one.kind): one for one in db.exec(asked)}
    for entry in standing(list(db.exec(select(Observation)))):
        rule = wanted.get((entry.service_user_id, entry.kind))
        if entry.id not in told and (not entry.what.is_likely(entry.value) or is_beyond(entry, rule)):
            yield f"Observation {entry.id} is {entry.said} and has no alert."


def is_beyond(entry: Observation, wanted: WantedObservation | None) -> bool:
    if wanted is None or wanted.limit is None or wanted.wanted_at > entry.received_at:
        return False
    return entry.value > wanted.limit if wanted.rule == RuleKind.ABOVE else entry.value < wanted.limit
