"""A person's observations: what is asked for, and a chart of each kind."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.observations.charts import DAYS_SHOWN, charts_of
from server.observations.kinds import KINDS
from server.observations.models import RuleKind
from server.observations.queries import IN_ORDER, ever_wanted
from server.observations.rules import rule_words
from server.observations.wanting import said_of
from server.people.models import ServiceUser
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of

RULES = {
    RuleKind.NONE: "Nothing: it is only charted",
    RuleKind.UNDER_BY: "The day’s sum is under the limit by a time",
    RuleKind.ABOVE: "A value is above the limit",
    RuleKind.BELOW: "A value is below the limit",
    RuleKind.DOWN: "It has gone down by the limit or more within so many days",
    RuleKind.UP: "It has gone up by the limit or more within so many days",
}


def observations_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """`said` is the form as it was filled in, or the kind that is to be asked for otherwise."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    ever = ever_wanted(db, person)
    wanted = sorted((one for one in ever if one.ended_at is None), key=lambda one: IN_ORDER[one.kind])
    was = (said or {}).get("was") or (said or {}).get("kind", "")
    asked = next((said_of(one) for one in wanted if one.kind == was and not problem), None)
    return html(
        "observations/observations.html", status, asker=asker, person=person, wanted=wanted,
        ended=[one for one in ever if one.ended_at], was=was, version=sum(one.kind == was for one in ever),
        charts=charts_of(db, asker, person), problem=problem, said=asked or said or {},
        is_asking=bool(problem or said), days_shown=DAYS_SHOWN, names=names_of(db, asker.agency_id),
        held=held_count(db, asker), **WORDS,
    )  # fmt: skip


WORDS: dict[str, Any] = {
    "kinds": [("", "Choose one"), *((kind.name, kind.asked) for kind in KINDS.values())],
    "rules": [(rule.value, words) for rule, words in RULES.items()], "rule_words": rule_words,
}  # fmt: skip
