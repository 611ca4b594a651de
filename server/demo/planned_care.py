"""What the demo people's files say of their care: needs, goals, actions, and what to do when a visit fails."""

import msgspec

from server.care_plans.contents import Urgency
from server.visits.entry_kinds import Independence


class ActionPlan(msgspec.Struct, forbid_unknown_fields=True):
    """Something to do, how the person likes it done, and how much support it usually takes."""

    title: str
    how: str = ""
    essential: bool = False
    support: Independence = Independence.WITH_HELP
    since_days_ago: int | None = None
    """When it came into the plan or was changed, if that was lately."""
    was_how: str = ""
    """How it was done before it was changed; empty when it is new."""
    alone: str = ""
    goal: int | None = None
    """The number of the goal that it serves, from nought."""
    need: int | None = None


class NeedPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody needs, and what they can do."""

    area: str
    words: str
    strengths: str = ""


class SmartPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What makes a goal SMART."""

    need: int | None = None
    specific: str = ""
    measured: str = ""
    achievable: str = ""
    relevant: str = ""
    in_days: int = 40


class ContingencyPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What to do when a visit is late or missed."""

    urgency: Urgency
    if_late: str
    if_missed: str
    latest_minutes: int | None = None
