"""La même cotation pour qui n'a pas à lire les informations de santé ou de violences."""

from dataclasses import replace
from typing import Final

from domain.cotation import phrases
from domain.cotation.queries import BlocExplique, Cotation, EnsembleExplique, LigneExpliquee
from domain.cotation.vocabulary import EtatLigne

RESERVE: Final = "réservé"
CODE_RESERVE: Final = "RESERVE"
LIBELLE_RESERVE: Final = "Critères dont le détail est réservé"


def masquer_le_sensible(cotation: Cotation) -> Cotation:
    """Les totaux restent ; les lignes sensibles d'un bloc se fondent en une seule.

    Une ligne gardée seule avec ses points se reconnaîtrait dans la grille publiée.
    """
    sensibles = criteres_sensibles(cotation)
    return replace(
        cotation,
        blocs=[_bloc(bloc, sensibles) for bloc in cotation.blocs],
        ensembles=[_ensemble(ensemble) for ensemble in cotation.ensembles],
        ce_qui_changerait=[levier for levier in cotation.ce_qui_changerait if levier.critere not in sensibles],
    )


def criteres_sensibles(cotation: Cotation) -> frozenset[str]:
    """Les critères, et les ensembles, dont le nom même dirait une information de santé ou de violences."""
    criteres = [ligne.code for bloc in cotation.blocs for ligne in bloc.lignes if ligne.sensible]
    return frozenset([*criteres, *(ensemble.code for ensemble in cotation.ensembles if ensemble.sensible)])


def _bloc(bloc: BlocExplique, sensibles: frozenset[str]) -> BlocExplique:
    visibles = [_sans_nommer(ligne, sensibles) for ligne in bloc.lignes if not ligne.sensible]
    cachees = [ligne for ligne in bloc.lignes if ligne.sensible]
    return replace(bloc, lignes=[*visibles, _fondues(cachees)]) if cachees else bloc


def _ensemble(ensemble: EnsembleExplique) -> EnsembleExplique:
    if not ensemble.sensible:
        return ensemble
    return replace(
        ensemble, explication=f"{phrases.points(ensemble.points)}, par une règle dont le détail est réservé."
    )


def _sans_nommer(ligne: LigneExpliquee, sensibles: frozenset[str]) -> LigneExpliquee:
    """Un critère écarté par un critère sensible ne dit pas lequel."""
    if ligne.par not in sensibles:
        return ligne
    non_comptes = phrases.accorder(ligne.points_declares, "non compté")
    return replace(ligne, par=CODE_RESERVE, explication=f"{non_comptes} : un autre critère compte à la place.")


def _fondues(lignes: list[LigneExpliquee]) -> LigneExpliquee:
    retenus = sum(ligne.points_retenus for ligne in lignes)
    return LigneExpliquee(
        code=CODE_RESERVE,
        libelle=LIBELLE_RESERVE,
        definition=None,
        base_legale=None,
        points=sum(ligne.points for ligne in lignes),
        points_declares=sum(ligne.points_declares for ligne in lignes),
        points_retenus=retenus,
        etat=EtatLigne.ACQUIS if retenus else EtatLigne.NON_APPLICABLE,
        etat_libelle="Détail réservé",
        par=None,
        valeur_lue=RESERVE,
        source=RESERVE,
        preuves=[],
        explication="Votre profil ne permet pas de lire les critères qui touchent à la santé ou aux violences.",
        expire_le=None,
        sensible=True,
    )
