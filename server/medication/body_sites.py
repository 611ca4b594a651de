"""Places on the body where a cream goes or a patch may be put, with where they are on the drawing of a body."""

from collections.abc import Collection
from enum import StrEnum


class BodySite(StrEnum):
    """A place on the body. Left and right are the person's own."""

    SCALP = "scalp"
    FACE = "face"
    NECK = "neck"
    CHEST_LEFT = "chest_left"
    CHEST_RIGHT = "chest_right"
    UPPER_ARM_LEFT = "upper_arm_left"
    UPPER_ARM_RIGHT = "upper_arm_right"
    ELBOW_LEFT = "elbow_left"
    ELBOW_RIGHT = "elbow_right"
    FOREARM_LEFT = "forearm_left"
    FOREARM_RIGHT = "forearm_right"
    HAND_LEFT = "hand_left"
    HAND_RIGHT = "hand_right"
    ABDOMEN_LEFT = "abdomen_left"
    ABDOMEN_RIGHT = "abdomen_right"
    GROIN = "groin"
    THIGH_LEFT = "thigh_left"
    THIGH_RIGHT = "thigh_right"
    KNEE_LEFT = "knee_left"
    KNEE_RIGHT = "knee_right"
    LOWER_LEG_LEFT = "lower_leg_left"
    LOWER_LEG_RIGHT = "lower_leg_right"
    ANKLE_LEFT = "ankle_left"
    ANKLE_RIGHT = "ankle_right"
    FOOT_LEFT = "foot_left"
    FOOT_RIGHT = "foot_right"
    UPPER_BACK_LEFT = "upper_back_left"
    UPPER_BACK_RIGHT = "upper_back_right"
    LOWER_BACK = "lower_back"
    SACRUM = "sacrum"
    HIP_LEFT = "hip_left"
    HIP_RIGHT = "hip_right"
    BUTTOCK_LEFT = "buttock_left"
    BUTTOCK_RIGHT = "buttock_right"
    HEEL_LEFT = "heel_left"
    HEEL_RIGHT = "heel_right"

    @property
    def words(self) -> str:
        """`Left upper arm`."""
        place, _, side = self.value.rpartition("_")
        if side not in ("left", "right"):
            return self.value.replace("_", " ").capitalize()
        return f"{side} {place.replace('_', ' ')}".capitalize()

    @property
    def spot(self) -> tuple[int, int]:
        """Across and down, on a drawing 200 by 200: the front of the body, and right of it the back."""
        return SPOTS[self]


SPOTS = {
    BodySite.SCALP: (50, 9),
    BodySite.FACE: (50, 20),
    BodySite.NECK: (50, 32),
    BodySite.CHEST_LEFT: (58, 50),
    BodySite.CHEST_RIGHT: (42, 50),
    BodySite.UPPER_ARM_LEFT: (72, 57),
    BodySite.UPPER_ARM_RIGHT: (28, 57),
    BodySite.ELBOW_LEFT: (125, 70),
    BodySite.ELBOW_RIGHT: (175, 70),
    BodySite.FOREARM_LEFT: (78, 82),
    BodySite.FOREARM_RIGHT: (22, 82),
    BodySite.HAND_LEFT: (83, 106),
    BodySite.HAND_RIGHT: (17, 106),
    BodySite.ABDOMEN_LEFT: (57, 76),
    BodySite.ABDOMEN_RIGHT: (43, 76),
    BodySite.GROIN: (50, 100),
    BodySite.THIGH_LEFT: (58, 118),
    BodySite.THIGH_RIGHT: (42, 118),
    BodySite.KNEE_LEFT: (58, 139),
    BodySite.KNEE_RIGHT: (42, 139),
    BodySite.LOWER_LEG_LEFT: (58, 160),
    BodySite.LOWER_LEG_RIGHT: (42, 160),
    BodySite.ANKLE_LEFT: (59, 174),
    BodySite.ANKLE_RIGHT: (41, 174),
    BodySite.FOOT_LEFT: (60, 187),
    BodySite.FOOT_RIGHT: (40, 187),
    BodySite.UPPER_BACK_LEFT: (142, 50),
    BodySite.UPPER_BACK_RIGHT: (158, 50),
    BodySite.LOWER_BACK: (150, 78),
    BodySite.SACRUM: (150, 93),
    BodySite.HIP_LEFT: (133, 93),
    BodySite.HIP_RIGHT: (167, 93),
    BodySite.BUTTOCK_LEFT: (142, 104),
    BodySite.BUTTOCK_RIGHT: (158, 104),
    BodySite.HEEL_LEFT: (142, 186),
    BodySite.HEEL_RIGHT: (158, 186),
}


SIDES = ("left", "right")
ARM, LEG = ("upper_arm", "elbow", "forearm", "hand"), ("thigh", "knee", "lower_leg", "ankle", "heel", "foot")
PARTS = {
    "Head and neck": ("scalp", "face", "neck"),
    "Front": ("chest_left", "chest_right", "abdomen_left", "abdomen_right", "groin"),
    "Back": (
        "upper_back_left", "upper_back_right", "lower_back", "sacrum", "hip_left", "hip_right", "buttock_left",
        "buttock_right",
    ),
    **{f"{side.capitalize()} arm": tuple(f"{place}_{side}" for place in ARM) for side in SIDES},
    **{f"{side.capitalize()} leg": tuple(f"{place}_{side}" for place in LEG) for side in SIDES},
}  # fmt: skip
"""Every place, from the head down, by the part of the body that it is looked for at."""
FEW = 6
"""So many are found at a glance."""


def by_part(sites: Collection[BodySite]) -> list[tuple[str, list[BodySite]]]:
    """Places to choose from, each part of the body with its own; a few are one lot without a name."""
    if len(sites) <= FEW:
        return [("", list(sites))]
    parts = ((part, [BodySite(place) for place in places if place in sites]) for part, places in PARTS.items())
    return [(part, found) for part, found in parts if found]


def sites_in(text: str) -> list[BodySite]:
    """`thigh_left heel_left` as places. Raises ValueError for a word that is none."""
    return [BodySite(word) for word in text.split()]


def sites_in_words(text: str) -> str:
    """`Left thigh, left heel`."""
    return ", ".join(site.words for site in sites_in(text)).capitalize()
