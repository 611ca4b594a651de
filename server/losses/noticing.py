"""Noticing that a phone lost its store, from the numbers that phones give to their forms.

A device numbers its forms 1, 2, 3 …, whoever records them, and forgets a form only for our receipt. So a number that
we do not have is on the device still, or lost. "Lost" is said only where it is proven:

- Everybody who uses the device has said that what it holds of theirs is newer (`Holding.clear_to`).
- The device brings something new and says a lower last number than it did (its store went back in time).
- The same browser, by its sign-in, is another device now that counts from the start, and the one before it had said
  that it holds something.

A form whose number cannot be read is held, and has one of the numbers that nobody has: it is not lost as well.

Else it is "may have lost": the browser began anew and nothing was known to be waiting, or the phone that held
something is silent and its owner uses another one.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

from server import clock
from server.accounts.models import Account, Agency, Device, Holding, SignIn
from server.board.alerts import close_alerts_about
from server.board.models import Alert, AlertKind
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.losses.models import Loss

Numbers = set[int]
ENDLESS = 2**31 - 1


def notice_gap(db: Unit, device: Device, holding: Holding, brought: Numbers) -> None:
    """Say which numbers nobody has: not we, not this batch, and by what its people have said, not the device.

    Nothing may be written down before the forms are, so the holding at hand is not asked of the database.
    """
    others = Holding.device_id == device.id, Holding.account_id != holding.account_id
    least: int | None = db.exec(select(func.min(Holding.clear_to)).where(*others)).one()
    clear_to = holding.clear_to if least is None else min(least, holding.clear_to)
    open_numbers = set(range(device.complete_to + 1, clear_to + 1))
    missing = open_numbers - brought
    if missing:
        missing -= numbers_known(db, device.id, missing)
    if lost := len(missing) - accounted_for(device, len(missing)):
        tell(db, device.id, holding.account_id, f"lost {records(lost)}", count=lost, before=min(missing))
    device.complete_to = max(device.complete_to, clear_to)


def accounted_for(device: Device, missing: int) -> int:
    """How many of so many numbers that nobody has belong to forms whose number could not be read."""
    found = min(missing, device.without_number)
    device.without_number -= found
    return found


def notice_without_number(db: Unit, device: Device, recorded_at: datetime) -> None:
    """A form came whose number cannot be read, and no gap accounts for it: what was told as lost was this one."""
    is_open = select(Alert.id).where(Alert.about == Loss.id, col(Alert.closed_at).is_(None)).exists()
    then = col(Loss.since) <= recorded_at, col(Loss.noticed_at) >= recorded_at
    told = select(Loss).where(Loss.device_id == device.id, Loss.count > 0, is_open, *then)
    loss = db.exec(told.order_by(col(Loss.noticed_at).desc()).limit(1)).first()
    if loss is None or device.without_number == 0:
        return
    device.without_number -= 1
    close_alerts_about(db, loss.id, "A record came whose number cannot be read. It counts for one of these.")
    if left := loss.count - 1:
        words = loss.words.replace(records(loss.count), records(left))
        tell(db, device.id, loss.account_id, words, count=left, before=loss.last_sequence + 1, since=loss.since)
    db.flush()


def notice_going_back(db: Unit, device: Device, account_id: UUID, *, last: int, first: int) -> None:
    """The device counts from a lower number than it did. What it has numbered since, and not brought, is lost."""
    gone = set(range(last + 1, device.last_sequence + 1))
    gone -= numbers_known(db, device.id, gone)
    lost = len(gone) - accounted_for(device, len(gone))
    words = f"lost at least {records(lost)}" if lost else "may have lost records"
    tell(db, device.id, account_id, words, count=lost, before=first)
    device.last_sequence, device.complete_to = last, min(device.complete_to, first - 1)


def notice_new_store(db: Unit, sign_in: SignIn, device_id: UUID, last: int) -> None:
    """The browser of this sign-in is another device than before, and counts from the start."""
    before = db.get(Device, sign_in.device_id) if sign_in.device_id else None
    sign_in.device_id = device_id
    if before is None:
        return
    holdings = db.exec(select(Holding).where(Holding.device_id == before.id)).all()
    known = max([before.last_sequence, *(holding.said_sequence for holding in holdings)])
    if last >= known:
        return
    missing = known - len(numbers_known(db, before.id, range(1, known + 1))) - before.without_number
    for holding in holdings:
        lost = min(holding.waiting, missing)
        if lost > 0:
            tell(db, before.id, holding.account_id, f"lost at least {records(lost)}", count=lost)
        elif holding.account_id == sign_in.account_id:
            tell(db, before.id, holding.account_id, "may have lost records", since=holding.heard_at)
        holding.waiting = 0


def notice_left_behind(db: Unit, account_id: UUID, device_id: UUID) -> None:
    """Somebody is heard from a phone for the first time, and another of theirs still held something."""
    others = select(Holding).where(Holding.account_id == account_id, Holding.device_id != device_id)
    for holding in db.exec(others.where(Holding.waiting > 0, ~col(Holding.left_behind))):
        words = f"may have lost {records(holding.waiting)}"
        tell(db, holding.device_id, account_id, words, since=holding.heard_at)
        holding.left_behind = True


def notice_coming_back(db: Unit, holding: Holding) -> None:
    """A phone that was silent is heard again: what it holds still comes."""
    theirs = select(Loss.id).where(Loss.device_id == holding.device_id, Loss.account_id == holding.account_id)
    for loss_id in db.exec(theirs).all():
        close_alerts_about(db, loss_id, "The phone was heard again")
    holding.left_behind = False


def numbers_known(db: Unit, device_id: UUID, numbers: Iterable[int]) -> Numbers:
    """Which of these numbers the device has brought before."""
    wanted = set(numbers)
    if not wanted:
        return set()
    between = col(Form.device_sequence).between(min(wanted), max(wanted))
    found = db.exec(select(Form.device_sequence).where(Form.device_id == device_id, between))
    return {number for number in found if number is not None} & wanted


def tell(
    db: Unit, device_id: UUID, account_id: UUID, words: str, *, count: int = 0, before: int = ENDLESS,
    since: datetime | None = None,
) -> None:  # fmt: skip
    """Keep what is known of a loss, and raise it on the board of the worker's team."""
    number, recorded_at = last_known(db, device_id, account_id, before)
    account = db.get_one(Account, account_id)
    loss = Loss(
        device_id=device_id, account_id=account_id, words=words, count=count, last_sequence=number,
        since=since or recorded_at or db.get_one(Device, device_id).first_heard_at,
    )  # fmt: skip
    db.add(loss)
    db.add(
        Alert(
            agency_id=account.agency_id, team_id=account.team_id, kind=AlertKind.LOST_STORE, about=loss.id,
            account_id=account_id, words=f"{words}, {known_words(db, account, loss)}",
        )
    )  # fmt: skip
    db.teams_changed.add(account.team_id)


