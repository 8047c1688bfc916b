"""Ce que peut encore une demande qui n'est plus active, et jusqu'à quand."""

from datetime import date
from typing import Protocol

from domain.demandes.codes import EtatDemande
from domain.demandes.rules.delais import restauration_jusqu_au, retractation_jusqu_au
from domain.kernel.francais import jour


class Close(Protocol):
    """Ce qu'il faut d'une demande radiée pour dire comment elle revient."""

    @property
    def departement(self) -> str: ...
    @property
    def etat(self) -> EtatDemande: ...
    @property
    def deposee_le(self) -> date | None: ...
    @property
    def renouvelee_le(self) -> date | None: ...
    @property
    def radiee_le(self) -> date | None: ...


SEUL = frozenset({EtatDemande.RADIEE_NON_RENOUVELLEMENT, EtatDemande.RADIEE_ABSENCE_DE_REPONSE})
"""Les états d'où le demandeur revient lui-même, avec un code (arrêté du 23 mars 2015, § 6.1 et 6.3)."""


def retour_possible_jusqu_au(d: Close) -> date | None:
    """Le dernier jour où le demandeur peut, seul, retrouver sa demande."""
    if d.etat is EtatDemande.RADIEE_ABANDON and d.radiee_le is not None:
        return retractation_jusqu_au(d.radiee_le, d.departement).valeur
    if d.etat not in SEUL:
        return None
    fin = restauration_jusqu_au(
        d.etat, depuis=d.renouvelee_le or d.deposee_le, radiee_le=d.radiee_le, departement=d.departement
    )
    return None if fin is None else fin.valeur


def reprise_si_annulee_le(d: Close, le: date) -> date:
    """Le dernier jour où une demande annulée ce jour-là se reprendra d'un geste : il se dit avant d'annuler."""
    return retractation_jusqu_au(le, d.departement).valeur


def comment_revenir(d: Close) -> str:
    """La phrase qui dit au demandeur ce qu'il peut encore faire."""
    jusqu_au = retour_possible_jusqu_au(d)
    if jusqu_au is None:
        return "Un guichet peut vous dire si elle peut être rétablie."
    geste = "reprendre" if d.etat is EtatDemande.RADIEE_ABANDON else "rétablir"
    return (
        f"Vous pouvez la {geste} vous-même dans votre espace jusqu'au {jour(jusqu_au)} : "
        "elle garde son numéro et son ancienneté."
    )
