"""One tap of a worker in the demo, before the phone makes a form of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.demo.happenings import Happening
from server.inbox.models import Form
from server.visits.entries import Entry
from server.visits.recording import Turn

Record = Callable[[Turn, Form], Entry]


@dataclass(frozen=True)
class Tap:
    """When, where it is sent, what it says, what it does; `because` when it is out of the ordinary."""

    at: datetime
    path: str
    fields: dict[str, str]
    record: Record
    because: Happening | None = None
    corrects_last: bool = False
    """It corrects what was last sent to the same path."""
    corrects_first: bool = False
    """It corrects what was first sent there: another phone, which did not know of any correction."""
