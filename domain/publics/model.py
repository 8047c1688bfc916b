from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.cotation.predicats import Predicat
from domain.demandes.codes import EtatDemande, NatureDossier
from domain.demandes.formulaire import Formulaire
from domain.publics.codes import EtatUrgence, Famille, MotifUrgence, Origine, StatutDalo


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """Un public prioritaire tel que le département le reconnaît à partir d'une date."""

    code: str
    libelle: str
    famille: Famille
    droit: str
    """Ce que le label ouvre, en une phrase."""
    contingents: tuple[str, ...] = ()
    """Les contingents qui s'ouvrent à lui (SNE `typeReservataire`)."""
    degre: int | None = None
    """Son rang parmi les publics de ces contingents : 1 passe en premier. Absent, le département n'en donne pas."""
    automatique: Predicat | None = None
    """Ce qui le fait reconnaître d'après le dossier ; absent, il ne se pose qu'à la main."""
    manuel: bool = True
    """Un partenaire habilité peut le poser."""
    validite_mois: int | None = None
    """Combien de temps vaut un label posé à la main, sauf date dite."""
    sensible: bool = False
    """Santé ou violences : réservé à qui en a le droit."""
    phrase_publique: str | None = None
    """Ce que le demandeur lit ; absente, le label ne lui est pas montré."""
    actif: bool = True
    numero: int = 0
    """Zéro pour la règle livrée avec le fichier, puis une version par changement du département."""
    effet_du: date
    reference: str
    """Le texte, ou la décision du département."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDeRegle:
    """Un changement de règle décidé par le département : il s'ajoute aux précédents, il n'en efface aucun."""

    departement: str
    code: str
    numero: int
    contenu: Mapping[str, object]
    effet_du: date
    motif: str
    auteur: str
    organisme: str | None
    creee_le: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Labellisation:
    """Un label sur une demande, de sa pose à son retrait."""

    departement: str
    id: UUID
    demande_id: UUID
    code: str
    libelle: str
    sensible: bool
    public: bool
    """Le demandeur le lit dans son espace."""
    origine: Origine
    depuis: date
    expire_le: date | None = None
    """Dernier jour où il vaut."""
    faits: tuple[str, ...] = ()
    motif: str = ""
    numero_regle: int = 0
    pose_le: datetime
    pose_par: str
    organisme_id: UUID | None = None
    organisme: str | None = None

    @property
    def automatique(self) -> bool:
        """Reconnu d'après le dossier : la règle qui l'a posé le retire."""
        return self.origine is Origine.AUTOMATIQUE


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeALabelliser:
    """Ce qu'il faut d'une demande active pour lui reconnaître ses labels."""

    departement: str
    id: UUID
    etat: EtatDemande
    formulaire: Formulaire
    nature: NatureDossier
    deposee_le: date | None
    dalo: bool
    version: int = 0
    """Celle du dossier : elle change avec lui."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relecture:
    """La dernière fois que les labels d'une demande ont été relus, et jusqu'à quand les relire ne changerait rien."""

    demande_id: UUID
    version: int
    """Celle du dossier relu."""
    a_relire_le: date
    """Premier jour où le seul passage du temps peut changer ce que les règles lisent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDalo:
    """Ce que la commission de médiation a décidé (CCH L441-2-3), et ce que le SNE en attend."""

    departement: str
    demande_id: UUID
    statut: StatutDalo
    numero_recours: str | None = None
    decidee_le: date | None = None
    a_loger_avant_le: date | None = None
    """La date après laquelle le tribunal peut être saisi."""
    diagnostic_social: bool = False
    accompagnement_social: bool = False
    typologies: tuple[str, ...] = ()
    enregistree_le: datetime
    par: str
    organisme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passe:
    """Une nuit de relecture : où elle en est, et ce qu'elle a changé."""

    departement: str
    id: UUID
    jour: date
    commencee_le: datetime
    terminee_le: datetime | None = None
    curseur: UUID
    examinees: int = 0
    """Les demandes relues : celles dont les labels pouvaient changer."""
    entrees: Mapping[str, int]
    sorties: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgence:
    """Une situation que le demandeur dit ne pas pouvoir attendre."""

    departement: str
    id: UUID
    demande_id: UUID
    motif: MotifUrgence
    texte: str
    etat: EtatUrgence = EtatUrgence.DECLAREE
    declaree_le: datetime
    type_organisme: str
    """Le type d'organisme à qui elle est adressée."""
    prise_en_compte_le: datetime | None = None
    par: str | None = None
    organisme: str | None = None
    reponse: str | None = None
