"""The pages of an audit: one person's month, and everybody's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.medication.charts import days_of_month
from server.medicine_actions.queries import actions_after_audits, owners_of
from server.medicine_actions.typing_actions import LINES
from server.medicine_audits.audits import Audit, Counts, audits_of
from server.medicine_audits.counting import Count
from server.medicine_audits.freezing import changes_since, fingerprint, frozen
from server.medicine_audits.plots import plot_of
from server.medicine_audits.scores import GOOD, INADEQUATE, due, mark_of, score_of
from server.medicine_audits.signing import next_number
from server.medicine_audits.timing import ENTERED_LATE_AFTER, ON_TIME_WITHIN
from server.medicine_audits.words import COUNT_WORDS, PART_WORDS, SHOWN, in_words
from server.medicine_errors.words import ERROR_WORDS, SHORT_HARM
from server.people.models import ServiceUser
from server.problems import BadInput
from server.templating import html

ABOVE = 90
"""Per cent; the share of people above it is the second half of Birdie's Q-score for medicines."""


def audit_page(
    db: Session, asker: Asker, audit: Audit, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    """A person's month, and the form to sign it."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    beside: Any = months_beside(audit.month_on)
    return html(
        "medicine_audits/audit.html", status, asker=asker, audit=audit, person=audit.person, names=audit.names,
        plot=plot_of(audit),
        changes=changes_since(audit, audit.signed[0]) if audit.signed else None, number=next_number(audit),
        parts=[(PART_WORDS[part], counts) for part, counts in audit.by_part],
        days=[(f"{on:%a} {on.day}", counts) for on, counts in audit.by_day], fingerprint=fingerprint(frozen(audit)),
        actions=actions_after_audits(db, [one.id for one in audit.signed]),
        **beside, problem=problem, said=said or {}, owners=owners_of(db, asker), lines=LINES,
        held=held_count(db, asker), **WORDS,
    )  # fmt: skip


def audits_page(db: Session, asker: Asker, people: Sequence[ServiceUser], first: date) -> Response[str]:
    """Everybody's month, the worst first; who had no dose due comes last."""
    audits = sorted(audits_of(db, asker, people, first), key=lambda one: (one.score is None, one.score or 0))
    scores = [audit.score for audit in audits if audit.score is not None]
    whole: Counts = sum((audit.counts for audit in audits), start=Counter())
    beside: Any = months_beside(first)
    return html(
        "medicine_audits/audits.html", asker=asker, month_on=first, audits=audits, whole=whole,
        is_over=days_of_month(first)[-1] < asker.today, scored=len(scores),
        above=sum(score > ABOVE for score in scores), above_percent=ABOVE,
        changed={one.person.id: changes_since(one, one.signed[0]).touch_the_record for one in audits if one.signed},
        **beside, held=held_count(db, asker), **WORDS,
    )  # fmt: skip


def months_beside(first: date) -> dict[str, str]:
    after = days_of_month(first)[-1] + timedelta(days=1)
    return {"before": f"{first - timedelta(days=1):%Y-%m}", "after": f"{after:%Y-%m}", "month": f"{first:%Y-%m}"}


WORDS: dict[str, Any] = {
    "count": Count, "count_words": COUNT_WORDS, "shown": SHOWN, "in_words": in_words,
    "error_words": ERROR_WORDS, "short_harm": SHORT_HARM, "due": due, "score_of": score_of, "mark_of": mark_of,
    "good": GOOD, "inadequate": INADEQUATE, "on_time_minutes": round(ON_TIME_WITHIN.total_seconds() / 60),
    "entered_late_minutes": round(ENTERED_LATE_AFTER.total_seconds() / 60),
}  # fmt: skip
