"""What a worker can say to a change of their rota, as the page's forms send it."""

from server.inbox.reading import FormValues
from server.problems import CannotAccept
from server.rota_changes.models import Answer

ANSWER_WORDS = {Answer.ACCEPTED: "Accepted", Answer.CANNOT: "I can’t do this"}


class OpeningForm(FormValues, frozen=True, kw_only=True):
    """A change was shown; there is nothing more to say."""


class AnswerForm(FormValues, frozen=True, kw_only=True):
    """Accept a change, or say why not."""

    answer: Answer
    why: str = ""

    def __post_init__(self) -> None:
        if self.answer == Answer.CANNOT and not self.why:
            raise CannotAccept("This form does not say why not. The office has to ask.")
