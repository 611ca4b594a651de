"""The demo's people as their files describe them: one TOML file a person, in `server/demo/<agency>/`."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import msgspec

from server.demo.planned_care import ActionPlan, ContingencyPlan, NeedPlan, SmartPlan
from server.medication.body_sites import BodySite
from server.medication.models import MedicineKind
from server.medication.outcomes import Support
from server.observations.models import RuleKind
from server.people.models import AllergyStatus, CprDecision, WorkersWanted
from server.staff.models import Skill

HERE = Path(__file__).parent


class VisitPlan(msgspec.Struct, forbid_unknown_fields=True):
    """A visit of every day: who usually goes, what they do (keys of `actions`), what they tend to write."""

    title: str
    at: time
    minutes: int
    workers: list[str]
    actions: list[str]
    needs: list[Skill] = []
    notes: list[str] = []
    handovers: list[str] = []

    @property
    def ends(self) -> int:
        """Minutes after midnight."""
        return minutes_of(self.at) + self.minutes

    def covers(self, at: time) -> bool:
        """A medicine of that time is given on this visit."""
        return minutes_of(self.at) <= minutes_of(at) < self.ends


class OldOrder(msgspec.Struct, forbid_unknown_fields=True):
    """The order that ended the day before this one started."""

    name: str
    amount: str


class MedicinePlan(msgspec.Struct, forbid_unknown_fields=True):
    """A medicine, at each of its times; as needed (PRN) when it has none."""

    name: str
    amount: str
    support: Support
    at: list[time] = []
    how: str = ""
    kind: MedicineKind | None = None
    """None: at set times, or only when required where it has none."""
    sites: list[BodySite] = []
    is_witnessed: bool = False
    time_critical_minutes: int | None = None
    interval_minutes: int | None = None
    most_in_a_day: int | None = None
    started_days_ago: int = 240
    version: int = 1
    prescriber: str = ""
    is_watched: bool = False
    counted: int | None = None
    """How many there were when they were counted last, some days ago; None when its stock is not counted."""
    replaces: OldOrder | None = None


class WantedPlan(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Something that is to be observed, with what was: by visit, a value for each day, today's first; -1 for none."""

    kind: str
    target: Decimal | None = None
    rule: RuleKind = RuleKind.NONE
    limit: Decimal | None = None
    by: time | None = None
    days: int | None = None
    how: str = ""
    values: dict[str, list[Decimal]]


class ContactPlan(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody to ring."""

    name: str
    relation: str
    phone: str
    note: str = ""


class RiskPlan(msgspec.Struct, forbid_unknown_fields=True):
    """A risk and what is done about it."""

    category: str
    what: str
    control: str


class ChangePlan(msgspec.Struct, forbid_unknown_fields=True):
    """What is not as it was."""

    days_ago: int
    kind: str
    sentence: str
    by: str = "Grace Mensah"


class KeySafePlan(msgspec.Struct, forbid_unknown_fields=True):
    """A key-safe code, and where the key safe is."""

    code: str
    place: str


class AllergyPlan(msgspec.Struct, forbid_unknown_fields=True):
    """Recorded, none known or not recorded."""

    status: AllergyStatus
    words: str = ""
    confirmed_days_ago: int | None = None


class CprPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What a resuscitation form says, and where it is."""

    decision: CprDecision
    note: str = ""


class PersonPlan(msgspec.Struct, forbid_unknown_fields=True):
    """One person, whole."""

    given_name: str
    family_name: str
    known_as: str
    born_on: date
    address: str
    postcode: str
    place: tuple[float, float]
    phone: str
    getting_in: str
    allergies: AllergyPlan
    cpr: CprPlan
    about_me: dict[str, str]
    contacts: list[ContactPlan]
    risks: list[RiskPlan]
    summary: str
    goals: list[str]
    actions: dict[str, ActionPlan]
    visits: list[VisitPlan]
    medicines: list[MedicinePlan] = []
    changes: list[ChangePlan] = []
    wanted: list[WantedPlan] = []
    beware: str = ""
    key_safe: KeySafePlan | None = None
    workers_wanted: WorkersWanted = WorkersWanted.ANYBODY
    needs: list[NeedPlan] = []
    smart: list[SmartPlan] = []
    """Of the goals, in their order."""
    contingency: ContingencyPlan | None = None
    outcome: str = ""
    """What the support is to come to."""
    plan_version: int = 1
    plan_days_ago: int = 60
    record: dict[str, str] = {}
    """What else is on their record, by field: how they talk, pets, religion."""


def minutes_of(at: time) -> int:
    """Minutes after midnight."""
    return at.hour * 60 + at.minute


def people_of(agency: str) -> list[PersonPlan]:
    """The people an agency visits, in the order of their files' names."""
    return [read(path) for path in sorted((HERE / agency).glob("*.toml"))]


def read(path: Path) -> PersonPlan:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=PersonPlan)
    except msgspec.DecodeError as problem:
        raise ValueError(f"{path.name}: {problem}") from problem
