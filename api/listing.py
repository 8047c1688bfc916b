from typing import Annotated

from fastapi import Query

PageNumber = Annotated[int, Query(ge=1, le=1000, description="Page, à partir de 1.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="Lignes par page.")]
Texte = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")]
