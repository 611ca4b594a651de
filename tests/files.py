"""Files that people choose, made as they are needed: photos with all that may be hidden in them, and papers."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

PLACE = 34853
ORIENTATION = 274
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PHAR = b"<?php __HALT_COMPILER(); ?>" + bytes(40)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(size=(1200, 900)):
    """Blue, with a red disc in its upper left quarter."""
    image = Image.new("RGB", size, "navy")
    ImageDraw.Draw(image).ellipse((0, 0, size[0] // 2, size[1] // 2), fill="red")
    return image


def saved(image, kind="JPEG", **how):
    written = BytesIO()
    image.save(written, kind, **how)
    return written.getvalue()


def drawn(size=(1200, 900), kind="JPEG", **how):
    """The bytes of a picture."""
    return saved(picture(size), kind, **how)


def taken_at_home(orientation=6):
    """A phone's JPEG: it says where and with what it was taken, and that it lies on its side."""
    told = Image.Exif()
    told[ORIENTATION], told[0x010F] = orientation, "Fairphone"
    told.get_ifd(PLACE).update({1: "N", 2: (53.0, 57.0, 30.0), 3: "W", 4: (1.0, 5.0, 0.0)})
    return drawn(exif=told.tobytes(), comment=b"4 Ash Road")


def with_words_and_a_tail():
    """A PNG that says something in its text chunks, and goes on after its end."""
    told = PngInfo()
    told.add_text("Comment", "4 Ash Road")
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>4 Ash Road</x:xmpmeta>")
    return drawn(kind="PNG", pnginfo=told) + b"4 Ash Road" * 20


def archive():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        zipped.writestr("run.exe", "MZ")
    return written.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of a few hundred bytes that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(30_000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def moving(kind):
    return saved(picture((60, 60)), kind, save_all=True, append_images=[Image.new("RGB", (60, 60), "gold")])


def paper(prepare=None):
    """The bytes of a PDF of one page, after something was done to it."""
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    if prepare:
        prepare(writer)
    writer.write(written)
    return written.getvalue()
