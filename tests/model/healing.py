"""Everything is well again: the network holds, clocks are right, everybody may sign in."""

from uuid import UUID

from tests.model.history import History

TRIES = 6


def heal(history: History) -> None:
    """Let every phone come to rest. Nobody presses *Send now*: what is due goes by itself."""
    network = history.network
    for exchange in list(network.under_way):
        if exchange.waited_for:
            history.give_up(exchange)
    for exchange in list(network.under_way):
        history.arrive(exchange)
    for worker in range(len(history.rows.workers)):
        history.leave_or_return(worker, left=False)
    for device in range(len(history.stores)):
        history.do({"do": "clock", "device": device, "skew": 0}, {"do": "mend", "device": device})
    for device in range(len(history.stores)):
        empty(history, device)


def empty(history: History, device: int) -> None:
    """Whoever has something waiting on this phone signs in on it, until nothing waits."""
    for _ in range(TRIES):
        authors = waiting_authors(history, device)
        behind = history.stores[device]["epoch"] not in (None, history.epoch)
        if not authors and not behind:
            return
        if not is_at_home(history, device, authors):
            history.sign_in(device, worker_number(history, authors[0] if authors else history.rows.workers[0].id))
        history.tick(seconds=0, minutes=1)
        step = history.sync(device, now=False)
        assert step, f"Phone {device} does not come to an end of sending"
        assert step["ok"], f"Phone {device} is stuck: {step['error']}"


def is_at_home(history: History, device: int, authors: list[UUID]) -> bool:
    """Whether the phone is in the hands of somebody whose forms wait on it."""
    owner = history.owners[device]
    right = owner is not None and device not in history.unclear and (not authors or owner in authors)
    return right and works(history, device)


def works(history: History, device: int) -> bool:
    """Whether the office still knows this phone's sign-in."""
    headers = {"cookie": f"doorstep={history.network.tokens[device]}"}
    return history.office.ask("GET", "/waiting", headers).status == 200


def waiting_authors(history: History, device: int) -> list[UUID]:
    forms = history.stores[device]["forms"]
    return sorted({UUID(form["author"]) for form in forms if form["state"] == "waiting"})


def worker_number(history: History, author: UUID) -> int:
    return next(number for number, worker in enumerate(history.rows.workers) if worker.id == author)
