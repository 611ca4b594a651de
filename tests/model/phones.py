"""The phones: one Node process with the real outbox on each, talked to in lines of JSON."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("phones.mjs")


@dataclass(frozen=True)
class Come:
    """What came of some deeds: those done, what is asked of the network, which phones were killed, what is kept."""

    done: dict[int, dict[str, Any]]
    asked: list[dict[str, Any]]
    killed: list[int]
    stores: list[dict[str, Any]]


class Phones:
    """Up to five phones at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process, self.jobs = process, count(1)
        self.now = 0
        """Milliseconds since 1970, before each phone's own error."""

    def begin(self, phones: int, seed: int, changes: Sequence[Sequence[str]] | None = None) -> Come:
        """New phones. With `changes` to the worker's text (file, before, after) they are weaker than ours."""
        begins = {"phones": phones, "seed": seed} | ({} if changes is None else {"changes": changes})
        return self.say({"begins": begins})

    def do(self, *deeds: dict[str, Any]) -> tuple[list[int], Come]:
        """Do these at once, until nothing moves; answers the number of each and what came of them."""
        jobs = [next(self.jobs) for _ in deeds]
        return jobs, self.say({"deeds": [deed | {"job": job} for deed, job in zip(deeds, jobs, strict=True)]})

    def say(self, words: dict[str, Any]) -> Come:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(words | {"now": self.now}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "The phones' process ended."
        came = json.loads(line)
        return Come({step["job"]: step for step in came["done"]}, came["asked"], came["killed"], came["stores"])


@contextmanager
def phones() -> Iterator[Phones]:
    pipe = subprocess.PIPE
    with subprocess.Popen(["node", str(PROGRAM)], stdin=pipe, stdout=pipe, text=True, bufsize=1 << 16) as process:
        yield Phones(process)
        process.terminate()
