"""Ce qu'une simulation dit d'une grille : le rapport que lit la conférence intercommunale.

Aucun nom, aucun numéro. Un nombre absent est celui d'un groupe trop petit pour être montré.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel


class GroupePrioritaire(Nomenclature):
    """À quel titre une demande passe avant les autres ; le premier qui convient. Codes du projet."""

    DALO = "dalo", "Droit au logement opposable"
    L441_1 = "l441_1", "Priorité de la loi (CCH L441-1)"
    AUTRE = "autre", "Sans priorité reconnue"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrilleSimulee(ReadModel):
    """La version de grille qui a été calculée, figée au jour de la simulation."""

    id: UUID
    epci: str
    """SIREN de l'EPCI qui l'a écrite."""
    epci_nom: str
    libelle: str
    version_grille: int
    statut_libelle: str
    population_libelle: str
    empreinte: str
    """Condensé du document de la grille : le même, le même calcul."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble(ReadModel):
    """Les points vérifiés de toutes les demandes, en quelques nombres."""

    cotees: int
    hors_cotation: int
    provisoires: int
    """Demandes dont des points déclarés attendent leur preuve."""
    a_zero: int
    part_a_zero: float
    """Pourcentage des demandes cotées."""
    ex_aequo: int
    """Demandes qui ont exactement les points d'une autre."""
    part_ex_aequo: float
    valeurs: int
    """Totaux différents."""
    minimum: int | None
    mediane: float | None
    moyenne: float | None
    maximum: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(ReadModel):
    """Ce qu'un critère apporte vraiment aux totaux, une fois groupes, bornes et exclusions appliqués."""

    bloc: str
    code: str
    libelle: str
    demandes: int | None
    """Celles à qui le critère a donné ou retiré des points."""
    points: int | None
    """Somme des points comptés ; tous critères réunis, c'est la somme des totaux."""
    moyenne: float | None
    """Par demande concernée."""
    part_des_points: float | None
    """Pourcentage des points donnés ou retirés par toute la grille."""
    part_de_variance: float | None
    """Pourcentage de ce qui distingue les demandes entre elles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheDePoints(ReadModel):
    de: int
    a: int
    """Borne haute comprise."""
    simulee: int | None
    comparee: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deplacement(ReadModel):
    """De combien de rangs les demandes d'un groupe montent ou descendent, chacune dans sa commune et sa taille."""

    commune: str | None
    commune_nom: str | None
    typologie: str | None
    groupe: GroupePrioritaire | None
    groupe_libelle: str | None
    souhaits: int
    """Demandes × communes × tailles comptées."""
    moyen: float
    """Rangs gagnés en moyenne ; négatif, perdus."""
    montent: float
    """Pourcentage."""
    descendent: float
    plus_forte_montee: int
    plus_forte_descente: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MenageDeplace(ReadModel):
    """Un ménage sans nom : ce qu'il faut pour comprendre, rien pour le reconnaître."""

    nom: str
    """« Ménage A » : vaut pour ce rapport et lui seul."""
    typologie: str
    personnes: str
    """« 1 », « 2 », « 3 ou 4 », « 5 ou plus »."""
    groupe_libelle: str
    mutation: bool
    anciennete_annees: int
    points_avant: int
    points_apres: int
    rangs: int
    """Rangs gagnés sur son premier choix ; négatif, perdus."""
    criteres: list[str]
    """Ce qui a changé ; un critère sensible n'est pas nommé."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GardeFou(ReadModel):
    """Ce qu'une grille doit tenir, sa mesure, et le texte qui le fonde."""

    code: str
    libelle: str
    valeur: float | None
    """Pourcentage ; absent quand le groupe est trop petit pour être montré."""
    seuil: int
    tenu: bool | None
    phrase: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejeuDesCommissions(ReadModel):
    """Les commissions passées, si les candidats avaient été classés par cette grille."""

    seances: int
    biens: int
    """Logements attribués avec deux candidats cotés au moins."""
    candidats: int
    attributaire_premier: int
    """Logements dont l'attributaire aurait été premier par les points."""
    part_attributaire_premier: float | None
    hors_des_trois_premiers: int
    part_hors_des_trois: float | None
    kendall: float | None
    """Accord moyen des deux classements : 1, le même ; 0, aucun lien ; −1, l'inverse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesures(ReadModel):
    """Une grille, mesurée."""

    grille: GrilleSimulee
    ensemble: Ensemble
    contributions: list[Contribution]
    garde_fous: list[GardeFou]
    rejeu: RejeuDesCommissions


@dataclass(frozen=True, slots=True, kw_only=True)
class PremierDecile(ReadModel):
    """Qui entre dans les dix premiers pour cent du classement, qui en sort."""

    places: int
    restent: int | None
    entrent: int | None
    sortent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport(ReadModel):
    """Le rapport d'une simulation. Le même stock, la même graine et les mêmes grilles le redonnent à l'identique."""

    le: date
    """Jour du calcul."""
    graine: int
    """Départage, entre ménages également déplacés, ceux qui sont montrés."""
    empreinte_du_stock: str
    """Condensé de tout ce que les grilles ont lu."""
    demandes: int
    """Demandes actives qui souhaitent le territoire."""
    largeur_de_tranche: int
    petit_groupe: int
    """En dessous de ce nombre de ménages, rien ne se montre."""
    simulee: Mesures
    comparee: Mesures | None
    repartition: list[TrancheDePoints]
    premier_decile: PremierDecile | None
    par_commune: list[Deplacement]
    par_typologie: list[Deplacement]
    par_groupe: list[Deplacement]
    croisement: list[Deplacement]
    """Commune × taille × public prioritaire, les plus déplacés d'abord."""
    retenus_secrets: int
    """Groupes trop petits pour être montrés."""
    gagnants: list[MenageDeplace]
    perdants: list[MenageDeplace]
    avertissements: list[str]
