"""What did not go as planned in the demo's last week, told in one file an agency."""

from datetime import timedelta
from typing import Self

import msgspec

from server.body_marks.models import MarkKind
from server.demo.plans import HERE
from server.demo.rota import DayVisit
from server.medication.body_sites import BodySite
from server.medication.outcomes import MarOutcome
from server.soft_signs.signs import Sign
from server.visits.entry_kinds import ConcernKind, Outcome, StopReason


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody in the office did, so many minutes after it was raised."""

    after: int
    words: str
    by: str = "grace"


class Happening(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Something that happened on one visit, and what the office did about it."""

    person: str
    visit: str
    days_ago: int
    steps: list[Step] = []
    stays_open: bool = False

    def is_on(self, made: DayVisit) -> bool:
        """It happened on this visit."""
        on = made.person.today - timedelta(days=self.days_ago)
        return (self.person, self.visit, on) == (full_name(made), made.plan.title, made.visit["service_on"])


class ConcernRaised(Happening, kw_only=True):
    """A concern."""

    kind: ConcernKind
    seen: str
    done: str = ""


class ActionAnswered(Happening, kw_only=True):
    """An action that did not go as usual; `first` is what was ticked by mistake, `elsewhere` what another phone, which
    had no signal, corrected that to."""

    action: str
    outcome: Outcome
    reason: str = ""
    more: str = ""
    first: Outcome | None = None
    elsewhere: Outcome | None = None


class DoseAnswered(Happening, kw_only=True):
    """A dose that was not taken as usual; `first` is what was ticked by mistake."""

    medicine: str
    outcome: MarOutcome
    reason: str = ""
    first: MarOutcome | None = None


class SignsSeen(Happening, kw_only=True):
    """Somebody was not as usual; `sbard` is the message as the office wrote it, so many minutes later, still open."""

    signs: list[Sign]
    since: str
    words: str
    sbard: dict[str, str]
    sbard_after: int
    by: str


class Marked(Happening, kw_only=True):
    """A mark on the body."""

    site: BodySite
    kind: MarkKind
    size: str
    words: str


class Stopped(Happening, kw_only=True):
    """A visit that could not be completed."""

    why: StopReason
    done: str


class Missed(Happening, kw_only=True):
    """A visit that nobody came to, as a coordinator confirmed."""

    by: str
    reason: str
    done: str


class RanLate(Happening, kw_only=True):
    """A worker said that they would be late, and were."""

    minutes: int
    reason: str


class Happenings(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Everything out of the ordinary in an agency's last week."""

    concerns: list[ConcernRaised] = []
    actions: list[ActionAnswered] = []
    doses: list[DoseAnswered] = []
    signs: list[SignsSeen] = []
    marks: list[Marked] = []
    stopped: list[Stopped] = []
    missed: list[Missed] = []
    late: list[RanLate] = []

    def on(self, made: DayVisit) -> Self:
        """Those of one visit."""
        of_visit = {name: [one for one in getattr(self, name) if one.is_on(made)] for name in self.__struct_fields__}
        return type(self)(**of_visit)


def happenings_of(agency: str) -> Happenings:
    """What happened in an agency; nothing when its file is not there."""
    path = HERE / f"{agency}_happenings.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Happenings) if path.exists() else Happenings()


def full_name(made: DayVisit) -> str:
    """The person's name, as their file has it."""
    return f"{made.person.plan.given_name} {made.person.plan.family_name}"
