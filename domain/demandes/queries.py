from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import Besoin, EtatDemande, NatureDossier, SituationFamiliale
from domain.demandes.departs.vue import DeclarationVue
from domain.demandes.entete import EnteteVue
from domain.demandes.explications import RegleVue
from domain.demandes.formulaire import Formulaire
from domain.demandes.liens import Lien, TypeCreation
from domain.demandes.model import Canal
from domain.demandes.protection import MotifProtection
from domain.demandes.retours import PointVue
from domain.demandes.vie.explication import ActionDemande
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import ActionPossible, Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import CommuneCourte
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCourt(ReadModel):
    """Un public prioritaire reconnu à la demande ; ceux de santé et de violences ne se lisent que dans son onglet."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeResume(ReadModel):
    """Une ligne de la liste des demandes."""

    id: UUID
    numero_unique: str | None
    """Numéro unique, absent tant que la demande n'est pas validée."""
    reference: str
    """Numéro de dossier local."""
    etat: EtatDemande
    etat_libelle: str
    nom_affiche: str
    """NOM D'USAGE (NOM DE NAISSANCE) Prénom."""
    ne_le: date | None
    codemandeur: str | None
    codemandeur_ne_le: date | None
    nature: NatureDossier
    nature_libelle: str
    situation_familiale: SituationFamiliale | None
    deposee_le: date | None
    soumise_le: datetime | None
    renouvelee_le: date | None
    modifiee_le: datetime
    """Le dernier acte sur le dossier, de la personne, d'un partenaire ou du fichier."""
    expire_le: date | None
    anciennete_mois: int
    nb_personnes: int
    personnes: str
    """« 2 adultes, 1 à charge »."""
    typologies: list[str]
    communes: list[CommuneCourte]
    """Communes souhaitées, dans l'ordre de préférence."""
    commune_actuelle: CommuneCourte | None
    points: int | None
    """Cotation dans l'EPCI de la première commune souhaitée."""
    verrouillee: bool
    labels: list[LabelCourt]
    groupe: str | None = None
    """Le groupe de la rupture demandée, vide quand elle n'a pas cette information ; absent sans rupture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControleVue(ReadModel):
    """Un point à corriger ou à confirmer dans le formulaire."""

    champ: str
    niveau: str
    """`bloquant` ou `alerte`."""
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlafondVue(ReadModel):
    """Le revenu du foyer comparé au plafond d'un financement."""

    financement: str
    montant: int
    """Euros par an."""
    pourcentage: Decimal | None
    a_verifier: bool
    """Le montant attend d'être relu sur le texte officiel."""
    reference: str | None
    annee: int
    """Année du barème lu."""
    zone: str
    """Zone du barème lu : celle de la première commune souhaitée."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaiAnormalVue(ReadModel):
    """Le délai anormalement long de la demande : celui du département et des tailles demandées (CCH L441-1-4)."""

    mois: int
    le: date
    """Le jour où l'attente devient anormalement longue."""
    depasse: bool
    constate_le: datetime | None
    """Quand le passage a été noté dans l'historique ; il y reste pour toujours."""
    jours_en_depassement: int
    phrase: str
    reference: str | None
    a_verifier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerrouVue(ReadModel):
    """Pourquoi la demande est tenue, par qui, depuis quand, et qui peut la libérer."""

    raison: str
    depuis_le: datetime
    par: str
    liberation: ActionPossible | None
    """Le retrait de l'ordre du jour ; absent pour le demandeur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvertissementVue(ReadModel):
    """La lettre qui annonce une radiation, tant qu'elle court."""

    motif: str
    """Ce que la lettre reproche."""
    moyen: str
    envoye_le: date
    echeance: date
    """Premier jour où la radiation est possible."""
    par: str
    """L'organisme qui l'a envoyée."""
    phrase: str
    en_ligne: bool
    """Vrai quand le demandeur peut y répondre d'un geste dans son espace."""
    repondu_le: datetime | None
    """Quand le demandeur a répondu au bailleur qui juge sa demande irrecevable."""
    reponse: str | None
    """Ce qu'il a répondu, pour le bailleur et pour lui."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsVue(ReadModel):
    """La cotation de la demande dans un EPCI."""

    epci: str
    epci_nom: str
    points_verifies: int
    points_declares: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionVue(ReadModel):
    """Qui est protégé ; le motif et le contact ne se disent qu'à qui lit les coordonnées."""

    personne_id: UUID | None
    depuis_le: datetime | None
    par: str | None
    motif: MotifProtection | None
    motif_libelle: str | None
    contact: str | None
    coordonnees_masquees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GuichetVue(ReadModel):
    id: UUID
    nom: str
    telephone: str | None
    email: str | None
    mandataire: str | None
    """Qui a enregistré la demande pour son compte, par délégation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeDetail(ReadModel):
    """Tout le dossier d'une demande, pour un écran."""

    id: UUID
    version: int
    departement: str
    etat: EtatDemande
    etat_libelle: str
    numero_unique: str | None
    reference: str
    canal: Canal
    nature: NatureDossier
    creee_le: datetime
    deposee_le: date | None
    soumise_le: datetime | None
    validee_le: datetime | None
    renouvelee_le: date | None
    expire_le: date | None
    radiee_le: date | None
    motif_radiation: str | None
    """Pourquoi la demande a été radiée."""
    endormie_le: date | None
    """Depuis quand la demande est en sommeil."""
    avertissement: AvertissementVue | None
    anciennete_mois: int
    anciennete_libelle: str
    """« 1 an 3 mois »."""
    motif_retour: str | None
    commentaire_retour: str | None
    points_retour: list[PointVue]
    """Ce que le demandeur doit corriger, et où."""
    dalo: bool
    labels: list[LabelCourt]
    guichet: GuichetVue | None
    nom_affiche: str
    entete: EnteteVue
    formulaire: Formulaire
    nirs_connus: list[UUID]
    """Personnes dont le numéro de sécurité sociale est enregistré ; le numéro lui-même ne sort jamais."""
    communes: list[CommuneCourte]
    """Noms de toutes les communes que cite le formulaire."""
    personnes_a_loger: int
    personnes: str
    unites_de_consommation: Decimal
    categorie_menage: int
    ressources_mensuelles: int
    rfr: int | None
    plafonds: list[PlafondVue]
    occupants_a_rattacher: list[UUID]
    """Les occupants ni à charge, ni en garde alternée, ni en droit de visite : à mettre à charge, ou codemandeurs."""
    regles: list[RegleVue]
    """Ce que les règles concluent de la demande, avec leur explication."""
    delai_anormal: DelaiAnormalVue | None
    """Absent tant que la demande n'est pas enregistrée, ou sans délai fixé dans le département."""
    controles: list[ControleVue]
    verrou: VerrouVue | None
    type_creation: TypeCreation
    liens: list[Lien]
    """Les demandes dont elle s'est séparée ou avec lesquelles elle a été fusionnée."""
    protection: ProtectionVue | None
    """La situation protégée, pour qui a le droit d'en connaître."""
    declaration: DeclarationVue | None
    """Le départ déclaré en ligne, pour les guichets et pour l'accès qui l'a déclaré."""
    cotations: list[PointsVue]
    identite_deposee: bool
    informations_masquees: bool
    """Vrai quand des informations sensibles (santé, violences) sont cachées à ce profil."""
    actions: list[ActionPossible]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonVue(ReadModel):
    """Une autre demande où se trouve peut-être la même personne."""

    demande_id: UUID
    numero_unique: str | None
    reference: str
    etat: EtatDemande
    etat_libelle: str
    deposee_le: date | None
    nom_affiche: str
    ne_le: date | None
    commune: str | None
    certitude: str
    """`certaine`, `forte` ou `faible`."""
    pour: list[Raison]
    """Ce qui fait penser à la même personne."""
    contre: list[Raison]
    """Ce qui en fait douter."""


