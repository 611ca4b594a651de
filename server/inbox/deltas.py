"""What changed on a page that a phone has: which of its lines stay, by number, and the new lines between them.

A tick changes a few lines of a visit's page of eighty kilobytes. We remember the lines of the pages that we sent, as
numbers, for as long as there is room; what is not remembered is sent whole, so forgetting costs bytes and nothing else.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock

import msgspec

from server.inbox.reading import sum_of

PAGES_REMEMBERED = 4_000
"""About six kilobytes each."""

Part = str | list[int]
"""New lines; or those of the phone's page from one number up to another, counted from nought."""


class Delta(msgspec.Struct, frozen=True):
    """A page as a change of the one stamped `of`. `sum` is the new page's: nothing is shown that we did not write."""

    of: str
    parts: list[Part]
    sum: str


class Remembered:
    """The lines of pages that were sent, by the page's stamp, the last sent last. Any thread may ask."""

    def __init__(self) -> None:
        self.pages: OrderedDict[str, tuple[str, array[int]]] = OrderedDict()
        self.lock = Lock()

    def page(self, url: str, stamp: str, known: Iterable[str], text: str) -> str | Delta:
        """A page to send to a phone that has the pages stamped `known`, one of which may be this one as it was."""
        lines = text.split("\n")
        with self.lock:
            of = next((one for one in known if self.pages.get(one, ("",))[0] == url), "")
            before = self.pages[of][1] if of else None
            self.pages[stamp] = url, array("q", map(hash, lines))
            self.pages.move_to_end(stamp)
            if len(self.pages) > PAGES_REMEMBERED:
                self.pages.popitem(last=False)
        return Delta(of, parts_of(before, lines), sum_of(text.encode())) if before else text


def parts_of(before: Sequence[int], lines: Sequence[str]) -> list[Part]:
    """The lines of a page by those of the page before, given as hashes."""
    where = {line: number for number, line in reversed(list(enumerate(before)))}
    parts: list[Part] = []
    for line in lines:
        last = parts[-1] if parts else None
        known = hash(line)
        if isinstance(last, list) and last[1] < len(before) and before[last[1]] == known:
            last[1] += 1
        elif known in where:
            parts.append([where[known], where[known] + 1])
        elif isinstance(last, str):
            parts[-1] = f"{last}\n{line}"
        else:
            parts.append(line)
    return parts


sent_pages = Remembered()
