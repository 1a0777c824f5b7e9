"""A helper process: evaluates points and runs starts of the fit or optimization that was sent to it.

``python -m ionworks.server.helper`` reads requests on its standard input and answers on its standard output, one
line of JSON each. The end of the input is the end of the process, so helpers do not outlive the worker that started
them, however it ends.

Source: docs/performance.md "Fits"; docs/guides/optimizations.md "Algorithms" (populations in parallel).
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import IO, Any, Final

from ionworks.errors import IonworksError
from ionworks.server.design.shared import optimization_work
from ionworks.server.fit.elements.shared import fit_work
from ionworks.server.workers.helpers import FIT, OPTIMIZATION, PREPARE
from ionworks.server.workers.messages import Answer, Request, Work, messages, write_message
from ionworks.server.workers.orphans import belong_to_parent

Skills = Mapping[str, Callable[[Any], Any]]
"""What a helper can do for one fit or optimization: functions from JSON to JSON, by name."""
_IDLE_S: Final = 900.0
_KINDS: Final[Mapping[str, Callable[[Mapping[str, Any]], Skills]]] = MappingProxyType(
    {FIT: fit_work, OPTIMIZATION: optimization_work}
)


def serve(requests: Iterable[Mapping[str, Any]], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    skills: Skills = {}
    for message in requests:
        request, found = Request.from_json(message), None
        try:
            if request.do == PREPARE:
                work = Work.from_json(request.given)
                skills = _KINDS[work.kind](work.document)
            else:
                found = skills[request.do](request.given)
        except IonworksError as error:
            write_message(answers, Answer(id=request.id, error=str(error)))
        else:
            write_message(answers, Answer(id=request.id, found=found))


def main() -> None:
    """Serve standard input; whatever libraries print goes to standard error."""
    belong_to_parent()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    write_message(answers, Answer(id=0))
    serve(messages(sys.stdin.fileno(), _IDLE_S), answers)


if __name__ == "__main__":
    main()