PLAFOND_DE_RUPTURE = 20_000
"""Demandes réunies par groupes en une lecture ; au-delà, il faut un filtre de plus."""


class Rupture(Nomenclature):
    """Ce par quoi une liste de demandes se réunit en groupes. Codes du projet."""

    COMMUNE = "commune", "Première commune souhaitée"
    COMMUNE_ACTUELLE = "commune_actuelle", "Commune où habite le demandeur"
    TYPOLOGIE = "typologie", "Premier type cherché"
    ETAT = "etat", "État"
    NATURE = "nature", "Nature de la demande"
    ORGANISME = "organisme", "Organisme qui a enregistré"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupeDeDemandes(ReadModel):
    """Un groupe d'une rupture et ce qu'il réunit, au-delà de la page."""

    code: str
    """À redonner comme `groupe` pour n'en lister que les demandes ; vide, celles qui n'ont pas cette information."""
    libelle: str
    nombre: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuptureVue(ReadModel):
    """Les demandes d'une recherche, réunies par groupes."""

    par: Rupture
    groupes: list[GroupeDeDemandes]
    total: int
    plafonnee: bool
    """Vrai quand il y avait trop de demandes pour les compter toutes : les nombres sont un minimum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeDeDemandes(Page[DemandeResume]):
    """Une page de la liste des demandes, et ce qui la réunit."""

    items: list[DemandeResume]
    rupture: RuptureVue | None = None
    """Tous les groupes de la recherche, quand elle est réunie sans qu'un seul groupe soit choisi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AilleursVue(ReadModel):
    """La demande cherchée existe, hors de ce que l'organisme peut voir. Rien d'autre ne s'en dit."""

    code: str
    """`hors-perimetre` ou `autre-departement`."""
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RechercheExacteVue(ReadModel):
    """Ce qu'un numéro entier a fait trouver."""

    items: list[DemandeResume]
    ailleurs: AilleursVue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandesCriteria:
    q: str | None = None
    etats: tuple[EtatDemande, ...] = ()
    commune: str | None = None
    """Parmi les communes souhaitées."""
    commune_actuelle: str | None = None
    typologie: str | None = None
    nature: NatureDossier | None = None
    guichet: UUID | None = None
    """L'organisme qui a enregistré la demande."""
    label: str | None = None
    """Public prioritaire reconnu à la demande."""
    labels: tuple[str, ...] | None = None
    """L'un de ces publics, ceux qui ouvrent un contingent ; vide, aucune demande."""
    sans_labels: tuple[str, ...] = ()
    """Aucun de ces publics : d'un degré plus prioritaire que celui que l'on cherche."""
    origine_label: str | None = None
    """Le label cherché, ou à défaut n'importe lequel, est arrivé ainsi."""
    labels_reserves: bool = False
    """Vrai pour qui lit aussi les labels de santé et de violences."""
    collecteur: str | None = None
    """Un adulte y a un dossier."""
    action_logement: bool = False
    """Celles du contingent d'Action Logement : un adulte cotise, ou a un dossier chez un collecteur."""
    besoins: tuple[Besoin, ...] = ()
    """Tout ce que le foyer a déclaré avoir, ou dont il a besoin."""
    suivi_par: str | None = None
    """Le nom de l'association ou du travailleur social qui suit le foyer, ou son début."""
    mon_organisme: bool = False
    a_valider: bool = False
    points_min: int | None = None
    """Points vérifiés, au moins, dans l'EPCI de la première commune souhaitée."""
    points_max: int | None = None
    axe: int = 1
    """Le bloc de la grille dont `axe_min` et `axe_max` bornent les points vérifiés, dans un territoire souhaité."""
    axe_min: int | None = None
    axe_max: int | None = None
    par: Rupture | None = None
    groupe: str | None = None
    """Les seules demandes de ce groupe de la rupture ; vide, celles d'aucun groupe."""
    parmi: tuple[UUID, ...] = ()
    """Ces demandes-là, quel que soit leur état."""
    sans_protegees: bool = False
    """Laisse de côté les situations protégées."""
    sort: str = "-deposee_le"

    @property
    def reunie(self) -> Rupture | None:
        """Ce par quoi la liste se réunit, un groupe après l'autre ; rien quand un seul groupe est ouvert."""
        return self.par if self.groupe is None else None


