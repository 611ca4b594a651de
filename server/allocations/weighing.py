"""What speaks for giving a visit to a worker, and what against it, in words that a coordinator can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from uuid import UUID

from server.absences.queries import in_words
from server.allocations.models import HARD, Rule
from server.allocations.surroundings import Surroundings
from server.people.models import WorkersWanted
from server.people.places import Place, metres_apart
from server.rota.slots import Slot
from server.rota.times import hhmm
from server.rota.weeks import monday_of
from server.staff.competencies import why_not
from server.staff.models import Gender, Skill
from server.staff.words import SKILL_WORDS, WAY_WORDS

ONE_SHIFT = timedelta(hours=3)
"""Visits no further apart belong to one shift, also past midnight: no rest is due between them."""
GENDERS_WANTED = {WorkersWanted.WOMEN: Gender.WOMAN, WorkersWanted.MEN: Gender.MAN}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a worker; against them when it is of a rule, or `but`."""

    words: str
    rule: Rule | None = None
    but: bool = False
    visit_id: UUID | None = None
    """The visit that stands in the way."""

    @property
    def is_against(self) -> bool:
        return self.but or self.rule is not None

    @property
    def is_hard(self) -> bool:
        return self.rule in HARD


def reasons_about(slot: Slot, worker: UUID, around: Surroundings) -> list[Reason]:
    """All reasons for and against, but those of rules that the agency has turned off."""
    others = around.others(slot, worker)
    found = [
        *in_the_way(slot, others, around),
        *away(slot, worker, around),
        *wishes(slot, worker, around),
        *medicines(slot, worker, around),
        *training(slot, worker, around),
        *beside(slot, worker, others, around),
        hours(slot, worker, others, around),
    ]
    return [reason for reason in found if reason.rule not in around.rulebook.off]


def against(reasons: Sequence[Reason]) -> list[Reason]:
    """The rules that it would break."""
    return [reason for reason in reasons if reason.rule is not None]


def in_the_way(slot: Slot, others: Sequence[Slot], around: Surroundings) -> list[Reason]:
    return [
        Reason(
            f"With {other.person} until {hhmm(other.ends_at, around.zone)}", Rule.DOUBLE_BOOKING, False, other.visit_id
        )
        for other in others
        if other.overlaps(slot)
    ]


def away(slot: Slot, worker: UUID, around: Surroundings) -> list[Reason]:
    absences = [one for one in around.away.get(worker, ()) if one.covers(slot.starts_at, slot.ends_at)]
    return [Reason(in_words(absence, around.zone), Rule.AWAY) for absence in absences[:1]]


def medicines(slot: Slot, worker: UUID, around: Surroundings) -> list[Reason]:
    """The most that the visit asks with its medicines, and what the worker was assessed to do on that day."""
    if slot.medicines is None:
        return []
    words = why_not(around.competencies.get(worker, ()), slot.medicines, slot.day(around.zone))
    return [Reason(words, Rule.MEDICINES) if words else Reason("Assessed for its medicines")]


def training(slot: Slot, worker: UUID, around: Surroundings) -> list[Reason]:
    """What the visit needs, on its day."""
    known, on = around.trained.get(worker, {}), slot.day(around.zone)
    has = [SKILL_WORDS[skill] for skill in sorted(slot.needs) if known.get(skill, date.min) >= on]
    lacks = [lacking(skill, known.get(skill)) for skill in sorted(slot.needs) if known.get(skill, date.min) < on]
    return [*([Reason(f"Trained in {listed(has)}")] if has else []), *lacks]


def lacking(skill: Skill, until: date | None) -> Reason:
    if until is None:
        return Reason(f"Not trained in {SKILL_WORDS[skill]}", Rule.TRAINING)
    return Reason(f"Training in {SKILL_WORDS[skill]} ended {until:%a} {until.day} {until:%b}", Rule.TRAINING)


