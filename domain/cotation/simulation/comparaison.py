"""Le même ménage sous la grille de chaque EPCI : une simple lecture de plus pour chacune."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Final

from domain.cotation.bornes import extremes_du_total
from domain.cotation.discretion import CODE_RESERVE
from domain.cotation.faits import Faits
from domain.cotation.grille import Grille
from domain.cotation.interpreter import preparer
from domain.cotation.model import VersionDeGrille
from domain.cotation.sensibilite import est_sensible
from domain.cotation.simulation.queries import CritereDeComparaison, MenageSousLesGrilles, PointsSousUneGrille
from domain.cotation.simulation.rules import pourcentage
from domain.cotation.trace import Trace, tracer
from domain.cotation.use_cases import grilles_applicables

MONTRES: Final = 3
"""Les critères qui suffisent à dire pourquoi deux territoires diffèrent."""


def comparer(
    versions: Iterable[VersionDeGrille],
    faits: Faits,
    souhaites: Collection[str],
    le: date,
    *,
    nom_epci: Callable[[str], str],
    voit_le_sensible: bool,
) -> MenageSousLesGrilles:
    """Une grille par EPCI, celle qui s'appliquerait à ce ménage ; le territoire demandé d'abord."""
    dits = [
        _sous(version, faits, le, nom_epci(version.epci), version.epci in souhaites, voit_le_sensible)
        for version in grilles_applicables(versions, faits, le)
    ]
    return MenageSousLesGrilles(
        calculee_le=le, grilles=sorted(dits, key=lambda dit: (not dit.souhaite, dit.epci_nom, dit.epci))
    )


def _sous(
    version: VersionDeGrille, faits: Faits, le: date, nom: str, souhaite: bool, voit_le_sensible: bool
) -> PointsSousUneGrille:
    evaluateur = preparer(version.contenu)
    trace = tracer(evaluateur, faits.pour(version.epci), le)
    points, hors = trace.points, trace.hors_cotation
    maximum, total = maximum_de(version.contenu), points.total_verifie
    familles: dict[str, int] = {}
    for bloc in trace.blocs:
        famille = bloc.bloc.famille.value if bloc.bloc.famille else "autre"
        familles[famille] = familles.get(famille, 0) + sum(c.retenus for c in bloc.criteres)
    return PointsSousUneGrille(
        grille_id=version.id,
        epci=version.epci,
        epci_nom=nom,
        grille=version.contenu.libelle,
        version_grille=version.version_grille,
        souhaite=souhaite,
        points_verifies=total,
        points_declares=points.total_declare,
        hors_cotation=None if hors is None else hors.libelle,
        part_du_maximum=None if total is None or not maximum else pourcentage(total, maximum),
        criteres=_criteres(trace, voit_le_sensible),
        familles=familles,
    )


def _criteres(trace: Trace, voit_le_sensible: bool) -> list[CritereDeComparaison]:
    """Les plus lourds ; ceux que le profil n'a pas à lire se fondent en un seul, sans nom."""
    comptes: dict[str, tuple[str, int]] = {}
    for ligne in trace.criteres:
        reserve = not voit_le_sensible and est_sensible(ligne.critere, trace.grille.criteres)
        code = CODE_RESERVE if reserve else ligne.critere.code
        libelle = "Critères dont le détail est réservé" if reserve else ligne.critere.libelle
        comptes[code] = (libelle, comptes.get(code, ("", 0))[1] + ligne.retenus)
    lourds = sorted(((c, dit, p) for c, (dit, p) in comptes.items() if p), key=lambda x: (-abs(x[2]), x[0]))
    return [CritereDeComparaison(code=c, libelle=dit, points=p) for c, dit, p in lourds[:MONTRES]]


def maximum_de(grille: Grille) -> int | None:
    """Le plus haut total qu'une grille laisse atteindre ; aucun quand un critère n'est pas borné."""
    return extremes_du_total(grille).max
