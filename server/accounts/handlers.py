"""What the web may do with accounts: sign in and out."""

from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from server import clock
from server.accounts.guessing import slow_guessing
from server.accounts.queries import sign_in_with
from server.accounts.signing_in import sign_in
from server.dependencies import ANYONE, SIGNED_IN, Asker, Db, act, page
from server.problems import SIGNED_OUT
from server.settings import settings
from server.templating import html

WRONG = "That username and password do not belong together. Try again, or ask the office for a new password."


class SignInForm(msgspec.Struct):
    """Who somebody says they are."""

    username: str = ""
    password: str = ""


@get("/", opt={"who": ANYONE}, include_in_schema=False)
async def show_front() -> Redirect:
    return Redirect("/today")


@page("/sign-in", ANYONE)
def show_sign_in() -> Response[Any]:
    return html("accounts/sign_in.html", username="", problem="")


@act("/sign-in", ANYONE, middleware=[slow_guessing])
def begin_sign_in(db: Db, data: URLEncodedBody[SignInForm]) -> Response[Any]:
    signed_in = sign_in(db, data.username, data.password)
    if signed_in is None:
        return html("accounts/sign_in.html", HTTP_422_UNPROCESSABLE_ENTITY, username=data.username, problem=WRONG)
    account, token = signed_in
    home = "/board" if account.role == "coordinator" else "/today"
    return Redirect(home, status_code=HTTP_303_SEE_OTHER, cookies=[sign_in_cookie(token)])


@act("/sign-out", SIGNED_IN)
def end_sign_in(request: Request[Any, Any, Any], db: Db, asker: Asker) -> Response[Any]:
    ended = sign_in_with(db, request.cookies[settings().cookie_name])
    if ended:
        ended.ended_at = clock.now()
    db.note(asker, "signed out", asker.id)
    gone = [sign_in_cookie("", max_age=0)]
    if request.headers.get("accept") == "application/json":
        return Response(SIGNED_OUT, status_code=HTTP_200_OK, cookies=gone)
    return Redirect("/sign-in", status_code=HTTP_303_SEE_OTHER, cookies=gone)


def sign_in_cookie(token: str, max_age: int | None = None) -> Cookie:
    """Not to be read by scripts, not sent from other sites, over TLS only unless on loopback."""
    return Cookie(
        settings().cookie_name,
        value=token,
        max_age=settings().sign_in_hours * 3600 if max_age is None else max_age,
        httponly=True,
        samesite="strict",
        secure=settings().is_public,
    )


account_routes = [show_front, show_sign_in, begin_sign_in, end_sign_in]
