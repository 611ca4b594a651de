"""Whether a medicine given when required helped: asked until somebody has said so, at any visit to the person."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.medication.forms import EffectForm
from server.medication.models import Dose, DoseEffect, MarEntry
from server.problems import CannotAccept
from server.visits.entries import standing
from server.visits.recording import Turn

ASKED_FOR = timedelta(hours=24)


class AskedEffect(NamedTuple):
    """A dose whose effect is asked, and what was said of it, as it came."""

    entry: MarEntry
    dose: Dose
    effects: tuple[DoseEffect, ...]

    def is_asked_at(self, visit_id: UUID) -> bool:
        """Nobody has said yet, or it was said on this very visit."""
        return not self.effects or any(effect.visit_id == visit_id for effect in self.effects)

    def last_of(self, author_id: UUID) -> DoseEffect | None:
        mine = [effect for effect in standing(list(self.effects)) if effect.author_id == author_id]
        return mine[-1] if mine else None


def effects_asked(db: Session, people: Iterable[UUID]) -> dict[UUID, list[AskedEffect]]:
    """By person, the doses given when required in the last 24 hours, the oldest first."""
    since = clock.now() - ASKED_FOR
    given = (
        select(MarEntry, Dose)
        .join(Dose, col(Dose.id) == MarEntry.dose_id)
        .where(col(MarEntry.service_user_id).in_(list(people)), col(Dose.due_at).is_(None))
        .where(MarEntry.received_at > since, MarEntry.given_at > since)
        .order_by(col(MarEntry.received_at))
    )
    rows = db.exec(given).all()
    stands = {entry.id for entry in standing([entry for entry, _ in rows])}
    said = defaultdict(list)
    about = select(DoseEffect).where(col(DoseEffect.mar_entry_id).in_(stands)).order_by(col(DoseEffect.received_at))
    for effect in db.exec(about) if stands else ():
        said[effect.mar_entry_id].append(effect)
    found = defaultdict(list)
    for entry, dose in rows:
        if entry.id in stands and entry.outcome.was_given:
            found[entry.service_user_id].append(AskedEffect(entry, dose, tuple(said[entry.id])))
    return found


def record_effect(db: Unit, turn: Turn, form: Form) -> tuple[DoseEffect, Dose]:
    """What a dose did, and which dose. Raises CannotAccept when it was given to somebody else."""
    values = EffectForm.of(form)
    given = db.get(MarEntry, values.mar_entry)
    if given is None or given.service_user_id != turn.visit.service_user_id:
        raise CannotAccept("It is about a dose that is not on record for this person. The office has to sort it.")
    turn.visit.touch()
    turn.person.touch()
    effect = DoseEffect.of(form, values, turn.visit, mar_entry_id=given.id, effect=values.effect, words=values.words)
    return effect, db.get_one(Dose, given.dose_id)
