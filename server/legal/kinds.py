"""What each kind of legal record asks, in the words of the law that it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.legal.models import LegalKind
from server.people.models import CprDecision


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its questions, and what may be answered."""

    title: str
    about: str
    """The question of what it is about."""
    answers: Mapping[str, str]
    who: str
    words: str
    suggestions: tuple[str, ...] = ()
    """What it is usually about."""
    hint: str = ""
    needs_paper: bool = False
    """Whoever must act on it has to find the paper."""

    @property
    def is_about_one_thing(self) -> bool:
        """A person has at most one of it."""
        return not self.about


KINDS: dict[LegalKind, Kind] = {
    LegalKind.CONSENT: Kind(
        "Consent", "What is it for?",
        {
            "given": "Given", "refused": "Refused", "withdrawn": "Withdrawn",
            "cannot_decide": "Cannot decide this: see best interests",
        },
        "Who said so, and in what role?", "What was said, and how it was explained",
        (
            "The care that the plan describes", "Help with medicines", "Coming in with the key or key safe",
            "Sharing the record with health and social care", "Telling the family", "Photographs of skin or wounds",
            "Photograph on the record",
        ),
        "Only the person, an attorney or deputy for health and welfare, or the court can consent. A relative as such"
        " cannot.",
    ),
    LegalKind.CAPACITY: Kind(
        "Mental capacity", "Which decision?",
        {"has": "Can make it", "lacks": "Cannot make it now", "changing": "Comes and goes: ask each time"},
        "Who assessed it?", "How it was found: understand, keep in mind, weigh up, say it",
        hint="Capacity is about one decision at one time, and is there until it is shown not to be (Mental Capacity Act"
        " 2005, sections 1 to 3).",
    ),
    LegalKind.BEST_INTERESTS: Kind(
        "Best interests decision", "Which decision?",
        {"agreed": "Decided, nobody disagreed", "disputed": "Decided, somebody disagrees", "open": "Not decided yet"},
        "Who decides?", "What was decided, who was asked, what is least restrictive",
        hint="Only after a capacity assessment of the same decision (Mental Capacity Act 2005, section 4).",
    ),
    LegalKind.LASTING_POWER: Kind(
        "Lasting power of attorney", "For what?",
        {"seen": "Registered, and seen by us", "told": "We were told; not seen", "ended": "Ended or revoked"},
        "Who are the attorneys, and how may they act?", "What it leaves out; the access code or number",
        ("Health and welfare", "Property and financial affairs"),
        "Health and welfare counts only while the person cannot make the decision themselves.",
    ),
    LegalKind.COURT: Kind(
        "Court of Protection", "What about?",
        {"applied": "Applied for", "in_force": "In force", "refused": "Refused", "ended": "Ended"},
        "Who applied, or who was appointed?", "What it allows, and its conditions",
        ("Deprivation of liberty at home", "Deputy for health and welfare", "Deputy for property and affairs"),
        "In a person's own home a deprivation of liberty is for the court, not for DoLS.",
    ),
    LegalKind.ADVANCE_DECISION: Kind(
        "Advance decision to refuse treatment", "Which treatment, and in which circumstances?",
        {
            "witnessed": "Signed and witnessed: covers life-sustaining treatment", "written": "Written, not witnessed",
            "spoken": "Spoken", "withdrawn": "Withdrawn",
        },
        "Who was told of it?", "In the person's words",
        needs_paper=True,
    ),
    LegalKind.ADVANCE_STATEMENT: Kind(
        "Advance statement of wishes", "What about?",
        {"current": "Counts", "withdrawn": "Withdrawn"},
        "Who helped to write it?", "In the person's words",
        ("How I want to be cared for", "Where I want to be cared for", "Where I want to die"),
    ),
    LegalKind.CPR: Kind(
        "CPR decision", "",
        {
            CprDecision.DO_NOT_ATTEMPT: "Do not attempt", CprDecision.ATTEMPT: "Attempt",
            CprDecision.NOT_RECORDED: "Cancelled: no decision counts",
        },
        "Which professional recorded it?", "Who took part in the discussion, and who was told",
        hint="Without the paper an ambulance crew may attempt CPR: say exactly where it is.", needs_paper=True,
    ),
}  # fmt: skip
