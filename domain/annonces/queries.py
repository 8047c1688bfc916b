from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.annonces.model import EtatAnnonce
from domain.biens.codes import ClasseEnergie
from domain.kernel.codes import Financement, Typologie
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import CommuneCourte, HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncePublique(ReadModel):
    """Une ligne de la recherche publique."""

    id: UUID
    titre: str
    typologie: Typologie
    surface: int
    """Mètres carrés habitables."""
    etage: int | None
    adresse: str
    code_postal: str
    commune: CommuneCourte
    loyer: float
    charges: float
    mensualite: float
    """Loyer, charges et annexes, euros par mois."""
    dpe: ClasseEnergie | None
    ges: ClasseEnergie | None
    publiee_le: datetime
    disponible_le: date
    latitude: float | None
    longitude: float | None
    position_approchee: bool
    """Vrai quand seule la commune est située, pas le logement."""
    organisme: str
    """Le bailleur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncePubliqueDetail(AnnoncePublique):
    """Une annonce entière."""

    description: str
    du: datetime
    au: datetime
    """Fin de diffusion."""
    ascenseur: bool
    parking: bool
    balcon: bool
    jardin: bool
    adapte_handicap: bool
    annee_construction: int | None
    financement: Financement
    financement_libelle: str
    annexes: float
    depot_garantie: float | None
    chauffage: str | None
    """Libellé : « Collectif au gaz »."""
    contact_nom: str | None
    contact_telephone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncesPubliquesCriteria:
    commune: str | None = None
    typologie: str | None = None
    loyer_max: int | None = None
    """Mensualité charges comprises, en euros."""
    sort: str = "-publiee_le"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecrit:
    """Une réponse déjà écrite en JSON, et ce qui la distingue d'une autre."""

    corps: bytes
    etag: str


class AnnoncesPubliquesQueries(Protocol):
    """La vitrine : chaque vue est écrite en JSON quand l'annonce change, pas à chaque lecture."""

    async def rechercher(
        self, perimetre: Perimetre, criteria: AnnoncesPubliquesCriteria, *, page: int, size: int
    ) -> bytes:
        """Une `Page[AnnoncePublique]` des annonces en ligne, en JSON."""
        ...

    async def detail(self, perimetre: Perimetre, id: UUID, connue: str | None = None) -> Ecrit:
        """Une `AnnoncePubliqueDetail` en JSON, sans corps si le lecteur l'a déjà ; AnnonceIntrouvable hors ligne."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BienAnnonce(ReadModel):
    """Le logement de l'annonce, en une ligne."""

    id: UUID
    reference: str
    organisme: OrganismeCourt
    adresse: str
    commune: CommuneCourte
    typologie: Typologie
    surface: int
    mensualite: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnonceResume(ReadModel):
    """Une ligne du suivi des annonces."""

    id: UUID
    titre: str
    etat: EtatAnnonce
    etat_libelle: str
    du: datetime
    au: datetime
    nb_contacts: int
    bien: BienAnnonce


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnonceDetail(AnnonceResume):
    """Une annonce et ce qu'on peut en faire."""

    version: int
    description: str
    contact_nom: str | None
    contact_email: str | None
    contact_telephone: str | None
    creee_le: datetime
    modifiee_le: datetime
    retiree_le: datetime | None
    motif_retrait: str | None
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactVue(ReadModel):
    """Un message reçu depuis l'annonce."""

    id: UUID
    le: datetime
    nom: str
    prenom: str
    email: str
    telephone: str | None
    message: str
    numero_unique: str | None
    demande_id: UUID | None
    """La demande de la personne, quand son numéro unique et son nom concordent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoncesCriteria:
    etats: tuple[EtatAnnonce, ...] = ()
    bien_id: UUID | None = None
    sort: str = "-du"


class AnnoncesQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, criteria: AnnoncesCriteria, *, page: int, size: int
    ) -> Page[AnnonceResume]: ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> AnnonceDetail:
        """L'annonce, ou AnnonceIntrouvable hors du périmètre."""
        ...

    async def contacts(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[ContactVue]:
        """Les messages reçus, pour le seul bailleur ; AnnonceIntrouvable pour tout autre."""
        ...

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]: ...
