"""The office's pages about stock: one person's, and what is to be ordered for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, and_, col, or_, select

from server import clock
from server.accounts.asker import Asker
from server.board.queries import held_count
from server.db import new_id
from server.medication.amounts import plain
from server.medication.models import Medicine
from server.people.models import Contact, ServiceUser
from server.people.queries import people_for
from server.problems import BadInput
from server.stock.balances import Step
from server.stock.models import StockMovement
from server.stock.order_stocks import LOW_UNDER_DAYS, OrderStock
from server.stock.queries import counted_orders_of, movements_of, stocks_of
from server.stock.running_low import lasting
from server.stock.words import MOVEMENT_WORDS, more_about, what_was_moved
from server.templating import render
from server.visits.entries import contradicting, replaced_in
from server.visits.queries import names_of


@dataclass(frozen=True, slots=True)
class MovementLine:
    """One movement, when it was by our clock, and what was expected when it was a count."""

    movement: StockMovement
    at: datetime
    is_corrected: bool
    contradicts: bool
    step: Step | None
    """None when it does not stand."""

    @property
    def differs(self) -> bool:
        return bool(self.step and self.step.difference)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why what was expected at a count may have been wrong."""
        return self.step.doubts_before if self.step and self.step.difference is not None else ()

    @property
    def difference(self) -> str:
        """`2 fewer than expected`; empty when there was nothing to expect."""
        difference = self.step.difference if self.step else None
        if difference is None or self.step is None or self.step.before is None:
            return ""
        if not difference:
            return f"as expected: {plain(self.step.before)}"
        more = "more" if difference > 0 else "fewer"
        return f"{plain(abs(difference))} {more} than expected: {plain(self.step.before)}"


def stock_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Each counted order with its balance, days and history, and the form to record more."""
    stocks = stocks_of(db, counted_orders_of(db, [person.id]), asker.zone)
    counted_now = [one for one in stocks.values() if one.is_counted_on(asker.today)]
    left_over = [one for one in stocks.values() if not one.is_counted_on(asker.today) and (one.balance or 0) > 0]
    movements = sorted(movements_of(db, [person.id]), key=lambda moved: moved[1], reverse=True)
    return render(
        "stock/stock.html", asker=asker, person=person, current=counted_now, left_over=left_over,
        history={one.order_id: lines_of(one, movements) for one in stocks.values()}, problem=problem, said=said or {},
        orders=[(one.order_id, one.newest_on(asker.today).name) for one in (*counted_now, *left_over)],
        kinds=[(kind.value, words) for kind, words in MOVEMENT_WORDS.items()],
        form_id=new_id(), lasting=lasting, low_under=LOW_UNDER_DAYS, what_was_moved=what_was_moved,
        more_about=more_about, names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip


def lines_of(stock: OrderStock, movements: Sequence[tuple[StockMovement, datetime]]) -> list[MovementLine]:
    """The last first, the corrected ones too."""
    steps = {step.event.id: step for step in stock.steps}
    recorded = [one for one, _ in movements]
    corrected, differing = replaced_in(recorded), contradicting(recorded)
    return [
        MovementLine(one, at, one.id in corrected, one.id in differing, steps.get(one.id))
        for one, at in movements
        if one.order_id == stock.order_id
    ]


@dataclass(frozen=True, slots=True)
class ToOrder:
    """A medicine that is running out, or that nobody has counted."""

    person: ServiceUser
    stock: OrderStock
    order: Medicine
    days: Decimal | None
    pharmacy: Contact | None


def low_stock_page(db: Session, asker: Asker) -> str:
    """The agency's medicines that last for fewer than five days, the soonest first; then what is not counted yet."""
    people = {person.id: person for person in people_for(db, asker)}
    pharmacies = pharmacies_of(db, asker)
    stocks = stocks_of(db, counted_orders_of(db, list(people)), asker.zone, clock.now()).values()
    found = [
        ToOrder(people[row.service_user_id], one, row, one.days_left(asker.today), pharmacies.get(row.service_user_id))
        for one in stocks
        if one.is_counted_on(asker.today) and (row := one.newest_on(asker.today))
    ]
    low = [one for one in found if one.days is not None and one.days < LOW_UNDER_DAYS]
    return render(
        "stock/low.html", asker=asker, held=held_count(db, asker), lasting=lasting, now=clock.now(),
        low_under=LOW_UNDER_DAYS,
        low=sorted(low, key=lambda one: (one.days, one.person.family_name, one.order.name)),
        uncounted=[one for one in found if one.stock.balance is None],
    )  # fmt: skip


def pharmacies_of(db: Session, asker: Asker) -> dict[UUID, Contact]:
    """By person, the first contact that is a pharmacy."""
    said_so = [column.icontains("pharmac") for column in (col(Contact.roles), col(Contact.relation), col(Contact.name))]
    is_one = and_(col(Contact.removed_at).is_(None), or_(*said_so))
    found = select(Contact).join(ServiceUser, col(ServiceUser.id) == Contact.service_user_id)
    of_agency = found.where(ServiceUser.agency_id == asker.agency_id, is_one)
    return {one.service_user_id: one for one in db.exec(of_agency.order_by(col(Contact.position).desc()))}
