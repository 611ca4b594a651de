"""PDFs: kept as they are, if they only say something and do nothing."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from server.documents.problems import BadFile

MOST_PAGES = 300
MOST_OBJECTS = 100_000
DOES_SOMETHING = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/RichMedia",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/XFA",
    "/SubmitForm",
}
"""Scripts, programs, films, files inside, and forms that send what is typed."""
LOCKED = "This PDF is locked with a password. Open it, print it to a new PDF without a password, and choose that."
DOES_MORE = "This PDF holds a script, a form or other files. Print it to a new PDF, and choose that."
TOO_LONG = "This PDF has more than 300 pages. Choose only the pages that are needed."
NOT_WHOLE = "This PDF is damaged or not whole. Print it to a new PDF, and choose that."


def look_at_paper(content: bytes) -> None:
    """Raises BadFile with a sentence that says what to do, unless the PDF can be kept."""
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise BadFile(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise BadFile(TOO_LONG)
        if any(says in DOES_SOMETHING for says in words_of(reader)):
            raise BadFile(DOES_MORE)
    except BadFile:
        raise
    except Exception as problem:  # pypdf's readers raise whatever their parsers do.
        raise BadFile(NOT_WHOLE) from problem


def words_of(reader: PdfReader) -> Iterator[str]:
    """The name of every key, and every name that is a value, in all that can be reached from the PDF's root."""
    ahead: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while ahead:
        one = ahead.pop()
        if (reference := getattr(one, "indirect_reference", None)) is not None:
            if (reference.idnum, reference.generation) in seen:
                continue
            seen.add((reference.idnum, reference.generation))
        if len(seen) > MOST_OBJECTS:
            raise BadFile(TOO_LONG)
        if isinstance(one, DictionaryObject):
            yield from (str(key) for key in one)
            ahead += [one[key] for key in one if key != "/Parent"]
        elif isinstance(one, ArrayObject):
            ahead += [item.get_object() for item in one]
        elif isinstance(one, str) and one.startswith("/"):
            yield str(one)
