"""Pictures made safe: decoded within limits, turned upright, and written anew without anything but the picture."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageFile, ImageOps

from server.documents.problems import BadFile

MOST_PIXELS = 50_000_000
"""Twice an iPhone's camera, four times a plain one's."""
MOST_SCANS = 100
"""So often a progressive JPEG may go over its picture; a camera's goes ten times."""
WHOLE, SMALL = 2000, 320
"""The longer side in pixels: a page of A4 can be read at it, and a face told."""
HIDDEN = (b"<script", b"<!doctype", b"<?php", b"__halt_compiler", b"%pdf-1", b"%pdf-2")
"""How what is no picture begins; each long enough to turn up in none by chance."""
TOO_MANY_PIXELS = (
    "This picture has more pixels than Doorstep takes (50 million). Take it again smaller, or a screenshot of it."
)
MOVING = "This is a moving picture. Choose a still one, or a screenshot of it."
NOT_WHOLE = "This picture is damaged or not whole. Take it again, or choose another copy of it."

# Whether a picture is too large is asked below, before any of it is decoded; Pillow would only warn.
Image.MAX_IMAGE_PIXELS = None
ONE_AT_A_TIME = Lock()
"""However many come at once, no more memory is taken than for one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we keep it: two JPEGs."""

    whole: bytes
    small: bytes
    hides_something: bool
    """The file that it came in was something else as well: a page, a program, an archive."""


def picture_in(content: bytes) -> Picture:
    """The picture in a JPEG, PNG or WebP file. Raises BadFile with a sentence that says what to do."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once it is read, would have half a picture pass for whole.
    try:
        with ONE_AT_A_TIME, Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as image:
            refuse_what_takes_too_long(image, content)
            image.draft("RGB", (WHOLE, WHOLE))
            whole = on_white(upright(no_larger(image, WHOLE)))
            return Picture(jpeg(whole), jpeg(no_larger(whole, SMALL)), hides_something(content))
    except BadFile:
        raise
    except Exception as problem:  # Pillow's readers raise whatever their parsers do.
        raise BadFile(NOT_WHOLE) from problem


def refuse_what_takes_too_long(image: Image.Image, content: bytes) -> None:
    """Judged by the head of the file: nothing is decoded yet. A JPEG of several frames is no film: phones put the light
    of a picture beside it (MPF)."""
    if image.width * image.height > MOST_PIXELS or content.count(b"\xff\xda") > MOST_SCANS:
        raise BadFile(TOO_MANY_PIXELS)
    if image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False):
        raise BadFile(MOVING)


def no_larger(image: Image.Image, longest: int) -> Image.Image:
    """Made smaller first, so that nothing else is done to millions of pixels."""
    if image.mode not in ("RGB", "L", "RGBA", "LA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((longest, longest))
    return image


def upright(image: Image.Image) -> Image.Image:
    """Turned as the camera says that it was held; as it lies when what the camera says cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # Whatever Pillow's reader of EXIF stumbles over: the picture itself is whole.
        return image


def on_white(image: Image.Image) -> Image.Image:
    """Only colours: a see-through picture lies on white paper."""
    if image.mode in ("RGBA", "LA") or "transparency" in image.info:
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def jpeg(image: Image.Image) -> bytes:
    """Made of the pixels alone, so that place, owner, camera and whatever else stood in the file stay behind."""
    pixels = Image.new("RGB", image.size)
    pixels.paste(image)
    written = BytesIO()
    pixels.save(written, "JPEG", quality=82, optimize=True)
    return written.getvalue()


def hides_something(content: bytes) -> bool:
    lowered = content.lower()
    return any(mark in lowered for mark in HIDDEN) or zipfile.is_zipfile(BytesIO(content))
