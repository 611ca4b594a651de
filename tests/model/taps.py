"""What workers record in the model: the forms that the pages make, and what must become of them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from tests.model.agency_rows import PlannedVisit

KINDS: dict[str, tuple[str, dict[str, object]]] = {
    "arrival": ("/visits/{visit}/arrival", {}),
    "departure": ("/visits/{visit}/departure", {}),
    "note": ("/visits/{visit}/notes", {"kind": "visit", "words": "Had tea."}),
    "concern": ("/visits/{visit}/concerns", {"kind": "health", "seen": "A sore heel."}),
    "late": ("/visits/{visit}/late-notices", {"minutes": 20}),
    "stop": ("/visits/{visit}/stop", {"why": "no_reply"}),
    "wash": ("/care-actions/{action}/outcomes", {"outcome": "done", "support": "with_help"}),
    "no wash": ("/care-actions/{action}/outcomes", {"outcome": "declined"}),
    "dose": ("/doses/{dose}/outcomes", {"outcome": "taken", "support": "administer"}),
    "no dose": ("/doses/{dose}/outcomes", {"outcome": "declined", "reason": "asleep"}),
    "half a form": ("/visits/{visit}/notes", {"kind": "visit"}),
}
CORRECTABLE = ("arrival", "departure", "note")


@dataclass
class Tap:
    """One press of a button, and what is known of it."""

    number: int
    device: int
    kind: str
    author: UUID
    visit: PlannedVisit
    version: int = 1
    corrects: int | None = None
    saved: bool = False
    """The phone said *Saved on this phone*."""
    lost: bool = False
    """The phone's whole store went after it was recorded."""

    @property
    def id(self) -> str:
        return id_of(self.number)

    @property
    def deed(self) -> dict[str, Any]:
        """The press as the phones' process takes it."""
        url, own = KINDS[self.kind]
        values = {
            "form_version": self.version, "author": self.author, "visit": self.visit.id,
            "service_user": self.visit.service_user, "plan_version": 1,
            "corrects": id_of(self.corrects) if self.corrects else "", "tap": self.number,
        }  # fmt: skip
        url = url.format(visit=self.visit.id, action=self.visit.actions[0], dose=self.visit.doses[0])
        page = f"/visits/{self.visit.id}"
        form = {"id": self.id, "url": url, "body": urlencode(values | own), "page": page, "label": {}}
        return {"do": "tap", "device": self.device, "form": form}


def id_of(number: int) -> str:
    """Made by the page, before anything is kept."""
    return f"01900000-0000-7000-8000-{number:012x}"
