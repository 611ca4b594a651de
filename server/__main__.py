"""The commands, each a function here: `doorstep demo`, `run`, `backup` …"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from server import clock
from server.backups.problems import BackupProblem
from server.command_options import add_options
from server.db import engine
from server.products.importing import run_import
from server.settings import settings

Options = argparse.Namespace
DEMO_SIGN_INS = (
    ("amina", "Amina Yusuf, care worker"),
    ("ben", "Ben Carter, care worker"),
    ("grace", "Grace Mensah, coordinator"),
    ("omar", "Omar Farouk, care worker of another agency"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns what the shell is told."""
    options = parser().parse_args(arguments)
    if getattr(options, "at", None):
        clock.start_at(options.at)
    command: Callable[[Options], int | None] = options.command
    try:
        return command(options) or 0
    except BackupProblem as problem:
        print(problem, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="doorstep", description=__doc__)
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for command in (demo, run, migrate, seed, entries, forms, verify, hazards, backup, restore, drill, import_products):
        one = commands.add_parser(command.__name__.replace("_", "-"), help=command.__doc__, description=command.__doc__)
        one.set_defaults(command=command)
    add_options(commands.choices)
    return made


def demo(options: Options) -> None:
    """Serve the demo agency, made first when the database is empty."""
    gc.disable()
    from server.seeds import DEMO_PASSWORD, is_empty, seed_demo
    from server.serving import refuse_taken_port, serve

    refuse_taken_port()
    migrate(options)
    if is_empty(engine()):
        print("Making the demo agency, a few seconds …", flush=True)
        seed_demo(engine())
    print_where()
    print("Sign in as:")
    for username, who in DEMO_SIGN_INS:
        print(f"  {username:<8}{who}")
    print(f"Everybody's password is {DEMO_PASSWORD}\n", flush=True)
    serve()


def run(options: Options) -> None:
    """Bring the database up to date and serve."""
    gc.disable()
    from server.serving import refuse_taken_port, serve

    refuse_taken_port()
    migrate(options)
    print_where()
    print_set_up()
    serve()


def print_where() -> None:
    host = "localhost" if settings().host in ("127.0.0.1", "0.0.0.0", "::") else settings().host  # noqa: S104 (compared)
    print(f"\nDoorstep: {settings().public_origin or f'http://{host}:{settings().port}'}", flush=True)


def print_set_up() -> None:
    """What to do with an empty database, and what to say there that a stranger cannot."""
    from server.agencies.queries import is_set_up
    from server.agencies.setting_up import needs_code, set_up_code

    if not is_set_up():
        print("There is no agency yet: open that address to set up yours.")
        print(f"The set-up code is {set_up_code()}\n" if needs_code() else "", flush=True)


def migrate(_options: Options) -> None:
    """Bring the database up to date."""
    from server import migrating

    migrating.migrate(settings().database_url)


def seed(options: Options) -> None:
    """Put the demo agency into an empty database, or a made-up agency of any size beside what is there."""
    from server.seeds import Size, is_empty, seed_demo, seed_made_up

    migrate(options)
    if options.workers:
        size = Size(options.workers, options.days, options.visits, options.username_prefix)
        print(seed_made_up(engine(), size))
    elif is_empty(engine()):
        seed_demo(engine())
    else:
        raise SystemExit("There is an agency in this database already. The demo needs an empty one.")


def entries(_options: Options) -> None:
    """Print every recorded entry as a line of JSON, in the order received."""
    from server.exporting import entry_lines

    print_all(entry_lines())


def forms(_options: Options) -> None:
    """Print every form received as a line of JSON, with its receipt."""
    from server.exporting import form_lines

    print_all(form_lines())


def verify(_options: Options) -> int:
    """Recompute what the screens show from the entries, and say what differs."""
    from server.verifying import differences

    first = next(found := differences(), None)
    if first is None:
        print("Nothing differs.", file=sys.stderr)
        return 0
    print_all(chain([first], found))
    return 1


def hazards(options: Options) -> None:
    """Print the hazards to care, what is done about each, the tests that name it and what became of them here."""
    from server.hazards import hazard_lines, named_tests

    if options.tests:
        print_all(test for tests in named_tests().values() for test in tests)
    else:
        print_all(iter(hazard_lines()))


def backup(options: Options) -> None:
    """Copy the database while it is in use, sealed when BACKUP_KEY is set, and describe the copy beside it."""
    from server.backups.folder import backup_folder
    from server.backups.taking import take_backup

    taken = take_backup(folder := backup_folder(options.to))
    print(f"{folder / taken.file}: {taken.contents.forms} forms, {taken.contents.entries} entries")


def restore(options: Options) -> None:
    """Put a backup back; phones then offer again what they sent in the last fortnight. Stop Doorstep first."""
    from server.backups.restoring import restore

    print(restore(options.file, over=options.over))


def drill(options: Options) -> int:
    """Restore the newest backup beside the running system, look at all of it, and say what is off."""
    from server.backups.drilling import drill, report_of
    from server.backups.folder import backup_folder

    done = drill(backup_folder(options.to))
    print(report_of(done))
    return 0 if done.is_proven else 1


def import_products(options: Options) -> int:
    """Put a release of NHS dm+d into the list of products. Doorstep may run meanwhile; running it again is safe."""
    migrate(options)
    return run_import(options.release, options.report, print, older=options.older)


def print_all(lines: Iterator[str]) -> None:
    """Print as they come, until there are no more or nobody reads on (`doorstep entries | head`)."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    raise SystemExit(main())
