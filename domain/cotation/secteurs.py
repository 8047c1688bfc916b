"""Les secteurs qu'une grille nomme, là où une commune seule ne suffit pas à comparer : du plus petit au plus grand.

CCH R441-2-17 : la répartition des points et l'attente se disent par secteur ; la grille du territoire dit lesquels.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.cotation.model import VersionDeGrille
from domain.cotation.position import NiveauDeLieu, Nommer
from domain.cotation.vocabulary import Population


@dataclass(frozen=True, slots=True, kw_only=True)
class SecteurSitue:
    """Un secteur d'une grille en vigueur."""

    lieu: str
    """Ce qui le désigne dans le département : l'EPCI, la population quand la grille n'en cote qu'une, et son code."""
    libelle: str
    population: Population
    communes: frozenset[str]

    @property
    def nom(self) -> str:
        return f"secteur « {self.libelle} »"


def secteurs_des_grilles(versions: Iterable[VersionDeGrille]) -> list[SecteurSitue]:
    return [
        SecteurSitue(
            lieu=":".join(_designation(version, secteur.code)),
            libelle=secteur.libelle,
            population=version.population,
            communes=secteur.communes,
        )
        for version in versions
        for secteur in version.contenu.secteurs
    ]


def _designation(version: VersionDeGrille, code: str) -> tuple[str, ...]:
    if version.population is Population.TOUS:
        return version.epci, code
    return version.epci, version.population.value, code


def secteur_de_la_commune(commune: str, secteurs: Sequence[SecteurSitue]) -> SecteurSitue | None:
    """Le plus petit qui la comprend, et qui en comprend d'autres ; à taille égale, le premier que la grille nomme."""
    siens = [secteur for secteur in secteurs if commune in secteur.communes and len(secteur.communes) > 1]
    return min(siens, key=lambda secteur: len(secteur.communes), default=None)


def lieu_du_secteur(secteurs: Sequence[SecteurSitue]) -> Callable[[str], str | None]:
    """Pour chaque commune, ce qui désigne son secteur."""

    def lieu(commune: str) -> str | None:
        trouve = secteur_de_la_commune(commune, secteurs)
        return None if trouve is None else trouve.lieu

    return lieu


def nommer_aussi(secteurs: Sequence[SecteurSitue], nommer: Nommer) -> Nommer:
    """Les noms des autres lieux, et ceux de ces secteurs."""
    noms = {secteur.lieu: secteur.nom for secteur in secteurs}

    def nom(niveau: NiveauDeLieu, lieu: str) -> str:
        return noms[lieu] if niveau is NiveauDeLieu.SECTEUR else nommer(niveau, lieu)

    return nom