def listed(words: Sequence[str]) -> str:
    """`hoist, medicines and PEG feeding`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def wishes(slot: Slot, worker: UUID, around: Surroundings) -> list[Reason]:
    """What the person wants, and whether they have met."""
    wish, met = around.wishes.get((slot.service_user_id, worker)), around.met.get((slot.service_user_id, worker), 0)
    found = [Reason(f"Knows {slot.person}: {met} visit{'s' * (met != 1)}")]
    if not met:
        found = [Reason(f"Has not met {slot.person}", but=True)]
    wanted = GENDERS_WANTED.get(slot.wanted)
    if wanted and around.facts[worker].gender != wanted:
        found.append(Reason(f"{slot.person} asked for {slot.wanted.value} only", Rule.WANTED))
    if wish:
        found.append(Reason(f"{slot.person} does not want them", Rule.DECLINED))
    return [Reason(f"{slot.person} prefers them"), *found] if wish is False else found


def beside(slot: Slot, worker: UUID, others: Sequence[Slot], around: Surroundings) -> list[Reason]:
    """When they are free around it, the ways there and on to the next one, and the rest between shifts."""
    before = max((other for other in others if other.ends_at <= slot.starts_at), key=ends, default=None)
    after = min((other for other in others if other.starts_at >= slot.ends_at), key=begins, default=None)
    found = [free(slot, before, after, around)]
    if before:
        found.append(between(before, slot, f"after {before.person}", worker, around))
    if after:
        found.append(between(slot, after, f"before {after.person}", worker, around))
    return [reason for reason in found if reason]


def ends(slot: Slot) -> datetime:
    return slot.ends_at


def begins(slot: Slot) -> datetime:
    return slot.starts_at


def free(slot: Slot, before: Slot | None, after: Slot | None, around: Surroundings) -> Reason | None:
    """What is left of the day between what they do."""
    on, zone = slot.day(around.zone), around.zone
    from_ = before.ends_at.astimezone(zone) if before else None
    until = after.starts_at.astimezone(zone) if after else None
    since = f"{from_:%H:%M}" if from_ and from_.date() == on else ""
    to = f"{until:%H:%M}" if until and until.date() == on else ""
    if since and to:
        return Reason(f"Free {since} to {to}")
    if since or to:
        return Reason(f"Free from {since}" if since else f"Free until {to}")
    return Reason("Nothing else that day")


def between(one: Slot, other: Slot, where: str, worker: UUID, around: Surroundings) -> Reason | None:
    """What there is to say about the time from one visit to another."""
    gap, zone = other.starts_at - one.ends_at, around.zone
    is_another_shift = gap > ONE_SHIFT and one.day(zone) != other.day(zone)
    if is_another_shift:
        rest, is_short = around.rulebook.rest_hours, gap < timedelta(hours=around.rulebook.rest_hours)
        words = f"{gap.total_seconds() / 3600:.1f} hours of rest {where}, not {rest}".replace(".0 ", " ")
        return Reason(words, Rule.REST) if is_short else None
    return way(one, other, where, round(gap.total_seconds() / 60), worker, around)


def way(one: Slot, other: Slot, where: str, free_minutes: int, worker: UUID, around: Surroundings) -> Reason | None:
    if one.place is None or other.place is None:
        return Reason(f"{free_minutes} minutes {where}")
    travel = around.facts[worker].travel
    needed = minutes_away(one.place, other.place, getattr(around.rulebook, f"{travel.value}_minutes"))
    by = WAY_WORDS[travel]
    if needed > free_minutes:
        return Reason(f"{needed} minutes {by} {where}, {free_minutes} to do it in", Rule.TRAVEL)
    return Reason(f"{needed} minute{'s' * (needed != 1)} {by} {where}" if needed else f"Same address {where}")


def minutes_away(one: Place, other: Place, minutes_a_kilometre: float) -> int:
    """From door to door: great-circle distance times what the agency counts for a kilometre of it."""
    return ceil(metres_apart(one, other) / 1000 * minutes_a_kilometre)


def hours(slot: Slot, worker: UUID, others: Sequence[Slot], around: Surroundings) -> Reason:
    """The week's hours, with this visit."""
    week = monday_of(slot.day(around.zone))
    same = [other for other in others if monday_of(other.day(around.zone)) == week]
    worked = sum(other.minutes for other in [*same, slot]) / 60
    most = around.facts[worker].most_hours or around.rulebook.most_hours
    words = f"{worked:.1f} hours this week".replace(".0 ", " ")
    return Reason(f"Would work {words}, not {most}", Rule.HOURS) if worked > most else Reason(words)
