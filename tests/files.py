"""Files that people choose, made as they are needed: photos with all that may be hidden in them, and papers."""

from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfWriter


def picture(size=(1200, 900)):
    image = Image.new("RGB", size, "ivory")
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="firebrick")
    return image


def saved(image, kind="JPEG", **how):
    written = BytesIO()
    image.save(written, kind, **how)
    return written.getvalue()


def drawn(size=(1200, 900), kind="JPEG", **how):
    """The bytes of a picture."""
    return saved(picture(size), kind, **how)


def paper(prepare=None, **how):
    """The bytes of a PDF of one page, after something was done to it."""
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    if prepare:
        prepare(writer)
    writer.write(written)
    return written.getvalue()
