"""SNOMED codes: 6 to 18 digits, of which the last checks the others (Verhoeff)."""

DIHEDRAL = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
"""Row by column: the multiplication of the dihedral group of ten."""
TURNS = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def is_code(text: str) -> bool:
    """Whether this can be a SNOMED code: a digit that was mistyped, or two that changed places, cannot."""
    return text.isascii() and text.isdecimal() and 6 <= len(text) <= 18 and remainder(text) == 0


def remainder(digits: str) -> int:
    left = 0
    for place, digit in enumerate(reversed(digits)):
        left = int(DIHEDRAL[left][int(TURNS[place % 8][int(digit)])])
    return left
