from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.organismes.errors import DerniereHabilitation
from domain.organismes.events import (
    AgenceChangee,
    AgenceCreee,
    AgenceModifiee,
    CharteAcceptee,
    CompteDesactive,
    CompteModifie,
    CompteReactive,
    HabilitationModifiee,
    HabilitationRetiree,
    LogoDepose,
    MotDePasseChoisi,
    OrganismeCree,
    OrganismeModifie,
    PerimetreModifie,
    SecondCodeMisEnPlace,
    SecondCodeRetire,
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
    """Un département où l'organisme intervient, entier ou limité à des communes, ou aux handicaps signalés."""

    departement: str
    communes: list[str] | None = None
    code_guichet: str | None = None
    """Cinq caractères, pour l'organisme qui enregistre les demandes (CCH R441-2-1)."""
    handicap_seulement: bool = False
    """Il n'y voit que les demandes où un handicap est signalé."""
    version: int = 1

    def decrire(self) -> dict[str, str | None]:
        return {
            "communes": " ".join(sorted(self.communes)) if self.communes else None,
            "demandes": "Handicap signalé seulement" if self.handicap_seulement else None,
            "guichet": self.code_guichet,
        }


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
    """Empreinte de l'image du logo, absente s'il n'en a pas."""
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
        handicap_seulement: bool,
        le: datetime,
    ) -> Self:
        organisme = cls(id=new_id(), type=type, nom=nom, siren=siren)
        organisme.venir(
            departement,
            communes=communes,
            code_guichet=code_guichet,
            handicap_seulement=handicap_seulement,
            le=le,
        )
        return organisme

    def venir(
        self,
        departement: str,
        *,
        communes: list[str] | None,
        code_guichet: str | None,
        handicap_seulement: bool,
        le: datetime,
    ) -> None:
        """L'organisme travaille désormais aussi dans ce département."""
        self.territoires.append(
            Territoire(
                departement=departement,
                communes=communes,
                code_guichet=code_guichet,
                handicap_seulement=handicap_seulement,
            )
        )
        self.record(OrganismeCree(departement=departement, aggregate_id=self.id, occurred_at=le, nom=self.nom))

    def territoire(self, departement: str) -> Territoire | None:
        return next((t for t in self.territoires if t.departement == departement), None)

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
        return t.code_guichet if (t := self.territoire(departement)) else None

    def delimiter(
        self,
        territoire: Territoire,
        *,
        communes: list[str] | None,
        code_guichet: str | None,
        handicap_seulement: bool,
        le: datetime,
    ) -> None:
        """Change ce que l'organisme voit d'un département, et le guichet qu'il y tient."""
        avant = territoire.decrire()
        territoire.communes = communes
        territoire.code_guichet = code_guichet
        territoire.handicap_seulement = handicap_seulement
        if territoire.decrire() != avant:
            self.record(
                PerimetreModifie(
                    departement=territoire.departement,
                    aggregate_id=self.id,
                    occurred_at=le,
                    avant=avant,
                    apres=territoire.decrire(),
                )
            )

    def montrer_logo(self, empreinte: str | None, *, departement: str, le: datetime) -> None:
        if empreinte != self.logo:
            self.logo = empreinte
            self.record(
                LogoDepose(departement=departement, aggregate_id=self.id, occurred_at=le, retire=empreinte is None)
            )


@dataclass(eq=False, kw_only=True)
class Agence(Aggregate):
    """Un lieu ou un service d'un organisme ; sa signature figure au bas des courriers."""

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


@dataclass(kw_only=True)
class Verrou:
    """Les échecs de connexion d'un identifiant, qu'il ait un compte ou non : attendre n'apprend rien à personne."""

    echecs: int = 0
    bloque_jusqu_a: datetime | None = None

    def attente(self, le: datetime) -> int:
        """Les secondes à attendre avant un nouvel essai ; zéro s'il est permis."""
        if self.bloque_jusqu_a is None or self.bloque_jusqu_a <= le:
            return 0
        return int((self.bloque_jusqu_a - le).total_seconds()) + 1

    def noter_echec(self, le: datetime, regles: ReglesDeConnexion) -> None:
        """Au cinquième échec l'attente commence et double à chaque essai ; au dixième tout se ferme un moment."""
        self.echecs += 1
        if self.echecs >= regles.verrou_a:
            self.bloque_jusqu_a = le + regles.verrou_duree
        elif self.echecs >= regles.premiere_attente_a:
            self.bloque_jusqu_a = le + timedelta(seconds=2 ** (self.echecs - regles.premiere_attente_a))


