"""Des blocs qui comptent ensemble : bornés ensemble, et qu'une même condition augmente ou diminue d'une part."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.cotation.champs import Nombre
from domain.cotation.predicats import Predicat

POURCENT_MAXIMUM: Final = 100
"""Des points ne peuvent ni perdre plus que leur tout, ni faire plus que doubler."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """Une part des points en plus ou en moins, à une condition : « moitié moins après deux refus »."""

    si: Predicat
    pourcent: int
    libelle_public: str | None = None

    @property
    def coefficient(self) -> Nombre:
        return Decimal(100 + self.pourcent) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """Des blocs qui comptent ensemble : leurs points s'additionnent, varient, puis restent entre deux bornes.

    Un plafond commun à plusieurs blocs, une décote en pour cent du total ou d'un bloc : c'est toujours un ensemble.
    """

    code: str
    parmi: tuple[str, ...]
    """Codes de blocs, ou d'ensembles écrits avant lui ; chacun ne compte que dans un ensemble."""
    libelle_public: str | None = None
    variations: tuple[Variation, ...] = ()
    """La première dont la condition est remplie s'applique. Elle ne touche que des points gagnés : une décote ne
    rend jamais de points à qui en a perdu."""
    plafond: int | None = None
    plancher: int | None = None

    @property
    def libelle(self) -> str:
        return self.libelle_public or self.code
