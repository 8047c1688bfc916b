"""One process of the crew (crew.py): reads a work, does it, answers, until its input ends."""

import gc
import pickle
import sys
import traceback
from typing import Any, BinaryIO

from adapters.crew import LENGTH


def main() -> None:
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not speak in the middle of an answer
    shared: Any = None
    # Rows are made by the hundred thousand and hold no cycle: to look for some among them takes a fifth of the time.
    gc.disable()
    while (kept := _read(asked)) is not None:
        if kept:
            shared = pickle.loads(kept)  # noqa: S301 - from the process that started us
            gc.freeze()
        packed = _read(asked)
        if packed is None:
            return
        work, given = pickle.loads(packed)  # noqa: S301
        try:
            answer = (True, work(shared, *given))
        except Exception:
            # Said in words: an exception does not always come back from a pickle.
            answer = (False, traceback.format_exc())
        said = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        try:
            answers.write(LENGTH.pack(len(said)))
            answers.write(said)
            answers.flush()
        except BrokenPipeError:
            return  # nobody waits for it any more
        del work, given, answer, said
        gc.collect()


def _read(source: BinaryIO) -> bytes | None:
    """None at the end of the input, even in the middle of a message: who wrote it is dead."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    [length] = LENGTH.unpack(head)
    body = source.read(length)
    return body if len(body) == length else None


if __name__ == "__main__":
    main()
