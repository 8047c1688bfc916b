"""Des blocs qui comptent ensemble : bornés ensemble, et qu'une même condition augmente ou diminue d'une part."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.cotation.champs import Nombre
from domain.cotation.predicats import Predicat
from domain.cotation.vocabulary import ModeDEnsemble

POURCENT_MINIMUM: Final = -100
"""Des points ne peuvent pas perdre plus que leur tout."""

POURCENT_MAXIMUM: Final = 900
"""Des points peuvent doubler, tripler, et jusqu'à décupler, comme ceux d'un bloc par son coefficient."""

PART_MAXIMUM: Final = 1000
"""Un plafond de plus de dix fois les points d'un autre bloc n'en est plus un."""


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
class PlafondRelatif:
    """Une part des points d'un autre bloc : « les points locaux ne dépassent pas la moitié des points nationaux »."""

    bloc: str
    """Code d'un bloc, ou d'un ensemble écrit avant."""
    pourcent: int

    @property
    def coefficient(self) -> Nombre:
        return Decimal(self.pourcent) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """Des blocs qui comptent ensemble : leurs points se cumulent, varient, puis restent entre deux bornes.

    Un plafond commun à plusieurs blocs, une décote en pour cent du total ou d'un bloc : c'est toujours un ensemble.
    """

    code: str
    parmi: tuple[str, ...]
    """Codes de blocs, ou d'ensembles écrits avant lui ; chacun ne compte que dans un ensemble."""
    libelle_public: str | None = None
    mode: ModeDEnsemble = ModeDEnsemble.SOMME
    variations: tuple[Variation, ...] = ()
    """La première dont la condition est remplie s'applique. Elle ne touche que des points gagnés : une décote ne
    rend jamais de points à qui en a perdu."""
    plafond: int | None = None
    plafond_relatif: PlafondRelatif | None = None
    """Ce que ses points ne dépassent pas, en part de ceux d'un autre ; jamais moins que zéro."""
    plancher: int | None = None

    @property
    def libelle(self) -> str:
        return self.libelle_public or self.code
