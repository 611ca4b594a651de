"""What the web may do with accounts: sign in and out, and change one's own password."""

from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from server import clock
from server.accounts.asker import Asker as AskerInfo
from server.accounts.guessing import slow_guessing
from server.accounts.models import Role
from server.accounts.passwords import change_password
from server.accounts.queries import sign_in_with
from server.accounts.signing_in import sign_in
from server.agencies.queries import is_set_up
from server.dependencies import ANYONE, PASSWORD, SIGNED_IN, Asker, Db, Fields, act, back_to, page
from server.problems import SIGNED_OUT, BadInput
from server.settings import settings
from server.templating import html

WRONG = "That username and password do not belong together. Try again, or ask the office for a new password."

HOMES = {Role.CARE_WORKER: "/today", Role.COORDINATOR: "/board"}


class SignInForm(msgspec.Struct):
    """Who somebody says they are."""

    username: str = ""
    password: str = ""


@get("/", opt={"who": ANYONE}, include_in_schema=False)
async def show_front() -> Redirect:
    return Redirect("/today")


@page("/sign-in", ANYONE)
def show_sign_in() -> Response[Any]:
    if not is_set_up():
        return back_to("/set-up")
    return html("accounts/sign_in.html", username="", problem="")


@act("/sign-in", ANYONE, middleware=[slow_guessing])
def begin_sign_in(db: Db, data: URLEncodedBody[SignInForm]) -> Response[Any]:
    signed_in = sign_in(db, data.username, data.password)
    if signed_in is None:
        return html("accounts/sign_in.html", HTTP_422_UNPROCESSABLE_ENTITY, username=data.username, problem=WRONG)
    account, token = signed_in
    home = PASSWORD if account.password_is_first else HOMES[account.role]
    return Redirect(home, status_code=HTTP_303_SEE_OTHER, cookies=[sign_in_cookie(token)])


@page(PASSWORD, SIGNED_IN)
def show_password(asker: Asker) -> Response[str]:
    return password_page(asker)


@act(PASSWORD, SIGNED_IN, middleware=[slow_guessing])
def change_own_password(request: Request[Any, Any, Any], db: Db, asker: Asker, data: Fields) -> Response[Any]:
    try:
        change_password(db, asker, data, request.cookies[settings().cookie_name])
    except BadInput as problem:
        return password_page(asker, problem)
    return back_to(HOMES[asker.role])


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


def password_page(asker: AskerInfo, problem: BadInput | None = None) -> Response[str]:
    """Nothing that was typed is written into it."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html("accounts/password.html", status, asker=asker, problem=problem, said={}, home=HOMES[asker.role])


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


account_routes = [show_front, show_sign_in, begin_sign_in, end_sign_in, show_password, change_own_password]
