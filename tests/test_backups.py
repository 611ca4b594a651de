"""Backups are proven: taken while the app runs, restored, drilled, and told of when they are stale."""

import asyncio
import json
from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PIL import Image
from sqlalchemy import text
from sqlmodel import col

from server.__main__ import main
from server.accounts.models import Agency, AuditRow
from server.backups import nights
from server.backups.alarms import tell_of_backups, tell_of_check
from server.backups.drilling import drill
from server.backups.folder import backups_in
from server.backups.models import BackupDrill
from server.backups.places import empty_database
from server.backups.private import PREFIX, private_folder
from server.backups.taking import take_backup
from server.board.models import AlertKind
from server.db import engine, writing
from server.documents.models import Document, DocumentContent
from server.inbox.models import Form
from server.inbox.queries import epoch_now
from server.migrating import migrate
from server.settings import settings
from tests.agencies import DAY, PASSWORD, all_of, change, it_is
from tests.care import at_once
from tests.conftest import forget_settings, point_at
from tests.files import drawn

KEY = b64encode(bytes(range(32))).decode()


@pytest.fixture
def folder(browser, tmp_path, monkeypatch):
    """Where backups lie; the office takes them here."""
    monkeypatch.setenv("BACKUP_FOLDER", str(tmp_path / "backups"))
    settings.cache_clear()
    return tmp_path / "backups"


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("BACKUP_KEY", KEY)
    settings.cache_clear()


@pytest.fixture
def new_machine(database, tmp_path):
    """An empty database of the same kind, somewhere else."""
    with empty_database(database) as url:
        yield url
        engine().dispose()


def move_office_to(url, monkeypatch):
    forget_settings()
    monkeypatch.setenv("DATABASE_URL", url)


def widths_of_photos(visit):
    ids = [document.id for document in all_of(Document, Document.service_user_id == visit.service_user_id)]
    kept = all_of(DocumentContent, col(DocumentContent.document_id).in_(ids))
    return sorted(Image.open(BytesIO(content.whole)).width for content in kept)


def sign_in_again(person):
    """What waits on their phone is there still."""
    answer = person.submit("/sign-in", username=person.account.username, password=PASSWORD)
    person.token = answer.cookies["doorstep"]


def restore(folder, *options):
    newest = backups_in(folder)[0]
    return main(["restore", str(folder / newest.file), *options])


# Taking


def test_a_backup_says_what_is_in_it(folder, phone, visit):
    phone.arrive(visit)
    assert main(["backup"]) == 0
    [manifest] = backups_in(folder)
    assert manifest.contents.forms == len(all_of(Form))
    assert manifest.contents.audit_heads[phone.account.agency_id].number >= 1
    assert str(manifest.contents.epoch) == epoch_now()


def test_a_backup_goes_where_it_is_told(folder, tmp_path):
    assert main(["backup", "--to", str(tmp_path / "elsewhere")]) == 0
    assert backups_in(folder) == []
    assert len(backups_in(tmp_path / "elsewhere")) == 1


def test_without_a_folder_nothing_is_taken_and_that_is_said(browser, capsys):
    assert main(["backup"]) == 1
    assert "BACKUP_FOLDER" in capsys.readouterr().err


def test_a_backup_is_one_moment_although_phones_go_on_sending(folder, phone, visit):
    phone.lose_signal()
    notes = [phone.note(visit, f"Note {number}.") for number in range(20)]
    sending = [lambda note=note: phone.send_again(note) for note in notes[:1]]
    at_once(lambda: [phone.send_again(note) for note in notes], lambda: [take_backup(folder) for _ in range(3)])
    assert sending
    assert drill(folder).problems == ""


def test_a_sealed_backup_holds_nobodys_words(folder, key, phone, visit):
    phone.note(visit, "Had porridge and honey.")
    manifest = take_backup(folder)
    assert manifest.is_sealed
    assert b"porridge" not in (folder / manifest.file).read_bytes()
    assert drill(folder).problems == ""


