"""A push service on this machine: takes messages like a real one, answers as it is told, and can read them."""

import base64
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """The keys of one browser's subscription; only it can read what is sealed for it (RFC 8291)."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def subscription(self) -> dict[str, str]:
        """As the browser tells the office."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": base64url(point), "auth": base64url(self.secret)}

    def read(self, body: bytes) -> dict[str, Any]:
        opened = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        said: dict[str, Any] = json.loads(opened)
        return said


@dataclass
class Message:
    """What was handed over."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def signed(self) -> dict[str, Any]:
        """What the sender says of itself, proven by the key beside it (RFC 8292)."""
        token, key = self.headers["authorization"].removeprefix("vapid t=").split(", k=")
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key))
        said: dict[str, Any] = jwt.decode(token, point, algorithms=["ES256"], options={"verify_aud": False})
        return said


@dataclass
class PushService:
    """`answers` are used up one by one; then everything is taken. 0 hangs until the service closes."""

    port: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    closes: Event = field(default_factory=Event)
    before_answering: Callable[[], None] | None = None
    """Something that befalls the sender, once, when a message is taken and it has not heard so."""
    one_at_a_time: Lock = field(default_factory=Lock)

    def browser(self, name: str = "phone") -> Browser:
        return Browser(f"http://localhost:{self.port}/{name}")

    def take(self, message: Message) -> tuple[int, dict[str, str]]:
        self.messages.append(message)
        with self.one_at_a_time:
            befalls, self.before_answering = self.before_answering, None
            if befalls:
                befalls()
        status, headers = self.answers.pop(0) if self.answers else (201, {})
        if status == 0:
            self.closes.wait()
        return status or 503, headers


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more = service.take(Message(self.path, headers, body))
            self.send_response(status)
            for name, value in ({"content-length": "0"} | more).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    service.port = server.server_address[1]
    Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield service
    finally:
        service.closes.set()
        server.shutdown()
        server.server_close()
