"""Forms for risk assessments: those that come with Doorstep can be read, and what is wrong with one is said by line."""

import pytest

from server.risk_assessments.mistakes import Mistaken
from server.risk_assessments.reading_forms import definition_in
from server.risk_assessments.scores import score_of
from server.risk_assessments.sentences import days_watched, tells, workers_asked
from server.risk_assessments.shipped import read, shipped

STAIRS = """\
kind = "stairs"
title = "Stairs"
review_months = 6

[score]
by = "sum"

[[bands]]
from = 0
words = "Low"
[[bands]]
from = 2
words = "High"
control = true

[[sections]]
title = "On the stairs"

[[sections.questions]]
name = "rail"
asks = "Is there a rail?"
type = "yes_no"
no = { points = 2, control = true, tells = "There is no rail." }
[[sections.questions.if_yes]]
name = "side"
asks = "On which side?"
type = "choice"
tells = "Rail: {}."
choices = [
  { value = "left", words = "on the left" },
  { value = "both", words = "on both sides" },
]

[[sections.questions]]
name = "steps"
asks = "How many steps?"
type = "number"
least = 1
most = 40
"""
SCALES = """
[[sections.questions]]
name = "likely"
asks = "How likely?"
type = "score"
words = ["rare", "often"]
[[sections.questions]]
name = "bad"
asks = "How bad?"
type = "score"
words = ["a little", "very"]
"""
PRODUCT = (
    STAIRS.replace('by = "sum"', 'by = "product"\nof = ["likely", "bad"]').replace("from = 0", "from = 1") + SCALES
)


def test_the_forms_that_come_with_doorstep_can_be_read():
    assert set(shipped()) == {
        "general", "moving_and_handling", "environment_and_fire", "lone_working", "falls", "skin",
        "nutrition_and_hydration", "infection",
    }  # fmt: skip


def test_the_scale_for_the_skin_says_that_it_is_ours():
    assert shipped()["skin"].definition.about.startswith("Doorstep’s own")


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        ('kind = "stairs"', "kind = stairs", 1, "This cannot be read as TOML: Invalid value."),
        ('kind = "stairs"', 'kind = "The stairs"', 1, "write “kind” in small letters, digits and _"),
        ('title = "Stairs"\n', "", 0, "The form: write “title”, in words between quotation marks."),
        ("review_months = 6", "review_months = 60", 3, "write “review_months” as a whole number from 1 to 24."),
        ("review_months = 6", "review_month = 6", 3, "“review_month” does not belong here."),
        ('title = "On the stairs"', "title = 7", 17, "Section 1: write “title”"),
        (STAIRS[STAIRS.index("[[sections]]") :], "", 0, "it needs at least one of “sections”"),
        ('name = "steps"', 'name = "side"', 0, "2 questions have the name “side”. Give each its own."),
        ('name = "steps"\n', "", 34, "Question 2: write “name”, in words"),
        ('asks = "How many steps?"\n', "", 34, "Question “steps”: write “asks”"),
        ('type = "number"', 'type = "numbr"', 37, "Question “steps”: write “type” as one of text, long, choice"),
        ("least = 1\n", "", 34, "Question “steps”: write “least” as a whole number"),
        ("most = 40", "most = 0", 38, "Question “steps”: “least” is 1, which is more than “most”, 0."),
        ("most = 40", "most = 40\nworkers = true", 40, "it counts workers, so keep “least” and “most” from 1 to 9."),
        (
            "most = 40",
            'most = 40\nwords = ["few"]',
            40,
            "“words” does not belong here. What may stand here: name, asks",
        ),
        ("most = 40", 'most = 40\ntells = "{steps} steps"', 40, "the answer stands once, as {}"),
        ('value = "both"', 'value = "left"', 29, "Question “side”: two choices have the value “left”."),
        ('words = "on both sides"', "points = 1", 29, "Question “side”, choice 2: write “words”"),
        ("points = 2", "points = -2", 23, "Question “rail”, no: write “points” as a whole number from 0 to 100."),
        ("control = true, tells", 'control = "yes", tells', 23, "“control” is true or false."),
        ('by = "sum"', 'by = "product"', 5, "a product needs “of” with the names of two questions of type score."),
        ('by = "sum"', 'by = "luck"', 6, "write “by” as sum or product."),
        ("points = 2, ", "", 6, "it is a sum of points, and no choice has any."),
        ('[score]\nby = "sum"\n', "", 0, "a score needs bands that say what it means, and bands need a score."),
        ("from = 2", "from = 0", 12, "each band begins above the one before it."),
        ("from = 0", "from = 1", 9, "the lowest score is 0, and the first band begins at 1."),
        ("from = 2", "from = 4", 12, "the highest score is 2, and the last band begins above it."),
        (
            'title = "Stairs"',
            'title = "Stairs"\ntitled_by = "rail"',
            3,
            "no question of type text or choice has the name",
        ),
        ('words = ["rare", "often"]', 'words = "rare"', 46, "a score needs “words”: a list of 2 to 10"),
        ("Rail: {}.", "", 28, "write “tells”, in words between quotation marks."),
    ],
)
def test_what_is_wrong_with_a_form_is_said_with_its_line(was, becomes, line, sentence):
    text = STAIRS if was in STAIRS else PRODUCT
    assert was in text
    with pytest.raises(Mistaken) as raised:
        definition_in(text.replace(was, becomes, 1))
    assert (line, True) in [(one.line, sentence in one.sentence) for one in raised.value.mistakes]


