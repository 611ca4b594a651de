"""What is typed into a person's record is read as it was meant, or asked again in words that help."""

import pytest

from server.asking import Asking
from server.discharges.recording import read as read_discharge
from server.packages.recording import read as read_package
from server.people.finding import plain_words, words_about
from server.people.nhs_numbers import nhs_number_in, spaced
from server.people.places import latitude_in, longitude_in
from server.people.postcodes import postcode_in, uprn_in
from server.person_records.steps import ADDRESS, ALLERGIES
from server.problems import BadInput
from tests.agencies import DAY


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919"])
def test_an_nhs_number_is_taken_however_it_is_spaced(text):
    assert nhs_number_in(text) == "9434765919"
    assert spaced("9434765919") == "943 476 5919"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9434765918", "check digit"),
        ("9434756919", "check digit"),
        ("0000000060", "check digit"),
        ("1111111111", "check digit"),
        ("943476591", "ten digits"),
        ("94347659190", "ten digits"),
        ("943476591x", "ten digits"),
        ("٩٤٣٤٧٦٥٩١٩", "ten digits"),
    ],
)
def test_an_nhs_number_with_a_wrong_digit_is_asked_again(text, why):
    with pytest.raises(BadInput, match=why):
        nhs_number_in(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("ls63ab", "LS6 3AB"), ("  m1  1ae ", "M1 1AE"), ("EC1A 1BB", "EC1A 1BB"), ("gir0aa", "GIR 0AA")],
)
def test_a_postcode_is_written_with_its_one_space(text, written):
    assert postcode_in(text) == written


@pytest.mark.parametrize("text", ["", "LS6", "LS6 3A", "6LS 3AB", "LS6 3AC0", "LS6 3CK", "York"])
def test_what_is_no_postcode_is_asked_again(text):
    with pytest.raises(BadInput):
        postcode_in(text)


@pytest.mark.parametrize("text", ["1234567890123", "0", "12a"])
def test_what_is_no_uprn_is_asked_again(text):
    with pytest.raises(BadInput, match="digits only"):
        uprn_in(text)


def test_a_place_may_be_left_out():
    assert (latitude_in(""), longitude_in(""), latitude_in("53.82"), longitude_in("-1.57")) == (
        None,
        None,
        53.82,
        -1.57,
    )


@pytest.mark.parametrize(
    ("read", "text", "why"),
    [
        (latitude_in, "53,82", "with a point"),
        (latitude_in, "53° 49' N", "with a point"),
        (latitude_in, "-1.57", "the wrong way round"),
        (longitude_in, "53.82", "the wrong way round"),
        (longitude_in, "12.5", "between -8.7 and 1.8"),
        (latitude_in, "nan", "with a point"),
    ],
)
def test_a_place_that_cannot_be_is_explained(read, text, why):
    with pytest.raises(BadInput, match=why):
        read(text)


def test_a_person_is_found_by_plain_words():
    assert plain_words("Bronisława O’Neill-Żak") == ["bronislawa", "oneill", "zak"]
    assert words_about(["Zoë", "Lamb"], "LS6 3AB", "9434765919") == {
        "zoe",
        "lamb",
        "ls6",
        "3ab",
        "ls63ab",
        "9434765919",
    }


ALLERGY = {"allergy_status": "none_known", "allergies_confirmed_by": "Ivy", "allergies_confirmed_on": "2026-11-18"}
PLACE = {"address": "2 Elm Close", "postcode": "LS6 3AA", "latitude": "53.8", "longitude": "-1.5"}
PACKAGE = {"funding": "council", "commissioner": "Leeds City Council", "hours": "10.5", "from_on": "2026-11-19"}
HOME = {"from_on": "2026-11-20", "reason": "independent", "destination": "At home", "follow_up_on": "2026-11-26"}


def discharge(asking):
    return read_discharge(asking, DAY)


@pytest.mark.parametrize(
    ("read", "said", "field", "why"),
    [
        (ALLERGIES.read, ALLERGY | {"allergy_status": ""}, "allergy_status", "Choose one of these"),
        (ALLERGIES.read, ALLERGY | {"allergy_status": "recorded"}, "allergies", "Write each substance"),
        (ALLERGIES.read, ALLERGY | {"allergies": "penicillin"}, "allergies", "Make the two agree"),
        (ALLERGIES.read, ALLERGY | {"allergies_confirmed_by": ""}, "allergies_confirmed_by", "Say who told you"),
        (ALLERGIES.read, ALLERGY | {"allergies_confirmed_on": ""}, "allergies_confirmed_on", "Choose the day"),
        (ADDRESS.read, PLACE | {"longitude": ""}, "longitude", "Write this one too"),
        (read_package, PACKAGE | {"is_stop_gap": "1"}, "until_on", "choose its last day"),
        (read_package, PACKAGE | {"until_on": "2026-11-18"}, "until_on", "before the first one"),
        (read_package, PACKAGE | {"hours": "ten"}, "hours", "Write the hours a week as a number"),
        (read_package, PACKAGE | {"hours": "169"}, "hours", "up to 168"),
        (read_package, PACKAGE | {"funding": "lottery"}, "funding", "Choose who pays"),
        (discharge, HOME | {"follow_up_on": ""}, "follow_up_on", "or say below why nobody does"),
        (discharge, HOME | {"follow_up_on": "2026-11-19"}, "follow_up_on", "comes after the discharge"),
        (discharge, HOME | {"destination": ""}, "destination", "Write where they go"),
        (discharge, HOME | {"from_on": "2029-01-01"}, "from_on", "at most a year away"),
    ],
)
def test_h5_what_cannot_be_is_asked_again_beside_its_field(read, said, field, why):
    with pytest.raises(BadInput) as raised, Asking(said) as asking:
        read(asking)
    assert why in raised.value.about(field)


@pytest.mark.parametrize(
    ("read", "said"), [(ALLERGIES.read, ALLERGY), (ADDRESS.read, PLACE), (read_package, PACKAGE), (discharge, HOME)]
)
def test_what_can_be_is_taken(read, said):
    with Asking(said) as asking:
        assert read(asking)
