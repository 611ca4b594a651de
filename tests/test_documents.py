"""Documents about a person: added and read by whom they are for, followed, withdrawn, and kept on phones."""

from tests.files import drawn


def add(office, person, content=None, **said):
    """Fill in the form of a new document; answers the page that comes of it."""
    words = {"title": "DNACPR form", "kind": "dnacpr_form", "dated": "2026-11-02", "for_workers": "1", "offline": "1"}
    file = {"file": ("scan.jpg", content or drawn())}
    return office.follow(office.ask("POST", f"/people/{person.id}/documents", data=words | said, files=file))


def test_a_document_is_added_and_read_by_whom_it_is_for(agencies, office, phone):
    shown = add(office, agencies.jean)
    assert shown.status == 200, shown.text
    assert "DNACPR form" in shown.text
