"""Conventions of every request body: no unknown field, no NUL, trimmed text."""

from typing import Annotated, Any, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from api.exact import faults

Absent = SkipJsonSchema[None]
"""For a field that may be left out of a modification, never emptied by it."""


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _exact(cls, value: Any) -> Any:
        if isinstance(value, dict) and (found := list(faults(cls, value))):
            raise ValidationError.from_exception_data(cls.__name__, found)
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _never_emptied(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and Absent in get_args(cls.model_fields[str(info.field_name)].annotation):
            raise PydanticCustomError("missing", "Field required")
        return value


def au_moins(combien: int, au_plus: int, *, plusieurs_lignes: bool = False) -> StringConstraints:
    """So many characters between the first and the last that show: the contract says what trimming leaves."""
    any_ = r"[^\x00]" if plusieurs_lignes else r"[^\x00-\x1f]"
    seen = rf"^{any_}*\S{any_}{{{combien - 2},}}\S{any_}*$"
    return StringConstraints(min_length=combien, max_length=au_plus, pattern=seen)


Ligne = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
LigneVide = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Paragraphe = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
MotDePasse = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=False, pattern=r"^[^\x00]*$")
]
CodeDepartement = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$")]
CodeCommune = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]{3}$")]
Siren = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
Version = Annotated[int, Field(ge=1, le=2_000_000_000)]
"""Version du dossier affiché : s'il a changé depuis, rien n'est enregistré (409)."""


class PatchBody(Body):
    """What to change: a field left out stays as it is, null empties one that may be empty."""

    version: Version

    def changements(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set if name != "version"}


Courriel = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,180}\.[A-Za-z]{2,24}$")
]
"""Deliberately lenient: only a message that arrives proves an address."""

Telephone = Annotated[str, StringConstraints(pattern=r"^[0-9 +.()-]{6,20}$")]
TelephoneLibre = Annotated[str, Field(max_length=20, pattern=r"^[0-9 +.()]*$")]
"""As the partner writes it; empty, there is none."""
