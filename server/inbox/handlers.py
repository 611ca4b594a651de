"""What phones send in batches, and the day they take home."""

import zlib
from typing import Any

import msgspec
from anyio.to_thread import run_sync
from litestar import Request, Response, get, post
from litestar.exceptions import ClientException
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_304_NOT_MODIFIED,
    HTTP_409_CONFLICT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
)
from msgspec.structs import replace

from server import clock
from server.accounts.asker import Asker as AskerInfo
from server.assets import ASK_FIRST, PUBLIC
from server.dependencies import ANYONE, CARE_WORKERS, SIGNED_IN, Asker, Db, page
from server.documents.looking import found_in
from server.inbox.batches import Batch
from server.inbox.day_pack import Wanted, day_pack
from server.inbox.hearing import hear_browser
from server.inbox.queries import epoch_now, waiting_page
from server.inbox.receiving import receive
from server.inbox.spoilt import NOBODY, batch_with_spoilt
from server.pieces import packed_pieces
from server.settings import settings
from server.templating import html, whole_page

LARGEST_BATCH = 8_000_000
GZIP_WINDOW = 16 + zlib.MAX_WBITS
RECEIPT_HEADERS = {"Cache-Control": "no-store"}


class Answer(msgspec.Struct, frozen=True):
    """A phone takes nothing for a receipt but this: our mark, and receipts that name its forms."""

    doorstep: str
    epoch: str
    now: str
    receipts: list[Any]


@post("/inbox", opt={"who": SIGNED_IN}, status_code=HTTP_200_OK)
async def take_batch(request: Request[Any, Any, Any], asker: Asker) -> Response[bytes]:
    """Take a batch of forms (JSON, gzip) and answer one receipt a form."""
    batch = read_batch(await request.body(), request.headers.get("content-encoding", ""))
    if any(form.author not in (asker.id, NOBODY) for form in batch.forms):
        return Response(b'{"why": "Somebody else recorded these."}', status_code=HTTP_409_CONFLICT)
    await run_sync(hear_browser, asker, request.cookies[settings().cookie_name], batch.device, batch.last or None)
    if batch.file:
        await run_sync(found_in, batch.file)
    body = await run_sync(answer, request.app.state.recorders, asker, batch)
    return Response(body, media_type="application/json", headers=RECEIPT_HEADERS)


def answer(recorders: Any, asker: AskerInfo, batch: Batch) -> bytes:
    """The receipts; none in another epoch than the phone knows: it has earlier forms to offer again first."""
    epoch = epoch_now()
    receipts = receive(recorders, asker, batch) if batch.epoch in ("", epoch) else []
    receipts = [receipt for receipt in receipts if receipt.id is not None]
    return msgspec.json.encode(Answer("receipts", epoch, clock.now().isoformat(), receipts))


def read_batch(body: bytes, encoding: str) -> Batch:
    """The batch in a request: one line of JSON, and after it the file of its one form, if it has any.

    Raises a 4xx that leaves everything waiting on the phone.
    """
    try:
        text, _, file = (bounded(body) if encoding == "gzip" else body).partition(b"\n")
        return replace(batch_in(text), file=file)
    except (OSError, zlib.error, EOFError, RecursionError, ValueError) as problem:
        raise ClientException("This is not a batch of forms.") from problem


def batch_in(text: bytes) -> Batch:
    """A batch, also one in which something cannot be read. Raises ValueError when it is none."""
    try:
        return msgspec.json.decode(text, type=Batch)
    except msgspec.DecodeError:
        return batch_with_spoilt(text)


def bounded(body: bytes) -> bytes:
    """Unpacked gzip, never more than a batch may hold."""
    text = zlib.decompressobj(GZIP_WINDOW).decompress(body, LARGEST_BATCH + 1)
    if len(text) > LARGEST_BATCH:
        raise ClientException("Send fewer forms at once.", status_code=HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    return text


@get("/day-pack", opt={"who": CARE_WORKERS})
async def give_day_pack(request: Request[Any, Any, Any], asker: Asker) -> Response[bytes]:
    """The pages of today and the next 48 hours that this phone does not have yet; 304 when it has them all."""
    wanted = Wanted.of(request.headers)
    token = request.cookies[settings().cookie_name]
    await run_sync(hear_browser, asker, token, wanted.device_id, wanted.sequence)
    pack = await run_sync(day_pack, asker, wanted)
    if pack.body is None:
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=pack.headers)
    return Response(pack.body, media_type="application/json", headers=pack.headers)


@get("/pieces.json", **PUBLIC)
async def give_pieces() -> Response[bytes]:
    """The pieces of which a phone puts short pages together; the same for everybody."""
    headers = {"Content-Encoding": "br", "Cache-Control": ASK_FIRST, "X-Content-Type-Options": "nosniff"}
    return Response(packed_pieces(), media_type="application/json", headers=headers)


@page("/waiting", CARE_WORKERS)
def show_waiting(db: Db, asker: Asker) -> Response[Any]:
    return whole_page(waiting_page(db, asker))


@page("/offline", ANYONE)
def show_offline() -> Response[Any]:
    return html("offline.html")


inbox_routes = [take_batch, give_day_pack, give_pieces, show_waiting, show_offline]
