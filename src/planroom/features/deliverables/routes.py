"""The addresses at which files are served, for good and without a key: the token in the address is the secret."""

from typing import Any

from litestar import Request
from litestar.params import FromPath

from planroom.features.deliverables.service import get_file
from planroom.infra.http import request_scope
from planroom.infra.http.files import FileReply, StoredFile, file_reply
from planroom.infra.http.routing import NO_KEY, get_or_head, public


@get_or_head("/files/{token:str}/{file_name:str}", opt={NO_KEY: True})
def read_file(request: Request[Any, Any, Any], token: FromPath[str], file_name: FromPath[str]) -> FileReply:
    """Answer with a file: whole, in part or not at all when the caller has it already."""
    with request_scope.read_without_key(request) as uow:
        file = get_file(uow, token, file_name)
    return file_reply(
        request,
        StoredFile(
            storage_key=file.storage_key,
            file_name=file.file_name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
        ),
    )


handlers = [public(read_file, tag="Files")]
