"""Le formulaire de demande de logement social (Cerfa 14069), tel qu'il se remplit : peu à peu."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.demandes.codes import (
    CategorieLogement,
    Civilite,
    Contrat,
    Coparentalite,
    LienCodemandeur,
    LienParente,
    Motif,
    Nationalite,
    Ressource,
    Sexe,
    SituationFamiliale,
    StatutLogement,
    Typologie,
)
from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Adresse(ReadModel):
    """L'adresse où écrire au demandeur."""

    numero: str | None = None
    voie: str
    complement: str | None = None
    code_postal: str
    commune: str
    """Code INSEE de la commune."""
    hebergeant: str | None = None
    """Nom de la personne qui héberge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationProfessionnelle(ReadModel):
    """Le travail d'un adulte de la demande."""

    contrat: Contrat
    profession: str | None = None
    employeur: str | None = None
    commune_travail: str | None = None
    """Code INSEE de la commune du lieu de travail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Personne(ReadModel):
    """Un adulte titulaire de la demande."""

    id: UUID
    civilite: Civilite | None = None
    nom_naissance: str | None = None
    nom_usage: str | None = None
    prenoms: str | None = None
    ne_le: date | None = None
    nationalite: Nationalite | None = None
    situation_familiale: SituationFamiliale | None = None
    telephone: str | None = None
    email: str | None = None
    adresse: Adresse | None = None
    situation_professionnelle: SituationProfessionnelle | None = None
    handicap: bool = False
    """La personne a un handicap reconnu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codemandeur(Personne):
    """Un adulte qui demande avec le demandeur et signera le bail avec lui."""

    lien: LienCodemandeur


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupant(ReadModel):
    """Une personne à loger qui ne signera pas le bail."""

    id: UUID
    nom: str
    prenom: str
    ne_le: date
    sexe: Sexe
    lien: LienParente
    a_charge: bool
    """À charge fiscalement."""
    coparentalite: Coparentalite | None = None
    """Garde alternée ou droit de visite, pour l'enfant de parents séparés."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naissances(ReadModel):
    """Les enfants à naître, avec certificat de grossesse de plus de douze semaines."""

    nombre: int
    prevue_le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenuFiscal(ReadModel):
    """Le revenu fiscal de référence d'un adulte, pour une année de revenus."""

    personne_id: UUID
    annee: int
    """Année des revenus, pas celle de l'avis."""
    montant: int
    """Euros entiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RessourceMensuelle(ReadModel):
    """Une somme reçue chaque mois."""

    personne_id: UUID | None = None
    """Adulte qui la reçoit ; absent pour les personnes à charge."""
    nature: Ressource
    montant: int
    """Euros entiers par mois."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenus(ReadModel):
    """Ce que gagne le foyer."""

    rfr: tuple[RevenuFiscal, ...] = ()
    ressources: tuple[RessourceMensuelle, ...] = ()
    pension_versee: int = 0
    """Pension alimentaire versée, euros entiers par mois."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogementActuel(ReadModel):
    """Où vit le foyer aujourd'hui."""

    statut: StatutLogement
    depuis_le: date | None = None
    loyer: int | None = None
    """Loyer avec charges, euros entiers par mois."""
    apl: int | None = None
    """APL ou AL perçue, euros entiers par mois."""
    typologie: Typologie | None = None
    surface: int | None = None
    """Mètres carrés habitables."""
    nb_habitants: int | None = None
    bailleur: str | None = None
    hebergeant: str | None = None
    proprietaire: bool = False
    """Un membre du foyer est propriétaire d'un logement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogementRecherche(ReadModel):
    """Ce que le foyer cherche."""

    categorie: CategorieLogement = CategorieLogement.INDIFFERENT
    typologies: tuple[Typologie, ...] = ()
    communes: tuple[str, ...] = ()
    """Codes INSEE, dans l'ordre de préférence."""
    parking: bool = False
    """Un stationnement est souhaité."""
    rez_de_chaussee: bool = True
    """Le rez-de-chaussée est accepté."""
    sans_ascenseur: bool = True
    """Un immeuble sans ascenseur est accepté."""
    adapte_handicap: bool = False
    """Le logement doit être adapté au handicap."""
    demande_elargie: bool = False
    """D'autres communes que celles citées sont acceptées."""
    loyer_max: int | None = None
    """Charges comprises, euros entiers par mois."""
    precision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Motifs(ReadModel):
    """Pourquoi le foyer demande un logement."""

    codes: tuple[Motif, ...] = ()
    """Du plus important au moins important."""
    autre: str | None = None
    """Précision du motif « Autre motif particulier »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulaire(ReadModel):
    """Toute la demande, telle que le demandeur l'a dite. Un brouillon peut être vide."""

    demandeur: Personne | None = None
    codemandeurs: tuple[Codemandeur, ...] = ()
    occupants: tuple[Occupant, ...] = ()
    a_naitre: Naissances | None = None
    revenus: Revenus = field(default_factory=Revenus)
    logement_actuel: LogementActuel | None = None
    logement_recherche: LogementRecherche | None = None
    motifs: Motifs = field(default_factory=Motifs)

    @property
    def adultes(self) -> tuple[Personne, ...]:
        """Le demandeur puis les codemandeurs : ceux qui signeront le bail."""
        titulaire = () if self.demandeur is None else (self.demandeur,)
        return (*titulaire, *self.codemandeurs)

    @property
    def communes(self) -> tuple[str, ...]:
        """Les communes souhaitées, dans l'ordre de préférence."""
        return () if self.logement_recherche is None else self.logement_recherche.communes
