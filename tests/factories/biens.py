"""A bien in any state of its life, ready for a rule or a guard."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.biens.codes import ClasseEnergie, EtatBien
from domain.biens.logement import Conditions, Logement
from domain.biens.model import Bien
from domain.kernel.codes import CategorieLogement, Financement, Typologie

LE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AUJOURD_HUI = date(2026, 11, 22)
BAILLEUR = UUID(int=1)


def logement(**autres: Any) -> Logement:
    faits: dict[str, Any] = {
        "adresse": "12 rue de Brest",
        "code_postal": "35000",
        "commune": "35238",
        "categorie": CategorieLogement.APPARTEMENT,
        "typologie": Typologie.T3,
        "surface": 64,
        "financement": Financement.PLUS,
        "dpe": ClasseEnergie.C,
    }
    return Logement(**(faits | autres))


def conditions(**autres: Any) -> Conditions:
    faits: dict[str, Any] = {
        "disponible_le": AUJOURD_HUI,
        "loyer": Decimal("412.35"),
        "charges": Decimal("78.10"),
        "annexes": Decimal("22.00"),
    }
    return Conditions(**(faits | autres))


def bien(etat: EtatBien = EtatBien.DISPONIBLE, **autres: Any) -> Bien:
    """A bien whose vacancy is in this state; `autres`: what the vacancy's conditions say otherwise."""
    made = Bien.enregistrer(
        departement="35",
        organisme_id=BAILLEUR,
        reference="0012-0121",
        reference_externe=None,
        residence_id=None,
        logement=logement(),
        conditions=conditions(**autres),
        reservataire="Préfecture",
        aujourd_hui=AUJOURD_HUI,
        le=LE,
    )
    made.courante.etat = etat
    if etat is EtatBien.PREAVIS:
        made.courante.libere_le = None
    made.pull_events()
    return made
