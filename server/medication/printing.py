"""From a page's text to a PDF: with our own stylesheet and font, and nothing from anywhere else."""

from email.message import EmailMessage
from functools import cache
from logging import WARNING, getLogger
from pathlib import Path
from threading import Lock
from typing import Any

from server.assets import FROM_PACKAGES, MEDIA_TYPES, WEB

STYLES = WEB / "styles/paper/mar.css"
HERE = "https://print.invalid/"
"""Where a page to print finds its files. There is no such host, and nothing is asked for there (RFC 2606)."""
FILES = {f"{HERE}mar.css": STYLES} | {
    f"{HERE}{name}": file for name, file in FROM_PACKAGES.items() if name.startswith("fonts/")
}
ONE_AT_A_TIME, LONGEST_WAIT = Lock(), 30
"""A PDF takes the processor for seconds: a second one waits for it."""


class CannotPrint(Exception):
    """There is no PDF to be had now; in a sentence that says what to do instead."""


def pdf_of(text: str) -> bytes:
    """A page as a tagged PDF (PDF/UA-1). Raises CannotPrint when this machine cannot make one, or is busy."""
    made_by = weasyprint()
    if not ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise CannotPrint("Other charts are being printed. Try again in a minute.")
    try:
        page = made_by.HTML(string=text, base_url=HERE, url_fetcher=our_files())
        made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
        return made
    except made_by.urls.FatalURLFetchingError as refused:  # no Exception, so that it would end the server
        raise RuntimeError(refused) from refused
    finally:
        ONE_AT_A_TIME.release()


def weasyprint() -> Any:
    """The library, which needs Pango, saying only what is wrong. Raises CannotPrint where one of them is missing."""
    for talkative in ("weasyprint", "weasyprint.progress", "fontTools"):
        getLogger(talkative).setLevel(WARNING)
    try:
        import weasyprint as library  # type: ignore[import-untyped]
    except (ImportError, OSError):
        raise CannotPrint(
            "This server cannot make PDFs: Pango is not installed. Print the chart page from the browser instead."
        ) from None
    return library


@cache
def our_files() -> Any:
    """What fetches for WeasyPrint: the files above. Anything else stops the print: a chart without them is none."""
    from weasyprint.urls import (  # type: ignore[import-untyped]
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class OurFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 (WeasyPrint's)
            if url not in FILES:
                raise FatalURLFetchingError(f"A chart loads nothing but its own stylesheet and font, not {url}")
            return URLFetcherResponse(url, FILES[url].read_bytes(), headers_of(FILES[url]))

    return OurFiles()


def headers_of(file: Path) -> EmailMessage:
    headers = EmailMessage()
    headers["Content-Type"] = MEDIA_TYPES[file.suffix]
    return headers
