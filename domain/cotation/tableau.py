"""Les points d'un territoire en colonnes : ses totaux, puis ce que compte chaque critère, pour qui étudie une liste."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from domain.cotation.discretion import LIBELLE_RESERVE
from domain.cotation.interpreter import Evaluateur, preparer
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.sensibilite import est_sensible
from domain.cotation.trace import retracer_le_resultat
from domain.kernel.tableur import Cellule

TOTAUX: Final = ("Valeur des points", "Points vérifiés", "Points déclarés")
RESTE: Final = "Ensembles et bornes du total"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableauDePoints:
    """Une colonne par critère des grilles en vigueur. Les colonnes d'une demande donnent ensemble ses points vérifiés.

    Un critère écrit dans plusieurs grilles d'un territoire, hors mutation et mutation, n'a qu'une colonne.
    """

    evaluateurs: Mapping[UUID, Evaluateur]
    libelles: Mapping[str, str]
    """Code du critère → titre de sa colonne."""
    reserves: frozenset[str]
    """Les critères qui touchent à la santé ou aux violences, réunis en une seule colonne."""

    @classmethod
    def de(cls, versions: Iterable[VersionDeGrille]) -> Self:
        """Un fichier circule : les informations de santé et de violences n'y sont pas, qui que soit qui l'emporte."""
        evaluateurs = {version.id: preparer(version.contenu) for version in versions}
        libelles: dict[str, str] = {}
        reserves = set()
        for evaluateur in evaluateurs.values():
            for critere in evaluateur.grille.criteres:
                libelles.setdefault(critere.code, critere.libelle)
                if est_sensible(critere, evaluateur.grille.criteres):
                    reserves.add(critere.code)
        return cls(evaluateurs=evaluateurs, libelles=libelles, reserves=frozenset(reserves))

    @property
    def nommes(self) -> tuple[str, ...]:
        return tuple(code for code in self.libelles if code not in self.reserves)

    @property
    def entetes(self) -> list[str]:
        """Vide quand aucune grille n'est en vigueur."""
        if not self.evaluateurs:
            return []
        reserve = [LIBELLE_RESERVE] if self.reserves else []
        return [*TOTAUX, *(self.libelles[code] for code in self.nommes), *reserve, RESTE]

    def ligne(self, resultat: Resultat | None) -> list[Cellule]:
        """Des cases vides pour une demande que le territoire ne cote pas, ou cotera après un recalcul en cours."""
        if resultat is None:
            return [None] * len(self.entetes)
        totaux: list[Cellule] = [resultat.statut.libelle, resultat.total_verifie, resultat.total_declare]
        evaluateur = self.evaluateurs.get(resultat.grille_id)
        if evaluateur is None or resultat.total_verifie is None:
            return [*totaux, *[None] * (len(self.entetes) - len(totaux))]
        retenus = dict(_retenus(evaluateur, resultat))
        reserve = [sum(retenus.get(code, 0) for code in self.reserves)] if self.reserves else []
        reste = resultat.total_verifie - sum(retenus.values())
        return [*totaux, *(retenus.get(code) for code in self.nommes), *reserve, reste]


def _retenus(evaluateur: Evaluateur, resultat: Resultat) -> Iterator[tuple[str, int]]:
    return ((trace.critere.code, trace.retenus) for trace in retracer_le_resultat(evaluateur, resultat).criteres)
