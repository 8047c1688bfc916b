"""Une demande retournée mène à la page et au champ à corriger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.demandes.codes import PointACorriger
from domain.demandes.parametres import PARAMETRES
from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class PointVue(ReadModel):
    """Un point à corriger, et où."""

    code: PointACorriger
    libelle: str
    page: str
    """Page du formulaire en ligne."""
    champ: str
    """Champ de cette page, nommé comme dans les erreurs de saisie."""


def points_a_corriger(codes: Iterable[str], le: date) -> tuple[PointVue, ...]:
    """Dans l'ordre du formulaire : on le parcourt une seule fois."""
    voulus = set(codes)
    return tuple(_point(point, le) for point in PointACorriger if point.value in voulus)


def _point(point: PointACorriger, le: date) -> PointVue:
    ou = PARAMETRES.a_la_date(f"retours.points.{point.value}", le)
    return PointVue(code=point, libelle=point.libelle, page=ou.entree("page").texte(), champ=ou.entree("champ").texte())
