"""La vacance d'un logement : ses états, ce qui la fait avancer, et pourquoi parfois rien ne bouge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.biens.codes import EtatBien, MotifRetrait
from domain.biens.logement import Conditions
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison


class Acte(StrEnum):
    """Ce qui fait vivre un bien."""

    MODIFIER = "modifier"
    LIBERER = "liberer"
    PROPOSER = "proposer"
    INSCRIRE = "inscrire_en_commission"
    ATTRIBUER = "attribuer"
    LOUER = "louer"
    REMETTRE = "remettre_a_disposition"
    RETIRER = "retirer"
    RELOUER = "remettre_en_location"


E = EtatBien

TRANSITIONS: Mapping[tuple[EtatBien, Acte], EtatBien] = {
    (E.PREAVIS, Acte.MODIFIER): E.PREAVIS,
    (E.PREAVIS, Acte.LIBERER): E.DISPONIBLE,
    (E.PREAVIS, Acte.PROPOSER): E.PROPOSE,
    (E.PREAVIS, Acte.RETIRER): E.RETIRE,
    (E.DISPONIBLE, Acte.MODIFIER): E.DISPONIBLE,
    (E.DISPONIBLE, Acte.PROPOSER): E.PROPOSE,
    (E.DISPONIBLE, Acte.RETIRER): E.RETIRE,
    (E.PROPOSE, Acte.MODIFIER): E.PROPOSE,
    (E.PROPOSE, Acte.LIBERER): E.PROPOSE,
    (E.PROPOSE, Acte.PROPOSER): E.PROPOSE,
    (E.PROPOSE, Acte.INSCRIRE): E.EN_COMMISSION,
    (E.PROPOSE, Acte.ATTRIBUER): E.ATTRIBUE,
    (E.PROPOSE, Acte.REMETTRE): E.DISPONIBLE,
    (E.PROPOSE, Acte.RETIRER): E.RETIRE,
    (E.EN_COMMISSION, Acte.LIBERER): E.EN_COMMISSION,
    (E.EN_COMMISSION, Acte.PROPOSER): E.EN_COMMISSION,
    (E.EN_COMMISSION, Acte.INSCRIRE): E.EN_COMMISSION,
    (E.EN_COMMISSION, Acte.ATTRIBUER): E.ATTRIBUE,
    (E.EN_COMMISSION, Acte.REMETTRE): E.DISPONIBLE,
    (E.ATTRIBUE, Acte.LIBERER): E.ATTRIBUE,
    (E.ATTRIBUE, Acte.LOUER): E.LOUE,
    (E.ATTRIBUE, Acte.REMETTRE): E.DISPONIBLE,
    (E.LOUE, Acte.RELOUER): E.DISPONIBLE,
    (E.RETIRE, Acte.RELOUER): E.DISPONIBLE,
}
"""Toute la vie du bien. Là où l'on écrit « disponible », un logement encore occupé est « en préavis » ;
remis à disposition alors que des candidats restent proposés, il est « proposé »."""

_POURQUOI_PAS: Mapping[EtatBien, str] = {
    E.PREAVIS: "Le logement est encore occupé : son locataire a donné congé.",
    E.DISPONIBLE: "Le logement est libre, sans candidat retenu.",
    E.PROPOSE: "Des candidats sont retenus pour ce logement.",
    E.EN_COMMISSION: "Le logement est inscrit en commission, qui doit d'abord décider.",
    E.ATTRIBUE: "Le logement est déjà attribué ; le bail reste à signer.",
    E.LOUE: "Le logement est loué.",
    E.RETIRE: "Le logement a été retiré de la location.",
}


@dataclass(eq=False, kw_only=True)
class MiseEnLocation:
    """Une vacance du logement, du congé du locataire jusqu'au bail du suivant."""

    departement: str
    id: UUID
    etat: EtatBien
    conditions: Conditions
    convention_id: UUID | None = None
    """La convention de flux au titre de laquelle le logement est compté."""
    propositions: int = 0
    """Combien de candidats ont été retenus."""
    ouverte_le: datetime
    libere_le: date | None = None
    attribue_le: date | None = None
    loue_le: date | None = None
    retire_le: date | None = None
    motif_retrait: MotifRetrait | None = None

    @classmethod
    def ouvrir(cls, *, departement: str, conditions: Conditions, aujourd_hui: date, le: datetime) -> Self:
        """Un logement disponible plus tard est en préavis : on peut déjà lui chercher des candidats."""
        vacance = cls(departement=departement, id=new_id(), etat=E.PREAVIS, conditions=conditions, ouverte_le=le)
        vacance.dater(aujourd_hui)
        return vacance

    @property
    def etat_sans_candidat(self) -> EtatBien:
        return E.PREAVIS if self.libere_le is None else E.DISPONIBLE

    def dater(self, aujourd_hui: date) -> None:
        """Le logement est libre dès le jour annoncé."""
        le = self.conditions.disponible_le
        self.libere_le = le if le <= aujourd_hui else None
        if self.etat in (E.PREAVIS, E.DISPONIBLE):
            self.etat = self.etat_sans_candidat

    def raison_etat(self, acte: Acte) -> Raison | None:
        """Pourquoi cet acte n'est pas possible aujourd'hui, ou rien s'il l'est."""
        if (self.etat, acte) not in TRANSITIONS:
            code = f"bien-{self.etat.value.lower().replace('_', '-')}"
            return Raison(code=code, phrase=_POURQUOI_PAS[self.etat])
        if acte is Acte.LIBERER and self.libere_le is not None:
            phrase = f"Le logement est libre depuis le {jour(self.libere_le)}."
            return Raison(code="bien-deja-libre", phrase=phrase)
        return None
