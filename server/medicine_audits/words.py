"""What an audit's counts and parts of the day are called on screens."""

from server.medicine_audits.counting import Count
from server.medicine_audits.timing import PartOfDay

COUNT_WORDS = {
    Count.COMPLETE: "Answered",
    Count.NOT_RECORDED: "Not recorded",
    Count.STILL_DUE: "Still due",
    Count.NOT_DUE: "Not due any more",
    Count.TAKEN: "Taken or applied",
    Count.PARTLY: "Partly taken",
    Count.TAKEN_OTHERWISE: "Taken alone, or given by someone else",
    Count.LEFT_OUT: "Left out as agreed",
    Count.DECLINED: "Declined",
    Count.NOT_AVAILABLE: "Not available",
    Count.FORGOTTEN: "Left out by mistake",
    Count.NOT_GIVEN: "Not given for another reason",
    Count.ON_TIME: "On time",
    Count.LATE: "Late",
    Count.EARLY: "Early",
    Count.CRITICAL_LATE: "Time-critical and late",
    Count.CORRECTED: "Corrected",
    Count.GIVEN_TWICE: "Recorded as given more than once",
    Count.ENTERED_LATE: "Entered late",
    Count.WHEN_REQUIRED_GIVEN: "Given when required",
    Count.WHEN_REQUIRED_NOT_GIVEN: "When required, and not given",
    Count.WHEN_REQUIRED_NOT_ASKED: "When required, not asked for",
    Count.EFFECT_ANSWERED: "Said whether it helped",
}
PART_WORDS = {
    PartOfDay.MORNING: "Morning",
    PartOfDay.NOON: "Noon",
    PartOfDay.TEA: "Tea",
    PartOfDay.BED: "Bed",
    PartOfDay.NIGHT: "Night",
}
SHOWN = (
    ("Answered", (
        Count.TAKEN, Count.PARTLY, Count.TAKEN_OTHERWISE, Count.LEFT_OUT, Count.DECLINED, Count.NOT_AVAILABLE,
        Count.FORGOTTEN, Count.NOT_GIVEN,
    )),
    ("When given", (Count.ON_TIME, Count.EARLY, Count.LATE, Count.CRITICAL_LATE)),
    ("The record", (Count.CORRECTED, Count.ENTERED_LATE, Count.GIVEN_TWICE)),
    ("When required", (Count.WHEN_REQUIRED_GIVEN, Count.WHEN_REQUIRED_NOT_GIVEN, Count.EFFECT_ANSWERED)),
)  # fmt: skip
"""The figures in groups, as the page has them."""


def in_words(counts: tuple[Count, ...]) -> str:
    """`answered, taken or applied, late`; what was not on the chart says so."""
    return ", ".join(COUNT_WORDS[count].lower() for count in counts) or "not on the chart"
