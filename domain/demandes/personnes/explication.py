"""L'explicateur des titulaires : chaque arrivée, chaque départ, permis ou non, avec les raisons qu'opposera l'acte."""

from collections.abc import Iterator
from datetime import date

from domain.demandes.departs.regles import raisons_de_ne_pas_declarer
from domain.demandes.model import Demande
from domain.demandes.personnes.codes import CodeRaisonDeGeste, SorteGeste
from domain.demandes.personnes.policies import raisons_du_geste
from domain.demandes.personnes.prevision import raisons_du_foyer
from domain.demandes.policies import depuis_la_raison, lien_de, qui_debloque, role_de
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, SorteActeur

_DU_FOYER = frozenset(code.value for code in CodeRaisonDeGeste)
"""Ce que personne ne débloque : le foyer est ainsi."""


def actions_sur_les_titulaires(acteur: Acteur, demande: Demande, le: date) -> tuple[ActionPossible, ...]:
    """Les gestes de la table des personnes : les mêmes gardes que l'aperçu et que l'acte."""
    return tuple(_action(acteur, demande, sorte, le) for sorte in SorteGeste)


def _action(acteur: Acteur, demande: Demande, sorte: SorteGeste, le: date) -> ActionPossible:
    opposees = tuple({raison.code: raison for raison in _opposees(acteur, demande, sorte, le)}.values())
    role = role_de(acteur)
    return action(
        sorte.value,
        sorte.libelle,
        *opposees,
        qui=None if opposees and opposees[0].code in _DU_FOYER else qui_debloque(role, demande, opposees),
        depuis_le=depuis_la_raison(demande, opposees),
        lien=lien_de(role, demande, opposees),
    )


def _opposees(acteur: Acteur, demande: Demande, sorte: SorteGeste, le: date) -> Iterator[Raison]:
    """Un titulaire déclare un départ ; un guichet l'enregistre."""
    if acteur.sorte is SorteActeur.DEMANDEUR and sorte is not SorteGeste.AJOUT:
        yield from raisons_de_ne_pas_declarer(acteur, demande, sorte, le)
    else:
        yield from raisons_du_geste(acteur, demande, sorte, le)
    yield from raisons_du_foyer(demande, sorte, le)
