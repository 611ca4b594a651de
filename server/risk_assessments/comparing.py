"""Two versions of an assessment, compared in words."""

from typing import NamedTuple

from server.risk_assessments.answers import UNDERSTANDS
from server.risk_assessments.definitions import Definition
from server.risk_assessments.models import AssessmentVersion
from server.risk_assessments.sentences import shown
from server.templating import long_day


class Difference(NamedTuple):
    """What was asked, what it was and what it is; empty for what was not said."""

    about: str
    before: str
    after: str


def differences(
    before: tuple[AssessmentVersion, Definition], after: tuple[AssessmentVersion, Definition]
) -> list[Difference]:
    """In the order of the newer form; what only the older one asked comes before what is asked of every assessment."""
    was, is_ = words_of(*before), words_of(*after)
    abouts = [*is_, *(about for about in was if about not in is_)]
    return [
        Difference(about, was.get(about, ""), is_.get(about, ""))
        for about in sorted(abouts, key=lambda about: about in ALWAYS)
        if was.get(about, "") != is_.get(about, "")
    ]


ALWAYS = ("Score", "Does the person understand the risk?", "Took part", "Assessed on", "Look at it again by", "Status")


def words_of(version: AssessmentVersion, form: Definition) -> dict[str, str]:
    """All that a version says, by what was asked."""
    said = {}
    for question in form.asked(version.answers):
        said[question.asks] = shown(question, version.answers)
        if version.controls.get(question.name):
            said[f"{question.asks} What is done about it"] = version.controls[question.name]
    score = "" if version.score is None else f"{version.score}, {version.band}"
    always = (
        score, UNDERSTANDS.get(version.understands, ""), version.took_part, long_day(version.assessed_on),
        long_day(version.review_on), "Ended" if version.is_ended else "In force",
    )  # fmt: skip
    return said | {"What else is done about it": version.controls.get("", "")} | dict(zip(ALWAYS, always, strict=True))
