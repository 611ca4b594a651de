"""What the part of a visit's page about medicines asks with and shows with."""

from server.medication.body_sites import by_part, sites_in, sites_in_words
from server.medication.patches import places_before
from server.medication.queries import last_dose
from server.medication.words import (
    EFFECT_WORDS,
    MAR_WORDS,
    OLD_PATCH_WORDS,
    SUPPORT_WORDS,
    details_of,
    outcomes_for,
)

DOSE_WORDS = {
    "mar_words": {outcome.value: text for outcome, text in MAR_WORDS.items()},
    "support_words": {support.value: text for support, text in SUPPORT_WORDS.items()},
    "effect_words": {effect.value: text for effect, text in EFFECT_WORDS.items()},
    "old_patch_words": {found.value: text for found, text in OLD_PATCH_WORDS.items()},
    "outcomes_for": outcomes_for,
    "details_of": details_of,
    "last_dose": last_dose,
    "places_before": places_before,
    "by_part": by_part,
    "sites_in": sites_in,
    "sites_in_words": sites_in_words,
}
