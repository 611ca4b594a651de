"""What may be said of a dose: the support given, what became of it, and what it did."""

from enum import StrEnum


class Support(StrEnum):
    """The support a worker gives with a medicine (NICE NG67): a fact of its own beside the outcome."""

    SELF = "self"
    PROMPT = "prompt"
    ASSIST = "assist"
    ADMINISTER = "administer"


class MarOutcome(StrEnum):
    """What became of a dose. The meaning is kept; letters are for print, where they collide between charts."""

    TAKEN = "taken"
    TAKEN_PARTIAL = "taken_partial"
    APPLIED = "applied"
    MADE_AVAILABLE = "made_available"
    """Left out to be taken later, as the plan agrees."""
    ALREADY_TAKEN = "already_taken"
    GIVEN_BY_OTHER = "given_by_other"
    DECLINED = "declined"
    ASLEEP = "asleep"
    NAUSEA = "nausea"
    NOT_AVAILABLE = "not_available"
    HOSPITAL_OR_AWAY = "hospital_or_away"
    WITHHELD = "withheld"
    """Not given because somebody who may say so said so."""
    COULD_NOT_GIVE = "could_not_give"
    FORGOTTEN = "forgotten"
    """Left out by mistake."""
    OTHER = "other"

    @property
    def needs_reason(self) -> bool:
        """Asked for in words, because the word alone does not tell the office what to do."""
        return self in {
            MarOutcome.TAKEN_PARTIAL, MarOutcome.DECLINED, MarOutcome.NOT_AVAILABLE, MarOutcome.WITHHELD,
            MarOutcome.COULD_NOT_GIVE, MarOutcome.FORGOTTEN, MarOutcome.OTHER,
        }  # fmt: skip

    @property
    def needs_support(self) -> bool:
        """The worker had a hand in it, so the record says which."""
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL, MarOutcome.APPLIED}

    @property
    def was_given(self) -> bool:
        """This worker gave it; two that say so of one dose may be a double dose."""
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL, MarOutcome.APPLIED}

    @property
    def counts_as_taken(self) -> bool:
        return self.was_given or self in {MarOutcome.ALREADY_TAKEN, MarOutcome.GIVEN_BY_OTHER}

    @property
    def needs_the_office(self) -> bool:
        """A dose that was not taken as prescribed and nobody has explained away."""
        return (not self.counts_as_taken and self != MarOutcome.MADE_AVAILABLE) or self == MarOutcome.TAKEN_PARTIAL


class OldPatch(StrEnum):
    """What became of the patch before: two at once are a double dose."""

    REMOVED = "removed"
    NONE_THERE = "none_there"
    STILL_THERE = "still_there"


class Effect(StrEnum):
    """Whether a medicine given when required did what it was given for (CQC: the outcome of each dose)."""

    HELPED = "helped"
    PARTLY = "partly"
    DID_NOT_HELP = "did_not_help"
    CANNOT_TELL = "cannot_tell"
