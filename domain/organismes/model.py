from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.organismes.events import (
    AgenceCreee,
    AgenceModifiee,
    CompteDesactive,
    CompteModifie,
    CompteReactive,
    HabilitationModifiee,
    OrganismeCree,
    OrganismeModifie,
)


class TypeOrganisme(StrEnum):
    """Les partenaires du fichier partagé."""

    BAILLEUR = "BAILLEUR"
    EPCI = "EPCI"
    COMMUNE = "COMMUNE"
    DEPARTEMENT = "DEPARTEMENT"
    ALS = "ALS"
    ETAT = "ETAT"
    ADIL = "ADIL"
    SIAO = "SIAO"
    ASSOCIATION = "ASSOCIATION"
    GESTIONNAIRE = "GESTIONNAIRE"

    @property
    def libelle(self) -> str:
        return _LIBELLES_TYPES[self]


_LIBELLES_TYPES = {
    TypeOrganisme.BAILLEUR: "Bailleur social",
    TypeOrganisme.EPCI: "EPCI",
    TypeOrganisme.COMMUNE: "Commune",
    TypeOrganisme.DEPARTEMENT: "Département",
    TypeOrganisme.ALS: "Action Logement Services",
    TypeOrganisme.ETAT: "État",
    TypeOrganisme.ADIL: "ADIL",
    TypeOrganisme.SIAO: "SIAO",
    TypeOrganisme.ASSOCIATION: "Association",
    TypeOrganisme.GESTIONNAIRE: "Gestionnaire du fichier",
}


@dataclass(eq=False, kw_only=True)
class Territoire:
    """Un département où l'organisme intervient, entier ou limité à des communes."""

    departement: str
    communes: list[str] | None = None
    code_guichet: str | None = None
    """Cinq caractères, pour l'organisme qui enregistre les demandes (CCH R441-2-1)."""


@dataclass(eq=False, kw_only=True)
class Organisme(Aggregate):
    id: UUID
    type: TypeOrganisme
    nom: str
    sigle: str | None = None
    siren: str | None = None
    epci: str | None = None
    """SIREN de l'EPCI, quand l'organisme est cet EPCI."""
    telephone: str | None = None
    email: str | None = None
    logo: str | None = None
    totp_exige: bool = False
    territoires: list[Territoire] = field(default_factory=list)
    version: int = 1

    @classmethod
    def creer(
        cls,
        *,
        type: TypeOrganisme,
        nom: str,
        siren: str | None,
        departement: str,
        communes: list[str] | None,
        code_guichet: str | None,
        le: datetime,
    ) -> Self:
        organisme = cls(id=new_id(), type=type, nom=nom, siren=siren)
        organisme.territoires.append(Territoire(departement=departement, communes=communes, code_guichet=code_guichet))
        organisme.record(OrganismeCree(departement=departement, aggregate_id=organisme.id, occurred_at=le, nom=nom))
        return organisme

    def modifier(self, changements: Mapping[str, Any], *, departement: str, le: datetime) -> None:
        """Change ce qui est donné ; ce qui est donné vide est effacé."""
        avant, apres = _changer(self, changements)
        if apres:
            self.record(
                OrganismeModifie(
                    departement=departement, aggregate_id=self.id, occurred_at=le, avant=avant, apres=apres
                )
            )

    def guichet(self, departement: str) -> str | None:
        """Code guichet de l'organisme dans ce département, s'il y enregistre les demandes."""
        return next((t.code_guichet for t in self.territoires if t.departement == departement), None)


