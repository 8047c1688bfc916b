"""JSON logs, one event name per line, one correlation id, no personal data. Other libraries' lines pass here too."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from api.correlation import correlation_id

_NEVER = frozenset(
    {"email", "nom", "prenom", "nir", "telephone", "mot_de_passe", "code", "jeton", "secret", "body", "corps"}
)
MASKED = "[masqué]"

_QUOTED = re.compile(r"(DETAIL:)[^\n]*|(input_value=).*?(?=, input_type=|\n|$)|(query argument \$\d+:)[^\n]*")
"""Where PostgreSQL, pydantic and asyncpg repeat the values that they refused."""
_PERSONAL = re.compile(
    r"(?<![\w.-])(?:"
    r"[1-478] ?\d{2} ?(?:0[1-9]|[1-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?\d{2})?"  # a NIR, with or without its key
    r"|\+(?:33|262|590|594|596)\d{9}"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r")(?![\w-])"
)
"""The last belt: what no line should hold is not written, whatever let it come this far."""


_FIXED = frozenset({"requete", "livraison"})
"""The two lines that are written all day: each of their fields is ours, none is free text."""


def _correlate(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if found := correlation_id.get():
        event["correlation"] = found
    return event


def _redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in _NEVER & event.keys():
        if key == "code" and str(event.get("event")) == "refus":
            continue  # the stable code of a refusal, not a one-time code
        event[key] = MASKED
    return event


def _mask_values(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in ("event", "exception"):
        if key in event:
            event[key] = _QUOTED.sub(lambda m: f"{m[1] or m[2] or m[3]} {MASKED}", str(event[key]))
    return event


_render = structlog.processors.JSONRenderer(ensure_ascii=False)


def _last_belt(logger: Any, name: str, event: MutableMapping[str, Any]) -> str:
    line = str(_render(logger, name, event))
    return line if event.get("event") in _FIXED else _PERSONAL.sub(MASKED, line)


_STAMP = structlog.processors.TimeStamper(fmt="iso", utc=True)
_END = (structlog.processors.format_exc_info, _mask_values, _last_belt)


class _Foreign(logging.StreamHandler[Any]):
    """What uvicorn, asyncio, arq or a warning says, in the same words as ours."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                foreign_pre_chain=[
                    _correlate,
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    _STAMP,
                ],
                processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_END],
            )
        )


def configure(level: str = "INFO") -> None:
    structlog.configure(
        processors=[_correlate, _redact, structlog.processors.add_log_level, _STAMP, *_END],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    if not any(isinstance(handler, _Foreign) for handler in root.handlers):
        root.addHandler(_Foreign())
    server = logging.getLogger("uvicorn")
    server.handlers.clear()
    server.propagate = True
    # Its lines hold whole addresses, with the names that were looked for: ours say the route.
    access = logging.getLogger("uvicorn.access")
    access.handlers.clear()
    access.propagate = False
    # httpx prints URLs at INFO: tokens and numbers may be in them.
    for noisy in ("httpx", "httpcore", "arq", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
