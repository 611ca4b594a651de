"""What a worker answers to the actions and doses of a visit of the demo."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from server.demo.happenings import ActionAnswered, DoseAnswered
from server.demo.planned_care import ActionPlan
from server.demo.rota import DayVisit
from server.demo.rows import Row, as_record
from server.demo.tap import Tap
from server.inbox.models import Form
from server.medication.models import Dose, MedicineKind
from server.medication.outcomes import MarOutcome, OldPatch
from server.medication.recording import answer as answer_dose
from server.visits.entries import Entry
from server.visits.entry_kinds import Independence, Outcome
from server.visits.models import CareAction
from server.visits.recording import Turn

NOTICED_AFTER = timedelta(seconds=75)
AS_NEEDED_SHARE = 0.1
EASIER, HARDER = 0.08, 0.16
SUPPORT_IN_ORDER = list(Independence)


def action_answers(
    made: DayVisit, action: Row, at: datetime, told: list[ActionAnswered], random: Random
) -> Iterator[Tap]:
    """The answer to an action: the usual one, or what is told of it; a mistaken tick first where one was made."""
    plan = next(plan for plan in made.person.plan.actions.values() if plan.title == action["title"])
    happened = next((one for one in told if made.person.plan.actions[one.action] is plan), None)
    path, record = f"/care-actions/{action['id']}/outcomes", partial(answer_action, as_record(CareAction, action))
    if happened is None:
        yield Tap(at, path, usual_answer(plan, random), record)
        return
    if happened.first:
        yield Tap(at - NOTICED_AFTER, path, {"outcome": happened.first, "support": plan.support}, record)
    support = plan.support if happened.outcome.needs_support else ""
    fields = {"outcome": happened.outcome, "support": support, "reason": happened.reason, "more": happened.more}
    yield Tap(at, path, fields, record, happened, corrects_last=bool(happened.first))
    if happened.elsewhere:
        support = plan.support if happened.elsewhere.needs_support else ""
        fields = {"outcome": happened.elsewhere, "support": support}
        yield Tap(at + NOTICED_AFTER, path, fields, record, happened, corrects_first=True)


def usual_answer(plan: ActionPlan, random: Random) -> dict[str, str]:
    """Done, with about the usual support; now and then not needed, or declined when it is not essential."""
    chance = random.random()
    if not plan.essential and chance < 0.015:
        return {"outcome": Outcome.DECLINED, "reason": "Did not want it today"}
    if not plan.essential and chance < 0.05:
        return {"outcome": Outcome.NOT_NEEDED}
    return {"outcome": Outcome.DONE, "support": about(plan.support, random)}


def about(support: Independence, random: Random) -> Independence:
    """The usual support, or one step more or less on some days; what is always done for them stays so."""
    chance, usual = random.random(), SUPPORT_IN_ORDER.index(support)
    if support is Independence.DONE_FOR_THEM or EASIER <= chance < 1 - HARDER:
        return support
    step = -1 if chance < EASIER else 1
    return SUPPORT_IN_ORDER[min(max(usual + step, 0), SUPPORT_IN_ORDER.index(Independence.WITH_HELP))]


def answer_action(action: CareAction, turn: Turn, form: Form) -> Entry:
    return turn.answer(action, form)


def dose_answers(
    made: DayVisit, dose: Row, at: datetime, told: list[DoseAnswered], random: Random
) -> Iterator[Tap]:  # fmt: skip
    """The answer to a dose: taken, or what is told of it. What is only as needed is mostly not needed."""
    happened = next((one for one in told if one.medicine == dose["name"]), None)
    path, record = f"/doses/{dose['id']}/outcomes", partial(answer_dose, as_record(Dose, dose))
    if happened is None:
        if dose["due_at"] or random.random() < AS_NEEDED_SHARE:
            yield Tap(at, path, {"support": dose["support"], **usual_outcome(made, dose)}, record)
        return
    if happened.first:
        yield Tap(at - NOTICED_AFTER, path, {"support": dose["support"], "outcome": happened.first}, record)
    support = dose["support"] if happened.outcome.needs_support else ""
    fields = {"support": support, "outcome": happened.outcome, "reason": happened.reason}
    yield Tap(at, path, fields, record, happened, corrects_last=bool(happened.first))


def usual_outcome(made: DayVisit, dose: Row) -> dict[str, str]:
    """Taken; a cream goes to each of its places, a patch to the next one, and the old one comes off."""
    plan = next((plan for plan in made.person.plan.medicines if plan.name == dose["name"]), None)
    if plan and plan.kind == MedicineKind.PATCH:
        site = plan.sites[made.visit["service_on"].toordinal() % len(plan.sites)]
        return {"outcome": MarOutcome.APPLIED, "sites": site, "old_patch": OldPatch.REMOVED}
    if plan and plan.sites:
        return {"outcome": MarOutcome.APPLIED, "sites": " ".join(plan.sites)}
    return {"outcome": MarOutcome.TAKEN}
