"""The demo's pictures, drawn here: a face that is nobody's, and a paper as a scanner sees it."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from server.documents.looking import Looked, photo_in

INK, PAPER = "#2b2b33", "#fbfaf5"
WHERE_IT_IS = (
    "WHERE THE DNACPR FORM IS", "",
    "Mrs Jean Whitcombe, born 3 February 1941", "",
    "The original is in the red folder", "on the hall table, behind the front door.", "",
    "Show it to the ambulance crew.", "Do not take it out of the house.", "",
    "Dr Anjali Patel", "Fishergate Green Surgery", "01632 960500",
)  # fmt: skip


def face() -> Looked:
    """An old woman with white hair and glasses."""
    drawn = Image.new("RGB", (640, 640), "#b9cfd0")
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((90, 470, 550, 900), fill="#5b7f86")
    pen.ellipse((150, 70, 490, 470), fill="#efeeea")
    pen.ellipse((190, 130, 450, 500), fill="#e7bfa3")
    pen.chord((180, 90, 460, 300), 180, 360, fill="#efeeea")
    for left in (230, 340):
        pen.ellipse((left + 28, 292, left + 44, 308), fill=INK)
        pen.ellipse((left, 265, left + 74, 335), outline="#6b4a3a", width=7)
    pen.line((304, 298, 340, 298), fill="#6b4a3a", width=7)
    pen.arc((275, 340, 365, 430), 20, 160, fill="#a3564c", width=8)
    return kept(drawn)


def scanned_paper() -> Looked:
    """Where a form is, printed and a little askew."""
    sheet = Image.new("RGB", (1240, 1754), PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, line in enumerate(WHERE_IT_IS):
        pen.text((130, 200 + 84 * number), line, fill=INK, font=ImageFont.load_default(60 if number == 0 else 46))
    pen.rectangle((90, 150, 1150, 1340), outline="#a33a34", width=6)
    return kept(sheet.rotate(1.3, Image.Resampling.BICUBIC, fillcolor="#d8d6cf"))


def kept(drawn: Image.Image) -> Looked:
    """As the office keeps what somebody chose."""
    written = BytesIO()
    drawn.save(written, "JPEG")
    return photo_in(written.getvalue())
