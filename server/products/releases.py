"""A dm+d release as it lies on the disk: a folder or a zip, of whose files we read three."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

FILE_NAME = re.compile(r"f_(?P<what>vmp|amp|lookup)2_(?P<release>\w+)\.xml", re.IGNORECASE)
DAY = re.compile(r"\d?(\d\d)(\d\d)(\d\d)")
WANTED = {"vmp": "VIRTUAL_MED_PRODUCTS", "amp": "ACTUAL_MEDICINAL_PRODUCTS", "lookup": "LOOKUP"}
"""The files of a release that we read, and the element that holds all of each."""

Opens = Callable[[], IO[bytes]]


class ReleaseProblem(Exception):
    """Why a release cannot be imported at all, in words for whoever runs the command."""


@dataclass(frozen=True)
class ReleaseFile:
    """One file of a release, which can be read more than once."""

    name: str
    root: str
    open: Opens


@dataclass(frozen=True)
class Release:
    """The three files."""

    day: str
    """`2026-11-23`; what stands in its files' names, when that is no day."""
    vmps: ReleaseFile
    amps: ReleaseFile
    lookups: ReleaseFile


@contextmanager
def release_at(path: Path) -> Iterator[Release]:
    """The release in a folder or a zip. Raises ReleaseProblem."""
    if not path.exists():
        raise ReleaseProblem(f"{path} is not there. Name the folder or the zip of a dm+d release.")
    if path.is_dir():
        yield release_of(path, {str(file): opener(file) for file in sorted(path.rglob("*")) if file.is_file()})
        return
    try:
        archive = ZipFile(path)
    except BadZipFile:
        raise ReleaseProblem(f"{path} is neither a folder nor a zip.") from None
    with archive:
        members = [member for member in archive.infolist() if not member.flag_bits & 1]
        yield release_of(path, {member.filename: opener_in(archive, member.filename) for member in members})


def opener(file: Path) -> Opens:
    return lambda: file.open("rb")


def opener_in(archive: ZipFile, name: str) -> Opens:
    return lambda: archive.open(name)


def release_of(path: Path, files: Mapping[str, Opens]) -> Release:
    found = {what: file_among(path, files, what) for what in WANTED}
    releases = {release_in(file.name) for file in found.values()}
    if len(releases) > 1:
        raise ReleaseProblem(f"The files in {path} are of different releases: {', '.join(sorted(releases))}.")
    return Release(day_of(releases.pop()), found["vmp"], found["amp"], found["lookup"])


def file_among(path: Path, files: Mapping[str, Opens], what: str) -> ReleaseFile:
    named = {name: FILE_NAME.fullmatch(Path(name).name) for name in files}
    names = [name for name, match in named.items() if match and match["what"].lower() == what]
    if not names:
        raise ReleaseProblem(
            f"There is no file f_{what}2_*.xml in {path}. A dm+d release has f_vmp2_*.xml, f_amp2_*.xml and "
            "f_lookup2_*.xml; a zip inside a zip has to be unpacked first."
        )
    if len(names) > 1:
        raise ReleaseProblem(f"There are {len(names)} files f_{what}2_*.xml in {path}. Import one release at a time.")
    return ReleaseFile(Path(names[0]).name, WANTED[what], files[names[0]])


def release_in(name: str) -> str:
    match = FILE_NAME.fullmatch(name)
    return match["release"] if match else ""


def day_of(release: str) -> str:
    """dm+d writes a 3 and the day, as `3231126`."""
    match = DAY.fullmatch(release)
    return f"20{match[3]}-{match[2]}-{match[1]}" if match else release
