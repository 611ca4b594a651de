"""What a worker can record about a person who is not as usual."""

from server.inbox.reading import FormValues
from server.problems import CannotAccept
from server.soft_signs.signs import signs_in


class SoftSignsForm(FormValues, frozen=True, kw_only=True):
    """The signs that were ticked, since when, and words; one sign or a word is enough."""

    signs: str = ""
    since: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        try:
            signs_in(self.signs)
        except ValueError:
            raise CannotAccept("This form's signs cannot be read as they stand.") from None
        if not self.signs and not self.words.strip():
            raise CannotAccept("This form does not say what is not as usual. The office has to ask.")
