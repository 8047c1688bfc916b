from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.annonces import events
from domain.annonces.errors import AnnonceDejaRetiree
from domain.kernel.aggregate import Aggregate
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison


class EtatAnnonce(Nomenclature):
    """Où en est une annonce, d'après l'heure qu'il est. Codes du projet."""

    PROGRAMMEE = "PROGRAMMEE", "Programmée"
    PUBLIEE = "PUBLIEE", "En ligne"
    ECHUE = "ECHUE", "Échue"
    RETIREE = "RETIREE", "Retirée"


class Acte(StrEnum):
    """Ce que le bailleur fait d'une annonce."""

    PUBLIER = "publier"
    MODIFIER = "modifier"
    RETIRER = "retirer"


@dataclass(frozen=True, slots=True)
class Texte:
    """Ce que l'annonce dit, quand elle le dit et à qui écrire."""

    titre: str
    description: str
    du: datetime
    au: datetime
    """L'annonce disparaît à cet instant, à la minute près."""
    contact_nom: str | None = None
    contact_email: str | None = None
    """Où partent les messages ; jamais montrée au public."""
    contact_telephone: str | None = None


@dataclass(eq=False, kw_only=True)
class Annonce(Aggregate):
    """L'offre publique d'un logement vacant, pour une période."""

    departement: str
    id: UUID
    bien_id: UUID
    mise_en_location_id: UUID
    organisme_id: UUID
    texte: Texte
    creee_le: datetime
    modifiee_le: datetime
    retiree_le: datetime | None = None
    motif_retrait: str | None = None
    version: int = 1

    @classmethod
    def publier(
        cls,
        *,
        departement: str,
        bien_id: UUID,
        mise_en_location_id: UUID,
        organisme_id: UUID,
        texte: Texte,
        le: datetime,
    ) -> Self:
        annonce = cls(
            departement=departement,
            id=new_id(),
            bien_id=bien_id,
            mise_en_location_id=mise_en_location_id,
            organisme_id=organisme_id,
            texte=texte,
            creee_le=le,
            modifiee_le=le,
        )
        du, au = jour(aujourd_hui(texte.du)), jour(aujourd_hui(texte.au))
        annonce._dire(events.AnnoncePubliee, le, periode=f"du {du} au {au}")
        return annonce

    def etat(self, le: datetime) -> EtatAnnonce:
        """Programmée, en ligne ou échue selon l'heure ; retirée, elle le reste."""
        if self.retiree_le is not None:
            return EtatAnnonce.RETIREE
        if le < self.texte.du:
            return EtatAnnonce.PROGRAMMEE
        return EtatAnnonce.PUBLIEE if le < self.texte.au else EtatAnnonce.ECHUE

    def raison_etat(self) -> Raison | None:
        """Une annonce retirée ne revient pas : on en publie une autre."""
        if self.retiree_le is None:
            return None
        return Raison(
            code="annonce-retiree",
            phrase=f"Cette annonce a été retirée le {jour(aujourd_hui(self.retiree_le))}.",
        )

    def modifier(self, texte: Texte, *, le: datetime) -> None:
        """Corrige ou prolonge l'annonce ; l'historique garde l'avant et l'après."""
        self._exiger_en_place()
        changes = [f.name for f in fields(Texte) if getattr(texte, f.name) != getattr(self.texte, f.name)]
        if not changes:
            return
        avant = {champ: getattr(self.texte, champ) for champ in changes}
        self.texte = texte
        self._dire(
            events.AnnonceModifiee,
            le,
            champs=changes,
            avant=avant,
            apres={champ: getattr(texte, champ) for champ in changes},
        )

    def retirer(self, *, motif: str, le: datetime) -> None:
        self._exiger_en_place()
        self.retiree_le = le
        self.motif_retrait = motif
        self._dire(events.AnnonceRetiree, le, motif=motif)

    def _exiger_en_place(self) -> None:
        raison = self.raison_etat()
        if raison is not None:
            raise AnnonceDejaRetiree(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])

    def _dire(self, kind: type[events._EvenementAnnonce], le: datetime, **quoi: Any) -> None:
        self.modifiee_le = le
        self.record(
            kind(
                departement=self.departement,
                aggregate_id=self.id,
                occurred_at=le,
                bien_id=self.bien_id,
                titre=self.texte.titre,
                **quoi,
            )
        )


@dataclass(eq=False, kw_only=True)
class Contact(Aggregate):
    """Un message laissé au bailleur depuis une annonce."""

    departement: str
    id: UUID
    annonce_id: UUID
    bien_id: UUID
    demande_id: UUID | None
    """La demande de la personne, quand son numéro unique et son nom concordent."""
    nom: str
    prenom: str
    email: str
    telephone: str | None
    numero_unique: str | None
    message: str
    recu_le: datetime

    @classmethod
    def recevoir(cls, annonce: Annonce, *, demande_id: UUID | None, le: datetime, **qui: Any) -> Self:
        contact = cls(
            departement=annonce.departement,
            id=new_id(),
            annonce_id=annonce.id,
            bien_id=annonce.bien_id,
            demande_id=demande_id,
            recu_le=le,
            **qui,
        )
        contact.record(
            events.ContactRecu(
                departement=annonce.departement,
                aggregate_id=annonce.id,
                occurred_at=le,
                bien_id=annonce.bien_id,
                titre=annonce.texte.titre,
                contact_id=contact.id,
                demande_id=demande_id,
                numero_unique=contact.numero_unique if demande_id else None,
            )
        )
        return contact
