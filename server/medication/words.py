"""The words on screen for medicines."""

from server.medication.models import MarOutcome, Support

SUPPORT_WORDS = {
    Support.SELF: "None, took it alone",
    Support.PROMPT: "Prompted",
    Support.ASSIST: "Assisted",
    Support.ADMINISTER: "Administered",
}

MAR_WORDS = {
    MarOutcome.TAKEN: "Taken",
    MarOutcome.TAKEN_PARTIAL: "Partly taken",
    MarOutcome.DECLINED: "Declined",
    MarOutcome.ASLEEP: "Asleep",
    MarOutcome.NOT_AVAILABLE: "Not available",
    MarOutcome.HOSPITAL_OR_AWAY: "In hospital or away",
    MarOutcome.GIVEN_BY_OTHER: "Given by someone else",
    MarOutcome.OTHER: "Not given: other",
}
