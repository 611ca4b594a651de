"""What the web may do with a person's file audit: see how the file stands, and sign what was found."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from litestar import Response
from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker as AskerInfo
from server.asking import LONGEST_TEXT, Asking, is_number, needed
from server.board.queries import held_count
from server.db import insert_if_absent, new_id
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.file_audits.checklist import ANSWERS, ASKED, State, checks_of
from server.file_audits.models import FileAudit
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.people.queries import person_of
from server.problems import BadInput
from server.reviews.due import all_due
from server.templating import html
from server.visits.queries import names_of

SIGNED_MEANWHILE = (
    "An audit was signed since you opened this page: it stands below. Yours is still here: look, then sign."
)


@page("/people/{service_user_id:uuid}/file-audit", COORDINATORS, writes=True)
def show_file_audit(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read file audit", person.id)
    return audit_page(db, asker, person, {})


@act("/people/{service_user_id:uuid}/file-audits", COORDINATORS)
def sign_file_audit(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        sign(db, asker, person, data)
    except BadInput as problem:
        return audit_page(db, asker, person, data, problem)
    return back_to(f"/people/{person.id}/file-audit")


def sign(db: Unit, asker: AskerInfo, person: ServiceUser, said: Mapping[str, str]) -> None:
    """Keep what the checklist says now with what was found. The same page sent twice is signed once."""
    with Asking(said) as asking:
        answers = {name: asking.read(name, answer_in) for name in ASKED}
        findings = asking.read("findings", needed("Say what is to be done, or that nothing is.", LONGEST_TEXT))
    checks: list[dict[str, Any]] = [asdict(check) for check in checks_of(db, asker, person)]
    asked = [{"title": title, "state": answers[name], "words": ANSWERS[answers[name]]} for name, title in ASKED.items()]
    number = said.get("number", "")
    if not is_number(number) or int(number) > len(audits_of(db, person)) + 1:
        raise BadInput("Open this page again, then sign.")
    is_new = insert_if_absent(
        db, FileAudit, id=new_id(), service_user_id=person.id, number=int(number), checks=[*checks, *asked],
        findings=findings, signed_by=asker.id, signed_at=clock.now(),
    )  # fmt: skip
    if is_new:
        db.note(asker, "signed file audit", person.id)
        return
    theirs = next(one for one in audits_of(db, person) if one.number == int(number))
    if (theirs.signed_by, theirs.findings) != (asker.id, findings):
        raise BadInput(SIGNED_MEANWHILE, "findings")


def answer_in(text: str) -> str:
    if text not in ANSWERS:
        raise BadInput("Choose one.")
    return text


def audits_of(db: Session, person: ServiceUser) -> list[FileAudit]:
    """All that were signed, the newest first."""
    found = select(FileAudit).where(FileAudit.service_user_id == person.id)
    return list(db.exec(found.order_by(col(FileAudit.number).desc())))


def audit_page(
    db: Session, asker: AskerInfo, person: ServiceUser, said: Mapping[str, str], problem: BadInput | None = None
) -> Response[str]:
    """How the file stands now, what is due, and what was signed before."""
    checks, audits = checks_of(db, asker, person), audits_of(db, person)
    return html(
        "file_audits/file_audit.html", 422 if problem else 200, asker=asker, person=person, said=said, problem=problem,
        checks=checks, good=sum(check.state == State.GOOD for check in checks), due=all_due(db, asker, person),
        audits=audits, asked=ASKED, answers=ANSWERS, names=names_of(db, asker.agency_id), held=held_count(db, asker),
        number=len(audits) + 1,
    )  # fmt: skip


file_audit_routes = [show_file_audit, sign_file_audit]
