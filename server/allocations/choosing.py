"""Who could go to a visit, and why; who could not, and why not. Doorstep ranks, a person chooses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.allocations.models import RuleOverride
from server.allocations.surroundings import Surroundings, surroundings
from server.allocations.weighing import Reason, against, reasons_about
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.rota.drafting import send
from server.rota.slots import Planned, Slot
from server.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Choice:
    """A worker with all that speaks for and against sending them."""

    worker: Account
    met: int
    reasons: Sequence[Reason]

    @property
    def broken(self) -> list[Reason]:
        """The rules that it would break."""
        return against(self.reasons)

    @property
    def is_impossible(self) -> bool:
        return any(reason.is_hard for reason in self.reasons)

    @property
    def why_not(self) -> list[Reason]:
        """The one or two things that make it impossible."""
        return sorted(self.broken, key=lambda reason: not reason.is_hard)[:2]

    @property
    def shown(self) -> list[Reason]:
        """What speaks against it first."""
        return sorted(self.reasons, key=lambda reason: not reason.rule)

    @property
    def rank(self) -> tuple[int, bool, int, int, str]:
        """Whom no rule speaks against and the person prefers first; then who knows them best."""
        prefers = any(reason.words.endswith("prefers them") for reason in self.reasons)
        return len(self.broken), not prefers, sum(reason.but for reason in self.reasons), -self.met, self.worker.name


@dataclass(slots=True)
class Choosing:
    """Everybody of the visit's team: who goes, who fits, the most suitable first, who would break a rule that may be
    put aside, and who cannot go."""

    planned: Planned
    on: date
    """The day it is planned for."""
    going: list[Choice] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    against_a_rule: list[Choice] = field(default_factory=list)
    impossible: list[Choice] = field(default_factory=list)


def choosing_for(db: Session, asker: Asker, visit: Visit) -> Choosing:
    """Look at the whole weeks of a visit, as published and as planned, and at the days beside them."""
    around = around_visit(db, asker, visit)
    planned = around.visits[visit.id]
    found = Choosing(planned, planned.planned.day(around.zone))
    for choice in choices_for(planned.planned, around):
        if planned.planned.is_of(choice.worker.id):
            found.going.append(choice)
        elif choice.is_impossible:
            found.impossible.append(choice)
        else:
            (found.against_a_rule if choice.broken else found.choices).append(choice)
    return found


def around_visit(db: Session, asker: Asker, visit: Visit) -> Surroundings:
    around = surroundings(db, asker, visit.team_id, [visit.service_on])
    drawn_on = around.visits[visit.id].planned.day(around.zone)
    if drawn_on == visit.service_on:
        return around
    return surroundings(db, asker, visit.team_id, [visit.service_on, drawn_on])


def choices_for(slot: Slot, around: Surroundings) -> list[Choice]:
    """Every worker of the team, the most suitable first."""
    return sorted((choice_of(slot, worker, around) for worker in around.workers), key=lambda choice: choice.rank)


def choice_of(slot: Slot, worker: UUID, around: Surroundings) -> Choice:
    met = around.met.get((slot.service_user_id, worker), 0)
    return Choice(around.workers[worker], met, reasons_about(slot, worker, around))


def choose(db: Unit, asker: Asker, visit: Visit, worker: UUID, why: str = "") -> None:
    """Send a worker. What a rule says against it stays on record with `why`.

    Raises BadInput when a hard rule forbids it, or another one does and nothing is said.
    """
    around = around_visit(db, asker, visit)
    if worker not in around.workers:
        raise NotFoundOrNotYours
    choice = choice_of(around.visits[visit.id].planned, worker, around)
    name = choice.worker.name
    if choice.is_impossible:
        words = next(reason.words for reason in choice.reasons if reason.is_hard)
        raise BadInput(f"{name} cannot go: {words[0].lower()}{words[1:]}. Send somebody else.")
    if choice.broken and not why.strip():
        words = "; ".join(reason.words for reason in choice.broken)
        raise BadInput(f"A rule speaks against {name}: {words}. Say why all the same.", f"why-{worker}")
    send(db, asker, visit, worker)
    put_aside(db, asker, visit, choice, why.strip())


def put_aside(db: Unit, asker: Asker, visit: Visit, choice: Choice, why: str) -> None:
    broken = [(reason.rule, reason.words) for reason in choice.broken if reason.rule]
    for rule, words in broken:
        db.add(
            RuleOverride(
                visit_id=visit.id, account_id=choice.worker.id, rule=rule, words=words, why=why, decided_by=asker.id
            )
        )  # fmt: skip
    if broken:
        db.note(asker, "put a rule aside", visit.id)
