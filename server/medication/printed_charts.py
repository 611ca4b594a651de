"""A chart as it is printed: about whom it is, as of when, what is not in it, and why there are gaps."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, or_, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.inbox.models import Form, FormState
from server.medication.body_sites import sites_in_words
from server.medication.charts import Chart, ChartMedicine
from server.medication.due import counts_on
from server.medication.models import DoseEffect, MarEntry, MedicineKind
from server.medication.order_pages import days_in_words
from server.medication.words import EFFECT_WORDS, LETTERS, MAR_WORDS, OLD_PATCH_WORDS, SUPPORT_WORDS, details_of
from server.people.models import Contact
from server.rota.times import hhmm
from server.templating import render
from server.visits.models import Visit

EFFECT_LINES, NOTE_LINES, INITIAL_LINES = 8, 11, 3
"""How many lines a blank chart has for each medicine given when required, for notes, and for who signs."""


class Gap(NamedTuple):
    """Visits with medicines that did not take place, for one reason."""

    what: str
    when: str
    """`Tue 3 Nov 08:15, 12:00; Wed 4 Nov 08:15`."""


class SeenEffect(NamedTuple):
    """What was seen of a dose given when required, and by whom."""

    effect: DoseEffect
    by: str


def printed_chart(db: Session, asker: Asker, chart: Chart) -> str:
    """The month as it is on record now."""
    notes = [cell for cell in chart.notes if cell.dose.due_at]
    return render(
        "medication/printed_chart.html", **on_every_chart(db, asker, chart), notes=notes,
        numbers={cell.dose.id: number for number, cell in enumerate(notes, 1)}, gaps=gaps_in(chart, asker.zone),
        effects=effects_in(db, chart), held=held_about(db, chart), mar_words=MAR_WORDS, effect_words=EFFECT_WORDS,
        old_patch_words=OLD_PATCH_WORDS, details_of=details_of, places_to_say=places_to_say,
    )  # fmt: skip


def blank_chart(db: Session, asker: Asker, chart: Chart) -> str:
    """The month to fill in by hand."""
    return render(
        "medication/blank_chart.html", **on_every_chart(db, asker, chart), counts_on=counts_on,
        meanings=[(letter, MAR_WORDS[outcome]) for outcome, letter in LETTERS.items()], effect_lines=EFFECT_LINES,
        note_lines=NOTE_LINES, initial_lines=INITIAL_LINES,
    )  # fmt: skip


def on_every_chart(db: Session, asker: Asker, chart: Chart) -> dict[str, Any]:
    return {
        "asker": asker, "chart": chart, "person": chart.person, "gps": gps_of(db, chart.person.id), "now": clock.now(),
        "letters": LETTERS, "support_words": SUPPORT_WORDS, "days_in_words": days_in_words,
        "sites_in_words": sites_in_words,
    }  # fmt: skip


def gps_of(db: Session, service_user_id: UUID) -> list[Contact]:
    """The practice, as it stands among the contacts of a person."""
    is_one = or_(func.upper(Contact.relation).like("%GP%"), (" " + col(Contact.roles) + " ").like("% gp %"))
    theirs = select(Contact).where(Contact.service_user_id == service_user_id, col(Contact.removed_at).is_(None))
    return list(db.exec(theirs.where(is_one).order_by(col(Contact.position))))


def held_about(db: Session, chart: Chart) -> int:
    """Forms about the month's visits that wait for the office's decision, so that they are not on the chart."""
    about = select(func.count()).select_from(Form).join(Visit, col(Visit.id) == Form.visit_id)
    in_month = col(Visit.service_on).between(chart.days[0], chart.days[-1])
    return db.exec(about.where(Visit.service_user_id == chart.person.id, in_month, Form.state == FormState.HELD)).one()


def effects_in(db: Session, chart: Chart) -> dict[UUID, list[SeenEffect]]:
    """By the record of a dose, what was seen of it, as it came; what was corrected too."""
    entries = [entry.id for cell in chart.cells if cell.dose.due_at is None for entry in cell.entries]
    said = (
        select(DoseEffect, Account.name)
        .join(Account, col(Account.id) == DoseEffect.author_id)
        .where(col(DoseEffect.mar_entry_id).in_(entries))
        .order_by(col(DoseEffect.received_at))
    )
    found: dict[UUID, list[SeenEffect]] = defaultdict(list)
    for effect, by in db.exec(said):
        found[effect.mar_entry_id].append(SeenEffect(effect, by))
    return found


def places_to_say(one: ChartMedicine) -> list[MarEntry]:
    """The records that say where on the body it was put: every patch, and what did not go where it was ordered."""
    put = [entry for cell in one.cells for entry in cell.standing if entry.sites]
    is_patch = one.medicine.kind == MedicineKind.PATCH
    return [entry for entry in put if is_patch or entry.sites != one.medicine.sites]


def gaps_in(chart: Chart, zone: str) -> list[Gap]:
    """Why nothing is on record at some visits, the same reason said once with all its times."""
    visits = {cell.visit.id: cell.visit for cell in chart.cells if cell.dose.due_at}
    by_reason: dict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits.values(), key=lambda one: one.starts_at):
        if reason := reason_of(visit):
            by_reason[reason].append(visit)
    return [Gap(reason, "; ".join(times_of(found, zone))) for reason, found in by_reason.items()]


def reason_of(visit: Visit) -> str:
    if visit.cancelled_at:
        return f"Visit cancelled. {visit.cancelled_reason}".strip()
    if visit.missed_at:
        return f"Visit missed, as the office confirmed. {visit.missed_reason}".strip()
    return ""


def times_of(visits: list[Visit], zone: str) -> Iterator[str]:
    """A piece for each day, with its times."""
    days: dict[str, list[str]] = defaultdict(list)
    for visit in visits:
        local = visit.starts_at.astimezone(ZoneInfo(zone))
        days[f"{local:%a} {local.day} {local:%b}"].append(hhmm(visit.starts_at, ZoneInfo(zone)))
    return (f"{on} {', '.join(times)}" for on, times in days.items())
