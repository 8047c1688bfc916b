"""JSON logs, one event name per line, one correlation id, no personal data."""

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


_DETAIL = re.compile(r"DETAIL:[^\n]*")


def _correlate(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if found := correlation_id.get():
        event["correlation"] = found
    return event


def _redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in _NEVER & event.keys():
        if key == "code" and str(event.get("event")) == "refus":
            continue  # the stable code of a refusal, not a one-time code
        event[key] = "[masqué]"
    return event


def _mask_values(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """PostgreSQL repeats in its DETAIL the values it refused: they may be personal."""
    if "exception" in event:
        event["exception"] = _DETAIL.sub("DETAIL: [masqué]", str(event["exception"]))
    return event


def configure(level: str = "INFO") -> None:
    structlog.configure(
        processors=[
            _correlate,
            _redact,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _mask_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # httpx prints URLs at INFO: tokens and numbers may be in them.
    for noisy in ("httpx", "httpcore", "arq", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
