"""The office's list of people: found by a few words, a page at a time, by where they are with us."""

import pytest

from server.people.models import ServiceUser
from tests.agencies import DAY, change


def search(office, words):
    return office.post("/people/search", words=words)


@pytest.fixture
def ivy(office):
    saved = office.submit(
        "/people", given_name="Bronis\u0142awa", family_name="O\u2019Neill", known_as="Bronia", born_on="1939-04-05",
        nhs_number="9434765919",
    )  # fmt: skip
    return saved.headers["location"].split("/")[2]


def test_a_person_is_found_by_name_postcode_and_nhs_number(agencies, office, ivy):
    office.post(f"/people/{ivy}/record/address", address="2 Elm Close", postcode="yo242lw")
    typed = ("bronislawa", "o'neill", "bron oneill", "Bronia", "943 476 5919", "943476", "YO24 2LW", "yo242")
    found = {words: search(office, words).text for words in typed}
    assert {words for words, page in found.items() if "Bronisława O’Neill New" not in page or "Jean" in page} == set()
    assert "Nobody is found by these words." in search(office, "bron jean").text
    assert "Nobody is found by these words." in search(agencies.olive, "bronia").text


def test_what_is_typed_is_in_no_address_and_too_little_is_asked_again(agencies, office, phone):
    assert "Type at least two letters" in search(office, "b").text
    assert office.ask("GET", "/people/search?words=bron").status_code in (404, 405)
    assert phone.ask("POST", "/people/search", data={"words": "jean"}).status_code == 404


def test_a_long_list_is_read_page_by_page(agencies, office):
    for number in range(51):
        agencies.person(agencies.hearth, "Ann", f"Zz{number:02}")
    agencies.keep()
    first, second = office.get("/people"), office.get("/people?show=receiving&number=2")
    assert "Ann Zz46" in first.text
    assert "Ann Zz47" not in first.text
    assert "Ann Zz50" in second.text
    assert "Before" in second.text
    assert "Next" not in second.text


def test_new_and_discharged_people_are_listed_by_themselves(agencies, office, ivy):
    change(ServiceUser, ServiceUser.id == agencies.jean.id, discharged_on=DAY)
    assert "O\u2019Neill" not in office.get("/people").text
    assert "Jean" not in office.get("/people?show=nonsense&number=soon").text
    assert "O\u2019Neill" in office.get("/people?show=new").text
    assert "Jean Whitcombe" in office.get("/people?show=discharged").text
