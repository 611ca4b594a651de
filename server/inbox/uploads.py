"""Forms with a file in them (multipart), read no further than a file may be long."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType

from server.accounts.asker import Asker
from server.inbox.models import Form
from server.inbox.reading import form_of_request, sum_of

LARGEST_BODY = 40_000_000
"""Of a request. What is longer is let go of while it comes; up to there it lies in a file of the disk's."""
READ = 15_000_001
"""Of a file: one byte more than any may have, so that whoever looks at it can tell."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What was typed, and the one file that was chosen: empty when none was."""

    said: dict[str, str]
    file: bytes = b""
    field: str = ""
    """The name of the file's field."""


async def upload_in(request: Request[Any, Any, Any]) -> Upload:
    """The fields of a form, multipart or not, without NUL: PostgreSQL keeps no text with one."""
    form = await request.form()
    said, file, field = dict[str, str](), b"", ""
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            said[name] = str(value).replace("\0", "")
        elif not file:
            file, field = await value.read(READ), name
    return Upload(said, file, field)


def is_multipart(request: Request[Any, Any, Any]) -> bool:
    return request.content_type[0] == RequestEncodingType.MULTI_PART


def form_of_upload(url: str, upload: Upload, asker: Asker) -> Form:
    """A plain POST with a file, as the inbox would have brought it from a phone: the body names the file by its sum."""
    said = upload.said | ({upload.field: sum_of(upload.file)} if upload.file else {})
    form = form_of_request(url, urlencode(said).encode(), asker)
    if upload.file:
        form.bring(upload.file)
    return form
