from typing import Annotated

from fastapi import Query
from pydantic import Field

Apres = Annotated[
    str | None,
    Query(
        max_length=120,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="Le « suivant » de la page précédente ; absent, depuis le début.",
    ),
]
Taille = Annotated[int, Field(ge=1, le=200)]