@dataclass(eq=False, kw_only=True)
class Agence(Aggregate):
    departement: str
    id: UUID
    organisme_id: UUID
    libelle: str
    rue: str | None = None
    complement_1: str | None = None
    complement_2: str | None = None
    code_postal: str | None = None
    ville: str | None = None
    lieu_dit: str | None = None
    telephone: str | None = None
    fax: str | None = None
    email: str | None = None
    signature_1: str | None = None
    signature_2: str | None = None
    version: int = 1

    @classmethod
    def creer(cls, champs: Mapping[str, Any], *, organisme_id: UUID, departement: str, le: datetime) -> Self:
        agence = cls(departement=departement, id=new_id(), organisme_id=organisme_id, **champs)
        agence.record(
            AgenceCreee(departement=departement, aggregate_id=organisme_id, occurred_at=le, nom=agence.libelle)
        )
        return agence

    def modifier(self, changements: Mapping[str, Any], *, le: datetime) -> None:
        """Change ce qui est donné ; ce qui est donné vide est effacé."""
        avant, apres = _changer(self, changements)
        if apres:
            self.record(
                AgenceModifiee(
                    departement=self.departement,
                    aggregate_id=self.organisme_id,
                    occurred_at=le,
                    nom=self.libelle,
                    avant=avant,
                    apres=apres,
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesDeConnexion:
    """Délais et seuils de connexion en vigueur (CNIL, délibération 2022-100)."""

    premiere_attente_a: int
    verrou_a: int
    verrou_duree: timedelta


@dataclass(eq=False, kw_only=True)
class Habilitation:
    departement: str
    profil: str
    agence_id: UUID | None = None


@dataclass(eq=False, kw_only=True)
class Compte(Aggregate):
    """Le compte d'une personne, jamais partagé (CCH R441-2-6)."""

    id: UUID
    organisme_id: UUID
    email: str
    nom: str
    prenom: str
    telephone: str | None = None
    mot_de_passe: str | None = None
    totp_secret: bytes | None = None
    totp_dernier_pas: int | None = None
    actif: bool = True
    charte_version: str | None = None
    charte_acceptee_le: datetime | None = None
    echecs: int = 0
    bloque_jusqu_a: datetime | None = None
    derniere_connexion_le: datetime | None = None
    habilitations: list[Habilitation] = field(default_factory=list)
    version: int = 1

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    def habilitation(self, departement: str) -> Habilitation | None:
        return next((h for h in self.habilitations if h.departement == departement), None)

    def habiliter(self, departement: str, profil: str, *, le: datetime) -> None:
        actuelle = self.habilitation(departement)
        avant = actuelle.profil if actuelle else None
        if avant == profil:
            return
        if actuelle:
            actuelle.profil = profil
        else:
            self.habilitations.append(Habilitation(departement=departement, profil=profil))
        self.record(
            HabilitationModifiee(
                departement=departement,
                aggregate_id=self.id,
                occurred_at=le,
                profil_avant=avant,
                profil_apres=profil,
            )
        )

    def modifier(self, changements: Mapping[str, Any], *, departement: str, le: datetime) -> None:
        """Change ce qui est donné ; ce qui est donné vide est effacé."""
        avant, apres = _changer(self, changements)
        if apres:
            self.record(
                CompteModifie(departement=departement, aggregate_id=self.id, occurred_at=le, avant=avant, apres=apres)
            )

    def est_bloque(self, le: datetime) -> bool:
        return self.bloque_jusqu_a is not None and self.bloque_jusqu_a > le

    def noter_echec(self, le: datetime, regles: ReglesDeConnexion) -> None:
        """Au cinquième échec l'attente commence et double à chaque essai ; au dixième le compte se ferme un moment."""
        self.echecs += 1
        if self.echecs >= regles.verrou_a:
            self.bloque_jusqu_a = le + regles.verrou_duree
        elif self.echecs >= regles.premiere_attente_a:
            self.bloque_jusqu_a = le + timedelta(seconds=2 ** (self.echecs - regles.premiere_attente_a))

    def noter_connexion(self, le: datetime) -> None:
        self.echecs = 0
        self.bloque_jusqu_a = None
        self.derniere_connexion_le = le

    def choisir_mot_de_passe(self, hache: str) -> None:
        self.mot_de_passe = hache
        self.echecs = 0
        self.bloque_jusqu_a = None

    def accepter_charte(self, version: str, le: datetime) -> None:
        self.charte_version = version
        self.charte_acceptee_le = le

    def desactiver(self, *, departement: str, le: datetime) -> None:
        if self.actif:
            self.actif = False
            self.record(CompteDesactive(departement=departement, aggregate_id=self.id, occurred_at=le))

    def reactiver(self, *, departement: str, le: datetime) -> None:
        if not self.actif:
            self.actif = True
            self.record(CompteReactive(departement=departement, aggregate_id=self.id, occurred_at=le))


def _changer(objet: Any, changements: Mapping[str, Any]) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Ce qui a vraiment changé, avant et après, tel que l'historique l'écrit."""
    changes = {champ: valeur for champ, valeur in changements.items() if valeur != getattr(objet, champ)}
    avant = {champ: _ecrit(getattr(objet, champ)) for champ in changes}
    for champ, valeur in changes.items():
        setattr(objet, champ, valeur)
    return avant, {champ: _ecrit(valeur) for champ, valeur in changes.items()}


def _ecrit(valeur: object) -> str | None:
    return None if valeur is None else str(valeur)
