"""What a worker can record about a dose, and about what it did."""

from uuid import UUID

from server.inbox.reading import FormValues
from server.medication.body_sites import sites_in
from server.medication.outcomes import Effect, MarOutcome, OldPatch, Support
from server.problems import CannotAccept
from server.visits.forms import TimedForm


class DoseForm(TimedForm, frozen=True, kw_only=True):
    """Support given and outcome: two facts, two questions (NICE NG67)."""

    support: Support | None = None
    outcome: MarOutcome
    reason: str = ""
    amount: str = ""
    sites: str = ""
    old_patch: OldPatch | None = None
    needed_for: str = ""
    tried_first: str = ""
    witness: str = ""
    why_no_witness: str = ""
    early: str = ""
    """`yes` when the worker gives it although the page said that the interval is not over."""

    def __post_init__(self) -> None:
        if self.outcome.needs_support and self.support is None:
            raise CannotAccept("This form does not say what support was given. The office has to add it.")
        if self.outcome.needs_reason and not self.reason:
            raise CannotAccept("This form does not say why. The office has to add it.")
        try:
            sites_in(self.sites)
        except ValueError:
            raise CannotAccept("This form's place on the body cannot be read as it stands.") from None


class EffectForm(FormValues, frozen=True, kw_only=True):
    """Whether a dose given when required helped."""

    mar_entry: UUID
    effect: Effect
    words: str = ""
