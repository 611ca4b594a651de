"""What a worker can record about a mark on the body."""

from server.body_marks.models import MarkKind
from server.inbox.reading import FormValues
from server.medication.body_sites import BodySite


class BodyMarkForm(FormValues, frozen=True, kw_only=True):
    """A place, what is there, how large it is, and words."""

    site: BodySite
    kind: MarkKind
    size: str = ""
    words: str = ""
