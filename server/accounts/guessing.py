"""Guessing passwords is slow: so many tries a minute from one address. A right password elsewhere always works."""

from typing import Any

from litestar import Request
from litestar.middleware.rate_limit import RateLimitConfig

from server.settings import settings

TRIES_A_MINUTE = 30


def address_of(request: Request[Any, Any, Any]) -> str:
    """The address that our proxy says the request came from; empty when it does not say."""
    return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()


def can_tell_addresses(request: Request[Any, Any, Any]) -> bool:
    """Without the proxy's word everybody would share one limit, and lock each other out."""
    return settings().is_public and bool(address_of(request))


slow_guessing = RateLimitConfig(
    rate_limit=("minute", TRIES_A_MINUTE),
    identifier_for_request=address_of,
    check_throttle_handler=can_tell_addresses,
    set_rate_limit_headers=False,
).middleware