@dataclass(frozen=True, slots=True, kw_only=True)
class Profil:
    """Un nom, des droits, et les organismes qui peuvent le donner à leurs agents."""

    code: str
    libelle: str
    droits: frozenset[str]
    types_organisme: frozenset[str]


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
    derniere_connexion_le: datetime | None = None
    habilitations: list[Habilitation] = field(default_factory=list)
    version: int = 1

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def departement_d_arrivee(self) -> str:
        """Là où l'on arrive en se connectant."""
        return min(h.departement for h in self.habilitations)

    def habilitation(self, departement: str) -> Habilitation | None:
        return next((h for h in self.habilitations if h.departement == departement), None)

    def habiliter(self, departement: str, profil: str, *, le: datetime) -> Habilitation:
        """Donne à la personne un profil dans ce département, à la place du précédent."""
        habilitation = self.habilitation(departement)
        avant = habilitation.profil if habilitation else None
        if habilitation is None:
            habilitation = Habilitation(departement=departement, profil=profil)
            self.habilitations.append(habilitation)
        habilitation.profil = profil
        if avant != profil:
            self.record(
                HabilitationModifiee(
                    departement=departement,
                    aggregate_id=self.id,
                    occurred_at=le,
                    profil_avant=avant,
                    profil_apres=profil,
                )
            )
        return habilitation

    def retirer_habilitation(self, departement: str, *, le: datetime) -> None:
        """Un compte garde au moins un département ; pour le fermer tout à fait, on le désactive."""
        habilitation = self.habilitation(departement)
        if habilitation is None:
            return
        if len(self.habilitations) == 1:
            raise DerniereHabilitation(
                "C'est le seul département de cette personne. Désactivez son compte plutôt que de le lui retirer."
            )
        self.habilitations.remove(habilitation)
        self.record(
            HabilitationRetiree(
                departement=departement, aggregate_id=self.id, occurred_at=le, profil=habilitation.profil
            )
        )

    def modifier(self, changements: Mapping[str, Any], *, departement: str, le: datetime) -> None:
        """Change ce qui est donné ; ce qui est donné vide est effacé."""
        avant, apres = _changer(self, changements)
        if apres:
            self.record(
                CompteModifie(departement=departement, aggregate_id=self.id, occurred_at=le, avant=avant, apres=apres)
            )

    def rattacher(self, habilitation: Habilitation, agence_id: UUID | None, *, le: datetime) -> None:
        """La personne travaille dans cette agence, ou dans aucune."""
        if agence_id != habilitation.agence_id:
            habilitation.agence_id = agence_id
            self.record(
                AgenceChangee(
                    departement=habilitation.departement, aggregate_id=self.id, occurred_at=le, agence_id=agence_id
                )
            )

    def noter_connexion(self, le: datetime) -> None:
        self.derniere_connexion_le = le

    def choisir_mot_de_passe(self, hache: str, *, departement: str, le: datetime) -> None:
        self.mot_de_passe = hache
        self.record(MotDePasseChoisi(departement=departement, aggregate_id=self.id, occurred_at=le))

    def garder_second_code(self, secret: bytes, pas: int, *, departement: str, le: datetime) -> None:
        self.totp_secret = secret
        self.totp_dernier_pas = pas
        self.record(SecondCodeMisEnPlace(departement=departement, aggregate_id=self.id, occurred_at=le))

    def retirer_second_code(self, *, departement: str, le: datetime) -> None:
        """Un téléphone perdu : la personne en mettra un autre en place à sa prochaine connexion."""
        if self.totp_secret is not None:
            self.totp_secret = None
            self.totp_dernier_pas = None
            self.record(SecondCodeRetire(departement=departement, aggregate_id=self.id, occurred_at=le))

    def accepter_charte(self, version: str, *, departement: str, le: datetime) -> None:
        self.charte_version = version
        self.charte_acceptee_le = le
        self.record(CharteAcceptee(departement=departement, aggregate_id=self.id, occurred_at=le, version=version))

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
