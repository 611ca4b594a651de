"""How an agency plans, as a coordinator sets it."""

from collections.abc import Mapping

from server.accounts.asker import Asker
from server.accounts.models import Agency
from server.allocations.models import Nation, Rulebook
from server.allocations.queries import rulebook_of
from server.allocations.words import NATION_WORDS, RULE_WORDS
from server.asking import Asking, decimal, number, one_of, version_of
from server.inbox.unit import Unit

MINUTES_IN_A_WEEK, HOURS_IN_A_WEEK, HOURS_IN_A_DAY, LONGEST_WAY = 10_080, 168, 24, 120
MINUTES = f"Give a number of minutes up to {LONGEST_WAY}, as 4.2."
TRAVELS = ("car_minutes", "bicycle_minutes", "bus_minutes", "foot_minutes")
WHOLE = {
    "answer_minutes": MINUTES_IN_A_WEEK, "answer_minutes_urgent": MINUTES_IN_A_WEEK, "most_hours": HOURS_IN_A_WEEK,
    "rest_hours": HOURS_IN_A_DAY,
}  # fmt: skip
"""Whole numbers, and how much each may be."""


def set_rules(db: Unit, asker: Asker, said: Mapping[str, str]) -> None:
    """Which rules count, their numbers, and how long workers have to answer. Raises BadInput with all that is wrong."""
    agency, book = db.get_one(Agency, asker.agency_id), rulebook_of(db, asker.agency_id)
    now = said_of(agency, book)
    with Asking(in_words(said)) as asking:
        numbers = {name: asking.read(name, number(whole(most), 1, most)) for name, most in WHOLE.items()}
        minutes = {name: asking.read(name, decimal(MINUTES, LONGEST_WAY)) for name in TRAVELS}
        nation = asking.read("nation", one_of(Nation, "Choose whose bank holidays count."))
        told = {"nation": NATION_WORDS[Nation(book.nation)], "calendars_say_names": "yes"}
        asking.unless_changed(in_words(now), version_of(now), "Somebody else", told)
    agency.answer_minutes, agency.answer_minutes_urgent = numbers["answer_minutes"], numbers["answer_minutes_urgent"]
    book.most_hours, book.rest_hours, book.nation = numbers["most_hours"], numbers["rest_hours"], nation
    for name in TRAVELS:
        setattr(book, name, minutes[name])
    book.rules_off = " ".join(rule for rule in RULE_WORDS if not said.get(f"rule_{rule.value}"))
    book.calendars_say_names = bool(said.get("calendars_say_names"))
    db.add_all([agency, book])
    db.note(asker, "set the rules of the rota", asker.agency_id)


def whole(most: int) -> str:
    return f"Give a whole number from 1 to {most:,}."


def said_of(agency: Agency, book: Rulebook) -> dict[str, str]:
    """The settings as their form would have been filled in."""
    return {
        "answer_minutes": str(agency.answer_minutes), "answer_minutes_urgent": str(agency.answer_minutes_urgent),
        "nation": Nation(book.nation).value,
        **{name: f"{getattr(book, name):g}" for name in ("most_hours", "rest_hours", *TRAVELS)},
        **{f"rule_{rule.value}": "1" for rule in RULE_WORDS if rule not in book.off},
        "calendars_say_names": "1" if book.calendars_say_names else "",
    }  # fmt: skip


def in_words(said: Mapping[str, str]) -> dict[str, str]:
    """With the words that the boxes of the rules stand for instead of them."""
    plain = {name: value for name, value in said.items() if not name.startswith("rule_")}
    ticked = [words for rule, words in RULE_WORDS.items() if said.get(f"rule_{rule.value}")]
    return plain | {"rules": ", ".join(ticked)}
