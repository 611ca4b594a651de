"""What the web may do with legal records: read them, and write the next one."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.params import FromPath
from sqlmodel import Session

from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.db import new_id
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.legal.kinds import KINDS
from server.legal.models import LegalKind, LegalRecord
from server.legal.queries import matter_of, matters_of
from server.legal.recording import begin, go_on, said_of
from server.people.models import ServiceUser
from server.people.queries import person_of
from server.problems import BadInput, NotFoundOrNotYours
from server.templating import html
from server.visits.queries import names_of


@page("/people/{service_user_id:uuid}/legal", COORDINATORS, writes=True)
def show_legal(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read legal records", person.id)
    return html(
        "legal/matters.html", asker=asker, person=person, kinds=KINDS, matters=matters_of(db, person),
        held=held_count(db, asker),
    )  # fmt: skip


@page("/people/{service_user_id:uuid}/legal/new/{kind:str}", COORDINATORS)
def show_new_legal(db: Db, asker: Asker, service_user_id: PathId, kind: FromPath[str]) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    said = {"matter": str(new_id()), "decided_on": str(asker.today)}
    return matter_page(db, asker, person, kind_named(kind), said=said)


@act("/people/{service_user_id:uuid}/legal/new/{kind:str}", COORDINATORS)
def begin_legal(db: Db, asker: Asker, service_user_id: PathId, kind: FromPath[str], data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        begin(db, asker, person, kind_named(kind), data)
    except BadInput as problem:
        return matter_page(db, asker, person, kind_named(kind), said=data, problem=problem)
    return back_to(f"/people/{person.id}/legal")


@page("/legal/{legal_record_id:uuid}", COORDINATORS, writes=True)
def show_legal_record(db: Db, asker: Asker, legal_record_id: PathId) -> Response[str]:
    person, versions = matter_of(db, asker, legal_record_id)
    db.note(asker, "read legal record", person.id)
    return matter_page(db, asker, person, versions[0].kind, versions, said=said_of(versions[0]))


@act("/legal/{legal_record_id:uuid}/versions", COORDINATORS)
def write_legal_record(db: Db, asker: Asker, legal_record_id: PathId, data: Fields) -> Response[Any]:
    person, versions = matter_of(db, asker, legal_record_id)
    try:
        go_on(db, asker, person, versions, names_of(db, asker.agency_id)[versions[0].written_by], data)
    except BadInput as problem:
        return matter_page(db, asker, person, versions[0].kind, versions, said=data, problem=problem)
    return back_to(f"/people/{person.id}/legal")


def kind_named(text: str) -> LegalKind:
    if text not in list(LegalKind):
        raise NotFoundOrNotYours
    return LegalKind(text)


def matter_page(
    db: Session, asker: AskerInfo, person: ServiceUser, kind: LegalKind, versions: list[LegalRecord] | None = None, *,
    said: Mapping[str, str], problem: BadInput | None = None,
) -> Response[str]:  # fmt: skip
    """The form of a new matter or of the next version of one, with all that was recorded of it."""
    return html(
        "legal/matter.html", 422 if problem else 200, asker=asker, person=person, kind=kind, asks=KINDS[kind],
        versions=versions or [], said=said, problem=problem, names=names_of(db, asker.agency_id),
        held=held_count(db, asker),
    )  # fmt: skip


legal_routes = [show_legal, show_new_legal, begin_legal, show_legal_record, write_legal_record]
