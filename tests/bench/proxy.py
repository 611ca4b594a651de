"""A proxy that counts what goes over the wire, request by request: plain HTTP/1.1, headers included."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread


@dataclass(slots=True)
class Exchange:
    """A request and its answer, as bytes on the wire."""

    method: str
    path: str
    request: bytes
    head: bytes
    body: bytes

    @property
    def bytes_up(self) -> int:
        return len(self.request)

    @property
    def bytes_down(self) -> int:
        return len(self.head) + len(self.body)

    @property
    def is_script(self) -> bool:
        return header(self.head, b"content-type").startswith(b"text/javascript")


@dataclass
class Proxy:
    """Stands between phones and a server on this machine, and keeps every exchange."""

    server_port: int
    exchanges: list[Exchange] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def to(self, path: str) -> list[Exchange]:
        """The exchanges with one address so far."""
        return [exchange for exchange in self.exchanges if exchange.path.partition("?")[0] == path]

    async def listen(self) -> None:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def hang_up(self) -> None:
        """End what is still connected."""
        connections = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    async def serve(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", self.server_port)
        with suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            while True:
                await self.pass_on(phone, to_phone, server, to_server)
        to_phone.close()
        to_server.close()

    async def pass_on(
        self,
        phone: asyncio.StreamReader,
        to_phone: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        to_server: asyncio.StreamWriter,
    ) -> None:
        asked = await phone.readuntil(b"\r\n\r\n")
        method, path, _ = asked.decode("latin-1").split(" ", 2)
        request = asked + await phone.readexactly(length_of(asked))
        to_server.write(request)
        head = await server.readuntil(b"\r\n\r\n")
        body = await body_after(head, server)
        self.exchanges.append(Exchange(method, path, request, head, body))
        to_phone.write(head + body)
        await to_phone.drain()


async def body_after(head: bytes, server: asyncio.StreamReader) -> bytes:
    """The body as it came, the marks between its chunks included."""
    if header(head, b"transfer-encoding") != b"chunked":
        return await server.readexactly(length_of(head))
    body = b""
    while not body.endswith(b"0\r\n\r\n"):
        size = await server.readline()
        body += size + await server.readexactly(int(size, 16) + 2)
    return body


def length_of(head: bytes) -> int:
    return int(header(head, b"content-length") or 0)


def header(head: bytes, name: bytes) -> bytes:
    """The value of a header, empty when it is not there."""
    for line in head.split(b"\r\n")[1:]:
        found, _, value = line.partition(b":")
        if found.lower() == name:
            return value.strip()
    return b""


@contextmanager
def proxy_before(port: int) -> Iterator[Proxy]:
    """A running proxy before the server on `port`."""
    proxy = Proxy(port)
    thread = Thread(target=proxy.loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(proxy.listen(), proxy.loop).result()
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(proxy.hang_up(), proxy.loop).result()
        proxy.loop.call_soon_threadsafe(proxy.loop.stop)
        thread.join()
