"""What the web may do with the rules: see how an agency plans, and set it."""

from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.accounts.models import Agency
from server.allocations.queries import rulebook_of
from server.allocations.setting import said_of, set_rules
from server.allocations.words import NATION_WORDS, RULE_WORDS
from server.asking import version_of
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
    now = said_of(db.get_one(Agency, asker.agency_id), rulebook_of(db, asker.agency_id))
    return html(
        "allocations/rules.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else 200, asker=asker, problem=problem,
        said=said or now, version=version_of(now), rule_words=RULE_WORDS, nation_words=NATION_WORDS,
        held=held_count(db, asker),
    )  # fmt: skip


rulebook_routes = [show_rules, change_rules]
