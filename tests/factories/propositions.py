"""Propositions et commissions fictives, à n'importe quel point de leur vie."""

from datetime import UTC, date, datetime
from typing import Any

from domain.biens.codes import EtatBien
from domain.commissions.model import ModeSeance, Passage, Seance
from domain.demandes.codes import EtatDemande
from domain.kernel.identifiers import new_id
from domain.propositions.codes import EtatProposition
from domain.propositions.model import Proposition
from domain.propositions.rules import Contexte

INSTANT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
JOUR = date(2026, 6, 15)


def une_proposition(etat: EtatProposition = EtatProposition.EN_COURS, **champs: Any) -> Proposition:
    base: dict[str, Any] = {
        "departement": "35",
        "id": new_id(),
        "bien_id": new_id(),
        "mise_en_location_id": new_id(),
        "demande_id": new_id(),
        "organisme_id": new_id(),
        "numero_unique": "035062600000135A01",
        "bien_libelle": "T2 de 44 m², 12 rue de Brest (réf. LOG-1)",
        "etat": etat,
        "creee_le": INSTANT,
        "creee_par": "Agent Anne",
        "seance_id": new_id(),
    }
    return Proposition(**(base | champs))


def un_contexte(**champs: Any) -> Contexte:
    base: dict[str, Any] = {"bien_etat": EtatBien.EN_COMMISSION, "demande_etat": EtatDemande.ACTIVE}
    return Contexte(**(base | champs))


def une_seance(**champs: Any) -> Seance:
    base: dict[str, Any] = {
        "departement": "35",
        "id": new_id(),
        "organisme_id": new_id(),
        "tenue_le": JOUR,
        "mode": ModeSeance.PRESENTIEL,
        "creee_le": INSTANT,
    }
    return Seance(**(base | champs))


def un_passage(**champs: Any) -> Passage:
    base: dict[str, Any] = {
        "departement": "35",
        "proposition_id": new_id(),
        "seance_id": new_id(),
        "bien_id": new_id(),
        "demande_id": new_id(),
        "inscrit_le": INSTANT,
        "inscrit_par": "Agent Anne",
    }
    return Passage(**(base | champs))
