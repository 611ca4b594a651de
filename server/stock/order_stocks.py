"""One counted order: its balance, and how many days it lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from server import clock
from server.medication.amounts import counted
from server.medication.models import Medicine
from server.stock.balances import Step, StockEvent

FORTNIGHT = 14
USE_LOOKS_BACK = timedelta(days=FORTNIGHT)
LOW_UNDER_DAYS = 5


@dataclass(frozen=True, slots=True)
class OrderStock:
    """The stock of one order, with the steps that made it."""

    versions: Sequence[Medicine]
    """A row for each version and time of day, the oldest first."""
    steps: Sequence[Step]
    doses: Sequence[StockEvent]
    """Those since the last count, and of the last fortnight."""

    @property
    def order_id(self) -> UUID:
        return self.versions[0].order_id

    @property
    def balance(self) -> Decimal | None:
        return self.steps[-1].after if self.steps else None

    @property
    def doubts(self) -> tuple[str, ...]:
        return self.steps[-1].doubts if self.steps else ()

    def rows_on(self, on: date) -> list[Medicine]:
        """The version that counts on a day, a row for each time of day; none when it does not count."""
        return [row for row in self.versions if row.started_on <= on and (row.ended_on is None or on <= row.ended_on)]

    def newest_on(self, on: date) -> Medicine:
        """The version that counts on a day, else the last one that did, else the first to come."""
        begun = [row for row in self.versions if row.started_on <= on]
        return (self.rows_on(on) or begun[-1:] or [*self.versions])[0]

    def is_counted_on(self, on: date) -> bool:
        """It counts on this day or from a later one on: what is to begin may have been delivered."""
        order = self.newest_on(on)
        return bool(order.stock_unit) and (order.ended_on is None or on <= order.ended_on)

    def words(self, on: date) -> str:
        """`14 tablets`, `about 14 tablets`, `none, 2 tablets too few`, `not counted yet`."""
        if self.balance is None:
            return "not counted yet"
        unit = self.newest_on(on).stock_unit
        if self.balance < 0:
            return f"none, {counted(-self.balance, unit)} too few"
        said = counted(self.balance, unit)
        return f"about {said}" if self.doubts else said

    def use_a_day(self, on: date) -> Decimal | None:
        """By what is due, on the average of a week; of what is given as needed, or as the worker decides, by the last
        fortnight. None when there is nothing to go by."""
        rows = self.rows_on(on)
        if rows and all(row.at and row.stock_per_dose for row in rows):
            weekly = sum((len(row.weekdays.split()) * (row.stock_per_dose or Decimal()) for row in rows), Decimal())
            return weekly / 7
        return self.used_a_day(on) if rows else None

    def used_a_day(self, on: date) -> Decimal | None:
        days = min(FORTNIGHT, (on - self.versions[0].started_on).days + 1)
        since = clock.now() - USE_LOOKS_BACK
        used = sum((event.quantity or Decimal() for event in self.doses if event.at > since), Decimal())
        return used / days if used and days > 0 else None

    def days_left(self, on: date) -> Decimal | None:
        """How long the balance lasts; None when it is not known. What has run out lasts for none."""
        if self.balance is None:
            return None
        if self.balance <= 0:
            return Decimal()
        use = self.use_a_day(on)
        return self.balance / use if use else None
