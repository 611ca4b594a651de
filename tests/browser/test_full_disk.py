"""A disk that is full under the whole browser, a small one of its own: what says saved is there afterwards."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Playwright

from tests.faults import Line

MEGABYTES = 256
NOTES = 8
MAKING = {
    "tmpfs": ["mount -t tmpfs -o size={size}m tmpfs {folder}"],
    "ext4": [
        "truncate -s {size}M {folder}.img",
        "mkfs.ext4 -q -m 0 {folder}.img",
        "mount -o loop {folder}.img {folder}",
    ],
}


def mounted(kind: str, folder: Path) -> bool:
    """Whether this machine let us mount a small disk there."""
    folder.mkdir()
    commands = [line.format(size=MEGABYTES, folder=folder).split() for line in MAKING[kind]]
    return all(subprocess.run(words, capture_output=True, check=False).returncode == 0 for words in commands)


@contextmanager
def disk(kind: str, folder: Path) -> Iterator[Path]:
    """A small disk; where none may be mounted, an ordinary folder, which never fills up."""
    has_disk = mounted(kind, folder)
    try:
        yield folder
    finally:
        if has_disk:
            subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is, on a small disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            for _ in range(MEGABYTES * 1024):
                file.write(bytes(1024))
        except OSError:
            pass
    return filler


@pytest.mark.parametrize("kind", MAKING)
def test_what_says_saved_on_a_full_disk_is_there(
    doorstep: Doorstep, line: Line, playwright: Playwright, tmp_path: Path, kind: str
) -> None:
    with disk(kind, tmp_path / "disk") as folder:
        phone = Phone(playwright, folder / "phone", line.url)
        phone.open()
        phone.sign_in("amina")
        visit = phone.open_first_visit()
        line.becomes("hang")
        phone.write("Visit note about", "Before the disk was full")
        filler = fill(folder)
        said = {f"Note {number}": phone.saves("Visit note about", f"Note {number}") for number in range(NOTES)}
        saved = {words for words, is_saved in said.items() if is_saved} | {"Before the disk was full"}
        filler.unlink()
        phone.kill()
        phone.open()
        phone.sign_in("amina")
        phone.go(visit)
        assert len(phone.waiting()) == len(saved)
        assert phone.saves("Visit note about", "With room again")
        line.heals()
        phone.wait_until_sent()
        phone.close()
    assert doorstep.words() >= saved | {"With room again"}
