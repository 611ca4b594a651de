"""What the web may do with visits: look at a day and a visit, and record what happened on it."""

from datetime import date
from typing import Annotated, Any

from litestar import Response
from litestar.params import PathParameter
from litestar.response import Redirect

from server.board.alerts import alert_office, close_alerts_about
from server.board.models import AlertKind
from server.board.records import record_page
from server.dependencies import CARE_WORKERS, Asker, Db, PathId, ReceivedForm, back_to, page, record
from server.people.key_safes import key_safe_at
from server.rota.weeks import monday_of
from server.rota_changes.queries import news_for
from server.templating import html, whole_page
from server.visits.days import day_page, rota_page
from server.visits.entry_kinds import Arrival, Departure, Outcome
from server.visits.pages import visit_html, visit_pages
from server.visits.queries import shift_at, shifts_between
from server.visits.turns import entries_by_author, left_unanswered, turn_at, turn_for_action
from server.visits.words import CONCERN_WORDS, OUTCOME_WORDS, STOP_WORDS


@page("/today", CARE_WORKERS, quick=True)
def show_today(db: Db, asker: Asker) -> Response[Any]:
    if asker.is_coordinator:
        return Redirect("/board")
    shifts = shifts_between(db, asker, asker.today, asker.today)
    return whole_page(day_page(asker, asker.today, shifts, news_for(db, asker)))


@page("/days/{on:date}", CARE_WORKERS, quick=True)
def show_day(db: Db, asker: Asker, on: Annotated[date, PathParameter()]) -> Response[Any]:
    return whole_page(day_page(asker, on, shifts_between(db, asker, on, on), news_for(db, asker)))


@page("/rota", CARE_WORKERS)
def show_rota(db: Db, asker: Asker) -> Response[Any]:
    if asker.is_coordinator:
        return Redirect(f"/rota/weeks/{monday_of(asker.today)}")
    return whole_page(rota_page(db, asker))


@page("/visits/{visit_id:uuid}", CARE_WORKERS, writes=True)
def show_visit(db: Db, asker: Asker, visit_id: PathId) -> Response[Any]:
    if asker.is_coordinator:
        return record_page(db, asker, visit_id)
    db.note(asker, "read visit", visit_id)
    [shown] = visit_pages(db, asker, [shift_at(db, asker, visit_id)])
    return whole_page(visit_html(asker, shown))


@page("/visits/{visit_id:uuid}/key-safe", CARE_WORKERS, writes=True)
def show_key_safe(db: Db, asker: Asker, visit_id: PathId) -> Response[Any]:
    shift = shift_at(db, asker, visit_id)
    return html("people/key_safe.html", asker=asker, shift=shift, key_safe=key_safe_at(db, asker, shift))


@record("/visits/{visit_id:uuid}/arrival")
def record_arrival(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(turn.arrive(form, entries_by_author(db, Arrival, visit_id, form)))
    close_alerts_about(db, turn.assignment.id, "Checked in")
    return back_to(f"/visits/{visit_id}")


@record("/visits/{visit_id:uuid}/departure")
def record_departure(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    before, unanswered = entries_by_author(db, Departure, visit_id, form), left_unanswered(db, visit_id, form)
    db.add(departure := turn.leave(form, before, unanswered))
    if departure.left_open:
        alert_office(db, turn, AlertKind.ESSENTIAL, departure.id, f"left unanswered: {departure.left_open}")
    return back_to("/today")


@record("/visits/{visit_id:uuid}/stop")
def record_stop(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(stopped := turn.stop(form))
    close_alerts_about(db, turn.assignment.id, "Could not be completed")
    alert_office(db, turn, AlertKind.STOPPED, stopped.id, f"could not be completed, {STOP_WORDS[stopped.why].lower()}")
    return back_to(f"/visits/{visit_id}")


@record("/visits/{visit_id:uuid}/late-notices")
def record_late_notice(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(notice := turn.run_late(form))
    alert_office(db, turn, AlertKind.RUNNING_LATE, notice.id, f"will be {notice.minutes} minutes late")
    return back_to(f"/visits/{visit_id}")


@record("/visits/{visit_id:uuid}/notes")
def record_note(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    db.add(turn_at(db, asker, visit_id, form).write_note(form))
    return back_to(f"/visits/{visit_id}")


@record("/visits/{visit_id:uuid}/concerns")
def record_concern(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(concern := turn.raise_concern(form))
    alert_office(db, turn, AlertKind.CONCERN, concern.id, f"concern, {CONCERN_WORDS[concern.kind].lower()}")
    return back_to(f"/visits/{visit_id}")


@record("/visits/{visit_id:uuid}/changes-read")
def record_changes_read(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    db.add(turn_at(db, asker, visit_id, form).read_changes(form))
    return back_to(f"/visits/{visit_id}")


@record("/care-actions/{care_action_id:uuid}/outcomes")
def record_outcome(db: Db, asker: Asker, care_action_id: PathId, form: ReceivedForm) -> Redirect:
    action, turn = turn_for_action(db, asker, care_action_id, form)
    db.add(entry := turn.answer(action, form))
    if action.essential and entry.outcome in {Outcome.DECLINED, Outcome.NOT_DONE}:
        words = f"{action.title}: {OUTCOME_WORDS[entry.outcome].lower()}"
        alert_office(db, turn, AlertKind.ESSENTIAL, entry.id, words)
    return back_to(f"/visits/{turn.visit.id}")


visit_routes = [
    show_today, show_day, show_rota, show_visit, show_key_safe, record_arrival, record_departure, record_stop,
    record_late_notice, record_note, record_concern, record_changes_read, record_outcome,
]  # fmt: skip
