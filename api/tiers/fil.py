from typing import Annotated

from fastapi import Query

Apres = Annotated[
    str | None,
    Query(
        max_length=120,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="Le « suivant » de la page précédente ; absent, depuis le début.",
    ),
]
Taille = Annotated[int, Query(ge=1, le=200)]
