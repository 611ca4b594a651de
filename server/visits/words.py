"""The words on screen for what is recorded on a visit."""

from server.visits.entry_kinds import ConcernKind, Independence, NoteKind, Outcome, StopReason

OUTCOME_WORDS = {
    Outcome.DONE: "Done",
    Outcome.PARTLY: "Partly done",
    Outcome.DECLINED: "Declined",
    Outcome.NOT_NEEDED: "Not needed",
    Outcome.NOT_DONE: "Not done",
}

INDEPENDENCE_WORDS = {
    Independence.ON_THEIR_OWN: "On their own",
    Independence.PROMPTED: "Prompted",
    Independence.WITH_HELP: "With help",
    Independence.DONE_FOR_THEM: "Done for them",
}

NOT_DONE_REASONS = ("Unwell", "Not safe", "No time", "Nothing to do it with", "Other")

NOTE_WORDS = {NoteKind.VISIT: "Visit note", NoteKind.HANDOVER: "Handover to the next worker"}

CONCERN_WORDS = {
    ConcernKind.HEALTH: "Unwell or changed",
    ConcernKind.FALL: "Fall",
    ConcernKind.MEDICINE: "Medicines",
    ConcernKind.SKIN: "Skin",
    ConcernKind.EATING_DRINKING: "Eating or drinking",
    ConcernKind.MOOD: "Mood or confusion",
    ConcernKind.SAFEGUARDING: "Safeguarding",
    ConcernKind.HOME: "The home",
    ConcernKind.OTHER: "Something else",
}

STOP_WORDS = {
    StopReason.NO_REPLY: "No reply",
    StopReason.DECLINED: "Declined the visit",
    StopReason.HOSPITAL: "In hospital",
    StopReason.AWAY: "Away from home",
    StopReason.UNSAFE: "Not safe",
    StopReason.OTHER: "Something else",
}

STOP_NEXT = {
    StopReason.NO_REPLY: "Knock again, ring their phone, look through the letterbox. Ring the office before you leave.",
    StopReason.DECLINED: "Ask if you may come back later. Tell the office what they said.",
    StopReason.HOSPITAL: "Ask who told you and since when. The office rings the ward.",
    StopReason.AWAY: "Ask who they are with and when they are back. Tell the office.",
    StopReason.UNSAFE: "Leave. Ring 999 if anybody is in danger. Then ring the office.",
    StopReason.OTHER: "Ring the office before you leave.",
}
"""What to do next, on screen as soon as the reason is chosen."""

EARLY_REASONS = ("Asked to come early", "Day running ahead", "Other")
LATE_REASONS = ("Traffic", "Last visit ran over", "Told late", "Other")
FAR_REASONS = ("Met outside the home", "Parked further away", "Place is wrong", "Other")
LEAVING_REASONS = ("Will be done on the next visit", "Person asked me to go", "No time", "Other")
