"""Handing in files (contract 3.4 and 3.8), and the addresses under which they can be read."""

from datetime import timedelta
from functools import partial
from typing import Any

from litestar import Request
from litestar.params import FromPath

from planroom.features.uploads import service
from planroom.features.uploads.models import KeptFile
from planroom.features.uploads.receiving import kept_files
from planroom.features.uploads.rules import UPLOADS_PATH
from planroom.features.uploads.schemas import UploadRead, upload_read
from planroom.infra.http import request_scope
from planroom.infra.http.fault_texts import field_required
from planroom.infra.http.files import FileReply, StoredFile, file_reply
from planroom.infra.http.forms import Form, FormFile, FormLimits, received_form
from planroom.infra.http.route_options import FORM
from planroom.infra.http.routing import NO_KEY, get_or_head, integrate, post_in_steps, public
from planroom.infra.http.threads import on_database_thread
from planroom.kit.errors import FieldFault, InvalidInput

FILE_FIELD = "file"


@post_in_steps("/uploads", summary="Hand in a file", request_max_body_size=None, opt={FORM: {FILE_FIELD: "The file."}})
async def create(request: Request[Any, Any, Any]) -> UploadRead:
    """Send one file as the field `file` of a form (multipart/form-data), up to 50 MB.

    The reply's `url` goes into `source`, `scan` or `img_urls`. A file that nothing uses is removed after some days.
    """
    settings = request_scope.settings(request)
    keep_unused = timedelta(hours=settings.keep_unused_uploads_hours)
    await on_database_thread(partial(_make_sure_of_caller, request))
    limits = FormLimits(files=1, file_bytes=settings.max_upload_bytes, all_files_bytes=settings.max_upload_bytes)
    async with (
        received_form(request, limits) as form,
        kept_files(request_scope.storage(request), [_only_file(form)]) as kept,
    ):
        return await on_database_thread(partial(_add, request, kept[0], keep_unused))


@get_or_head(f"{UPLOADS_PATH}/{{token:str}}/{{file_name:str}}", opt={NO_KEY: True})
def read_file(request: Request[Any, Any, Any], token: FromPath[str], file_name: FromPath[str]) -> FileReply:
    """Give the file itself; its address is the secret."""
    with request_scope.read_without_key(request) as uow:
        found = service.get_upload_at(uow, token, file_name)
    return file_reply(
        request, StoredFile(found.storage_key, found.file_name, found.media_type, found.size, found.sha256)
    )


def _make_sure_of_caller(request: Request[Any, Any, Any]) -> None:
    with request_scope.read(request) as (_, actor):
        service.require_uploading(actor)


def _add(request: Request[Any, Any, Any], file: KeptFile, keep_unused: timedelta) -> UploadRead:
    with request_scope.write(request) as (uow, actor):
        company_id = service.require_uploading(actor)
        upload = service.add_upload(
            uow, company_id=company_id, created_by=actor.name, file=file, keep_unused=keep_unused
        )
        return upload_read(upload, request_scope.settings(request).resolved_public_url, keep_unused)


def _only_file(form: Form) -> FormFile:
    if not form.files:
        raise InvalidInput([FieldFault((FILE_FIELD,), *field_required())])
    file = form.files[0]
    if not file.size:
        raise InvalidInput([FieldFault((FILE_FIELD,), "the file is empty", "value_error.file.empty")])
    return file


handlers = [integrate(create, tag="Uploads"), public(read_file, tag="Files")]
