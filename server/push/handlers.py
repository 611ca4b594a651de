"""What the web may do with notifications: turn them on for this phone, try them, turn them off."""

from typing import Any

from litestar import Response

from server.dependencies import CARE_WORKERS, Asker, Db, Fields, act, page
from server.push.keys import push_keys
from server.push.subscribing import send_test, subscribe, unsubscribe
from server.templating import html


@page("/settings/notifications", CARE_WORKERS, writes=True)
def show_notifications(db: Db, asker: Asker) -> Response[str]:
    return html("push/notifications.html", asker=asker, key=push_keys(db).application_server_key)


@act("/push-subscriptions", CARE_WORKERS)
def begin_subscription(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    subscribe(db, asker, data.get("endpoint", ""), data.get("p256dh", ""), data.get("auth", ""))
    return Response({"doorstep": "on"})


@act("/push-subscriptions/removals", CARE_WORKERS)
def end_subscription(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    unsubscribe(db, asker, data.get("endpoint", ""))
    return Response({"doorstep": "off"})


@act("/push-tests", CARE_WORKERS)
def test_notifications(db: Db, asker: Asker) -> Response[Any]:
    return Response({"doorstep": "test", "phones": send_test(db, asker)})


push_routes = [show_notifications, begin_subscription, end_subscription, test_notifications]
