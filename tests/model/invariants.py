"""What must hold after every step, and once everything is well again (`failures.md` 3.2, I1 to I11)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy import select, union_all

from server.accounts.models import AuditRow
from server.board.models import Alert, AlertKind
from server.db import reading
from server.exporting import KINDS, table_of
from server.inbox.models import Form
from server.verifying import differences
from tests.model.history import History

FORMS, AUDIT, ALERTS = table_of(Form), table_of(AuditRow), table_of(Alert)
FORM_ROWS = select(
    FORMS.c.id, FORMS.c.author_id, FORMS.c.visit_id, FORMS.c.device_id, FORMS.c.device_sequence, FORMS.c.state,
    FORMS.c.body,
)  # fmt: skip
ENTRY_ROWS = union_all(
    *(select(t.c.id, t.c.visit_id, t.c.service_user_id, t.c.author_id) for t in (table_of(kind) for kind in KINDS))
)
AUDIT_ROWS = select(AUDIT.c.number, AUDIT.c.about).where(AUDIT.c.deed.in_(("form accepted", "form held")))
OPEN_ALERTS = select(ALERTS.c.about).where(ALERTS.c.kind == AlertKind.HELD, ALERTS.c.closed_at.is_(None))


@dataclass
class Ledger:
    """What the office has: forms with the press that made them, the entries of each, their place in the audit."""

    forms: list[Any]
    entries: list[Any]
    audit: list[Any]

    def __post_init__(self) -> None:
        self.taps = {form.id: int(parse_qs(form.body)["tap"][0]) for form in self.forms}
        self.known = set(self.taps.values())


def ledger() -> Ledger:
    with reading() as db:
        return Ledger(*(list(db.execute(rows)) for rows in (FORM_ROWS, ENTRY_ROWS, AUDIT_ROWS)))


def check_step(history: History, office: Ledger) -> None:
    """I1 to I8, as far as they can be seen now."""
    nothing_nowhere(history, office)
    sent_is_stored(history, office)
    no_pages_of_others(history)
    if history.office_changed:
        at_most_once(office)
        nothing_on_another_record(history, office)
        in_order(office)
        audited_once(office)


def nothing_nowhere(history: History, office: Ledger) -> None:
    kept = {form["tap"] for store in history.stores for form in store["forms"]}
    for tap in history.taps.values():
        if tap.saved and not history.is_gone(tap):
            assert tap.number in kept or tap.number in office.known, f"I1: {tap} is nowhere"


def sent_is_stored(history: History, office: Ledger) -> None:
    for store in history.stores:
        if store["epoch"] != history.epoch:
            continue
        for form in store["forms"]:
            settled = form["state"] in ("sent", "held")
            assert not settled or form["tap"] in office.known, f"I2: {form} is {form['state']}, the office has nothing"


def no_pages_of_others(history: History) -> None:
    for device, (store, owner) in enumerate(zip(history.stores, history.owners, strict=True)):
        if device in history.unclear:
            continue
        for author in {store["author"], *store["pages"]} - {None}:
            assert author == str(owner), f"I7: phone {device} of {owner} shows the pages of {author}"


def at_most_once(office: Ledger) -> None:
    forms = Counter(office.taps.values())
    entries = Counter(office.taps.get(entry.id) for entry in office.entries)
    for tap, times in (forms | entries).items():
        assert times == 1, f"I3: tap {tap} counts {times} times"


def nothing_on_another_record(history: History, office: Ledger) -> None:
    for form in office.forms:
        tap = history.taps[office.taps[form.id]]
        assert (form.author_id, form.visit_id) == (tap.author, tap.visit_id), f"I4: {tap} became a form of {form}"
    for entry in office.entries:
        tap = history.taps[office.taps[entry.id]]
        there = (entry.author_id, entry.visit_id, entry.service_user_id)
        assert there == (tap.author, tap.visit.id, tap.visit.service_user), f"I4: {tap} became {entry}"


def in_order(office: Ledger) -> None:
    """The audit says in which order the forms were taken. For what comes with a file nothing waits."""
    order = {row.about: row.number for row in office.audit}
    taken = defaultdict(list)
    without_file = (form for form in office.forms if "photo=" not in form.body)
    for form in sorted(without_file, key=lambda form: order.get(form.id, 0)):
        taken[form.device_id, form.author_id, form.visit_id].append(form.device_sequence)
    for (device, _author, visit), sequences in taken.items():
        assert sequences == sorted(sequences), f"I5: device {device}, visit {visit}: taken as {sequences}"


def audited_once(office: Ledger) -> None:
    audited = Counter(row.about for row in office.audit)
    for form in office.forms:
        assert audited[form.id] == 1, f"I8: form {form.id} has {audited[form.id]} audit rows"


def check_shown(history: History, device: int, shown: dict[str, Any]) -> None:
    """I6: what the screen says is waiting is what the store holds of this author."""
    waiting = [form for form in history.stores[device]["forms"] if form["state"] == "waiting"]
    of_author = [form for form in waiting if form["author"] == shown["author"]]
    assert shown["waiting"] == len(of_author), f"I6: shows {shown['waiting']}, holds {len(of_author)}"


def check_healed(history: History) -> None:
    """I9 to I11, when the network holds, everybody can sign in, and everything was sent."""
    office = ledger()
    check_step(history, office)
    with reading() as db:
        open_alerts = {row.about for row in db.execute(OPEN_ALERTS)}
    for device, store in enumerate(history.stores):
        left = [form for form in store["forms"] if form["state"] == "waiting"]
        assert not left, f"I10: phone {device} still holds {left}"
    for tap in history.taps.values():
        assert tap.number in office.known or history.is_gone(tap) or not tap.saved, (
            f"I9: {tap} never reached the office"
        )
    for form in office.forms:
        assert form.state != "held" or form.id in open_alerts, f"I11: held form {form.id} is shown to nobody"
    assert not list(differences()), f"Screens differ from entries: {list(differences())}"
