"""Drawings: every number at its height, targets as lines, and what is too far out said instead."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.plots import Column, Dot, Level, Plot, column_plot, dot_plot
from server.templating import render

NUMBERS = st.lists(st.floats(0, 5000, allow_nan=False), min_size=1, max_size=30)


@given(NUMBERS)
def test_a_larger_number_never_stands_lower(numbers):
    plot = dot_plot("Weight", [Dot(date(2026, 11, 1), number, str(number)) for number in numbers])
    heights = [drawn.y for drawn in plot.drawn]
    assert sorted(heights, reverse=True) == [y for _, y in sorted(zip(numbers, heights, strict=True))]
    assert all(0 <= y <= Plot.floor for y in heights)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=60))
def test_parts_of_a_column_stand_on_each_other_and_in_the_drawing(parts):
    plot = column_plot("Walk", [Column(str(number), pair) for number, pair in enumerate(parts)])
    assert all(one.x >= 0 and one.x + one.width <= Plot.width and 0 <= one.y <= Plot.floor for one in plot.drawn)
    assert len(plot.drawn) == sum(number > 0 for pair in parts for number in pair)


def test_a_drawing_says_in_words_what_it_shows():
    dots = [Dot(date(2026, 11, 1), 61.5, "61.5 kg"), Dot(datetime(2026, 11, 9, 8, 30), 59, "59 kg")]  # noqa: DTZ001
    plot = dot_plot("Weight", dots, levels=[Level(60, "Target 60 kg")])
    assert plot.words == "2 values, from 1 Nov: 61.5 kg, to 9 Nov: 59 kg. Target 60 kg."
    shown = render("_plot.html", plot=plot, plot_id="weight")
    assert '<title id="weight-title">Weight</title>' in shown
    assert shown.count("<circle") == 2


def test_what_is_too_far_out_to_be_drawn_is_said():
    dots = [Dot(date(2026, 11, 1), 380, "380 °C"), Dot(date(2026, 11, 1), 37.2, "37.2 °C")]
    plot = dot_plot("Temperature", dots, within=(30, 45))
    assert (len(plot.drawn), plot.left_out) == (1, 1)
    assert "1 value is too far out" in render("_plot.html", plot=plot, plot_id="t")


@pytest.mark.parametrize("drawn", [dot_plot("Weight", []), column_plot("Walk", [])])
def test_nothing_recorded_is_drawn_as_nothing(drawn):
    assert not drawn
    assert drawn.words == "Nothing is recorded."


def test_parts_that_have_names_are_said_with_them():
    plot = column_plot("Walk", [Column("9 Nov", (0, 0)), Column("16 Nov", (1, 3))], parts=("Prompted", "With help"))
    assert plot.words == "2 values, from 9 Nov: nothing, to 16 Nov: 1 prompted and 3 with help."


def test_numbers_that_have_names_stand_at_them():
    plot = dot_plot("Food", [Dot(date(2026, 11, 1), 1, "half")], names={0: "None", 1: "Half", 2: "All"})
    assert [label.words for label in plot.side] == ["None", "Half", "All"]
    assert plot.drawn[0].y == plot.side[1].place
