"""Recording a mark on the body, and that it has healed."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from server import clock
from server.accounts.asker import Asker
from server.body_marks.forms import BodyMarkForm
from server.body_marks.models import BodyMark, HealedMark
from server.db import insert_if_absent
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import BadInput
from server.visits.recording import Turn


def mark(turn: Turn, form: Form) -> BodyMark:
    """A mark that a worker saw; it shows on the person's other visits, too."""
    values = BodyMarkForm.of(form)
    turn.visit.touch()
    turn.person.touch()
    return BodyMark.of(
        form, values, turn.visit, site=values.site.value, kind=values.kind, size=values.size.strip(),
        words=values.words.strip(),
    )  # fmt: skip


def heal(db: Unit, asker: Asker, marked: BodyMark, person: ServiceUser, said: Mapping[str, str]) -> None:
    """It has healed, on which day and how that is known. Said twice, the first stays. Raises BadInput."""
    field = f"on_{marked.id}"
    try:
        healed_on = date.fromisoformat(said.get("on", ""))
    except ValueError:
        raise BadInput("Choose the day on which it was seen to be healed.", field) from None
    if not marked.recorded_at.astimezone(ZoneInfo(asker.zone)).date() <= healed_on <= asker.today:
        raise BadInput("Choose a day from when it was marked until today.", field)
    words = said.get("words", "").strip()
    if not words:
        raise BadInput("Say who saw that it is healed, or why it is closed.", f"words_{marked.id}")
    is_new = insert_if_absent(
        db, HealedMark, body_mark_id=marked.id, healed_on=healed_on, words=words, closed_by=asker.id,
        closed_at=clock.now(),
    )  # fmt: skip
    if is_new:
        person.touch()
        db.add(person)
        db.note(asker, "closed body mark", marked.id)
