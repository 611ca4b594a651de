"""The line between a phone and the office, which can be made to fail in the ways that real ones do."""

import asyncio
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.bench.proxy import body_after, length_of

PORTAL = b"<!doctype html><title>WiFi login</title><h1>WiFi login</h1><p>Sent. Welcome to Coffee House.</p>"
LARGEST_REQUEST = 1_500
LOOK_EVERY = 0.02
SLOW = 150_000
"""Bytes a second."""
RESET_AT_ONCE = struct.pack("ii", 1, 0)


def answer(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class Cut(Exception):
    """The connection is gone without a word."""


@dataclass(frozen=True)
class Healed:
    """The end of a fault: its name, when it was, when the phone had said it would try again; all by this clock."""

    fault: str
    at: float
    next_try_at: float


@dataclass
class Line:
    """Passes requests on, unless it has a fault and their path begins with one of `paths`.

    The faults, by name: `drop` (never arrives), `cut` (arrives, the answer is lost), `double` (arrives twice),
    `delay`, `slow` (a long request takes long), `hang` (nothing moves while it lasts), `trickle` (one byte of the
    answer, and no more while it lasts), `portal`, `redirect`, `too large` (413 to requests of more than
    `LARGEST_REQUEST` bytes), and any status, as `500`.
    """

    server_port: int
    loop: asyncio.AbstractEventLoop | None = None
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0
    fault: str = ""
    paths: tuple[str, ...] = ()
    suffered: int = 0
    """Requests that the fault has hit."""
    refused: int = 0
    """Requests that were too large."""
    given_up: int = 0
    """Requests whose answer the phone no longer waited for."""
    receipts_at: float = 0
    """When the phone last had a whole answer from the inbox."""
    healed: Healed | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def becomes(self, fault: str, *paths: str) -> None:
        self.fault, self.paths = fault, paths or ("/inbox",)
        self.suffered = self.refused = self.given_up = 0

    def heals(self, next_try_at: float | None = None) -> None:
        """Well again. How long the phone takes from now is noted where it had said when it would try the next time."""
        self.healed = None if next_try_at is None else Healed(self.fault, time.time(), next_try_at)
        self.fault = ""

    def wait_until_hit(self, times: int = 1) -> None:
        wait_until(lambda: self.suffered >= times)

    def wait_until_receipts_are_given(self) -> None:
        wait_until(lambda: self.receipts_at > 0)

    def wait_until_given_up(self) -> None:
        wait_until(lambda: self.given_up > 0)

    async def listen(self, ready: Event) -> None:
        """Carry what is said until it is hung up."""
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.loop = asyncio.get_running_loop()
        ready.set()
        await self.hung_up.wait()
        server.close()
        await asyncio.sleep(LOOK_EVERY)  # Whoever was let in at the last moment begins, and can be cancelled with all.

    def hang_up(self) -> None:
        assert self.loop
        self.loop.call_soon_threadsafe(self.hung_up.set)

    async def serve(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        try:
            while True:
                await self.exchange(phone, to_phone)
        except Cut:
            to_phone.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            await ended(to_phone)

    async def exchange(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        asked = await phone.readuntil(b"\r\n\r\n")
        request = asked + await phone.readexactly(length_of(asked))
        path = asked.split(b" ", 2)[1].decode("latin-1")
        if self.fault_for(path) == "hang":
            await self.while_fault_is("hang", phone)
        fault = self.fault_for(path)
        self.suffered += bool(fault)
        answered = await self.suffer(fault, request)
        given_at = await self.give(answered, fault, phone, to_phone)
        if path == "/inbox" and answered.startswith(b"HTTP/1.1 200") and fault != "portal":
            self.receipts_at = given_at

    async def suffer(self, fault: str, request: bytes) -> bytes:
        """What comes back of a request under a fault. Raises Cut."""
        match fault:
            case "drop":
                raise Cut
            case "cut":
                await self.pass_on(request)
                raise Cut
            case "double":
                first, _second = await asyncio.gather(self.pass_on(request), self.pass_on(request))
                return first
            case "portal":
                return answer("200 OK", PORTAL)
            case "redirect":
                return answer("303 See Other", b"", "Location: /sign-in")
            case "slow":
                await asyncio.sleep(len(request) / SLOW)
            case "too large" if len(request) > LARGEST_REQUEST:
                self.refused += 1
                return answer("413 Content Too Large", b"Send fewer at once")
            case fault if fault.isdecimal():
                return answer(f"{fault} Fault", b"Something went wrong")
        return await self.pass_on(request)

    async def pass_on(self, request: bytes) -> bytes:
        server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        try:
            to_server.write(request)
            head = await server.readuntil(b"\r\n\r\n")
            return head + await body_after(head, server)
        finally:
            await ended(to_server)

    async def give(
        self, answered: bytes, fault: str, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter
    ) -> float:
        """Answers when the last of it went out: before that the phone cannot have it."""
        if fault == "delay":
            await asyncio.sleep(1)
        if fault == "trickle":
            to_phone.write(answered[:1])
            await self.while_fault_is("trickle", phone)
            answered = answered[1:]
        given_at = time.time()
        to_phone.write(answered)
        await to_phone.drain()
        return given_at

    def fault_for(self, path: str) -> str:
        return self.fault if path.startswith(self.paths) else ""

    async def while_fault_is(self, fault: str, phone: asyncio.StreamReader) -> None:
        """Keep a phone waiting. Raises Cut when it waits no longer."""
        while self.fault == fault:
            await asyncio.sleep(LOOK_EVERY)
            if phone.at_eof():
                self.given_up += 1
                raise Cut


async def ended(writer: asyncio.StreamWriter) -> None:
    """End a connection, whatever is still on its way, and wait until its socket is closed: the loop may end next."""
    writer.transport.abort()
    with suppress(OSError):
        await writer.wait_closed()


def wait_until(happened: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(LOOK_EVERY)


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A working line to the server on `port`."""
    line, ready = Line(port), Event()
    thread = Thread(target=lambda: asyncio.run(line.listen(ready)), daemon=True)
    thread.start()
    ready.wait()
    yield line
    line.hang_up()
    thread.join()
