"""Binds openapi.yaml to handlers: tag + operationId -> ``ionworks.server.handlers.<tag>.<operationId>``.

Each operation is served or listed in `UNSERVED` with a reason; anything else stops the start-up.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.types import Scope

from ionworks.server.call import STRANGER, Call, Redirect, Services
from ionworks.server.contract.specification import Operation
from ionworks.server.ground import errors
from ionworks.server.ground.threads import Room, run_in
from ionworks.server.http.asgi import json_response
from ionworks.server.http.connexion_parts import current_scope
from ionworks.server.http.validation import CHECKED_BODY
from ionworks.server.nouns.accounts import permissions
from ionworks.server.nouns.accounts.permissions import NEEDS, Need

Handler = Callable[..., Any]
Endpoint = Callable[..., Awaitable[Response]]

HANDLERS: Final = "ionworks.server.handlers"
UNSERVED: Final[Mapping[str, str]] = MappingProxyType({})
"""Operations only the hosted service answers, with the reason; they answer 501."""


class BindingError(RuntimeError):
    """The contract and the handlers do not fit together; the message lists every problem."""


def bind(
    operations: Iterable[Operation],
    services: Services,
    unserved: Mapping[str, str] = UNSERVED,
    needs: Mapping[str, Need] = NEEDS,
) -> dict[str, Endpoint]:
    """Return the endpoint of each operation.

    Parameters
    ----------
    operations : iterable of Operation
    services : Services
        Handed to every handler inside its `Call`.
    unserved : mapping of str to str
        operationId -> why it is not served.
    needs : mapping of str to Need
        operationId -> what its callers need.

    Raises
    ------
    BindingError
        An operation is neither served nor unserved, or both; a handler does not take a parameter of its
        operation; `unserved` names an unknown operation; nothing says who may call an operation.
    """
    problems: list[str] = []
    endpoints: dict[str, Endpoint] = {}
    for operation in operations:
        handler = _find_handler(operation)
        reason = unserved.get(operation.operation_id)
        problems += _problems(operation, handler, reason)
        problems += permissions.problems(operation.operation_id, operation.arguments, needs)
        if handler is not None:
            need = needs.get(operation.operation_id, Need.ORGANIZATION_ADMIN)
            endpoints[operation.operation_id] = _serve(operation, handler, services, need)
        elif reason is not None:
            endpoints[operation.operation_id] = _refuse(operation, reason)
    problems += [f"{name} is listed as unserved but is no operation" for name in set(unserved) - set(endpoints)]
    if problems:
        raise BindingError("openapi.yaml and the handlers differ:\n" + "\n".join(sorted(problems)))
    return endpoints


def _find_handler(operation: Operation) -> Handler | None:
    module = _module(f"{HANDLERS}.{operation.tag}")
    return getattr(module, operation.operation_id, None)


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None


def _problems(operation: Operation, handler: Handler | None, reason: str | None) -> list[str]:
    name = operation.operation_id
    if handler is None:
        place = f"{HANDLERS}.{operation.tag}"
        return [] if reason is not None else [f"{name} is neither in {place} nor in UNSERVED"]
    if reason is not None:
        return [f"{name} is both served and listed in UNSERVED"]
    parameters = inspect.signature(handler).parameters
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values()):
        return []
    missing = [argument for argument in operation.arguments if argument not in parameters]
    return [f"{name} does not take {', '.join(missing)}"] if missing else []


def _serve(operation: Operation, handler: Handler, services: Services, need: Need) -> Endpoint:
    def answer(call: Call, arguments: Mapping[str, Any]) -> Response:
        permissions.check(call, need, arguments)
        return respond(handler(call, **arguments), operation)

    async def endpoint(**arguments: Any) -> Response:
        # Connexion adds what the security function returned to the arguments
        arguments.pop("user", None)
        token: Mapping[str, Any] = arguments.pop("token_info", None) or {}
        caller = token.get("caller", STRANGER)
        scope = current_scope()
        if scope.get(CHECKED_BODY) is not None:
            arguments["body"] = scope[CHECKED_BODY]
        call = Call(services=services, caller=caller, base_url=_base_url(scope))
        try:
            if need is Need.PUBLIC:
                return await run_in(Room.HEALTH, answer, call, arguments)
            return await run_in_threadpool(answer, call, arguments)
        finally:
            for upload in arguments.values():
                if isinstance(upload, UploadFile):
                    await upload.close()

    return endpoint


def _refuse(operation: Operation, reason: str) -> Endpoint:
    async def endpoint(**_arguments: Any) -> Response:
        raise errors.not_served(operation.operation_id, reason)

    return endpoint


def _base_url(scope: Scope) -> str:
    hosts = (value.decode("latin-1") for name, value in scope["headers"] if name == b"host")
    host = next(hosts, None) or "{}:{}".format(*(scope.get("server") or ("127.0.0.1", 80)))
    return f"{scope.get('scheme', 'http')}://{host}"


def respond(result: Any, operation: Operation) -> Response:
    """Turn what a handler returned into the answer.

    A body, ``(body, status)``, `Redirect`, text or bytes in the operation's media type, a finished response,
    or ``None`` for an answer without a body.
    """
    if isinstance(result, Response):
        return result
    if isinstance(result, Redirect):
        return Response(status_code=result.status, headers={"Location": result.url})
    body, status = result if isinstance(result, tuple) else (result, operation.status)
    if body is None:
        return Response(status_code=status)
    if isinstance(body, bytes) or (isinstance(body, str) and operation.media_type != "application/json"):
        return Response(body, status, media_type=operation.media_type)
    return json_response(body, status)
