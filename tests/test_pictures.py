"""What people choose as a picture or a paper: cleaned, or refused with what to do. No file here was copied in."""

import tracemalloc
from io import BytesIO

import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from server.documents import looking, papers, pictures
from server.documents.looking import document_in, photo_in
from server.documents.models import PDF
from server.documents.problems import BadFile
from server.printing import weasyprint
from tests.files import (
    HTML,
    PHAR,
    SVG,
    archive,
    bomb,
    drawn,
    moving,
    paper,
    saved,
    taken_at_home,
    with_words_and_a_tail,
)


def shown(looked):
    return Image.open(BytesIO(looked.whole))


def refusal(content):
    with pytest.raises(BadFile) as refused:
        document_in(content)
    return str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        taken_at_home(),
        with_words_and_a_tail(),
        drawn(kind="WEBP", exif=b"Exif\x00\x00MM\x00*4 Ash Road", lossless=True),
        drawn(icc_profile=b"4 Ash Road" * 20),
    ],
    ids=["EXIF", "PNG text and tail", "WebP", "a profile"],
)
def test_a_picture_keeps_nothing_but_the_picture(content):
    looked = photo_in(content)
    told = shown(looked)
    assert b"4 Ash Road" in content or b"Fairphone" in content
    assert not any(secret in looked.whole + looked.small for secret in (b"4 Ash Road", b"Fairphone", b"Exif"))
    assert (told.format, set(told.info)) == ("JPEG", {"jfif", "jfif_version", "jfif_unit", "jfif_density"})


def test_a_picture_stands_upright():
    upright = shown(photo_in(taken_at_home(orientation=6)))
    assert upright.size == (900, 1200)
    red = upright.getpixel((700, 250))
    assert red[0] > 200 > 60 > red[2]


def test_a_large_picture_is_made_smaller_with_a_thumbnail_beside_it():
    looked = photo_in(drawn((4000, 3000)))
    assert shown(looked).size == (2000, 1500)
    assert Image.open(BytesIO(looked.small)).size == (320, 240)


def test_a_see_through_picture_lies_on_white():
    clear = shown(photo_in(saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")))
    assert clear.getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_a_picture_of_any_colours_is_taken(mode):
    content = saved(Image.new(mode, (40, 40)), "JPEG" if mode == "CMYK" else "PNG")
    assert shown(photo_in(content)).mode == "RGB"


@pytest.mark.parametrize("hidden", [HTML, PHAR, archive(), paper()], ids=["HTML", "PHAR", "ZIP", "PDF"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_in_which_something_is_hidden_is_refused_and_told(hidden, kind):
    content = drawn((200, 150), kind) + hidden
    assert refusal(content) == looking.HIDES
    looked = photo_in(content)
    assert looked.hides_something
    assert not photo_in(looked.whole).hides_something


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, looking.DRAWING),
        (b"\n" + HTML, looking.NEITHER),
        (b"GIF89a" + bytes(40), looking.NEITHER),
        (archive() + drawn((200, 150)), looking.NEITHER),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), looking.HEIC),
        (b"", looking.NEITHER),
        (bomb(), pictures.TOO_MANY_PIXELS),
        (bomb(10_000, 10_000), pictures.TOO_MANY_PIXELS),
        (bomb(3000, 3000), pictures.NOT_WHOLE),
        (drawn() + b"\xff\xda" * 101, pictures.TOO_MANY_PIXELS),
        (drawn()[:2000], pictures.NOT_WHOLE),
        (drawn(kind="PNG")[:-200], pictures.NOT_WHOLE),
        (drawn(kind="WEBP")[:200], pictures.NOT_WHOLE),
        (b"\xff\xd8\xff" + HTML, pictures.NOT_WHOLE),
        (moving("WEBP"), pictures.MOVING),
        (moving("PNG"), pictures.MOVING),
        (b"%PDF-1.7" + bytes(looking.LARGEST), looking.TOO_LARGE),
    ],
    ids=[
        "SVG", "a page", "GIF", "ZIP first", "HEIC", "nothing", "a bomb", "100 megapixels", "a bomb of zeros",
        "a hundred scans", "half a JPEG", "half a PNG", "half a WebP", "a page like a JPEG", "a film", "a film in PNG",
        "too large",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_with_what_to_do(content, sentence):
    assert refusal(content) == sentence


def test_half_a_picture_is_refused_by_a_server_that_has_printed():
    weasyprint()
    assert refusal(drawn()[:2000]) == pictures.NOT_WHOLE


def test_a_bomb_is_not_unpacked():
    tracemalloc.start()
    refusal(bomb(40_000, 40_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def locked(writer):
    writer.encrypt("secret")


def with_a_script(writer):
    words = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('Hello')")}
    action = DictionaryObject({NameObject(name): value for name, value in words.items()})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(action)})


def with_a_file(writer):
    writer.add_attachment("run.exe", b"MZ")


def too_long(writer):
    for _ in range(papers.MOST_PAGES):
        writer.add_blank_page(595, 842)


def with_words_alone(writer):
    writer.add_metadata({"/Title": "About JavaScript and /JS"})


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (locked, papers.LOCKED),
        (with_a_script, papers.DOES_MORE),
        (with_a_file, papers.DOES_MORE),
        (too_long, papers.TOO_LONG),
    ],
)
def test_a_pdf_that_does_something_is_refused_with_what_to_do(prepare, sentence):
    assert refusal(paper(prepare)) == sentence


def test_a_pdf_that_only_says_something_is_kept_as_it_is():
    content = paper(with_words_alone)
    assert document_in(content) == looking.Looked(PDF, content)
    assert refusal(b"%PDF-1.7 and then nothing") == papers.NOT_WHOLE