def test_a_form_that_tells_workers_nothing_is_refused():
    with pytest.raises(Mistaken, match="no answer is told to workers"):
        definition_in(STAIRS.replace(', tells = "There is no rail."', "").replace('tells = "Rail: {}."\n', ""))


def test_all_that_is_wrong_is_said_at_once_from_top_to_bottom():
    with pytest.raises(Mistaken) as raised:
        definition_in(STAIRS.replace("most = 40", "most = 0").replace('"yes_no"', '"yes"'))
    assert [one.line for one in raised.value.mistakes] == [22, 38]


def test_a_form_of_ours_that_is_wrong_is_named_with_file_and_line(tmp_path):
    (tmp_path / "stairs.toml").write_text(STAIRS.replace('"number"', '"numbr"'))
    with pytest.raises(ValueError, match=r'stairs.toml: Line 37 \(type = "numbr"\): Question “steps”'):
        read(tmp_path / "stairs.toml")


@pytest.mark.parametrize(
    ("form", "answers", "points", "band"),
    [
        (STAIRS, {"rail": "no", "steps": "12"}, 2, "High"),
        (STAIRS, {"rail": "yes", "side": "both", "steps": "12"}, 0, "Low"),
        (PRODUCT, {"likely": "2", "bad": "1"}, 2, "High"),
        (PRODUCT, {"likely": "2", "bad": "2"}, 4, "High"),
        (PRODUCT, {"likely": "1", "bad": "1"}, 1, "Low"),
    ],
)
def test_a_score_is_what_its_form_says(form, answers, points, band):
    score = score_of(definition_in(form), answers)
    assert (score.points, score.band.words) == (points, band)


def test_what_is_multiplied_and_not_answered_has_no_score():
    assert score_of(definition_in(PRODUCT), {"likely": "2"}) is None


def test_a_worker_reads_the_sentences_of_the_answers_and_no_others():
    form = definition_in(STAIRS)
    assert tells(form, {"rail": "no", "side": "both"}) == "There is no rail."
    assert tells(form, {"rail": "yes", "side": "both"}) == "Rail: on both sides."


def test_a_hoist_names_its_day_and_its_workers():
    form = shipped()["moving_and_handling"].definition
    answers = {"workers": "2", "hoist": "yes", "loler_on": "2026-11-01"}
    [(on, sentence)] = days_watched(form, answers).items()
    assert (str(on), workers_asked(form, answers)) == ("2026-11-01", 2)
    assert sentence.startswith("The LOLER examination was due by 1 Nov 2026.")
    assert days_watched(form, answers | {"hoist": "no"}) == {}
