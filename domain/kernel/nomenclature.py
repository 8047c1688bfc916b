from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix(ReadModel):
    """Une ligne d'une liste de codes."""

    code: str
    """Valeur échangée."""
    libelle: str
    """Texte affiché."""


class Nomenclature(StrEnum):
    """Une liste fermée de codes, chacun avec le libellé que tout le monde lit.

    Le membre est son code : pydantic, json et SQL ne voient que lui.
    """

    libelle: str

    def __new__(cls, code: str, libelle: str = "") -> Self:
        membre = str.__new__(cls, code)
        membre._value_ = code
        membre.libelle = libelle
        return membre

    @classmethod
    def choix(cls) -> tuple[Choix, ...]:
        """La liste dans l'ordre où elle se présente à l'écran."""
        return tuple(Choix(code=membre.value, libelle=membre.libelle) for membre in cls)
