"""The words on screen for medicines."""

from server.medication.body_sites import sites_in_words
from server.medication.models import ON_THE_SKIN, MarEntry, MedicineKind
from server.medication.outcomes import Effect, MarOutcome, OldPatch, Support

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

OLD_PATCH_WORDS = {
    OldPatch.REMOVED: "Old patch taken off",
    OldPatch.NONE_THERE: "There was no old patch",
    OldPatch.STILL_THERE: "Old patch still on",
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


def outcomes_for(kind: MedicineKind) -> list[tuple[str, str]]:
    """What can become of a dose of this kind, the likely ones first; what is on the skin is applied, not taken."""
    first, without = MarOutcome.TAKEN, MarOutcome.APPLIED
    if kind in ON_THE_SKIN:
        first, without = without, first
    others = [outcome for outcome in MAR_WORDS if outcome not in (first, without)]
    return [(outcome.value, MAR_WORDS[outcome]) for outcome in (first, *others)]


def details_of(entry: MarEntry) -> list[str]:
    """What else an entry says of a dose, a phrase each: how much, where, what for, who saw it; its reason is apart."""
    found = [
        entry.amount_given,
        sites_in_words(entry.sites),
        OLD_PATCH_WORDS[entry.old_patch] if entry.old_patch else "",
        f"For: {entry.needed_for}" if entry.needed_for else "",
        f"Tried first: {entry.tried_first}" if entry.tried_first else "",
        f"Seen by {entry.witness}" if entry.witness else "",
        f"Nobody saw it: {entry.why_no_witness}" if entry.why_no_witness else "",
        "Before the interval was over" if entry.is_early else "",
        f"Corrected because: {entry.why_corrected}" if entry.why_corrected else "",
    ]
    return [phrase for phrase in found if phrase]
