"""The words on screen for medicines."""

from server.medication.models import Effect, MarOutcome, MedicineKind, Support

SUPPORT_WORDS = {
    Support.SELF: "None, took it alone",
    Support.PROMPT: "Prompted",
    Support.ASSIST: "Assisted",
    Support.ADMINISTER: "Administered",
}

KIND_WORDS = {
    MedicineKind.SCHEDULED: "At set times",
    MedicineKind.WHEN_REQUIRED: "Only when required",
    MedicineKind.VARIABLE: "Variable dose",
    MedicineKind.COMPLIANCE_AID: "Compliance aid",
    MedicineKind.TOPICAL: "Cream or other on the skin",
    MedicineKind.PATCH: "Patch",
    MedicineKind.CONTROLLED: "Controlled drug",
}

MAR_WORDS = {
    MarOutcome.TAKEN: "Taken",
    MarOutcome.TAKEN_PARTIAL: "Partly taken",
    MarOutcome.APPLIED: "Applied",
    MarOutcome.MADE_AVAILABLE: "Left out as agreed",
    MarOutcome.ALREADY_TAKEN: "Already taken alone",
    MarOutcome.GIVEN_BY_OTHER: "Given by someone else",
    MarOutcome.DECLINED: "Declined",
    MarOutcome.ASLEEP: "Asleep",
    MarOutcome.NAUSEA: "Feeling or being sick",
    MarOutcome.NOT_AVAILABLE: "Not available",
    MarOutcome.HOSPITAL_OR_AWAY: "In hospital or away",
    MarOutcome.WITHHELD: "Withheld on advice",
    MarOutcome.COULD_NOT_GIVE: "Could not give",
    MarOutcome.FORGOTTEN: "Left out by mistake",
    MarOutcome.OTHER: "Not given: other",
}

EFFECT_WORDS = {
    Effect.HELPED: "It helped",
    Effect.PARTLY: "It helped a little",
    Effect.DID_NOT_HELP: "It did not help",
    Effect.CANNOT_TELL: "Cannot tell",
}

LETTERS = {
    MarOutcome.TAKEN_PARTIAL: "P",
    MarOutcome.MADE_AVAILABLE: "M",
    MarOutcome.ALREADY_TAKEN: "T",
    MarOutcome.GIVEN_BY_OTHER: "G",
    MarOutcome.DECLINED: "R",
    MarOutcome.ASLEEP: "S",
    MarOutcome.NAUSEA: "N",
    MarOutcome.NOT_AVAILABLE: "NA",
    MarOutcome.HOSPITAL_OR_AWAY: "H",
    MarOutcome.WITHHELD: "W",
    MarOutcome.COULD_NOT_GIVE: "C",
    MarOutcome.FORGOTTEN: "F",
    MarOutcome.OTHER: "O",
}
"""On the chart, with their meaning under it; taken and applied are the worker's initials."""

ON_THE_SKIN = (MedicineKind.TOPICAL, MedicineKind.PATCH)


def outcomes_for(kind: MedicineKind) -> list[tuple[str, str]]:
    """What can become of a dose of this kind, the likely ones first; what is on the skin is applied, not taken."""
    without = MarOutcome.TAKEN if kind in ON_THE_SKIN else MarOutcome.APPLIED
    return [(outcome.value, words) for outcome, words in MAR_WORDS.items() if outcome != without]
