"""A worker's photo: kept once, without where it was taken; held with the reason when it is no picture."""

import json
from io import BytesIO

import pytest
from PIL import Image

from server.__main__ import main
from server.board.models import AlertKind
from server.documents import looking, pictures, taking
from server.documents.models import Document, DocumentContent, Photo
from server.inbox.models import Form, FormFile
from server.inbox.reading import sum_of
from server.verifying import differences
from tests.agencies import all_of, change
from tests.files import HTML, SVG, bomb, drawn, taken_at_home


def photos_of(person):
    return all_of(Photo, Photo.service_user_id == person.id)


def content_of(photo):
    [content] = all_of(DocumentContent, DocumentContent.document_id == photo.document_id)
    return content.whole


def files_held(form):
    return [kept.content for kept in all_of(FormFile, FormFile.form_id == form.id)]


def test_a_photo_reaches_the_visit_the_record_and_the_documents(agencies, phone, office, visit):
    form = phone.take_photo(visit, taken_at_home())
    assert form.state == "sent"
    [photo] = photos_of(agencies.jean)
    shown = content_of(photo)
    assert Image.open(BytesIO(shown)).size == (900, 1200)
    assert b"Fairphone" not in shown + photo.words.encode()
    assert files_held(form) == []
    pages = (f"/visits/{visit.id}", f"/people/{agencies.jean.id}/documents")
    assert all("Left heel" in office.get(page).text for page in pages)
    assert "Seen by Grace Mensah" in phone.get(f"/visits/{visit.id}").text
    assert phone.ask("GET", f"/files/{photo.document_id}/small").status_code == 200


def test_a_photo_sent_twice_is_kept_once(agencies, phone, visit):
    form = phone.take_photo(visit, drawn())
    assert phone.send_again(form) == "sent"
    assert len(photos_of(agencies.jean)) == 1


def test_h2_a_photo_that_waits_holds_up_no_dose(agencies, phone, visit, levodopa):
    phone.lose_signal()
    photo = phone.take_photo(visit, drawn())
    given = phone.give(levodopa)
    assert given.previous is None
    phone.signal = True
    phone.send_together(given)
    assert (given.state, photo.state) == ("sent", "waiting")
    phone.send()
    assert photo.state == "sent"
    assert [alert for alert in agencies.open_alerts() if alert.kind == AlertKind.LOST_STORE] == []


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (drawn((200, 150)) + HTML, taking.HIDES),
        (bomb(), pictures.TOO_MANY_PIXELS),
    ],
    ids=["a polyglot", "a bomb"],
)
def test_what_is_no_safe_picture_is_held_with_the_reason_and_not_lost(agencies, phone, office, visit, file, why):
    form = phone.take_photo(visit, file)
    assert (form.state, form.why, files_held(form), photos_of(agencies.jean)) == ("held", why, [file], [])
    page = office.get(f"/held-forms/{form.id}")
    assert (why in page.text, "Left heel" in page.text) == (True, True)
    assert phone.send_again(form) == "held"


def test_the_office_keeps_the_picture_of_a_polyglot_alone(agencies, phone, office, visit):
    form = phone.take_photo(visit, drawn((200, 150)) + HTML)
    office.post(f"/held-forms/{form.id}/acceptance")
    [photo] = photos_of(agencies.jean)
    assert HTML not in content_of(photo)
    assert files_held(form) == []


def test_what_the_office_cannot_keep_either_is_set_aside(agencies, phone, office, visit):
    form = phone.take_photo(visit, SVG)
    assert looking.DRAWING in office.post(f"/held-forms/{form.id}/acceptance").text
    office.post(f"/held-forms/{form.id}/setting-aside", decision="No photo.")
    assert (files_held(form), photos_of(agencies.jean)) == ([SVG], [])


def test_a_photo_whose_file_did_not_come_or_is_another_is_held(phone, visit):
    assert phone.take_photo(visit, b"", photo=sum_of(drawn())).why == taking.NO_FILE
    assert phone.take_photo(visit, drawn(), photo=sum_of(b"another")).why == taking.NOT_AS_SENT


def test_a_photo_is_corrected_by_another_and_both_stay(agencies, phone, office, visit):
    wrong = phone.take_photo(visit, drawn())
    phone.take_photo(visit, drawn((300, 200)), corrects=wrong.id, words="Right heel")
    before, after = sorted(all_of(Document, Document.service_user_id == agencies.jean.id), key=lambda one: one.added_at)
    assert after.follows == before.id
    page = phone.get(f"/visits/{visit.id}").html
    assert ("<s>Skin. Left heel</s>" in page, "Right heel" in page) == (True, True)


def test_a_photo_can_show_the_concern_raised_before(agencies, phone, office, visit):
    concern = phone.raise_concern(visit, "A red heel.")
    phone.take_photo(visit, drawn(), concern="yes")
    [photo] = photos_of(agencies.jean)
    assert photo.concern_id == concern.id
    assert "Shows the concern raised before" in office.get(f"/visits/{visit.id}").text


def test_a_photo_needs_no_script(agencies, phone, visit):
    form = phone.get(f"/visits/{visit.id}").form(f"/visits/{visit.id}/photos")
    answer = phone.ask(
        "POST", form.action, data=form.hidden | {"kind": "home", "words": "The step"},
        files={"photo": ("step.jpg", drawn())},
    )  # fmt: skip
    assert (answer.status_code, [photo.words for photo in photos_of(agencies.jean)]) == (303, ["The step"])
    held = phone.ask("POST", form.action, data=form.hidden | {"kind": "home"}, files={"photo": ("step.jpg", SVG)})
    assert (held.status_code, looking.DRAWING in held.text) == (422, True)


def test_a_photo_of_somebody_elses_visit_is_held_with_its_file(agencies, phone):
    values = {"author": phone.account.id, "form_version": "1", "kind": "skin", "photo": sum_of(drawn())}
    form = phone.keep(f"/visits/{agencies.walters.id}/photos", "/today", values, file=drawn())
    assert (form.state, files_held(form), photos_of(agencies.walter)) == ("held", [drawn()], [])


def test_photos_are_exported_and_verified(agencies, phone, visit, capsys):
    form = phone.take_photo(visit, drawn())
    assert main(["entries"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if str(form.id) in line]
    [photo] = [line for line in lines if line["kind"] == "photo"]
    assert photo["words"] == "Left heel"
    whose = Form.id == form.id
    change(Form, whose, state="SET_ASIDE")
    assert any(f"Photo {form.id}" in line for line in differences())
    change(Form, whose, state="ACCEPTED")
    change(Photo, Photo.id == form.id, service_user_id=agencies.harold.id)
    assert f"Photo {form.id} has no document of the same person." in list(differences())
    change(Photo, Photo.id == form.id, service_user_id=agencies.jean.id)