class RechercheParNumero(Nomenclature):
    """Par quel numéro entier une demande est cherchée. Codes du projet."""

    NUMERO_UNIQUE = "numero", "numéro unique"
    NIR = "nir", "numéro de sécurité sociale"
    TELEPHONE = "telephone", "téléphone"
    INTERNE = "interne", "référence interne"
    """Celle que l'organisme du chargé de clientèle donne à la demande dans ses propres fichiers."""


class DemandesQueries(Protocol):
    async def rechercher(
        self, perimetre: Perimetre, criteria: DemandesCriteria, *, page: int, size: int
    ) -> ListeDeDemandes: ...

    async def reunir(self, perimetre: Perimetre, criteria: DemandesCriteria, par: Rupture) -> RuptureVue: ...

    async def par_numero(
        self, perimetre: Perimetre, acteur: Acteur, par: RechercheParNumero, valeur: str
    ) -> RechercheExacteVue:
        """Les demandes de ce numéro. La recherche est tracée, qu'elle trouve ou non."""
        ...

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DemandeDetail:
        """Le dossier, dont la consultation par un partenaire est écrite au journal de lecture dans la même requête."""
        ...

    async def relire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DemandeDetail:
        """Le dossier tel que l'acte vient de le laisser : l'historique dit déjà qui l'a eu en main."""
        ...

    async def actions(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> list[ActionDemande]:
        """Chaque action sur la demande : permise ou non, pourquoi, depuis quand, qui débloque, à partir de quand."""
        ...

    async def doublons(self, perimetre: Perimetre, id: UUID) -> list[DoublonVue]: ...
