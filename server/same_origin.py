"""Only our own pages may send us anything."""

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from server.settings import settings

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class SameOrigin(ASGIMiddleware):
    """Refuses what another site makes a browser send (OWASP CSRF sheet: Fetch Metadata, else Origin).

    No token is kept in a page, so a page kept on a phone never goes stale.
    """

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope.get("method") not in SAFE_METHODS and not is_same_origin(Headers.from_scope(scope)):
            raise PermissionDeniedException("Another site sent this.")
        await next_app(scope, receive, send)


def is_same_origin(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin", "")
    return origin.partition("//")[2] == headers.get("host") or (bool(origin) and origin == settings().public_origin)
