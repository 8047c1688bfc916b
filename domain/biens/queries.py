from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.biens.codes import Chauffage, ClasseEnergie, EtatBien
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import CommuneCourte, HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservataireVue(ReadModel):
    """L'organisme auquel le logement est réservé, et au titre de quel contingent."""

    id: UUID
    nom: str
    type: TypeReservataire
    type_libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeDeClienteleVue(ReadModel):
    """L'agent du bailleur qui suit la relocation."""

    id: UUID
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceCourte(ReadModel):
    id: UUID
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceVue(ReadModel):
    """Un ensemble de logements à la même adresse."""

    id: UUID
    organisme: OrganismeCourt
    nom: str
    adresse: str
    code_postal: str
    commune: CommuneCourte
    latitude: float | None
    longitude: float | None
    annee_construction: int | None
    qpv: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BienResume(ReadModel):
    """Une ligne de la liste des biens."""

    id: UUID
    reference: str
    organisme: OrganismeCourt
    residence: str | None
    adresse: str
    code_postal: str
    commune: CommuneCourte
    typologie: Typologie
    surface: int
    etage: int | None
    financement: Financement
    loyer: float
    """Loyer principal, euros par mois."""
    mensualite: float
    """Loyer, charges et annexes, euros par mois."""
    dpe: ClasseEnergie | None
    etat: EtatBien
    etat_libelle: str
    disponible_le: date
    reservataire: ReservataireVue | None
    charge_de_clientele: str | None
    nb_propositions: int
    """Candidats retenus pendant cette vacance."""
    annonce_en_ligne: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneMensualite(ReadModel):
    """Une somme que le locataire paie chaque mois au bailleur."""

    code: str
    libelle: str
    montant: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BienDetail(ReadModel):
    """La fiche d'un bien et de sa vacance en cours."""

    id: UUID
    version: int
    departement: str
    reference: str
    reference_externe: str | None
    organisme: OrganismeCourt
    residence: ResidenceCourte | None
    adresse: str
    complement: str | None
    """Bâtiment, escalier, porte."""
    code_postal: str
    commune: CommuneCourte
    latitude: float | None
    longitude: float | None
    categorie: CategorieLogement
    typologie: Typologie
    surface: int
    """Mètres carrés habitables."""
    etage: int | None
    """Zéro pour le rez-de-chaussée ; absent pour une maison."""
    ascenseur: bool
    parking: bool
    balcon: bool
    jardin: bool
    adapte_handicap: bool
    annee_construction: int | None
    financement: Financement
    loyer: float
    charges: float
    annexes: float
    depot_garantie: float | None
    dpe: ClasseEnergie | None
    ges: ClasseEnergie | None
    qpv: bool
    chauffage: Chauffage | None
    rpls: str | None
    """Identifiant du répertoire des logements locatifs sociaux."""
    etat: EtatBien
    etat_libelle: str
    mise_en_location_id: UUID
    """La vacance en cours, ou la dernière."""
    disponible_le: date
    libere_le: date | None
    attribue_le: date | None
    loue_le: date | None
    retire_le: date | None
    motif_retrait: str | None
    reservataire: ReservataireVue | None
    convention_id: UUID | None
    charge_de_clientele: ChargeDeClienteleVue | None
    nb_propositions: int
    """Candidats retenus pendant cette vacance."""
    annonce_id: UUID | None
    """L'annonce de cette vacance, tant qu'elle n'est pas retirée."""
    mensualite: float
    """Loyer, charges et annexes, euros par mois."""
    mensualite_lignes: list[LigneMensualite]
    alertes: list[Raison]
    """Ce qui mérite un regard avant de louer."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class BiensCriteria:
    q: str | None = None
    """Référence, adresse ou résidence."""
    etats: tuple[EtatBien, ...] = ()
    """Aucun : toutes les vacances en cours."""
    communes: tuple[str, ...] = ()
    typologies: tuple[Typologie, ...] = ()
    mes_biens: bool = False
    """Ceux que l'agent suit lui-même."""
    sort: str = "disponible_le"


class BiensQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, acteur: Acteur, criteria: BiensCriteria, *, page: int, size: int
    ) -> Page[BienResume]: ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> BienDetail:
        """La fiche, ou BienIntrouvable hors du périmètre."""
        ...

    async def id_par_reference_externe(self, perimetre: Perimetre, reference: str) -> UUID | None:
        """Le bien que la gestion locative du bailleur connaît sous cet identifiant."""
        ...

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        """Les actes de la vie du bien, ou BienIntrouvable hors du périmètre."""
        ...

    async def residences(self, perimetre: Perimetre, q: str | None, *, page: int, size: int) -> Page[ResidenceVue]:
        """Les résidences de l'organisme ; toutes pour le gestionnaire."""
        ...

    async def residence(self, perimetre: Perimetre, id: UUID) -> ResidenceVue: ...
