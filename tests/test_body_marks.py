"""Marks on the body: seen by everybody who comes after, closed when healed, never deleted."""

import pytest

from server.body_marks.models import BodyMark, HealedMark
from server.medication.body_sites import BodySite, by_part
from tests.agencies import all_of
from tests.care import minutes_pass


@pytest.fixture
def mark(phone, visit):
    phone.mark_body(visit, size="2 cm", words="Red, does not fade.")
    [found] = all_of(BodyMark, BodyMark.visit_id == visit.id)
    return found


@pytest.fixture
def heal(office, mark):
    return lambda **said: office.post(
        f"/body-marks/{mark.id}/healing", **{f"{name}_{mark.id}": text for name, text in said.items()}
    )


@pytest.fixture
def body_map(agencies, office):
    return lambda: office.get(f"/people/{agencies.jean.id}/body-map")


def test_a_mark_is_on_the_map_and_on_the_next_visit(mark, phone, agencies, body_map):
    assert "1: Pressure area, left heel." in body_map().html
    assert "1. Pressure area, left heel. 2 cm. Red, does not fade" in body_map().text
    assert "Thu 19 Nov 08:20, Amina Yusuf" in body_map().text
    assert "Pressure area, left heel, seen Thu 19 Nov: 2 cm. Red" in phone.page(f"/visits/{agencies.evening.id}").text


def test_a_place_is_looked_for_at_its_part_of_the_body(phone, visit):
    parts = by_part(list(BodySite))
    assert sorted(place for _, places in parts for place in places) == sorted(BodySite)
    assert ("Left arm", ["upper_arm_left", "elbow_left", "forearm_left", "hand_left"]) in parts
    assert by_part([BodySite.FACE, BodySite.HEEL_LEFT]) == [("", ["face", "heel_left"])]
    page = phone.page(f"/visits/{visit.id}").text
    assert "Left arm Left upper arm Left elbow Left forearm Left hand Right arm" in page


def test_a_corrected_mark_stays_struck(mark, phone, visit, body_map):
    minutes_pass(1)
    phone.mark_body(visit, site="heel_right", corrects=mark.id)
    assert "<s>Pressure area, left heel</s>, corrected" in body_map().html
    assert "1: Pressure area, right heel." in body_map().html


def test_what_has_healed_is_closed_with_who_and_when(mark, heal, phone, agencies, body_map):
    heal(on="2026-11-19", words="District nurse.")
    heal(on="2026-11-19", words="Me.")
    assert "Healed Thu 19 Nov: District nurse." in body_map().text
    assert "Closed by Grace Mensah, Thu 19 Nov 08:20" in body_map().text
    assert len(all_of(HealedMark, HealedMark.body_mark_id == mark.id)) == 1
    assert "Pressure area, left heel, seen" not in phone.page(f"/visits/{agencies.evening.id}").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on": "soon", "words": "Me."}, "Choose the day on which it was seen to be healed."),
        ({"on": "2026-11-18", "words": "Me."}, "Choose a day from when it was marked until today."),
        ({"on": "2026-11-20", "words": "Me."}, "Choose a day from when it was marked until today."),
        ({"on": "2026-11-19", "words": " "}, "Say who saw that it is healed"),
    ],
)
def test_what_is_missing_is_asked_beside_the_mark(heal, mark, said, sentence):
    assert sentence in heal(**said).text
    assert all_of(HealedMark, HealedMark.body_mark_id == mark.id) == []


def test_a_place_that_is_none_is_held(phone, visit):
    values = {"visit": str(visit.id), "site": "tail", "kind": "bruise"}
    assert phone.keep(f"/visits/{visit.id}/body-marks", f"/visits/{visit.id}", values).state == "held"
