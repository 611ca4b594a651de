"""Orders: begun, changed and stopped by a coordinator. A change ends one version and starts the next."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.asking import Asking, day, needed
from server.care_plans.telling import tell_change
from server.db import new_id
from server.inbox.unit import Unit
from server.medication.due import redo_doses
from server.medication.models import Medicine
from server.medication.order_forms import tell_changes
from server.medication.typing_orders import TypedOrder, typed
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.products.queries import product_named


def orders_of(db: Session, person: ServiceUser, on: date) -> list[list[Medicine]]:
    """What counts on a day or begins after it: the rows of each version, by time of day; set times first."""
    found = select(Medicine).where(
        Medicine.service_user_id == person.id, or_(col(Medicine.ended_on).is_(None), col(Medicine.ended_on) >= on)
    )
    return versions_in(db.exec(found).all())


def versions_in(rows: Sequence[Medicine]) -> list[list[Medicine]]:
    """Rows by order and version, each with its times in order."""
    found: dict[tuple[UUID, int], list[Medicine]] = {}
    for row in sorted(rows, key=lambda one: (one.at is None, str(one.at), one.name, one.version)):
        found.setdefault((row.order_id, row.version), []).append(row)
    return list(found.values())


def past_orders_of(db: Session, person: ServiceUser, on: date) -> list[list[Medicine]]:
    """What has ended, the last first."""
    found = select(Medicine).where(Medicine.service_user_id == person.id, col(Medicine.ended_on) < on)
    return sorted(versions_in(db.exec(found).all()), key=lambda rows: rows[0].ended_on or on, reverse=True)


def order_of(db: Session, asker: Asker, medicine_id: UUID) -> tuple[ServiceUser, list[Medicine]]:
    """The version that a row belongs to, and whose it is. Raises NotFoundOrNotYours."""
    named = (
        select(Medicine, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Medicine.service_user_id)
        .where(Medicine.id == medicine_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(named).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    medicine, person = row
    same = select(Medicine).where(Medicine.order_id == medicine.order_id, Medicine.version == medicine.version)
    return person, list(db.exec(same.order_by(col(Medicine.at))))


def begin(db: Unit, asker: Asker, person: ServiceUser, said: TypedOrder) -> list[Medicine]:
    """A new order."""
    rows = put(db, asker, person, said, new_id(), 1)
    tell_change(db, person, "medicine", f"New: {said.name}, {said.amount}.", asker.name, said.from_on)
    redo_doses(db, asker, person, said.from_on)
    return rows


def change(
    db: Unit, asker: Asker, person: ServiceUser, old: Sequence[Medicine], typed_in: Mapping[str, str]
) -> Sequence[Medicine]:
    """From a day on it is another version. Raises BadInput without a reason, when it has ended before, and when
    somebody else wrote a version meanwhile; one that says the same is there already."""
    db.refresh(person, with_for_update=True)
    newest = newest_of(db, old)
    is_newest = typed_in.get("seen", str(newest[0].version)) == str(newest[0].version)

    def also(asking: Asking, said: TypedOrder) -> None:
        if not said.why:
            asking.refuse("why", "Say why it changes, and who said so: it stays on record.")
        tell_changes(db, asker, newest, asking)
        if is_newest and said.from_on:
            refuse_what_has_ended(asking, old, said.from_on, "from_on")
            refuse_two_at_once(db, asking, old, said)

    said = typed(asker, typed_in, also)
    if not is_newest:
        return newest
    for row in old:
        row.ended_on = said.from_on - timedelta(days=1)
    rows = put(db, asker, person, said, old[0].order_id, newest[0].version + 1)
    tell_change(db, person, "medicine", f"Changed: {said.name}, {said.amount}. {said.why}", asker.name, said.from_on)
    redo_doses(db, asker, person, said.from_on)
    return rows


def newest_of(db: Session, rows: Sequence[Medicine]) -> Sequence[Medicine]:
    """The version of an order that was written last."""
    known = select(Medicine).where(Medicine.order_id == rows[0].order_id)
    found = db.exec(known.order_by(col(Medicine.version).desc(), col(Medicine.at))).all()
    return [row for row in found if row.version == found[0].version]


def shown_to(db: Session, rows: Sequence[Medicine], said: Mapping[str, str]) -> Sequence[Medicine]:
    """The version that a refused form goes on from: the newest one, when it was written since the form was opened."""
    newest = newest_of(db, rows)
    return rows if said.get("seen", str(newest[0].version)) == str(newest[0].version) else newest


def refuse_two_at_once(db: Session, asking: Asking, old: Sequence[Medicine], said: TypedOrder) -> None:
    """No two versions of an order count on one day: the medicine would be given twice."""
    others = select(Medicine).where(Medicine.order_id == old[0].order_id, Medicine.version != old[0].version)
    for one in db.exec(others.order_by(col(Medicine.version))):
        ends_on = one.ended_on or date.max
        if one.started_on <= ends_on and said.from_on <= ends_on and one.started_on <= (said.until_on or date.max):
            counts = f"Version {one.version} counts from {one.started_on.day} {one.started_on:%b %Y}"
            asking.refuse("until_on", f"{counts}. Let this one end before it, or change that one instead.")
            return


def stop(db: Unit, asker: Asker, person: ServiceUser, old: Sequence[Medicine], typed_in: Mapping[str, str]) -> None:
    """After a day it does not count any more. Raises BadInput without a reason, and when a version was written
    meanwhile."""
    db.refresh(person, with_for_update=True)
    newest = newest_of(db, old)[0].version
    with Asking(typed_in) as asking:
        last_on = asking.read("last_on", day("Choose the last day on which it is given."))
        why = asking.read("why_stopped", needed("Say why it is stopped, and who said so: it stays on record."))
        if typed_in.get("seen", str(newest)) != str(newest):
            asking.refuse("last_on", f"Version {newest} was written while you were typing. Look at it, then stop it.")
        elif last_on:
            refuse_what_has_ended(asking, old, last_on, "last_on")
    for row in old:
        row.ended_on, row.why_changed, row.is_stopped = last_on, why, True
    tell_change(db, person, "medicine", f"Stopped: {old[0].name}. {why}", asker.name, last_on)
    redo_doses(db, asker, person, last_on + timedelta(days=1))


def refuse_what_has_ended(asking: Asking, old: Sequence[Medicine], on: date, field: str) -> None:
    ended_on = old[0].ended_on
    if ended_on and ended_on < on:
        asking.refuse(field, f"It has ended on {ended_on.day} {ended_on:%b %Y} already. Add it anew.")


def put(db: Unit, asker: Asker, person: ServiceUser, said: TypedOrder, order_id: UUID, version: int) -> list[Medicine]:
    """A row for each time of day; one without a time when it is given only when required."""
    times: Sequence[time | None] = said.times or [None]
    product = product_named(db, said.name)
    rows = [
        Medicine(
            service_user_id=person.id, order_id=order_id, version=version, kind=said.kind, name=said.name,
            product_id=product.id if product else None, amount=said.amount, how=said.how, support=said.support, at=at,
            time_critical_minutes=said.time_critical_minutes if at else None, weekdays=said.weekdays,
            with_food=said.with_food, indication=said.indication, interval_minutes=said.interval_minutes,
            most_in_a_day=said.most_in_a_day, contents=said.contents, sites=said.sites,
            is_witnessed=said.is_witnessed, stock_unit=said.counted.unit, stock_per_dose=said.counted.per_dose,
            is_watched=said.is_watched, prescriber=said.prescriber,
            review_on=said.review_on, transcribed_by=asker.id, checked_by=said.checked_by, started_on=said.from_on,
            ended_on=said.until_on, why_changed=said.why,
        )
        for at in times
    ]  # fmt: skip
    db.add_all(rows)
    db.flush()
    db.note(asker, f"order version {version}", order_id)
    return rows
