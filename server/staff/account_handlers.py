"""What the web may do with accounts of others: make one, change it, give a password anew, and let somebody leave."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from server import clock
from server.absences.leaving import leave, stay
from server.accounts.asker import Asker as AskerInfo
from server.accounts.models import Account, Role
from server.accounts.passwords import give_first_password
from server.accounts.queries import teams_of
from server.asking import version_of
from server.board.phones import phones_of
from server.board.queries import held_count
from server.db import new_id
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.problems import BadInput
from server.staff.joining import add_account, change_account, said_of, typed_account
from server.staff.queries import account_of
from server.templating import html

QueryTeam = FromQuery[UUID | None]
ROLE_WORDS = {Role.CARE_WORKER: "Care worker", Role.COORDINATOR: "Coordinator"}


@page("/workers/new", COORDINATORS)
def show_new_account(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return new_account_page(db, asker, said={"account": str(new_id()), "team": str(team or asker.team_id)})


@act("/workers", COORDINATORS)
def make_account(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    account_id = uuid_or_none(data.get("account"))
    if account_id and db.get(Account, account_id):
        return back_to(f"/workers/{account_id}/account")
    try:
        made, password = add_account(db, asker, typed_account(db, asker, data), account_id)
    except BadInput as problem:
        return new_account_page(db, asker, problem, data)
    return password_page(db, asker, account_of(db, asker, made), password)


@page("/workers/{account_id:uuid}/account", COORDINATORS)
def show_account(db: Db, asker: Asker, account_id: PathId) -> Response[str]:
    return account_page(db, asker, account_of(db, asker, account_id))


@act("/workers/{account_id:uuid}/account", COORDINATORS)
def change_account_of(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    account = account_of(db, asker, account_id)
    try:
        change_account(db, asker, account, data)
    except BadInput as problem:
        return account_page(db, asker, account, problem, data)
    return back_to(f"/workers/{account_id}/account")


@act("/workers/{account_id:uuid}/passwords", COORDINATORS)
def give_password(db: Db, asker: Asker, account_id: PathId) -> Response[Any]:
    account = account_of(db, asker, account_id)
    return password_page(db, asker, account, give_first_password(db, asker, account))


@act("/workers/{account_id:uuid}/leaving", COORDINATORS)
def let_leave(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    account = account_of(db, asker, account_id)
    try:
        leave(db, asker, account, data)
    except BadInput as problem:
        return account_page(db, asker, account, problem, data)
    return back_to(f"/workers/{account_id}/account")


@act("/workers/{account_id:uuid}/staying", COORDINATORS)
def let_stay(db: Db, asker: Asker, account_id: PathId) -> Response[Any]:
    stay(db, asker, account_of(db, asker, account_id))
    return back_to(f"/workers/{account_id}/account")


def new_account_page(
    db: Unit, asker: AskerInfo, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    return html(
        "staff/new_account.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker,
        problem=problem, said=said or {}, roles=[(role.value, words) for role, words in ROLE_WORDS.items()],
        teams=teams_of(db, asker), held=held_count(db, asker),
    )  # fmt: skip


def account_page(
    db: Unit, asker: AskerInfo, account: Account, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    now = said_of(account)
    return html(
        "staff/account.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker, account=account,
        problem=problem, said=now | dict(said or {}), version=version_of(now), role_words=ROLE_WORDS,
        teams=teams_of(db, asker), phones=phones_of(db, [account.id]).get(account.id, []),
        has_left=bool(account.left_at and account.left_at <= clock.now()), held=held_count(db, asker),
    )  # fmt: skip


def password_page(db: Unit, asker: AskerInfo, account: Account, password: str) -> Response[str]:
    """The only page that ever shows it."""
    return html(
        "staff/first_password.html", asker=asker, account=account, password=password, held=held_count(db, asker)
    )


account_routes = [
    show_new_account, make_account, show_account, change_account_of, give_password, let_leave, let_stay,
]  # fmt: skip
