"""What the web may do with the rules: see how an agency plans, and set it."""

from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.accounts.models import Agency
from server.allocations.models import Nation, Rulebook
from server.allocations.queries import rulebook_of
from server.allocations.setting import set_rules
from server.allocations.words import NATION_WORDS, RULE_WORDS
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, act, back_to, page
from server.inbox.unit import Unit
from server.problems import BadInput
from server.templating import html


@page("/settings/rota", COORDINATORS)
def show_rules(db: Db, asker: Asker) -> Response[str]:
    return rules_page(db, asker)


@act("/settings/rota", COORDINATORS)
def change_rules(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    try:
        set_rules(db, asker, data)
    except BadInput as problem:
        return rules_page(db, asker, problem, data)
    return back_to("/settings/rota")


def rules_page(
    db: Unit, asker: AskerInfo, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    agency, book = db.get_one(Agency, asker.agency_id), rulebook_of(db, asker.agency_id)
    return html(
        "allocations/rules.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else 200, asker=asker, problem=problem,
        said=said or said_of(agency, book), rule_words=RULE_WORDS, nation_words=NATION_WORDS,
        held=held_count(db, asker),
    )  # fmt: skip


def said_of(agency: Agency, book: Rulebook) -> dict[str, str]:
    """The settings as their form would have been filled in."""
    numbers = ("most_hours", "rest_hours", "car_minutes", "bicycle_minutes", "bus_minutes", "foot_minutes")
    return {
        "answer_minutes": str(agency.answer_minutes), "answer_minutes_urgent": str(agency.answer_minutes_urgent),
        "nation": Nation(book.nation).value, **{name: f"{getattr(book, name):g}" for name in numbers},
        **{f"rule_{rule.value}": "1" for rule in RULE_WORDS if rule not in book.off},
        **({"calendars_say_names": "1"} if book.calendars_say_names else {}),
    }  # fmt: skip


rulebook_routes = [show_rules, change_rules]
