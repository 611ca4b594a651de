"""A folder for what lies in the clear for a moment. What a process left that was killed is cleared by the next one."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

PREFIX = "doorstep-in-the-clear-"


@contextmanager
def private_folder() -> Iterator[Path]:
    """An empty folder that nobody else reads (0700), gone again afterwards."""
    clear_left_over()
    folder, lock = new_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def new_folder() -> tuple[Path, int]:
    """A new folder and the lock on it, which ends with this process however it ends."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX))
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():  # Else somebody took it for left over, a moment before it was locked.
            return folder, lock
        os.close(lock)


def clear_left_over() -> None:
    """Delete the folders that nobody holds any more."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # It is held, another user's, or gone by now.
            lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(lock)
