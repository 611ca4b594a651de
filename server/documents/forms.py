"""What a worker says with a photo, as the page's form sends it."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from server.documents.models import DocumentKind
from server.inbox.reading import FormValues


class PhotoKind(StrEnum):
    """What a worker's photo can be of."""

    SKIN = "skin"
    MEDICINE = "medicine"
    EQUIPMENT = "equipment"
    HOME = "home"
    OTHER = "other"

    @property
    def document(self) -> DocumentKind:
        return DocumentKind(self.value)


class PhotoForm(FormValues, frozen=True, kw_only=True):
    """A photo: `photo` is the sum of the file that comes with the form."""

    kind: PhotoKind
    photo: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    words: str = ""
    concern: str = ""
    """Not empty: it shows the concern that was raised last."""
