"""Pages said shortly: what their templates say themselves stands as numbers, which a phone puts back."""

import pytest

from server.pieces import NUMBER


@pytest.fixture
def said(phone):
    """What a phone keeps of `/pieces.json`."""
    return phone.ask("GET", "/pieces.json").json()


def put_back(short, pieces):
    return NUMBER.sub(lambda number: pieces[int(number[1])], short)


def test_a_short_page_comes_out_as_the_office_wrote_it(phone, visit, said):
    phone.note(visit, "Ate <3> of 4, \ue000 <12>")
    short = phone.ask_for_day(pieces=said["name"]).json()["pages"]
    whole = phone.ask_for_day().json()["pages"]
    assert {url: put_back(page, said["pieces"]) for url, page in short.items()} == whole
    assert "Ate &lt;3&gt; of 4, \ue000 &lt;12&gt;" in whole[f"/visits/{visit.id}"]


def test_short_pages_are_a_fraction_of_whole_ones(phone, said):
    short = phone.ask_for_day(pieces=said["name"])
    assert short.json()["pieces"]
    assert len(short.text) < len(phone.ask_for_day().text) / 3


def test_a_phone_with_the_pieces_of_another_release_gets_whole_pages_and_is_told(phone):
    day = phone.ask_for_day(pieces="another").json()
    assert day["pieces"] is False
    assert day["pages"] == phone.ask_for_day().json()["pages"]
    assert not any(NUMBER.search(page) for page in day["pages"].values())


def test_a_page_that_changed_comes_as_its_changed_lines_all_the_same(phone, visit, wash, said):
    phone.take_day_home()
    phone.tick(wash)
    day = phone.ask_for_day(have=phone.stamps.values(), pieces=said["name"]).json()
    assert day["pages"][f"/visits/{visit.id}"]["of"] == phone.stamps[f"/visits/{visit.id}"]
