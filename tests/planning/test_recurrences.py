"""Whatever a plan asks for, and whenever the server looks: every day that should have a visit has one, at its time on
the wall, over both nights of the years 2026 to 2028 in which British clocks change."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.allocations.models import Nation
from server.care_plans.models import BankHolidays, PlannedVisit
from server.care_plans.recurrences import WEEKDAYS, days_of
from server.rota.times import span

LONDON = ZoneInfo("Europe/London")
FORWARD = [date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26)]
BACK = [date(2026, 10, 25), date(2027, 10, 31), date(2028, 10, 29)]
NIGHTS = [*FORWARD, *BACK]
ENGLISH = {
    *(date(2026, *on) for on in ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 26), (12, 28))),
    *(date(2027, *on) for on in ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 25), (12, 26))),
    *(date(2027, *on) for on in ((12, 27), (12, 28))),
    *(date(2028, *on) for on in ((1, 1), (1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26))),
    date(2029, 1, 1),
}
"""Of England and Wales (Banking and Financial Dealings Act 1971); on a weekend, the day itself and its substitute."""

around_a_night = st.builds(
    lambda night, back: night - timedelta(days=back), st.sampled_from(NIGHTS), st.integers(0, 28)
)
plans = st.fixed_dictionaries(
    {
        "title": st.just("Tea"),
        "at": st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None, fold=0)),
        "minutes": st.integers(5, 720),
        "weekdays": st.sets(st.sampled_from(list(WEEKDAYS)), min_size=1).map(lambda days: " ".join(sorted(days))),
        "every_weeks": st.integers(1, 4),
        "from_on": around_a_night,
        "until_on": st.none() | around_a_night,
        "bank_holidays": st.sampled_from(BankHolidays),
    }
).map(lambda values: PlannedVisit(**values))


def should_be(plan: PlannedVisit, first: date, last: date) -> list[date]:
    """Day by day, the simplest way there is."""
    found = []
    monday = plan.from_on - timedelta(days=plan.from_on.weekday())
    for on in (first + timedelta(days=ahead) for ahead in range((last - first).days + 1)):
        is_its_week = (on - monday).days // 7 % plan.every_weeks == 0
        is_its_day = list(WEEKDAYS)[on.weekday()] in plan.weekdays.split()
        is_holiday = {
            BankHolidays.AS_USUAL: True,
            BankHolidays.NOT: on not in ENGLISH,
            BankHolidays.ONLY: on in ENGLISH,
        }
        lasts = plan.from_on <= on <= (plan.until_on or on)
        if lasts and is_its_week and is_its_day and is_holiday[plan.bank_holidays]:
            found.append(on)
    return found


@settings(max_examples=3000, deadline=None)
@given(plans, around_a_night, st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_no_day_is_missing_or_made_twice(plan: PlannedVisit, first: date, looks: list[int]) -> None:
    """The server looks after so many days each time, and makes what came into sight."""
    made, made_to = list[date](), first - timedelta(days=1)
    for look in looks:
        last = made_to + timedelta(days=look)
        made += days_of(plan, made_to + timedelta(days=1), last, Nation.ENGLAND)
        made_to = last
    assert made == should_be(plan, first, made_to)


@settings(max_examples=3000, deadline=None)
@given(st.sampled_from(NIGHTS), st.integers(-2, 2), plans)
@example(date(2026, 3, 29), 0, PlannedVisit(at=time(1, 30), minutes=30, title=""))
@example(date(2026, 10, 25), -1, PlannedVisit(at=time(22), minutes=540, title=""))
def test_the_time_on_the_wall_stays(night: date, ahead: int, plan: PlannedVisit) -> None:
    on = night + timedelta(days=ahead)
    starts_at, ends_at = span(on, plan.at, timedelta(minutes=plan.minutes), "Europe/London")
    wall = starts_at.astimezone(LONDON).replace(tzinfo=None)
    planned = datetime.combine(on, plan.at)
    if is_left_out(planned):
        assert wall == planned + timedelta(hours=1)
    else:
        assert wall == planned
    if plan.minutes >= 240:
        ends = planned + timedelta(minutes=plan.minutes)
        assert is_left_out(ends) or ends_at.astimezone(LONDON).replace(tzinfo=None) == ends
    else:
        assert ends_at - starts_at == timedelta(minutes=plan.minutes)


def is_left_out(wall: datetime) -> bool:
    """The hour of a spring night that no clock shows."""
    return wall.date() in FORWARD and wall.hour == 1
