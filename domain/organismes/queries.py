from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.model import TypeOrganisme


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganismeVue(ReadModel):
    """Un partenaire du territoire."""

    id: UUID
    version: int
    type: TypeOrganisme
    type_libelle: str
    nom: str
    sigle: str | None
    siren: str | None
    telephone: str | None
    email: str | None
    logo: str | None
    """Où lire l'image de son logo ; elle change d'adresse quand elle change."""
    totp_exige: bool
    code_guichet: str | None
    """Code de guichet enregistreur dans ce département."""
    communes: list[str] | None
    """Communes d'intervention ; absent, tout le département."""
    handicap_seulement: bool
    """Il ne voit que les demandes où un handicap est signalé."""
    perimetre_version: int
    nb_comptes: int
    nb_agences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenceVue(ReadModel):
    """Une agence ou un service d'un organisme."""

    id: UUID
    version: int
    organisme_id: UUID
    libelle: str
    rue: str | None
    complement_1: str | None
    complement_2: str | None
    code_postal: str | None
    ville: str | None
    lieu_dit: str | None
    telephone: str | None
    fax: str | None
    email: str | None
    signature_1: str | None
    signature_2: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompteVue(ReadModel):
    """Le compte d'un agent."""

    id: UUID
    version: int
    organisme_id: UUID
    organisme: str
    email: str
    nom: str
    prenom: str
    telephone: str | None
    profil: str
    profil_libelle: str
    agence_id: UUID | None
    agence: str | None
    actif: bool
    a_active: bool
    """L'agent a choisi son mot de passe."""
    totp_actif: bool
    derniere_connexion_le: datetime | None
    actions: list[ActionPossible]
    """Ce que l'on peut en faire, et sinon pourquoi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilVue(ReadModel):
    """Un profil : un nom et les droits qu'il donne."""

    code: str
    libelle: str
    droits: list[str]
    types_organisme: list[str]


def adresse_du_logo_du_portail(departement: str, empreinte: str | None) -> str | None:
    return f"/grandpublic/v1/territoires/{departement}/logo?version={empreinte}" if empreinte else None


def adresse_du_logo(organisme_id: UUID, empreinte: str | None) -> str | None:
    return f"/partenaires/v1/organismes/{organisme_id}/logo?version={empreinte}" if empreinte else None


class OrganismesQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, q: str | None, type: TypeOrganisme | None, *, page: int, size: int
    ) -> Page[OrganismeVue]: ...

    async def organisme(self, perimetre: Perimetre, id: UUID) -> OrganismeVue: ...

    async def logo(self, perimetre: Perimetre, id: UUID) -> bytes:
        """L'image PNG du logo."""
        ...

    async def agences(self, perimetre: Perimetre, organisme_id: UUID) -> list[AgenceVue]: ...

    async def comptes(
        self, perimetre: Perimetre, acteur: Acteur, organisme_id: UUID | None, q: str | None, *, page: int, size: int
    ) -> Page[CompteVue]: ...

    async def compte(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> CompteVue: ...

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        """Pour l'organisme lui-même et pour le gestionnaire ; OrganismeIntrouvable pour tout autre."""
        ...

    async def historique_du_compte(
        self, perimetre: Perimetre, id: UUID, *, page: int, size: int
    ) -> Page[HistoriqueLigne]: ...

    async def profils(self, perimetre: Perimetre) -> list[ProfilVue]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactVue(ReadModel):
    """À qui s'adresser."""

    nom: str
    telephone: str | None
    email: str | None
    horaires: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionVue(ReadModel):
    """Une question que l'on pose souvent, et sa réponse."""

    question: str
    reponse: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoireResume(ReadModel):
    """Un département où le portail est ouvert."""

    code: str
    nom: str
    titre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoireVue(ReadModel):
    """Le portail d'un département, tel que son association le règle."""

    code: str
    nom: str
    titre: str
    """« Demande de logement Ille-et-Vilaine »."""
    couleur_accent: str
    """Couleur du territoire, en hexadécimal."""
    textes: dict[str, str]
    contact: ContactVue
    logo: str | None
    """Où lire l'image de son logo ; elle change d'adresse quand elle change."""
    logo_texte: str | None
    """Ce que lit une synthèse vocale à la place du logo."""
    delai_validation_jours: int
    """Délai laissé au guichet pour vérifier une demande envoyée."""
    nb_communes_max: int
    nb_secteurs_max: int
    nb_motifs_max: int


class ReglagesQueries(Protocol):
    """Ce que chaque département règle pour son portail : information publique."""

    async def territoires(self) -> list[TerritoireResume]: ...

    async def territoire(self, departement: str) -> TerritoireVue: ...

    async def questions(self, departement: str) -> list[QuestionVue]: ...

    async def logo(self, departement: str) -> bytes:
        """L'image PNG du logo, ou LogoDuPortailAbsent."""
        ...
