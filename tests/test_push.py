"""Push: a phone that asked is told of a changed rota, once, in words that name nobody, whatever its service answers."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlmodel import col

from server import clock
from server.push.models import PushDelivery, PushSubscription, Settled
from server.push.sending import claim_due, send_due
from server.rota_changes.models import RotaChange
from server.settings import settings
from tests.agencies import all_of, change, it_is
from tests.push_service import push_service


@pytest.fixture
def service(browser, monkeypatch):
    """The only one that the server knows; nothing is in line from before."""
    monkeypatch.setenv("PUSH_HOSTS", "localhost")
    settings.cache_clear()
    change(PushDelivery, col(PushDelivery.settled).is_(None), settled=Settled.GIVEN_UP)
    with push_service() as made:
        yield made


@pytest.fixture
def amina(agencies, service):
    """Amina's browser, which asked to be told."""
    made = service.browser(str(agencies.amina.account.id))
    assert agencies.amina.submit("/push-subscriptions", **made.subscription).json() == {"doorstep": "on"}
    return made


@pytest.fixture
def published(agencies, office, amina):
    """Her evening visit is cancelled."""
    office.post(f"/rota/visits/{agencies.evening.id}/cancellation", reason="In hospital.")
    return agencies.publish_to(agencies.amina)


def send(patience=5):
    async def once():
        async with httpx.AsyncClient(timeout=patience) as client:
            return await send_due(client)

    return asyncio.run(once())


def delivery_of(published):
    [found] = all_of(PushDelivery, PushDelivery.rota_change_id == published.id)
    return found


def make_due(published):
    change(PushDelivery, PushDelivery.rota_change_id == published.id, next_try_at=clock.now())


# What is sent


def test_a_message_names_nobody_and_only_its_browser_can_read_it(service, amina, published):
    send()
    [message] = service.messages
    assert amina.read(message.body) == {"doorstep": "rota", "id": str(delivery_of(published).id)}
    assert b"Jean" not in message.body


def test_the_sender_proves_who_it_is(service, amina, published):
    send()
    signed = service.messages[0].signed
    assert signed["aud"] == "http://localhost"
    assert signed["sub"].startswith("mailto:")


def test_it_says_how_long_it_lives_how_urgent_it_is_and_what_it_replaces(service, amina, published):
    send()
    headers = service.messages[0].headers
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("86400", "normal", "rota")


def test_a_change_of_the_next_two_hours_is_urgent(agencies, office, service, amina):
    it_is("16:30")
    office.post(f"/rota/visits/{agencies.evening.id}/cancellation", reason="In hospital.")
    agencies.publish_to(agencies.amina)
    send()
    assert service.messages[0].headers["urgency"] == "high"


def test_who_did_not_ask_is_not_told(agencies, office, service):
    office.post(f"/rota/visits/{agencies.evening.id}/cancellation", reason="In hospital.")
    agencies.publish_to(agencies.amina)
    assert "No phone of theirs has notifications on" in office.get("/rota/changes").text
    assert service.messages == []


def test_the_office_sees_that_she_was_told(office, published):
    assert "Notification sent" not in office.get("/rota/changes").text
    send()
    assert "Notification sent" in office.get("/rota/changes").text


def test_a_test_says_that_it_is_one(phone, service, amina):
    assert phone.submit("/push-tests").json() == {"doorstep": "test", "phones": 1}
    send()
    assert amina.read(service.messages[0].body)["doorstep"] == "test"


# What the push service answers


def test_what_is_taken_is_not_sent_again(service, published):
    send()
    make_due(published)
    assert send() == 0
    assert len(service.messages) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_told_no_more(service, published, status):
    service.answers = [(status, {})]
    send()
    assert delivery_of(published).settled == Settled.GONE
    [phone] = all_of(PushSubscription, PushSubscription.id == delivery_of(published).subscription_id)
    assert phone.gone_at is not None


@pytest.mark.parametrize("status", [400, 403, 413])
def test_what_is_refused_for_ever_is_not_tried_for_ever(service, published, status):
    service.answers = [(status, {})]
    send()
    assert delivery_of(published).settled == Settled.REFUSED


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_is_turned_away_is_tried_again(service, published, status):
    service.answers = [(status, {})]
    send()
    assert send() == 0
    make_due(published)
    send()
    assert delivery_of(published).settled == Settled.SENT


def test_it_waits_as_long_as_the_push_service_asks(service, published):
    service.answers = [(429, {"retry-after": "600"})]
    send()
    assert delivery_of(published).next_try_at - clock.now() > timedelta(minutes=9)


def test_a_push_service_that_hangs_keeps_no_other_message_back(agencies, office, service, amina):
    ben = service.browser("ben")
    agencies.ben.submit("/push-subscriptions", **ben.subscription)
    office.post(f"/rota/visits/{agencies.double.id}/cancellation", reason="In hospital.")
    agencies.publish_to(agencies.ben)
    service.answers = [(0, {})]
    send(patience=1)
    changes = [change.id for change in all_of(RotaChange, RotaChange.team_id == agencies.team.id)]
    told = all_of(PushDelivery, col(PushDelivery.rota_change_id).in_(changes))
    assert {one.settled for one in told} == {Settled.SENT, None}
    assert len(service.messages) == 2


def test_a_push_service_that_sets_a_cookie_gets_none_back(service, published):
    service.answers = [(503, {"set-cookie": "phone=hers; Path=/"})]

    async def twice():
        async with httpx.AsyncClient() as client:
            await send_due(client)
            make_due(published)
            await send_due(client)

    asyncio.run(twice())
    assert ["cookie" in message.headers for message in service.messages] == [False, False]


def test_after_a_day_it_is_given_up(service, published):
    change(PushDelivery, PushDelivery.rota_change_id == published.id, made_at=clock.now() - timedelta(hours=25))
    service.answers = [(503, {})]
    send()
    assert delivery_of(published).settled == Settled.GIVEN_UP


# A process that dies


def test_who_dies_before_sending_leaves_it_to_be_sent(service, published):
    assert len(claim_due()) == 1
    assert send() == 0
    make_due(published)
    send()
    assert len(service.messages) == 1


def test_two_processes_do_not_send_the_same(service, published):
    assert [len(claim_due()), len(claim_due())] == [1, 0]


# Who may


@pytest.mark.parametrize(
    "endpoint",
    ["https://elsewhere.example/push", "http://169.254.169.254/", "file:///etc/passwd", "http://fcm.googleapis.com/x"],
)
def test_the_server_talks_to_push_services_that_it_knows_and_nobody_else(agencies, service, endpoint):
    subscription = service.browser().subscription | {"endpoint": endpoint}
    answer = agencies.amina.submit("/push-subscriptions", **subscription)
    assert answer.status_code == 422
    assert all_of(PushSubscription, PushSubscription.account_id == agencies.amina.account.id) == []


def test_who_uses_the_phone_now_is_told_on_it_and_nobody_else(agencies, office, service, amina):
    agencies.ben.submit("/push-subscriptions", **amina.subscription)
    office.post(f"/rota/visits/{agencies.evening.id}/cancellation", reason="In hospital.")
    agencies.publish_to(agencies.amina)
    assert send() == 0


def test_turned_off_it_is_silent(agencies, office, service, amina):
    agencies.amina.submit("/push-subscriptions/removals", endpoint=amina.endpoint)
    office.post(f"/rota/visits/{agencies.evening.id}/cancellation", reason="In hospital.")
    agencies.publish_to(agencies.amina)
    assert send() == 0
