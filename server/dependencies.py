"""What a handler may ask for, by name, and the four kinds of route there are."""

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial, wraps
from inspect import signature
from typing import Annotated, Any
from uuid import UUID

from anyio.to_thread import run_sync
from litestar import Request, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

from server.accounts.asker import Asker as AskerInfo
from server.accounts.queries import find_asker
from server.db import engine
from server.documents.looking import look_early
from server.inbox.holding import or_held
from server.inbox.models import Form
from server.inbox.reading import form_of_request
from server.inbox.unit import Unit
from server.inbox.uploads import Upload, form_of_upload, is_multipart, upload_in
from server.problems import NotFoundOrNotYours, PasswordNeeded, SignInNeeded
from server.settings import settings

Db = Unit
Asker = NamedDependency[AskerInfo]
ReceivedForm = NamedDependency[Form]
ReceivedUpload = NamedDependency[Upload]
PathId = Annotated[UUID, PathParameter()]
Fields = URLEncodedBody[dict[str, str]]
"""A form of the office's as it was filled in, each field by its name."""

ANYONE, SIGNED_IN, CARE_WORKERS, COORDINATORS = "anyone", "signed in", "care workers", "coordinators"
"""Who may call a route. Coordinators may do what care workers may, for what they may see."""
PASSWORD = "/settings/password"  # noqa: S105 (an address)
BEFORE_OWN_PASSWORD = (PASSWORD, "/sign-out", "/inbox")
"""What a first password is good for; what was recorded before it was given is taken."""


def page(path: str, who: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """A page to look at. `writes=True` when looking leaves a trace (Seen by, audit); `quick=True` when it is written in
    a millisecond or two, whatever the size of the agency."""
    where = {"writes": options.pop("writes", False), "quick": options.pop("quick", False)}
    opt = {"who": who, "writes": where["writes"]}
    return lambda handler: get(path, opt=opt, **options)(in_thread(handler, **where))


def act(path: str, who: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Something done online, now or not at all: signing in, the office's decisions."""
    opt = {"who": who}
    return lambda handler: post(path, opt=opt, status_code=HTTP_200_OK, **options)(in_thread(handler, writes=True))


def ask(path: str, who: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """A question whose words belong in no address, so that they are posted. Nothing is written."""
    opt = {"who": who}
    return lambda handler: post(path, opt=opt, status_code=HTTP_200_OK, **options)(in_thread(handler, writes=False))


def record(path: str, **options: Any) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """Care recorded by a worker: reached by a plain POST, or through the inbox from a phone's outbox.

    The path is `/<nouns>/{..._id:uuid}/<what is recorded>`: that is how the inbox finds it.
    """
    opt = {"who": CARE_WORKERS, "records": True}
    kept = {"opt": opt, "status_code": HTTP_200_OK, **options}
    return lambda handler: post(path, **kept)(in_thread(or_held(handler), writes=True))


def back_to(address: str) -> Redirect:
    """After something is done, the page that shows it."""
    return Redirect(address, status_code=HTTP_303_SEE_OTHER)


def in_thread(handler: Callable[..., Any], *, writes: bool, quick: bool = False) -> Callable[..., Any]:
    """A handler that may wait for the database or the disk: it does so in a worker thread, not in the event loop,
    unless it is a quick one.

    Its `db` is one unit of work, opened there; what was written is kept, all or nothing, before the answer goes out.
    """
    asked = signature(handler)
    wants_db = "db" in asked.parameters
    run = run_sync if writes else run_quickly if quick else run_reading

    def work(**values: Any) -> Any:
        if not wants_db:
            return handler(**values)
        with Unit(writes=writes) as db:
            answered = handler(db=db, **values)
            if writes:
                db.finish()
        return answered

    @wraps(handler)
    async def answer(**values: Any) -> Any:
        return await run(partial(work, **storable(values)))

    others = [parameter for name, parameter in asked.parameters.items() if name != "db"]
    answer.__signature__ = asked.replace(parameters=others)  # type: ignore[attr-defined]
    return answer


def storable(values: dict[str, Any]) -> dict[str, Any]:
    """Without NUL in what was typed: PostgreSQL keeps no text with one."""
    said = values.get("data")
    if not isinstance(said, dict):
        return values
    texts = {name: text.replace("\0", "") for name, text in said.items() if isinstance(text, str)}
    return values | {"data": said | texts}


async def run_reading(work: Callable[[], Any]) -> Any:
    """What only reads, in one of a few threads, in the order it was asked for."""
    return await get_running_loop().run_in_executor(readers(), work)


async def run_quickly(work: Callable[[], Any]) -> Any:
    """What only reads, and is done in a millisecond or two. On SQLite, which is not waited for, it is done at once: in
    that time a thread would hold the interpreter as well, and handing it over costs as much again."""
    return work() if engine().dialect.name == "sqlite" else await run_reading(work)


@cache
def readers() -> ThreadPoolExecutor:
    """Who reads SQLite never waits: more than two threads only take the interpreter from each other, at every row."""
    return ThreadPoolExecutor(2 if engine().dialect.name == "sqlite" else 10, "reader")


async def who_may(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let nobody past whom the route does not name. What it does not name at all, nobody may call."""
    who = handler.opt.get("who")
    if who == ANYONE:
        return
    token = connection.cookies.get(settings().cookie_name)
    asker: AskerInfo | None = await run_quickly(partial(find_asker, token)) if token else None
    names_a_record = bool(connection.scope.get("path_params"))
    if asker is None:
        raise NotFoundOrNotYours if names_a_record else SignInNeeded
    if asker.password_is_first and connection.scope["path"] not in BEFORE_OWN_PASSWORD:
        raise PasswordNeeded
    if (who == COORDINATORS and not asker.is_coordinator) or who not in (SIGNED_IN, CARE_WORKERS, COORDINATORS):
        raise NotFoundOrNotYours
    connection.scope["user"] = asker


async def provide_asker(request: Request[Any, Any, Any]) -> AskerInfo:
    """Who is signed in."""
    asker: AskerInfo = request.scope["user"]
    return asker


async def provide_form(request: Request[Any, Any, Any], asker: Asker) -> Form:
    """The form of a plain POST, as the inbox would have brought it from a phone."""
    if is_multipart(request):
        return form_of_upload(request.url.path, await upload_in(request), asker)
    return form_of_request(request.url.path, await request.body(), asker)


async def provide_upload(request: Request[Any, Any, Any]) -> Upload:
    """A form of the office's with a file, which is looked at before the handler begins to write."""
    upload = await upload_in(request)
    await run_sync(look_early, upload.file)
    return upload


dependencies = {
    "asker": Provide(provide_asker),
    "form": Provide(provide_form),
    "upload": Provide(provide_upload),
}
