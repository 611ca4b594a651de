"""What a worker records on a visit of the demo, in the order of the day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from server.demo.answers import action_answers, dose_answers
from server.demo.counting import counts
from server.demo.happenings import Happenings, RanLate, Stopped
from server.demo.observing import observed, signs_and_marks
from server.demo.rota import DayVisit
from server.demo.tap import Tap
from server.visits.recording import Turn

NEAR_DEGREES = 0.00015
PLAIN_NOTES = (
    "All as planned. Comfortable when I left.",
    "Well today and chatty. Everything done as planned.",
    "Quiet visit, no change from yesterday.",
    "Fresh drink left within reach.",
    "Doors locked and heating on when I left.",
    "Slept well, in good spirits.",
    "A little tired, otherwise as usual.",
    "All done, nothing to hand over.",
)


def recordings(made: DayVisit, leads: bool, told: Happenings, random: Random) -> Iterator[Tap]:
    """Everything one worker records on one visit. The second of two only checks in and out."""
    of_visit = told.on(made)
    if of_visit.stopped:
        yield stop(made, of_visit.stopped[0])
        return
    late = of_visit.late[0] if of_visit.late else None
    minutes = late.minutes if late else 0
    arrived_at = made.starts_at + timedelta(minutes=minutes, seconds=random.randrange(-100, 260))
    left_at = made.ends_at + timedelta(seconds=random.randrange(-150, 45))
    yield arrive(made, arrived_at, "Last visit ran over" if late else "", random)
    if late:
        yield run_late(made, late)
    if leads:
        yield from care(made, (arrived_at, left_at), of_visit, random)
    yield Tap(left_at, visit_path(made, "departure"), {}, lambda turn, form: turn.leave(form, []))


def arrive(made: DayVisit, at: datetime, reason: str, random: Random) -> Tap:
    """Check in; on one visit in seven the phone has no place to give."""
    fields = {"reason": reason}
    if random.random() < 0.86:
        latitude, longitude = (degrees + random.uniform(-NEAR_DEGREES, NEAR_DEGREES) for degrees in made.person.door)
        accuracy = random.randrange(6, 40)
        fields |= {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}", "accuracy": str(accuracy)}
    return Tap(at, visit_path(made, "arrival"), fields, lambda turn, form: turn.arrive(form, []))


def run_late(made: DayVisit, late: RanLate) -> Tap:
    at = made.starts_at - timedelta(minutes=4)
    fields = {"minutes": str(late.minutes), "reason": late.reason}
    return Tap(at, visit_path(made, "late-notices"), fields, Turn.run_late, late)


def stop(made: DayVisit, stopped: Stopped) -> Tap:
    at = made.starts_at + timedelta(minutes=11)
    return Tap(at, visit_path(made, "stop"), {"why": stopped.why, "done": stopped.done}, Turn.stop, stopped)


def read_changes(made: DayVisit) -> Tap:
    """Reading what changed, just before going in."""
    at = made.starts_at - timedelta(seconds=130)
    return Tap(at, visit_path(made, "changes-read"), {}, Turn.read_changes)


def care(made: DayVisit, there: tuple[datetime, datetime], of_visit: Happenings, random: Random) -> Iterator[Tap]:
    """Actions, doses, concerns and notes, between coming and going."""
    arrived_at, left_at = there
    step = (left_at - arrived_at) / (len(made.actions) + 3)
    for number, action in enumerate(made.actions, 1):
        yield from action_answers(made, action, arrived_at + step * number, of_visit.actions, random)
    yield from counts(made, arrived_at + step / 2)
    for number, dose in enumerate(made.doses):
        due_at = max(arrived_at + step, dose["due_at"] or arrived_at + step * 2)
        given_at = due_at + timedelta(seconds=random.randrange(15, 60) + 35 * number)
        yield from dose_answers(made, dose, min(given_at, left_at - timedelta(seconds=150)), of_visit.doses, random)
    yield from observed(made, arrived_at + step / 3)
    yield from signs_and_marks(made, left_at - timedelta(seconds=120), of_visit)
    for concern in of_visit.concerns:
        fields = {"kind": concern.kind, "seen": concern.seen, "done": concern.done}
        yield Tap(left_at - timedelta(seconds=110), visit_path(made, "concerns"), fields, Turn.raise_concern, concern)
    yield from notes(made, left_at, random)


def notes(made: DayVisit, left_at: datetime, random: Random) -> Iterator[Tap]:
    """Each of the visit's own notes on one day of the week, a plain one on half of the others; few handovers."""
    day = made.visit["service_on"].toordinal()
    own = said_on(day + len(made.person.plan.family_name), made.plan.notes)
    words = own or (random.choice(PLAIN_NOTES) if random.random() < 0.45 else "")
    handover = said_on(day + len(made.person.plan.given_name), made.plan.handovers)
    for kind, text, seconds in (("visit", words, 80), ("handover", handover, 50)):
        if text:
            at = left_at - timedelta(seconds=seconds)
            yield Tap(at, visit_path(made, "notes"), {"kind": kind, "words": text}, Turn.write_note)


def said_on(day: int, texts: list[str]) -> str:
    """The text whose turn it is: each comes once in eight days, with days between."""
    turn = day * 3 % 8
    return texts[turn] if turn < len(texts) else ""


def visit_path(made: DayVisit, what: str) -> str:
    return f"/visits/{made.visit['id']}/{what}"
