"""The kinds of record that can be held, in words, with the values that each takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from server.body_marks.forms import BodyMarkForm
from server.body_marks.words import MARK_WORDS
from server.documents.forms import PhotoForm
from server.documents.words import PHOTO_WORDS
from server.inbox.models import Form
from server.inbox.reading import FormValues
from server.medication.body_sites import BodySite
from server.medication.forms import DoseForm, EffectForm
from server.medication.words import EFFECT_WORDS, MAR_WORDS, OLD_PATCH_WORDS, SUPPORT_WORDS
from server.observations.forms import ObservationForm, levels_of
from server.observations.kinds import KINDS as OBSERVED
from server.rota_changes.forms import ANSWER_WORDS, AnswerForm, OpeningForm
from server.soft_signs.forms import SoftSignsForm
from server.stock.forms import MovementForm
from server.stock.words import MOVEMENT_WORDS
from server.visits.forms import (
    ArrivalForm,
    ChangesReadForm,
    ConcernForm,
    DepartureForm,
    LateNoticeForm,
    NoteForm,
    OutcomeForm,
    StoppedForm,
)  # fmt: skip
from server.visits.words import CONCERN_WORDS, INDEPENDENCE_WORDS, NOTE_WORDS, OUTCOME_WORDS, STOP_WORDS

Choices = Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class HeldKind:
    """A kind of record in words, with the values that it takes."""

    words: str
    values: type[FormValues]
    choices: Mapping[str, Choices]


LEVELS = {
    word: f"{kind.words}: {kind.levels[level].lower()}"
    for kind in OBSERVED.values()
    for word, level in levels_of(kind.name).items()
}
SITE_WORDS = {site: site.words for site in BodySite}
KINDS = {
    ("visits", "arrival"): HeldKind("Check in", ArrivalForm, {}),
    ("visits", "departure"): HeldKind("Check out", DepartureForm, {}),
    ("visits", "stop"): HeldKind("Could not complete the visit", StoppedForm, {"why": STOP_WORDS}),
    ("visits", "late-notices"): HeldKind("Running late", LateNoticeForm, {}),
    ("visits", "notes"): HeldKind("Note", NoteForm, {"kind": NOTE_WORDS}),
    ("visits", "concerns"): HeldKind("Concern", ConcernForm, {"kind": CONCERN_WORDS}),
    ("visits", "changes-read"): HeldKind("Read what had changed", ChangesReadForm, {}),
    ("care-actions", "outcomes"): HeldKind(
        "Care action", OutcomeForm, {"outcome": OUTCOME_WORDS, "support": INDEPENDENCE_WORDS}
    ),
    ("doses", "outcomes"): HeldKind(
        "Medicine", DoseForm, {"outcome": MAR_WORDS, "support": SUPPORT_WORDS, "old_patch": OLD_PATCH_WORDS}
    ),
    ("visits", "dose-effects"): HeldKind("Whether a medicine helped", EffectForm, {"effect": EFFECT_WORDS}),
    ("visits", "stock-movements"): HeldKind("Stock of a medicine", MovementForm, {"kind": MOVEMENT_WORDS}),
    ("visits", "observations"): HeldKind(
        "Observation", ObservationForm, {"kind": {kind.name: kind.asked for kind in OBSERVED.values()}, "level": LEVELS}
    ),
    ("visits", "soft-signs"): HeldKind("Not as usual", SoftSignsForm, {}),
    ("visits", "body-marks"): HeldKind("Mark on the body", BodyMarkForm, {"kind": MARK_WORDS, "site": SITE_WORDS}),
    ("visits", "photos"): HeldKind("Photo", PhotoForm, {"kind": PHOTO_WORDS}),
    ("rota-changes", "openings"): HeldKind("Changed rota opened", OpeningForm, {}),
    ("rota-changes", "answers"): HeldKind("Answer to a changed rota", AnswerForm, {"answer": ANSWER_WORDS}),
}
UNKNOWN = HeldKind("A record of a kind that Doorstep does not know", FormValues, {})
ABOUT_THE_FORM = {*FormValues.__struct_fields__, "form_version", "author", "page", "visit_state", "photo"}
"""What every form states about itself and its file, and what the page tells the phone with it; the rest is what the
worker said."""
READ_BY_THE_PHONE = {"latitude", "longitude", "accuracy", "order_id"}
"""What nobody types, so that nobody can correct it."""
LABELS = {
    "outcome": "Outcome", "support": "Support", "reason": "Reason", "more": "More", "words": "Words", "kind": "Kind",
    "seen": "What was seen", "done": "What was done", "minutes": "Minutes late", "why": "Why", "at": "Time",
    "left_open": "Left unanswered",
    "amount": "How much", "early": "Given early all the same",
    "order_id": "Order", "quantity": "How many", "witness": "Who saw it", "why_no_witness": "Why nobody saw it",
    "sites": "Where on the body", "old_patch": "The patch before", "needed_for": "Needed for",
    "tried_first": "Tried first",
    "value": "How much", "level": "What was observed", "sure": "Said to be right", "signs": "What is not as usual",
    "since": "Since when", "site": "Where on the body", "size": "How large",
    "effect": "Effect", "mar_entry": "Dose",
    "concern": "Shows the concern raised before",
    "answer": "Answer", "latitude": "Latitude", "longitude": "Longitude", "accuracy": "Right to, in metres",
}  # fmt: skip


def kind_of(form: Form) -> HeldKind:
    _, nouns, _, recorded = f"{form.url}///".split("/")[:4]
    return KINDS.get((nouns, recorded), UNKNOWN)


def fields_of(form: Form) -> dict[str, str]:
    """What it says; several boxes of one name as their words with a space between."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(form.corrected_body or form.body, keep_blank_values=True):
        found[name] = f"{found[name]} {value}" if found.get(name) else value
    return found