def last_known(db: Unit, device_id: UUID, account_id: UUID, before: int) -> tuple[int, datetime | None]:
    """The number and the time of the last form that we have of somebody's from a device, numbered before `before`."""
    theirs = select(Form.device_sequence, Form.recorded_at).where(
        Form.device_id == device_id, Form.author_id == account_id, col(Form.device_sequence) < before
    )
    kept = db.exec(theirs.order_by(col(Form.device_sequence).desc()).limit(1)).all()
    taken = [(form.device_sequence, form.recorded_at) for form in db.forms if (form.device_sequence or before) < before]
    known = [(number, at) for number, at in [*kept, *taken] if number is not None]
    return max(known, default=(0, None))


def known_words(db: Unit, account: Account, loss: Loss) -> str:
    """`the last known is number 41, since 10:05`."""
    zone = ZoneInfo(db.get_one(Agency, account.agency_id).zone)
    since, today = loss.since.astimezone(zone), clock.now().astimezone(zone).date()
    at = f"{since:%H:%M}" if since.date() == today else f"{since:%a} {since.day} {since:%b %H:%M}"
    return f"the last known is number {loss.last_sequence}, since {at}" if loss.last_sequence else f"since {at}"


def records(number: int) -> str:
    return f"{number} record{'' if number == 1 else 's'}"
