"""The weeks of an action or a goal as a drawing, with the figures for the table under it, and scores over time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from server.care_plans.contents import Goal
from server.medication.amounts import plain
from server.plots import Column, Dot, Plot, column_plot, dot_plot, in_words
from server.progress.models import GoalStatus, Score, ScoreKind
from server.progress.queries import KnownGoal
from server.progress.weeks import Count, Followed, Ticks, Weeks
from server.progress.words import STAGE_WORDS

PARTS = {
    Count.ON_THEIR_OWN: "On their own",
    Count.PROMPTED: "Prompted",
    Count.WITH_HELP: "With help",
    Count.DONE_FOR_THEM: "Done for them",
    Count.DECLINED: "Declined",
    Count.NOT_DONE: "Not done",
    Count.NO_RECORD: "No record",
}
"""What is drawn, the lowest first; what was not needed stands in the table alone."""
COLUMNS = PARTS | {Count.NOT_NEEDED: "Not needed"}
WITH_ANSWER = [count for count in COLUMNS if count != Count.NO_RECORD]


@dataclass(frozen=True, slots=True)
class Week:
    """A line of the table."""

    monday: date
    is_this_week: bool
    counts: Counter[Count]

    @property
    def words(self) -> str:
        """`16 Nov`, the Monday."""
        return "This week" if self.is_this_week else in_words(self.monday)

    @property
    def said(self) -> str:
        """Why there are no figures; empty when there are."""
        if not self.counts:
            return "Not asked for"
        return "" if any(self.counts[one] for one in WITH_ANSWER) else "No record has reached the office"


@dataclass(frozen=True, slots=True)
class Chart:
    """Weeks, drawn and in figures."""

    title: str
    weeks: Sequence[Week]
    plot: Plot

    @property
    def in_short(self) -> str:
        """`On their own: 2 of 5 this week, 1 of 7 in the week of 16 Nov.`"""
        told = [week for week in self.weeks if not week.said][-2:]
        if not told:
            return "Nothing is recorded yet."
        return f"On their own: {', '.join(f'{own(week)} {when(week)}' for week in reversed(told))}."


@dataclass(frozen=True, slots=True)
class ActionChart:
    """One action."""

    action: Followed
    chart: Chart


@dataclass(frozen=True, slots=True)
class GoalChart:
    """A goal, how it stands, and the weeks of what serves it. `statuses` has the newest first."""

    known: KnownGoal
    statuses: Sequence[GoalStatus]
    chart: Chart
    actions: Sequence[ActionChart]

    @property
    def goal(self) -> Goal:
        return self.known.goal


def chart_of(title: str, ticks: Ticks, weeks: Weeks) -> Chart:
    lines = [Week(monday, monday == ticks.last, weeks.get(monday, Counter())) for monday in ticks.mondays]
    columns = [Column(line.words, [line.counts[part] for part in PARTS]) for line in lines]
    return Chart(title, lines, column_plot(f"{title}, week by week", columns, parts=list(PARTS.values())))


def actions_in(ticks: Ticks, goal_id: UUID | None) -> list[ActionChart]:
    """The charts of the actions that serve a goal now, or none, in the order in which they were first asked for."""
    theirs = ((action, weeks) for action, weeks in ticks.actions.items() if action.goal_id == goal_id)
    return [ActionChart(action, chart_of(action.title, ticks, weeks)) for action, weeks in theirs]


def own(week: Week) -> str:
    """Of what was answered, and needed."""
    of = sum(week.counts[one] for one in WITH_ANSWER if one != Count.NOT_NEEDED)
    return f"{week.counts[Count.ON_THEIR_OWN]} of {of}"


def when(week: Week) -> str:
    return "this week" if week.is_this_week else f"in the week of {in_words(week.monday)}"


@dataclass(frozen=True, slots=True)
class Series:
    """Scores of one name, in the order of their days. Those that were set aside are not drawn and not compared."""

    kind: ScoreKind
    name: str
    scores: Sequence[Score]

    @property
    def standing(self) -> list[Score]:
        return [score for score in self.scores if score.set_aside_at is None]

    @property
    def plot(self) -> Plot:
        dots = [Dot(one.taken_on, float(one.number), f"{one.said}, {in_words(one.taken_on)}") for one in self.standing]
        return dot_plot(self.name, dots)

    @property
    def scale(self) -> str:
        """`0 to 24, less is better`."""
        one = (self.standing or self.scores)[-1]
        return f"{plain(one.least)} to {plain(one.most)}, {'more' if one.more_is_better else 'less'} is better"

    @property
    def change(self) -> str:
        """From the first that stands to the last: `Up 6.2 since 3 Jun: better.`; empty when there is nothing to
        compare."""
        if len(self.standing) < 2:
            return ""
        first, last = self.standing[0], self.standing[-1]
        return f"{changed(last.number - first.number, is_up_better=last.more_is_better)} since {since(first)}."


def changed(by: Decimal, *, is_up_better: bool) -> str:
    if not by:
        return "The same"
    return f"{'Better' if (by > 0) == is_up_better else 'Worse'}: {'up' if by > 0 else 'down'} {plain(abs(by))}"


def since(score: Score) -> str:
    """`entry, 3 Jun 2026`."""
    day = score.taken_on
    return f"{STAGE_WORDS[score.stage].split()[-1]}, {day.day} {day:%b} {day.year}"


def series_of(scores: Sequence[Score]) -> list[Series]:
    """Activation first, then the agency's own by name."""
    found: dict[tuple[bool, str], list[Score]] = {}
    for one in scores:
        found.setdefault((one.kind != ScoreKind.PAM, one.name.casefold()), []).append(one)
    return [Series(ones[-1].kind, ones[-1].name, ones) for _, ones in sorted(found.items(), key=lambda pair: pair[0])]
