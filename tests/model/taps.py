"""What workers record in the model: the forms that the pages make, and what must become of them."""

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from server.inbox.reading import sum_of
from tests.files import drawn
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
    "effect": ("/visits/{visit}/dose-effects", {"effect": "helped"}),
    "count": ("/visits/{visit}/stock-movements", {"kind": "counted", "quantity": "14"}),
    "disposal": ("/visits/{visit}/stock-movements", {"kind": "disposed", "quantity": "1", "why_no_witness": "Alone."}),
    "drink": ("/visits/{visit}/observations", {"kind": "fluids", "value": "200"}),
    "fever": ("/visits/{visit}/observations", {"kind": "temperature", "value": "380"}),
    "signs": ("/visits/{visit}/soft-signs", {"signs": "sleepy"}),
    "mark": ("/visits/{visit}/body-marks", {"site": "heel_left", "kind": "pressure_area"}),
    "photo": ("/visits/{visit}/photos", {"kind": "skin", "words": "Left heel."}),
    "no photo": ("/visits/{visit}/photos", {"kind": "skin"}),
    "half a form": ("/visits/{visit}/notes", {"kind": "visit"}),
    "seen": ("/rota-changes/{change}/openings", {"seen": "yes"}),
    "accepted": ("/rota-changes/{change}/answers", {"answer": "accepted"}),
    "cannot go": ("/rota-changes/{change}/answers", {"answer": "cannot", "why": "My car broke down."}),
}
ABOUT_THE_ROTA = ("seen", "accepted", "cannot go")
CORRECTABLE = ("arrival", "departure", "note", "count", "drink", "fever", "signs", "mark")
ABOUT_STOCK = ("count", "disposal")
FILES = {"photo": drawn((24, 16)), "no photo": b"no picture"}


@dataclass
class Tap:
    """One press of a button, and what is known of it."""

    number: int
    device: int
    kind: str
    author: UUID
    visit: PlannedVisit
    change: UUID
    """What was published to the author."""
    version: int = 1
    corrects: int | None = None
    about: int = 0
    """The press that gave a dose at this visit; of an effect, the dose that it is about."""
    saved: bool = False
    """The phone said *Saved on this phone*."""
    lost: bool = False
    """The phone's whole store went after it was recorded."""

    @property
    def id(self) -> str:
        return id_of(self.number)

    @property
    def visit_id(self) -> UUID | None:
        """The visit that the form is about; None when it is about the rota."""
        return None if self.kind in ABOUT_THE_ROTA else self.visit.id

    @property
    def deed(self) -> dict[str, Any]:
        """The press as the phones' process takes it."""
        url, own = KINDS[self.kind]
        values: dict[str, object] = {"form_version": self.version, "author": self.author, "tap": self.number}
        if self.visit_id:
            values |= {"visit": self.visit_id, "service_user": self.visit.service_user, "plan_version": 1}
            values["corrects"] = id_of(self.corrects) if self.corrects else ""
        if self.kind == "effect":
            values["mar_entry"] = id_of(self.about)
        if self.kind in ABOUT_STOCK:
            values["order_id"] = self.visit.orders[0]
        places = {"visit": self.visit.id, "action": self.visit.actions[0], "dose": self.visit.doses[0]}
        if file := FILES.get(self.kind):
            values["photo"] = sum_of(file)
        url = url.format(change=self.change, **places)
        page = f"/visits/{self.visit.id}" if self.visit_id else f"/rota-changes/{self.change}"
        form = {"id": self.id, "url": url, "body": urlencode(values | own), "page": page, "label": {}}
        form |= {"file": base64.b64encode(file).decode()} if file else {}
        return {"do": "tap", "device": self.device, "form": form}


def id_of(number: int) -> str:
    """Made by the page, before anything is kept."""
    return f"01900000-0000-7000-8000-{number:012x}"
