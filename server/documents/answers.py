"""Files as answers: shown or downloaded, and never run."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE

from server.documents.looking import TOO_LARGE
from server.documents.models import PDF
from server.inbox.uploads import LARGEST_BODY
from server.templating import PAGE_HEADERS, html

FILE_HEADERS = PAGE_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def file_answer(content: bytes, media_type: str) -> Response[bytes]:
    """A picture to show, or a PDF to download: nothing that a browser would run in our name."""
    download = {"Content-Disposition": 'attachment; filename="document.pdf"'} if media_type == PDF else {}
    return Response(content, media_type=media_type, headers=FILE_HEADERS | download)


def too_large(_: Request[Any, Any, Any], __: HTTPException) -> Response[str]:
    """What is much larger than any file may be is not read to its end, so nothing else of the form is known."""
    text = f"{TOO_LARGE} Go back: what you typed is still there."
    return html("problem.html", HTTP_413_REQUEST_ENTITY_TOO_LARGE, title="This file is too large", text=text)


WITH_A_FILE: dict[str, Any] = {"request_max_body_size": LARGEST_BODY, "exception_handlers": {413: too_large}}
"""What a route that takes a file says besides."""
