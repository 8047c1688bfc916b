"""One correlation id from HTTP to the outbox to the worker."""

from contextvars import ContextVar

correlation_id: ContextVar[str | None] = ContextVar("correlation_id", default=None)
