import re
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def written_day(value: Any) -> Any:
    """Pydantic alone would read 0 as the first of January 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("date_parsing", "not a day")
    return value


PageNumber = Annotated[int, Query(ge=1, le=1000, description="Page, à partir de 1.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="Lignes par page.")]
Jour = Annotated[date, BeforeValidator(written_day)]
Texte = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")]
