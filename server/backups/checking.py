"""Whether a restored database is what its manifest says, and whole."""

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from server.backups.manifests import Contents, Manifest, contents_of
from server.db import make_engine


def problems_in(url: str, manifest: Manifest) -> Iterator[str]:
    """What is off about the database restored at `url`, a sentence each; nothing when all is well."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            yield from broken_pages(connection)
            yield from differing(contents_of(connection), manifest.contents)
    except DatabaseError as problem:
        yield f"The restored database cannot be read: {problem.orig}"
    finally:
        engine.dispose()


def broken_pages(connection: Connection) -> Iterator[str]:
    """What SQLite finds when it reads every page, index and reference. PostgreSQL has checked them on the way in."""
    if connection.dialect.name != "sqlite":
        return
    found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    if found != ["ok"]:
        yield f"The restored file is not whole: {'; '.join(found[:3])}"
    if orphans := connection.execute(text("PRAGMA foreign_key_check")).all():
        yield f"{len(orphans)} rows of the restored file point at rows that are not there."


def differing(restored: Contents, said: Contents) -> Iterator[str]:
    for name in Contents.__struct_fields__:
        found, expected = getattr(restored, name), getattr(said, name)
        if found != expected and name != "audit_heads":
            yield f"The manifest says {name.replace('_', ' ')} {expected}, the restored database has {found}."
    for agency_id in restored.audit_heads.keys() | said.audit_heads.keys():
        if restored.audit_heads.get(agency_id) != said.audit_heads.get(agency_id):
            yield f"The audit of agency {agency_id} does not end where the manifest says."
