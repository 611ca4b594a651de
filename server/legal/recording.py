"""Writing a legal record: a new matter, or the next version of one."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day_if_any, needed, words
from server.asking import day as a_day
from server.care_plans.telling import tell_change
from server.db import insert_if_absent, new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.legal.kinds import KINDS
from server.legal.models import LegalKind, LegalRecord
from server.legal.queries import versions_of
from server.people.models import CprDecision, ServiceUser
from server.problems import BadInput

BEGUN_ALREADY = "This is on record already. Open it under Legal and write its next version; what you typed stays here."
FIELDS = "about", "answer", "who", "decided_on", "words", "paper_at", "review_on", "ends_on"


def begin(db: Unit, asker: Asker, person: ServiceUser, kind: LegalKind, said: Mapping[str, str]) -> UUID:
    """A new matter; the same form sent twice begins one. Raises BadInput, naming the fields."""
    matter = uuid_or_none(said.get("matter")) or new_id()
    with Asking(said) as asking:
        values = read(asking, asker, kind)
    first = [one for one in versions_of(db, person, kind) if one.version == 1]
    if any(one.matter_id == matter and is_the_same(one, values) for one in first):
        return matter
    if any(one.matter_id == matter or KINDS[kind].is_about_one_thing for one in first):
        raise BadInput(BEGUN_ALREADY, "answer")
    write(db, asker, person, kind, values, (matter, 1))
    return matter


def go_on(
    db: Unit, asker: Asker, person: ServiceUser, versions: list[LegalRecord], who: str, said: Mapping[str, str]
) -> None:
    """The next version of a matter. Raises BadInput; also when somebody else wrote meanwhile, with their words."""
    latest = versions[0]
    with Asking(said) as asking:
        asking.unless_changed(said_of(latest), latest.version, who)
        values = read(asking, asker, latest.kind)
    if is_the_same(latest, values):
        return
    write(db, asker, person, latest.kind, values, (latest.matter_id, latest.version + 1))


def is_the_same(known: LegalRecord, values: Mapping[str, Any]) -> bool:
    return all(getattr(known, name) == value for name, value in values.items())


def read(asking: Asking, asker: Asker, kind: LegalKind) -> dict[str, Any]:
    asks = KINDS[kind]

    def answer_in(text: str) -> str:
        if text not in asks.answers:
            raise BadInput("Choose one.")
        return text

    def decided_in(text: str) -> date:
        on = a_day("Choose the day.")(text)
        if on > asker.today:
            raise BadInput("This day is still to come. Choose the day on which it was decided.")
        return on

    values: dict[str, Any] = {
        "about": asks.title if asks.is_about_one_thing else asking.read("about", needed("Say what it is about.")),
        "answer": asking.read("answer", answer_in),
        "who": asking.read("who", needed("Say who.")),
        "decided_on": asking.read("decided_on", decided_in),
        "words": asking.read("words", words(LONGEST_TEXT)),
        "paper_at": asking.read("paper_at", needed("Say where the paper is.") if asks.needs_paper else words()),
        "review_on": asking.read("review_on", day_if_any),
        "ends_on": asking.read("ends_on", day_if_any),
    }
    ends, decided = values["ends_on"], values["decided_on"]
    if ends and kind == LegalKind.CPR:
        asking.refuse("ends_on", "What the banner says ends only when somebody writes so. Choose a day to look again.")
    if ends and decided and ends < decided:
        asking.refuse("ends_on", "The last day comes before the day on which it was decided.")
    return values


def write(
    db: Unit, asker: Asker, person: ServiceUser, kind: LegalKind, values: Mapping[str, Any], which: tuple[UUID, int]
) -> None:
    matter, version = which
    is_new = insert_if_absent(
        db, LegalRecord, id=new_id(), matter_id=matter, version=version, service_user_id=person.id, kind=kind,
        written_by=asker.id, written_at=clock.now(), **values,
    )  # fmt: skip
    if not is_new:
        raise BadInput("Somebody else wrote this at the same moment. Open it again, then keep yours after theirs.")
    if kind == LegalKind.CPR:
        decide_cpr(db, asker, person, values)
    person.touch()
    db.note(asker, "wrote legal record", person.id)


def decide_cpr(db: Unit, asker: Asker, person: ServiceUser, values: Mapping[str, Any]) -> None:
    """What the banner on every screen says from now on; who goes there next reads that it changed."""
    decision = CprDecision(values["answer"])
    if decision != person.cpr_decision:
        sentence = f"CPR decision: {KINDS[LegalKind.CPR].answers[decision].lower()}. Paper: {values['paper_at']}"
        tell_change(db, person, "care", sentence, asker.name, asker.today)
    person.cpr_decision, person.cpr_note = decision, values["paper_at"]


def said_of(record: LegalRecord) -> dict[str, str]:
    """A record as its form would have been filled in."""
    return {name: str(getattr(record, name) or "") for name in FIELDS}
