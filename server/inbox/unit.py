"""A unit of work: what is written, the forms that brought it and the audit rows, in one transaction."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, select

from server import clock
from server.accounts.models import AuditRow
from server.board.news import publish, tell_boards
from server.db import engine, wait_for_turn
from server.inbox.models import Form


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit: who read or wrote what."""

    agency_id: UUID
    account_id: UUID | None
    deed: str
    about: UUID | None


class Unit(Session):
    """A session that knows which forms it took, what it owes the audit, and which boards to tell."""

    def __init__(self, *, writes: bool) -> None:
        bind = engine().execution_options(writes=True) if writes else engine()
        super().__init__(bind, autoflush=False, expire_on_commit=False)
        self.owe_nothing()

    def owe_nothing(self) -> None:
        """Begin with no form taken, nothing to audit and no board to tell."""
        self.forms: list[Form] = []
        self.deeds: list[Deed] = []
        self.teams_changed: set[UUID] = set()
        self.visits: set[UUID] = set()
        """The visits that a batch is about: what is looked for at one is looked for at all."""
        self.once_written: dict[Callable[[Unit, list[Any]], None], list[Any]] = {}
        """What is looked at when all is written and the visits are locked, so that no other record is missed."""
        self.found: dict[Any, Any] = {}
        """What was found already, so that the forms of a batch look for it once."""

    def note(self, asker: Any, deed: str, about: UUID | None = None) -> None:
        """Owe the audit a line about what `asker` read or did."""
        self.deeds.append(Deed(asker.agency_id, asker.id, deed, about))

    def finish(self) -> None:
        """Keep everything, durably, or nothing; then tell the boards."""
        self.keep_forms()
        self.flush()
        for look, written in self.once_written.items():
            look(self, written)
        self.flush()
        self.write_audit()
        to_tell = tell_boards(self, self.teams_changed)
        self.commit()
        self.owe_nothing()
        publish(to_tell)

    def keep_forms(self) -> None:
        """The forms go in before their entries, which point at them."""
        if not self.forms:
            return
        self.connection().execute(insert(Form), [form.model_dump() for form in self.forms])
        self.deeds += [Deed(form.agency_id, form.author_id, f"form {form.state}", form.id) for form in self.forms]

    def write_audit(self) -> None:
        """Chain the deeds on to each agency's last row."""
        for agency_id in {deed.agency_id for deed in self.deeds}:
            self.chain(agency_id, [deed for deed in self.deeds if deed.agency_id == agency_id])

    def chain(self, agency_id: UUID, deeds: Sequence[Deed]) -> None:
        wait_for_turn(self, agency_id)
        last = self.execute(
            select(AuditRow.number, AuditRow.hash)
            .where(AuditRow.agency_id == agency_id)
            .order_by(col(AuditRow.number).desc())
            .limit(1)
        ).one_or_none()
        number, digest = last or (0, b"")
        now = clock.now()
        rows = []
        for deed in deeds:
            number += 1
            digest = chained(digest, number, now.isoformat(), deed)
            rows.append(
                {"agency_id": agency_id, "number": number, "at": now, "account_id": deed.account_id,
                 "deed": deed.deed, "about": deed.about, "hash": digest}
            )  # fmt: skip
        self.connection().execute(insert(AuditRow), rows)


def chained(previous: bytes, number: int, at: str, deed: Deed) -> bytes:
    """SHA-256 over the previous hash and the row, written one way only."""
    row = json.dumps([number, at, str(deed.account_id), deed.deed, str(deed.about)], separators=(",", ":"))
    return hashlib.sha256(previous + row.encode()).digest()
