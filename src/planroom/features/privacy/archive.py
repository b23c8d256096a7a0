"""One ZIP archive of everything that a company has: rows as JSON lines, files as they are."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from planroom.features.privacy.models import ArchivedFile
from planroom.features.privacy.repository.dumping import EXPORTED_FILES, Row, exported_tables, list_files, list_rows
from planroom.infra.database.unit_of_work import Database
from planroom.infra.storage.port import Storage, StoredFileMissing

_README = """\
Everything that this installation of Planroom holds of your company, as of {now:%Y-%m-%d %H:%M} UTC.

tables/<name>.jsonl   the rows of one table, one JSON object to a line; times in ISO 8601, amounts in cents.
                      orders, users, offices, change_requests, plan_revisions (the models), audit_entries,
                      statements and charges, webhook_deliveries, mails and others.
files/orders/<id>     the files of an order: its sources, what was delivered by version, images of change requests.
files/uploads         the files that were handed in.
missing.txt           files that rows speak of and that were not found; not there when none was missing.

Passwords, keys, the texts of mails and the secret parts of addresses are not included.
"""


def write_archive(target: IO[bytes], database: Database, storage: Storage, company_id: UUID, now: datetime) -> None:
    """Write the archive; rows are read in portions, each in a transaction of its own, and files in pieces."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _README.format(now=now))
        for table in exported_tables():
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
                for row in _rows(database, company_id, table.name):
                    lines.write(msgspec.json.encode(row) + b"\n")
        files = (file for table in EXPORTED_FILES for file in _files(database, company_id, table))
        missing = [file.path for file in files if not _write_file(archive, storage, file, now)]
        if missing:
            archive.writestr("missing.txt", "\n".join(missing) + "\n")


def _rows(database: Database, company_id: UUID, name: str) -> Iterator[Row]:
    table = next(table for table in exported_tables() if table.name == name)
    last: object = None
    while True:
        with database.read() as uow:
            rows = list_rows(uow, company_id, table, last)
        for row in rows:
            yield {column: value for column, value in row.items() if column != "_key"}
        if not rows:
            return
        last = rows[-1]["_key"]


def _files(database: Database, company_id: UUID, table: str) -> Iterator[ArchivedFile]:
    last: object = None
    while True:
        with database.read() as uow:
            found = list_files(uow, company_id, table, last)
        yield from (file for _, file in found)
        if not found:
            return
        last = found[-1][0]


def _write_file(archive: ZipFile, storage: Storage, file: ArchivedFile, now: datetime) -> bool:
    """Put a stored file in, as it is: pictures and PDFs are compressed already. False when it is not there."""
    try:
        pieces = storage.stream(file.storage_key)
    except StoredFileMissing:
        return False
    entry = ZipInfo(file.path, now.timetuple()[:6])
    entry.compress_type = ZIP_STORED
    with archive.open(entry, "w", force_zip64=True) as content:
        for piece in pieces:
            content.write(piece)
    return True
