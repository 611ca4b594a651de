"""From a page's text to a PDF: with our own stylesheet and font, and nothing from anywhere else."""

from collections.abc import Callable, Iterable
from email.message import EmailMessage
from functools import cache
from logging import WARNING, getLogger
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.status_codes import HTTP_503_SERVICE_UNAVAILABLE

from server.accounts.asker import Asker
from server.assets import FROM_PACKAGES, MEDIA_TYPES, WEB
from server.templating import PAGE_HEADERS, html

HERE = "https://print.invalid/"
"""Where a page to print finds its files. There is no such host, and nothing is asked for there (RFC 2606)."""
FILES = {f"{HERE}{file.name}": file for file in (WEB / "styles/paper").glob("*.css")} | {
    f"{HERE}{name}": file for name, file in FROM_PACKAGES.items() if name.startswith("fonts/")
}
KINDS = {"pdf": "application/pdf", "zip": "application/zip"}
ONE_AT_A_TIME, LONGEST_WAIT = Lock(), 30
"""A PDF takes the processor for seconds: a second one waits for it."""


class CannotPrint(Exception):
    """There is no PDF to be had now; in a sentence that says what to do instead."""


def pdf_of(text: str) -> bytes:
    """A page as a tagged PDF (PDF/UA-1). Raises CannotPrint when this machine cannot make one, or is busy."""
    return pdf_on([text], most_pages=0)


def pdf_on(texts: Iterable[str], most_pages: int) -> bytes:
    """The first of these texts that needs no more pages than so many, or else the last of them, as a tagged PDF."""
    made_by = weasyprint()
    if not ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise CannotPrint("Something else is being printed. Try again in a minute.")
    try:
        for text in texts:
            drawn = made_by.HTML(string=text, base_url=HERE, url_fetcher=our_files()).render(pdf_variant="pdf/ua-1")
            if len(drawn.pages) <= most_pages:
                break
        made: bytes = drawn.write_pdf(pdf_variant="pdf/ua-1")
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
            "This server cannot make PDFs: Pango is not installed. Print the page from the browser instead."
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
                raise FatalURLFetchingError(f"A page to print loads nothing but its own stylesheet and font, not {url}")
            return URLFetcherResponse(url, FILES[url].read_bytes(), headers_of(FILES[url]))

    return OurFiles()


def as_file(asker: Asker, service_user_id: UUID, made: Callable[[], bytes], name: str) -> Response[Any]:
    """The file, whose name says nothing of whom it is about; or what to do when there is none."""
    try:
        file = made()
    except CannotPrint as problem:
        status = HTTP_503_SERVICE_UNAVAILABLE
        return html("no_pdf.html", status, asker=asker, service_user_id=service_user_id, problem=problem)
    headers = PAGE_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file, media_type=KINDS[name.rpartition(".")[2]], headers=headers)


def headers_of(file: Path) -> EmailMessage:
    headers = EmailMessage()
    headers["Content-Type"] = MEDIA_TYPES[file.suffix]
    return headers
