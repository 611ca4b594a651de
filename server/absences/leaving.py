"""A worker who leaves for good: from a day on they sign in no more, and their visits want somebody else."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from sqlmodel import and_, col, func, or_, select

from server import clock
from server.absences.models import Absence, AbsenceKind
from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.asking import Asking, day
from server.inbox.unit import Unit
from server.problems import BadInput
from server.rota.drafting import take_off
from server.rota.models import DraftAssignment
from server.rota.queries import planned
from server.visits.models import Assignment, Visit

FURTHEST = timedelta(days=366)
FOR_EVER = timedelta(days=36525)
CHOOSE = "Choose their last day of work. Yesterday ends it now."
ONLY_COORDINATOR = "Nobody else could steer the day. Make another coordinator first, or take back that they leave, too."


def leave(db: Unit, asker: Asker, account: Account, said: Mapping[str, str]) -> None:
    """After their last day they are not here. Visits that they would have after it are without them, as drafts; all
    that they recorded stays. Raises BadInput, naming the field."""
    with Asking(said) as asking:
        last = asking.read("last_day", last_day_of(asker))
        if account.role == Role.COORDINATOR and not other_coordinators(db, account):
            asking.refuse("last_day", ONLY_COORDINATOR)
    _, ends_at = clock.day_bounds(last, asker.zone)
    stay(db, asker, account)
    account.left_at = ends_at
    if account.role == Role.CARE_WORKER:
        db.add(absence_of_leaver(asker, account, ends_at))
        db.flush()
        take_off_from(db, asker, account, max(ends_at, clock.now()))
    db.add(account)
    db.teams_changed.add(account.team_id)
    db.note(asker, f"leaves after {last}", account.id)


def last_day_of(asker: Asker) -> Callable[[str], date]:
    """Yesterday at the earliest."""

    def read(text: str) -> date:
        last = day(CHOOSE)(text)
        if not asker.today - timedelta(days=1) <= last <= asker.today + FURTHEST:
            raise BadInput(CHOOSE)
        return last

    return read


def other_coordinators(db: Unit, account: Account) -> int:
    """How many there are who do not leave."""
    others = select(func.count()).select_from(Account).where(Account.agency_id == account.agency_id)
    staying = others.where(Account.role == Role.COORDINATOR, col(Account.left_at).is_(None), Account.id != account.id)
    return db.exec(staying).one()


def absence_of_leaver(asker: Asker, account: Account, ends_at: datetime) -> Absence:
    """So that no rota is planned with them: an absence that nobody comes back from."""
    return Absence(
        agency_id=asker.agency_id, account_id=account.id, kind=AbsenceKind.LEFT, starts_at=ends_at,
        ends_at=ends_at + FOR_EVER, recorded_by=asker.id,
    )  # fmt: skip


def stay(db: Unit, asker: Asker, account: Account) -> None:
    """They do not leave after all. Their visits stay as they are planned by now."""
    gone = select(Absence).where(Absence.account_id == account.id, Absence.kind == AbsenceKind.LEFT)
    for absence in db.exec(gone.where(col(Absence.withdrawn_at).is_(None))):
        absence.withdrawn_at = clock.now()
    if account.left_at:
        account.left_at = None
        db.add(account)
        db.note(asker, "stays", account.id)


def take_off_from(db: Unit, asker: Asker, account: Account, moment: datetime) -> None:
    """Every visit from a moment on that is theirs or drawn for them, and has not begun, is without them, as a draft."""
    drawn = col(Visit.id).in_(select(DraftAssignment.visit_id).where(DraftAssignment.account_id == account.id))
    theirs = select(Assignment.visit_id).where(
        Assignment.account_id == account.id, col(Assignment.removed_at).is_(None)
    )
    for one in planned(db, or_(drawn, and_(col(Visit.id).in_(theirs), Visit.ends_at > moment))):
        if account.id in one.planned.workers and one.planned.ends_at > moment and not one.has_begun:
            take_off(db, asker, db.get_one(Visit, one.planned.visit_id), account.id)
