"""One dose, and two or three workers whose phones had no signal: whatever each of them said and in whichever order it
came, everything is kept, nothing is merged, and two who gave it are told to the office and to both."""

from collections.abc import Iterator
from itertools import combinations_with_replacement, pairwise

import pytest

from server.board.models import Alert, AlertKind
from server.medication.models import Dose, MarEntry
from tests.agencies import Agencies, all_of
from tests.care import Phone, Recorded

STORIES = (("taken",), ("declined",), ("taken", "declined"), ("declined", "taken"))
"""What a worker said of the dose, and what they corrected it to."""
MOST_FORMS = 4


def interleavings(lengths: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every order in which these many forms of each phone can come, each phone's in their own order."""
    if not any(lengths):
        yield ()
    for phone, length in enumerate(lengths):
        if length:
            left = (*lengths[:phone], length - 1, *lengths[phone + 1 :])
            yield from ((phone, *rest) for rest in interleavings(left))


def without_signal(phone: Phone, dose: Dose, story: tuple[str, ...]) -> list[Recorded]:
    """A worker says what became of a dose, and corrects it, on a phone that tells nobody."""
    phone.signal = False
    said: list[Recorded] = []
    for outcome in story:
        answers = {"visit": dose.visit_id, "outcome": outcome, "support": "administer", "reason": "As it was"}
        corrects = {"corrects": said[-1].id} if said else {}
        values = {name: str(value) for name, value in (answers | corrects).items()}
        said.append(phone.keep(f"/doses/{dose.id}/outcomes", f"/visits/{dose.visit_id}", values))
    return said


def test_the_interleavings_are_all_of_them():
    assert sorted(interleavings((2, 1))) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert len(set(interleavings((2, 2, 2)))) == 90


@pytest.mark.parametrize("workers", [2, 3])
def test_h2_one_dose_recorded_by_several_is_kept_flagged_and_never_merged(agencies: Agencies, workers):
    phones = [agencies.amina, agencies.ben, agencies.phone_of("Chidi Okafor", agencies.team)][:workers]
    for stories in combinations_with_replacement(STORIES, workers):
        if sum(map(len, stories)) > MOST_FORMS:
            continue
        for order in interleavings(tuple(map(len, stories))):
            visit = agencies.visit("12:00", agencies.harold, *phones)
            dose = agencies.dose(visit, agencies.medicine(agencies.harold, "Apixaban 5 mg"), due="12:00")
            agencies.keep()
            said = [without_signal(phone, dose, story) for phone, story in zip(phones, stories, strict=True)]
            forms = [iter(of_phone) for of_phone in said]
            for phone in order:
                phones[phone].send_together(next(forms[phone]))
            check(phones, dose, said)


def check(phones: list[Phone], dose: Dose, said: list[list[Recorded]]) -> None:
    entries = {entry.id: entry for entry in all_of(MarEntry, MarEntry.dose_id == dose.id)}
    forms = [form for of_phone in said for form in of_phone]
    assert {form.state for form in forms} == {"sent"}
    assert set(entries) == {form.id for form in forms}
    corrected = [(one.id, other.id) for of_phone in said for one, other in pairwise(of_phone)]
    assert corrected == [(entries[other].corrects, other) for _, other in corrected]
    given = [of_phone[-1].id for of_phone in said if entries[of_phone[-1].id].outcome.was_given]
    alerts = all_of(Alert, Alert.visit_id == dose.visit_id, Alert.kind == AlertKind.DOUBLE_DOSE)
    about = {alert.about for alert in alerts}
    assert about <= set(entries)
    assert len(given) < 2 or about & set(given)
    for phone in phones:
        phone.signal = True
        shown = phone.get(f"/visits/{dose.visit_id}").text
        assert ("Possible double dose" in shown) == (len(given) > 1)
        assert len(given) < 2 or f"Recorded as given {len(given)} times" in shown
