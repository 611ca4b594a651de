"""What was changed of a record, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from server.accounts.models import Account
from server.contacts.words import TOLD_WORDS, roles_in_words
from server.packages.words import FUNDING_WORDS
from server.people.models import ServiceUser
from server.person_records.questions import Step
from server.record_changes.models import RecordChange

OTHER_PARTS = {"care": "Care", "key_safe": "Key safe"}
LABELS = {
    "name": "Name", "relation": "Relation", "phone": "Telephone", "note": "Note", "roles": "Roles",
    "may_be_told": "May be told", "is_clinical": "Rung first when unwell", "funding": "Who pays",
    "commissioner": "Commissioner", "reference": "Reference", "hours": "Hours a week", "from_on": "First day",
    "until_on": "Last day", "is_stop_gap": "Ends by itself", "care": "Care", "code": "Code",
}  # fmt: skip
SAID: Mapping[str, Mapping[str, str]] = {
    "may_be_told": {told.value: words for told, words in TOLD_WORDS.items()},
    "funding": {kind.value: words for kind, words in FUNDING_WORDS.items()},
    "is_clinical": {"1": "yes"},
    "is_stop_gap": {"1": "yes"},
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """All that somebody changed at once on one page of the record."""

    part: str
    by: str
    at: datetime
    fields: Sequence[tuple[str, str, str]]
    """The label, what it was before and what it became; empty for nothing."""


def change_lines(db: Session, person: ServiceUser, steps: Iterable[Step]) -> list[ChangeLine]:
    """The newest first."""
    titles = {step.name: step.title for step in steps} | OTHER_PARTS
    questions = {question.field: question for step in steps for question in step.questions}
    found = (
        select(RecordChange, Account.name)
        .join(Account, col(Account.id) == RecordChange.changed_by)
        .where(RecordChange.service_user_id == person.id)
        .order_by(col(RecordChange.changed_at).desc(), col(RecordChange.id))
    )

    def shown(change: RecordChange) -> tuple[str, str, str]:
        question = questions.get(change.field) if change.about is None else None
        before, after = (
            question.in_words(text) if question else in_words(change.field, text)
            for text in (change.before, change.after)
        )
        return (question.label if question else LABELS.get(change.field, change.field), before, after)

    together = groupby(
        db.exec(found).all(), lambda row: (row[0].part, row[1], row[0].changed_at.replace(microsecond=0), row[0].about)
    )
    return [
        ChangeLine(titles.get(part, part), by, at, [shown(change) for change, _ in rows])
        for (part, by, at, _), rows in together
    ]


def in_words(field: str, text: str) -> str:
    """A contact's or a package's field."""
    if field == "roles":
        return roles_in_words(text)
    return SAID.get(field, {}).get(text, text)
