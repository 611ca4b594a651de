"""Server processes to measure: how much CPU they have used, and connections to them that are kept open."""

import http.cookiejar
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.bench.proxy import length_of
from tests.browser.doorstep import Doorstep

CPU_CLOCK = 2
CONNECTIONS = 4
PASSWORD = "doorstep-demo"


class Measured(Doorstep):
    """A server whose CPU time is read. Its watchdog sleeps: requests are what we measure."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"WATCHDOG": "false"}

    @property
    def cpu_milliseconds(self) -> float:
        """User and system time of all its threads so far: the process's own CPU clock (clock_getcpuclockid(3))."""
        assert self.process
        return time.clock_gettime_ns(~self.process.pid << 3 | CPU_CLOCK) / 1e6

    def signed_in(self, username: str) -> str:
        """The cookie of somebody who has signed in."""
        cookies = http.cookiejar.CookieJar()
        fields = urlencode({"username": username, "password": PASSWORD}).encode()
        request = Request(f"{self.url}/sign-in", fields, {"Sec-Fetch-Site": "same-origin"})
        build_opener(HTTPCookieProcessor(cookies)).open(request).close()
        [cookie] = cookies
        return f"{cookie.name}={cookie.value}"


class Bare(Measured):
    """The floor: the same server around one handler that says ok."""

    def start(self) -> None:
        self.process = self.begun(self.folder / "bare.log", "tests.bench.bare")
        self.wait_until_up()


@dataclass
class Line:
    """One connection, kept open, as a browser has it."""

    port: int

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> bytes:
        """The whole answer to a whole request."""
        self.socket.sendall(request)
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self.socket.recv(65_536)
        whole = end + 4 + length_of(answer[:end])
        while len(answer) < whole:
            answer += self.socket.recv(65_536)
        return answer

    def close(self) -> None:
        self.socket.close()


def get_request(path: str, cookie: str = "") -> bytes:
    """A request as Chromium makes it for a page."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/xhtml+xml\r\n"
        "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-GB,en;q=0.9\r\nSec-Fetch-Site: same-origin\r\n"
        f"Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n{f'Cookie: {cookie}' if cookie else 'DNT: 1'}\r\n\r\n"
    ).encode()


def post_request(path: str, cookie: str, body: bytes) -> bytes:
    """A form as Chromium posts it for a page."""
    head = get_request(path, cookie).replace(b"GET", b"POST", 1).removesuffix(b"\r\n")
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return head + form.encode() + body


def cpu_a_request(server: Measured, request: bytes, times: int) -> float:
    """Milliseconds of the server's CPU for one such request, over `times` of them on connections kept open."""
    lines = [Line(server.port) for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        before = server.cpu_milliseconds
        answers = list(pool.map(lambda line: ask_often(line, request, times // CONNECTIONS), lines))
        used = server.cpu_milliseconds - before
    for line in lines:
        line.close()
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers), answers[0][:500]
    return used / (times // CONNECTIONS * CONNECTIONS)


def ask_often(line: Line, request: bytes, times: int) -> bytes:
    answers = [line.ask(request) for _ in range(times)]
    return min(answers, key=lambda answer: answer.startswith(b"HTTP/1.1 200"))
