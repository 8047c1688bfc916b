"""What pydantic knows of a view, made once: FastAPI asks for it again for every route that answers the view, and
again for each place where the route is mounted."""

import sys
from collections.abc import Iterator

from pydantic import TypeAdapter

from domain.kernel.read_model import ReadModel


def prepare() -> None:
    """Before routes are declared; a view that another holds is defined before it, so its schema is there by then."""
    for kind in views():
        if "__pydantic_core_schema__" not in vars(kind):
            # where pydantic looks before it makes one
            kind.__pydantic_core_schema__ = TypeAdapter(kind).core_schema  # type: ignore[attr-defined]


def views(below: type[ReadModel] = ReadModel) -> Iterator[type[ReadModel]]:
    for kind in below.__subclasses__():
        # `slots=True` makes a class again: the one that its module does not name is about to go
        named = getattr(sys.modules.get(kind.__module__), kind.__qualname__, None) is kind
        if named and "__dataclass_fields__" in vars(kind) and not getattr(kind, "__parameters__", ()):
            yield kind
        yield from views(kind)
