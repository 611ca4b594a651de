"""Planned visits with what is to be done on them, from a file: as their form takes them."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.accounts.queries import still_here
from server.care_plans.changing import begin
from server.care_plans.models import BankHolidays
from server.care_plans.pages import offered_skills
from server.care_plans.reading import typed
from server.imports.columns import Answers, Column, day_in, lines_in, one_of, some_of, team_in, time_in, weekdays_in
from server.imports.people import WHOSE, person_in
from server.inbox.unit import Unit
from server.problems import BadInput

HOLIDAYS = {"as usual": BankHolidays.AS_USUAL.value, "not": BankHolidays.NOT.value, "only": BankHolidays.ONLY.value}
SKILLS = {words.lower(): skill.value for skill, words in offered_skills().items()}


def usual_in(db: Unit, asker: Asker, cell: str) -> Answers:
    """Who usually goes, by their usernames."""
    names = cell.lower().replace(",", " ").split()
    found = select(Account.username, Account.id).where(
        Account.agency_id == asker.agency_id, Account.role == Role.CARE_WORKER, still_here()
    )
    known = dict(db.exec(found.where(col(Account.username).in_(names))).all())
    if unknown := [name for name in names if name not in known]:
        raise BadInput(f"No care worker signs in as {unknown[0]}. Write usernames, with spaces between.")
    return {f"usual_{known[name]}": "1" for name in names}


PLAN_COLUMNS = (
    WHOSE,
    Column("Visit", ("title",), "What it is for.", "Personal care", needed=True),
    Column("At", ("at",), "When it begins.", "08:00", needed=True, read=time_in("at")),
    Column("Minutes", ("minutes",), "How long it takes.", "45", needed=True),
    Column("Days", ("weekdays",), "Empty means every day.", "Mon Wed Fri", read=weekdays_in),
    Column("Every weeks", ("every_weeks",), "2 for every second week. Empty means 1.", "1",
           read=lambda _db, _asker, cell: {"every_weeks": cell or "1"}),
    Column("Bank holidays", ("bank_holidays",), "as usual, not, or only. Empty means as usual.", "as usual",
           read=one_of("bank_holidays", HOLIDAYS, BankHolidays.AS_USUAL)),
    Column("From", ("from_on",), "Empty means from today.", "01/12/2026",
           read=lambda db, asker, cell: day_in("from_on")(db, asker, cell or str(asker.today))),
    Column("Until", ("until_on",), "The last day. Empty means it goes on.", "", read=day_in("until_on")),
    Column("Workers", ("workers",), "How many it takes. Empty means 1.", "2",
           read=lambda _db, _asker, cell: {"workers": cell or "1"}),
    Column("Needs", ("needs",), f"Training, any of: {', '.join(SKILLS)}.", "hoist", read=some_of("needs", SKILLS)),
    Column("Usually", ("usual",), "Who usually goes, by username.", "amina.yusuf", read=usual_in),
    Column("Team", ("team",), "Whose rota it comes on. Empty means your own.", "Headingley", read=team_in),
    Column("Actions", ("actions",), "What is to be done, with | between.", "Wash|Breakfast", read=lines_in("actions")),
)  # fmt: skip


def take_plan(db: Unit, asker: Asker, said: Mapping[str, str]) -> UUID:
    """The visits themselves are made once the person's care has begun."""
    BadInput.together(partial(person_in, db, asker, said), partial(typed, asker, said))
    return begin(db, asker, person_in(db, asker, said), team_id_in(asker, said), typed(asker, said)).id


def team_id_in(asker: Asker, said: Mapping[str, str]) -> UUID:
    """The asker's own where the cell cannot be read; then nothing of it is kept anyway."""
    return UUID(said["team"]) if "team" in said else asker.team_id
