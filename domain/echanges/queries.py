from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from domain.annonces.queries import AnnoncePubliqueDetail
from domain.demandes.codes import EtatDemande
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.kernel.views import OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import EtatProposition

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fil(ReadModel, Generic[T]):
    """Une suite qui se lit de proche en proche : redemandez-la avec `suivant` pour en lire la suite."""

    items: list[T]
    suivant: str | None
    """À donner dans `apres` ; le même quand il n'y a encore rien de plus."""
    complet: bool
    """Vrai quand tout ce qui existe aujourd'hui a été lu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTiersVue(ReadModel):
    """L'accès d'un logiciel."""

    id: UUID
    version: int
    client_id: str
    """À donner avec le secret pour obtenir un jeton."""
    organisme: OrganismeCourt
    nom: str
    portees: list[str]
    cree_le: datetime
    cree_par: str
    precedent_jusqu_au: datetime | None
    """Jusqu'à quand l'ancien secret reste valable."""
    revoque_le: datetime | None
    abonnements_actifs: int
    actions: list[ActionPossible]
    """Changer son secret, le révoquer, et sinon pourquoi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbonnementVue(ReadModel):
    """Une adresse avertie par un logiciel."""

    id: UUID
    url: str
    evenements: list[str]
    cree_le: datetime
    arrete_le: datetime | None
    motif_arret: str | None
    dernier_envoi_le: datetime | None
    en_attente: int
    """Avis qui n'ont pas encore été reçus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BienAttribue(ReadModel):
    id: UUID
    reference: str
    reference_externe: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionVue(ReadModel):
    """Où en est la proposition d'un logement du bailleur, sans l'identité du candidat."""

    id: UUID
    etat: EtatProposition
    etat_libelle: str
    numero_unique: str
    bien: BienAttribue
    rang: int | None
    condition: str | None
    notifiee_le: date | None
    repondre_avant_le: date | None
    repondue_le: datetime | None
    motif_refus: str | None
    bail_signe_le: date | None
    entree_le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AvisVue(ReadModel):
    """Un avis du journal : ce qui s'est passé, et où en est l'attribution aujourd'hui."""

    id: str
    type: str
    le: datetime
    attribution: AttributionVue


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonneDuBail(ReadModel):
    civilite: str | None
    nom_naissance: str | None
    nom_usage: str | None
    prenoms: str | None
    ne_le: date | None
    telephone: str | None
    email: str | None
    adresse: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatDuBail(ReadModel):
    """Ce qu'il faut pour préparer le bail, et rien d'autre : ni santé, ni ressources, ni cotation."""

    numero_unique: str
    titulaires: list[PersonneDuBail]
    """Le demandeur puis les codemandeurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnonceDiffusee(ReadModel):
    """Une annonce à diffuser, à corriger ou à retirer."""

    id: UUID
    etat: str
    """`PUBLIEE`, `PROGRAMMEE`, `ECHUE` ou `RETIREE`."""
    modifiee_le: datetime
    annonce: AnnoncePubliqueDetail | None
    """Absente quand l'annonce est retirée."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatDeLaDemande(ReadModel):
    """Ce qu'un logiciel peut savoir d'une demande dont il connaît le numéro."""

    numero_unique: str
    etat: EtatDemande
    etat_libelle: str
    deposee_le: date | None
    renouvelee_le: date | None
    expire_le: date | None
    radiee_le: date | None


class EchangesQueries(Protocol):
    async def clients(self, perimetre: Perimetre, organisme_id: UUID | None) -> list[ClientTiersVue]:
        """Ceux de l'organisme ; tous pour le gestionnaire."""
        ...

    async def client(self, perimetre: Perimetre, id: UUID) -> ClientTiersVue: ...

    async def possede(self, perimetre: Perimetre, id: UUID, secret: bytes) -> bool:
        """Vrai si ce condensé est bien celui du client."""
        ...

    async def abonnements(self, perimetre: Perimetre, client_id: UUID) -> list[AbonnementVue]: ...

    async def abonnement(self, perimetre: Perimetre, client_id: UUID, id: UUID) -> AbonnementVue: ...

    async def secret_scelle(self, perimetre: Perimetre, client_id: UUID, id: UUID) -> bytes:
        """Le secret chiffré d'un abonnement, pour le rendre à qui renvoie la clé de sa création."""
        ...

    async def attributions(self, perimetre: Perimetre, apres: str | None, taille: int) -> Fil[AvisVue]: ...

    async def attribution(self, perimetre: Perimetre, id: UUID) -> AttributionVue: ...

    async def candidat(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> CandidatDuBail:
        """Le candidat qui a accepté ; la consultation est écrite au journal de lecture."""
        ...

    async def annonces(self, perimetre: Perimetre, apres: str | None, taille: int) -> Fil[AnnonceDiffusee]: ...

    async def annonce(self, perimetre: Perimetre, id: UUID) -> AnnonceDiffusee: ...

    async def demande(self, perimetre: Perimetre, acteur: Acteur, numero_unique: str) -> EtatDeLaDemande:
        """L'état seul ; la consultation est écrite au journal de lecture."""
        ...