def test_only_the_newest_are_kept_and_the_last_proven_one(folder, nothing_known, monkeypatch):
    monkeypatch.setenv("BACKUPS_KEPT", "2")
    settings.cache_clear()
    proven = take_backup(folder)
    drill(folder)
    later = [take_backup(folder) for _ in range(3)]
    assert {kept.file for kept in backups_in(folder)} == {proven.file, later[1].file, later[2].file}


@pytest.mark.parametrize("clears", [take_backup, lambda _folder: asyncio.run(nights.look())], ids=["backup", "watch"])
def test_what_a_killed_backup_left_in_the_clear_is_cleared_and_no_other(folder, key, clears, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(nights, "claim", lambda *_, **__: False)
    left = Path(mkdtemp(prefix=PREFIX))
    (left / "doorstep.sqlite3").write_text("Jean Whitcombe")
    with private_folder() as in_use:
        clears(folder)
        assert (left.exists(), in_use.exists()) == (False, True)
        assert in_use.stat().st_mode & 0o777 == 0o700
    assert list(tmp_path.glob(f"{PREFIX}*")) == []


# Restoring


def test_after_a_restore_phones_offer_again_what_the_backup_lacks(folder, phone, visit, wash, new_machine, monkeypatch):
    phone.arrive(visit)
    phone.take_photo(visit, drawn((60, 40)))
    take_backup(folder)
    phone.tick(wash)
    phone.note(visit, "Had tea and a biscuit.")
    phone.take_photo(visit, drawn((90, 40)))
    move_office_to(new_machine, monkeypatch)
    assert restore(folder) == 0
    sign_in_again(phone)
    assert "biscuit" not in phone.get(f"/visits/{visit.id}").text
    assert widths_of_photos(visit) == [60]
    phone.take_day_home()
    phone.send()
    forms = all_of(Form, Form.author_id == phone.account.id)
    assert sorted(form.device_sequence for form in forms) == [1, 2, 3, 4, 5]
    assert widths_of_photos(visit) == [60, 90]
    assert phone.get(f"/visits/{visit.id}").text.count("Had tea and a biscuit.") == 1
    assert {form.state for form in phone.outbox} == {"sent"}


def test_what_the_backup_lacks_is_not_called_lost(
    folder, agencies, phone, bens_phone, double, new_machine, monkeypatch
):
    take_backup(folder)
    phone.note(double, "Amina was here.")
    bens_phone.device, bens_phone.sequence = phone.device, phone.sequence
    bens_phone.note(double, "Ben too.")
    move_office_to(new_machine, monkeypatch)
    restore(folder)
    sign_in_again(bens_phone)
    bens_phone.take_day_home()
    bens_phone.send()
    assert alerts_on_the_board(agencies, AlertKind.LOST_STORE) == []


def test_a_restored_office_is_in_another_epoch_and_nobody_is_signed_in(folder, phone, new_machine, monkeypatch):
    take_backup(folder)
    before = epoch_now()
    phone.post("/sign-out")
    move_office_to(new_machine, monkeypatch)
    restore(folder)
    assert epoch_now() != before
    assert phone.ask("GET", "/today").headers["location"] == "/sign-in"


def test_a_sealed_backup_is_restored_with_its_key_only(folder, key, new_machine, monkeypatch, capsys):
    take_backup(folder)
    move_office_to(new_machine, monkeypatch)
    monkeypatch.setenv("BACKUP_KEY", "another")
    assert restore(folder) == 1
    assert "BACKUP_KEY does not open" in capsys.readouterr().err
    monkeypatch.setenv("BACKUP_KEY", KEY)
    settings.cache_clear()
    assert restore(folder) == 0


def test_a_database_with_an_agency_is_not_overwritten(folder, agencies, capsys):
    take_backup(folder)
    before = epoch_now()
    assert restore(folder) == 1
    assert epoch_now() == before
    assert capsys.readouterr().err


@pytest.fixture
def small_office(tmp_path, monkeypatch):
    """An office on a SQLite file of its own, which it has closed."""
    url = f"sqlite:///{tmp_path}/office.sqlite3"
    migrate(url)
    point_at(url, monkeypatch)
    monkeypatch.setenv("BACKUP_FOLDER", str(tmp_path / "backups"))
    found_agency("Hearth Home Care")
    engine().dispose()
    yield tmp_path
    forget_settings()


def found_agency(name):
    with writing() as db:
        db.add(Agency(name=name, phone="0113 496 0000"))
        db.commit()


def test_over_an_agency_it_is_restored_when_told_and_what_was_there_is_kept(small_office, capsys):
    take_backup(small_office / "backups")
    found_agency("Founded after the backup")
    engine().dispose()
    assert restore(small_office / "backups", "--over") == 0
    assert [agency.name for agency in all_of(Agency)] == ["Hearth Home Care"]
    [kept] = small_office.glob("office.before-*.sqlite3")
    assert b"Founded after" in kept.read_bytes()
    assert str(kept) in capsys.readouterr().out


def test_a_broken_file_is_restored_over_and_kept_too(small_office, capsys):
    take_backup(small_office / "backups")
    engine().dispose()
    (small_office / "office.sqlite3").write_bytes(b"The disk was full." * 1000)
    assert restore(small_office / "backups") == 1
    assert "cannot be read" in capsys.readouterr().err
    assert restore(small_office / "backups", "--over") == 0
    assert [agency.name for agency in all_of(Agency)] == ["Hearth Home Care"]


def test_a_running_office_is_not_restored_over(small_office, capsys):
    take_backup(small_office / "backups")
    assert restore(small_office / "backups", "--over") == 1
    assert "stop Doorstep first" in capsys.readouterr().err
    assert [agency.name for agency in all_of(Agency)] == ["Hearth Home Care"]


def test_a_changed_backup_is_not_restored(folder, new_machine, monkeypatch, capsys):
    manifest = take_backup(folder)
    spoil(folder / manifest.file)
    move_office_to(new_machine, monkeypatch)
    assert restore(folder) == 1
    assert "SHA-256 differs" in capsys.readouterr().err


def test_a_file_without_its_manifest_is_not_restored(folder, tmp_path, capsys):
    assert main(["restore", str(tmp_path / "nothing")]) == 1
    assert "cannot be trusted" in capsys.readouterr().err


def spoil(file: Path) -> None:
    """Change one byte in the middle, as a tired disk does."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def say_in_manifest(folder, **other):
    [path] = folder.glob("*.json")
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"contents": said["contents"] | other}))


# Drilling


def test_a_drill_restores_the_newest_backup_and_proves_it(folder, phone, visit, capsys):
    phone.arrive(visit)
    take_backup(folder)
    assert main(["drill"]) == 0
    assert "proven" in capsys.readouterr().out
    assert all_of(BackupDrill, BackupDrill.backup == backups_in(folder)[0].file)[0].is_proven


def test_a_drill_of_nothing_says_so(folder, capsys):
    assert main(["drill"]) == 1
    assert "There is no backup" in capsys.readouterr().err


def test_a_drill_finds_a_spoilt_backup(folder, capsys):
    spoil(folder / take_backup(folder).file)
    assert main(["drill"]) == 1
    assert "NOT proven" in capsys.readouterr().out


def test_a_drill_finds_a_backup_that_holds_less_than_it_says(folder):
    take_backup(folder)
    say_in_manifest(folder, forms=10**6)
    assert "The manifest says forms 1000000" in drill(folder).problems


def test_a_drill_finds_an_audit_that_was_cut(folder, phone, visit):
    phone.arrive(visit)
    take_backup(folder)
    say_in_manifest(folder, audit_heads={str(phone.account.agency_id): {"number": 9, "hash": "00"}})
    assert "does not end where the manifest says" in drill(folder).problems


def test_a_drill_finds_that_the_running_audit_was_changed_since(folder, phone, visit):
    phone.arrive(visit)
    take_backup(folder)
    last = max(all_of(AuditRow, AuditRow.agency_id == phone.account.agency_id), key=lambda row: row.number)
    its_row = (AuditRow.agency_id == last.agency_id) & (AuditRow.number == last.number)
    change(AuditRow, its_row, hash=b"rewritten")
    problems = drill(folder).problems
    change(AuditRow, its_row, hash=last.hash)
    assert "was changed after the backup" in problems


# Nights


def alerts_on_the_board(agencies, kind):
    return [alert.words for alert in agencies.open_alerts() if alert.kind == kind]


@pytest.fixture
def nothing_known(browser):
    """No drill is known and nobody has claimed anything, whatever other tests did."""
    with writing() as db:
        db.execute(text("delete from backup_drills"))
        db.execute(text("delete from heartbeats where name in ('backup', 'nightly check')"))
        db.commit()


def test_no_backup_proven_for_two_days_is_told_on_the_board(folder, agencies, office, nothing_known):
    take_backup(folder)
    drill(folder)
    it_is("08:00", DAY + timedelta(days=2))
    tell_of_backups()
    assert alerts_on_the_board(agencies, AlertKind.BACKUP) == []
    it_is("08:21", DAY + timedelta(days=2))
    tell_of_backups()
    assert "No backup has been proven since Thu 19 Nov 08:20" in office.get("/board").text


def test_a_drill_that_found_something_proves_nothing(folder, agencies, nothing_known):
    spoil(folder / take_backup(folder).file)
    drill(folder)
    it_is("08:21", DAY + timedelta(days=90))
    tell_of_backups()
    assert len(alerts_on_the_board(agencies, AlertKind.BACKUP)) == 1


def test_a_proven_backup_answers_the_alert(folder, agencies, nothing_known):
    it_is("08:21", DAY + timedelta(days=90))
    tell_of_backups()
    tell_of_backups()
    assert len(alerts_on_the_board(agencies, AlertKind.BACKUP)) == 1
    take_backup(folder)
    drill(folder)
    tell_of_backups()
    assert alerts_on_the_board(agencies, AlertKind.BACKUP) == []


def test_without_a_folder_nobody_is_told_of_backups(agencies, nothing_known):
    it_is("08:21", DAY + timedelta(days=90))
    tell_of_backups()
    assert alerts_on_the_board(agencies, AlertKind.BACKUP) == []


def test_what_a_night_found_is_told_until_a_night_finds_nothing(agencies, office):
    tell_of_check(3)
    assert "The nightly check found 3 differences" in office.get("/board").text
    tell_of_check(0)
    assert alerts_on_the_board(agencies, AlertKind.DIFFERENCES) == []
    assert "The next nightly check found nothing" in office.get("/board").text


def test_a_check_that_could_not_be_made_is_told_too(agencies):
    tell_of_check(None)
    assert alerts_on_the_board(agencies, AlertKind.DIFFERENCES) == ["The nightly check could not be made"]


def test_one_process_takes_the_backup_when_it_is_due(folder, nothing_known):
    assert sorted(at_once(*[nights.claim_backup] * 4)) == [False, False, False, True]


def test_a_backup_that_failed_is_tried_again_within_the_hour_and_a_proven_one_a_day_later(folder, nothing_known):
    assert nights.claim_backup()
    it_is("09:22")
    assert nights.claim_backup()
    take_backup(folder)
    drill(folder)
    it_is("09:00", DAY + timedelta(days=1))
    assert not nights.claim_backup()
    it_is("09:23", DAY + timedelta(days=1))
    assert nights.claim_backup()


def test_everything_is_checked_once_a_night(nothing_known):
    assert not nights.claim_check()
    it_is("02:59", DAY + timedelta(days=1))
    assert not nights.claim_check()
    it_is("03:01", DAY + timedelta(days=1))
    assert [nights.claim_check(), nights.claim_check()] == [True, False]


def test_a_running_server_takes_its_first_backup_at_once_and_drills_it(folder, agencies, nothing_known):
    asyncio.run(nights.look())
    assert [done.problems for done in all_of(BackupDrill)] == [""]
    assert alerts_on_the_board(agencies, AlertKind.BACKUP) == []
