"""Recording a mark on the body, and that it has healed."""

from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from server import clock
from server.accounts.asker import Asker
from server.asking import Asking, day, needed
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
    marked_on = marked.recorded_at.astimezone(ZoneInfo(asker.zone)).date()
    with Asking(said) as asking:
        healed_on = asking.read(f"on_{marked.id}", day_between(marked_on, asker.today))
        words = asking.read(f"words_{marked.id}", needed("Say who saw that it is healed, or why it is closed."))
    is_new = insert_if_absent(
        db, HealedMark, body_mark_id=marked.id, healed_on=healed_on, words=words, closed_by=asker.id,
        closed_at=clock.now(),
    )  # fmt: skip
    if is_new:
        person.touch()
        db.add(person)
        db.note(asker, "closed body mark", marked.id)


def day_between(first: date, last: date) -> Callable[[str], date]:
    def read(text: str) -> date:
        on = day("Choose the day on which it was seen to be healed.")(text)
        if not first <= on <= last:
            raise BadInput("Choose a day from when it was marked until today.")
        return on

    return read
