"""What a file is, by what is in it and not by its name, and what of it is kept."""

from dataclasses import dataclass
from functools import lru_cache

from server.documents.models import JPEG, PDF
from server.documents.papers import look_at_paper
from server.documents.pictures import picture_in
from server.documents.problems import BadFile

LARGEST = 15_000_000
"""A file, in bytes."""
TOO_LARGE = "This file is larger than 15 MB. Choose a smaller copy of it, or only the pages that are needed."
NO_PICTURE = "This is no photo that Doorstep can read. Choose a JPEG, PNG or WebP picture."
NEITHER = "This is neither a PDF nor a picture that Doorstep can read. Choose a PDF, or a JPEG, PNG or WebP picture."
HEIC = "This is an iPhone’s HEIC picture. Save it as JPEG (Settings, Camera, Formats), and choose that."
DRAWING = "This is an SVG drawing, which can hold scripts. Choose a screenshot of it as PNG."
HIDES = "Something that is no picture is hidden in this file. Choose another copy of it, or a screenshot."


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it is kept."""

    media_type: str
    whole: bytes
    small: bytes = b""
    hides_something: bool = False


def document_in(content: bytes) -> Looked:
    """A PDF or a picture that the office chose. Raises BadFile."""
    if len(content) > LARGEST:
        raise BadFile(TOO_LARGE)
    if is_paper(content):
        if why := wrong_with(content):
            raise BadFile(why)
        return Looked(PDF, content)
    looked = photo_in(content, NEITHER)
    if looked.hides_something:
        raise BadFile(HIDES)
    return looked


def photo_in(content: bytes, otherwise: str = NO_PICTURE) -> Looked:
    """A picture. Raises BadFile."""
    found = found_in(content)
    if isinstance(found, str):
        raise BadFile(found or otherwise)
    return found


def look_early(content: bytes) -> None:
    """Look at a file before the database is written to: what was looked at is not looked at again meanwhile."""
    if content and len(content) <= LARGEST:
        (wrong_with if is_paper(content) else found_in)(content)


def is_paper(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


@lru_cache(maxsize=2)
def wrong_with(content: bytes) -> str:
    """What speaks against a PDF; empty when nothing does."""
    try:
        look_at_paper(content)
    except BadFile as why:
        return str(why)
    return ""


@lru_cache(maxsize=2)
def found_in(content: bytes) -> Looked | str:
    """A picture, or why there is none; empty when it is something else."""
    if not is_picture(content):
        return what_it_is_instead(content)
    try:
        picture = picture_in(content)
    except BadFile as why:
        return str(why)
    return Looked(JPEG, picture.whole, picture.small, picture.hides_something)


def is_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or is_webp


def what_it_is_instead(content: bytes) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim"):
        return HEIC
    return DRAWING if b"<svg" in content[:4096].lower() else ""
