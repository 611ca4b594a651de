"""What the answers of one page must be to each other."""

from datetime import date

from server import clock
from server.asking import Asking
from server.people.models import AllergyStatus
from server.person_records.questions import Answers

OLDEST = 125


def born_when_it_can_be(asking: Asking, answers: Answers) -> None:
    born_on: date | None = answers["born_on"]
    if born_on and not 0 <= clock.now().date().year - born_on.year <= OLDEST:
        asking.refuse("born_on", "Nobody receiving care was born then. Look at the year again.")
    elif born_on and born_on >= clock.now().date():
        asking.refuse("born_on", "That day has not come yet. Look at the date of birth again.")


def a_whole_place(asking: Asking, answers: Answers) -> None:
    if any(problem.field in ("latitude", "longitude") for problem in asking.problems):
        return
    if (answers["latitude"] is None) != (answers["longitude"] is None):
        missing = "latitude" if answers["latitude"] is None else "longitude"
        asking.refuse(missing, "A place has both latitude and longitude. Write this one too, or leave both empty.")


def allergies_that_agree(asking: Asking, answers: Answers) -> None:
    status, text = answers["allergy_status"], answers["allergies"]
    if status == AllergyStatus.RECORDED and not text:
        asking.refuse("allergies", "Write each substance, and what it did.")
    if status not in (None, AllergyStatus.RECORDED) and text:
        asking.refuse("allergies", "This says an allergy and the answer above says none. Make the two agree.")
    if status in (AllergyStatus.RECORDED, AllergyStatus.NONE_KNOWN):
        if not answers["allergies_confirmed_by"]:
            asking.refuse("allergies_confirmed_by", "Say who told you: the person, their family, the GP's letter.")
        if not answers["allergies_confirmed_on"]:
            asking.refuse("allergies_confirmed_on", "Choose the day on which they said so.")
