"""How an agency plans, as a coordinator sets it."""

from collections.abc import Mapping

from server.accounts.asker import Asker
from server.accounts.models import Agency
from server.allocations.models import Nation, Rulebook
from server.allocations.words import RULE_WORDS
from server.asking import is_number
from server.inbox.unit import Unit
from server.problems import BadInput

MINUTES_IN_A_WEEK, HOURS_IN_A_WEEK, HOURS_IN_A_DAY, LONGEST_WAY = 10_080, 168, 24, 120
TRAVELS = ("car_minutes", "bicycle_minutes", "bus_minutes", "foot_minutes")


def set_rules(db: Unit, asker: Asker, said: Mapping[str, str]) -> None:
    """Which rules count, their numbers, and how long workers have to answer. Raises BadInput, naming the field."""
    agency = db.get_one(Agency, asker.agency_id)
    agency.answer_minutes = whole(said, "answer_minutes", MINUTES_IN_A_WEEK)
    agency.answer_minutes_urgent = whole(said, "answer_minutes_urgent", MINUTES_IN_A_WEEK)
    book = db.get(Rulebook, asker.agency_id) or Rulebook(agency_id=asker.agency_id)
    book.most_hours = whole(said, "most_hours", HOURS_IN_A_WEEK)
    book.rest_hours = whole(said, "rest_hours", HOURS_IN_A_DAY)
    for name in TRAVELS:
        setattr(book, name, decimal(said, name, LONGEST_WAY))
    book.nation = next((one for one in Nation if one == said.get("nation")), Nation.ENGLAND)
    book.rules_off = " ".join(rule for rule in RULE_WORDS if not said.get(f"rule_{rule.value}"))
    book.calendars_say_names = bool(said.get("calendars_say_names"))
    db.add_all([agency, book])
    db.note(asker, "set the rules of the rota", asker.agency_id)


def whole(said: Mapping[str, str], name: str, most: int) -> int:
    text = said.get(name, "").strip()
    if not is_number(text) or not 1 <= int(text) <= most:
        raise BadInput(f"Give a whole number from 1 to {most:,}.", name)
    return int(text)


def decimal(said: Mapping[str, str], name: str, most: int) -> float:
    text = said.get(name, "").strip().replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= most:
        raise BadInput(f"Give a number of minutes up to {most}, as 4.2.", name)
    return number
