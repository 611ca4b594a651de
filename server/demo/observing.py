"""What the demo's workers observed: values that the plan asks for, soft signs with the office's message, and marks."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from server.body_marks.recording import mark
from server.demo.agencies import DemoAgency
from server.demo.happenings import Happenings, SignsSeen
from server.demo.plans import WantedPlan
from server.demo.rota import DayVisit
from server.demo.rows import Rows
from server.demo.tap import Tap
from server.medication.amounts import plain
from server.observations.kinds import KINDS
from server.observations.recording import observe
from server.soft_signs.models import SbardVersion
from server.soft_signs.recording import tell
from server.visits.entries import Entry


def observed(made: DayVisit, at: datetime) -> Iterator[Tap]:
    """A value of each kind that is asked for on this visit, shortly after each other."""
    days_ago = (made.person.today - made.visit["service_on"]).days
    for number, one in enumerate(made.person.plan.wanted):
        values = one.values.get(made.plan.title, [])[days_ago : days_ago + 1]
        if values and values[0] >= 0:
            fields = said(one, int(values[0])) if KINDS[one.kind].levels else {"value": plain(values[0])}
            path = f"/visits/{made.visit['id']}/observations"
            yield Tap(at + timedelta(seconds=30 * number), path, {"kind": one.kind} | fields, observe)


def said(one: WantedPlan, level: int) -> dict[str, str]:
    return {"level": f"{one.kind}_{level}"}


def signs_and_marks(made: DayVisit, at: datetime, of_visit: Happenings) -> Iterator[Tap]:
    for seen in of_visit.signs:
        fields = {"signs": " ".join(seen.signs), "since": seen.since, "words": seen.words}
        yield Tap(at, f"/visits/{made.visit['id']}/soft-signs", fields, tell, seen)
    for marked in of_visit.marks:
        fields = {"site": marked.site, "kind": marked.kind, "size": marked.size, "words": marked.words}
        yield Tap(at, f"/visits/{made.visit['id']}/body-marks", fields, mark, marked)


def put_sbard(rows: Rows, agency: DemoAgency, entry: Entry, seen: SignsSeen, now: datetime) -> None:
    """The message as the office wrote it, if that was by now: it rang, and waits for what is decided."""
    at = entry.received_at + timedelta(minutes=seen.sbard_after)
    if at < now:
        rows.add(
            SbardVersion, id=rows.new_id(), soft_signs_id=entry.id, version=1, given_at=at - timedelta(minutes=4),
            decision="", is_closed=False, written_by=agency.account_id(seen.by), written_at=at, **seen.sbard,
        )  # fmt: skip
