"""All the products of one level in a release: put into the list, and those that are gone marked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from server.db import writing
from server.products.built_in import built_in
from server.products.codes import is_code
from server.products.models import Product, ProductLevel, ProductWord
from server.products.putting import AT_ONCE, in_batches, put_products
from server.products.release_facts import BadRow, Values
from server.products.release_reports import Report
from server.products.release_rows import NotWhole, Row, rows_in
from server.products.releases import ReleaseFile

LEVEL_WORDS = {ProductLevel.VMP: "generics", ProductLevel.AMP: "brands"}


@dataclass
class Level:
    """VMPs or AMPs, as one release has them."""

    level: ProductLevel
    file: ReleaseFile
    code_tag: str
    release: str
    report: Report
    seen: set[int] = field(default_factory=set)
    """Every code so far, to find those that come twice."""
    unread: set[str] = field(default_factory=set)
    """Codes of rows that are left out: in the release all the same, so not gone."""
    is_whole: bool = True

    def put(self, section: str, read: Callable[[Row], Values]) -> None:
        """Put all its rows that can be read; the others are in the report."""
        for batch in in_batches(self.read_all(section, read)):
            self.report.counts.update(put_products(batch, self.release))

    def read_all(self, section: str, read: Callable[[Row], Values]) -> Iterator[Values]:
        try:
            for done, row in enumerate(rows_in(self.file, section), 1):
                yield from self.read_one(row, read)
                self.report.count(self.file, done)
        except NotWhole as why:
            self.is_whole = False
            self.report.leave_out(self.file, None, f"it breaks off ({why}); what comes after that is not imported")

    def read_one(self, row: Row, read: Callable[[Row], Values]) -> Iterator[Values]:
        code = row.fields.get(self.code_tag, "").strip()
        try:
            values = read(row)
            if int(code) in self.seen:
                raise BadRow(f"its {self.code_tag} {code} came before in this file")
            self.seen.add(int(code))
            yield values
        except BadRow as why:
            self.report.leave_out(self.file, row.line, str(why))
            if is_code(code):
                self.unread.add(code)

    def withdraw_what_is_gone(self) -> None:
        """What the release does not have any more. Of a file that broke off, nobody knows; and a file without most of
        what was there is more likely a part of a release."""
        if not self.is_whole:
            return
        with writing() as db:
            self.keep_unread(db)
            current: list[Any] = [
                Product.level == self.level,
                col(Product.code).is_not(None),
                ~col(Product.is_withdrawn),
            ]
            gone = [*current, Product.release != self.release]
            of_all, are_gone = (db.exec(select(func.count()).where(*which)).one() for which in (current, gone))
            if are_gone * 2 > of_all:
                self.report.remark(
                    f"{are_gone:,} of {of_all:,} {LEVEL_WORDS[self.level]} are not in {self.file.name}: it looks like "
                    "a part of a release, so none was marked as withdrawn."
                )
                return
            db.execute(update(Product).where(*gone).values(is_withdrawn=True))
            self.report.counts["withdrawn"] += are_gone
            self.set_apart_what_came_with_doorstep(db)
            db.commit()

    def keep_unread(self, db: Session) -> None:
        codes = sorted(self.unread)
        for first in range(0, len(codes), AT_ONCE):
            some = col(Product.code).in_(codes[first : first + AT_ONCE])
            db.execute(update(Product).where(some).values(release=self.release))

    def set_apart_what_came_with_doorstep(self, db: Session) -> None:
        """A name of ours that dm+d does not have is not offered any more; orders that name it keep it. Where most of
        ours are not in it, the release is more likely a part of one."""
        ours = select(Product).where(Product.level == self.level, col(Product.code).is_(None), col(Product.is_listed))
        without_code = db.exec(ours).all()
        if len(without_code) * 2 > sum(one.level == self.level for one in built_in()):
            return
        for product in without_code:
            product.is_listed = False
            db.execute(delete(ProductWord).where(col(ProductWord.product_id) == product.id))
            self.report.remark(f"dm+d has no product called {product.name}; it is not offered any more.")
