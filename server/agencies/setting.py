"""Setting how an agency works: what phones ring, when a visit is late, how near is near, how far phones may look."""

from collections.abc import Mapping

from server.accounts.asker import Asker
from server.accounts.models import Agency
from server.accounts.reading import telephone
from server.asking import Asking, needed, number, version_of
from server.inbox.unit import Unit

BOUNDS = {
    "late_after_minutes": (5, 240, "minutes"),
    "near_metres": (50, 5000, "metres"),
    "days_back": (1, 31, "days"),
    "days_ahead": (2, 28, "days"),
}
"""Two days ahead are on every phone, and visits are made for 28."""


def set_agency(db: Unit, asker: Asker, said: Mapping[str, str]) -> None:
    """As it was typed, from now on. Raises BadInput, naming the field."""
    agency = db.get_one(Agency, asker.agency_id)
    now = said_of(agency)
    with Asking(said) as asking:
        name = asking.read("name", needed("Write the agency’s name, as workers and families know it."))
        phone = asking.read("phone", telephone("Write the office’s telephone number: phones ring it."))
        numbers = {field: asking.read(field, number(sentence(field), *BOUNDS[field][:2])) for field in BOUNDS}
        asking.unless_changed(now, version_of(now), "Somebody else")
    agency.name, agency.phone = name, phone
    for field, value in numbers.items():
        setattr(agency, field, value)
    db.add(agency)
    db.note(asker, "set how the agency works", agency.id)


def sentence(field: str) -> str:
    least, most, unit = BOUNDS[field]
    return f"Give a whole number of {unit} from {least} to {most}."


def said_of(agency: Agency) -> dict[str, str]:
    """The settings as their form would have been filled in."""
    return {"name": agency.name, "phone": agency.phone, **{field: str(getattr(agency, field)) for field in BOUNDS}}
