"""The words on screen for marks on the body."""

from server.body_marks.models import BodyMark, MarkKind

MARK_WORDS = {
    MarkKind.BRUISE: "Bruise",
    MarkKind.PRESSURE_AREA: "Pressure area",
    MarkKind.WOUND: "Wound",
    MarkKind.RASH: "Rash",
    MarkKind.SWELLING: "Swelling",
    MarkKind.OTHER: "Something else",
}


def what_was_marked(mark: BodyMark) -> str:
    """`Bruise, left forearm`."""
    return f"{MARK_WORDS[mark.kind]}, {mark.place.words.lower()}"


def more_about(mark: BodyMark) -> str:
    """`3 cm across. Yellow at the edge.`"""
    return ". ".join(part.rstrip(".") for part in (mark.size, mark.words) if part)


def mark_line(mark: BodyMark) -> str:
    return ". ".join(part for part in (what_was_marked(mark), more_about(mark)) if part)
