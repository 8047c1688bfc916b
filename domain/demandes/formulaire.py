"""Le formulaire de demande de logement social (Cerfa 14069), tel qu'il se remplit : peu à peu."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.demandes.codes import (
    AideTechnique,
    CapaciteMarche,
    CategorieLogement,
    CategorieSocioprofessionnelle,
    Civilite,
    Contrat,
    Coparentalite,
    Equipement,
    EtatHandicap,
    LienCodemandeur,
    LienColocataire,
    LienParente,
    Motif,
    Nationalite,
    NatureMoteur,
    NatureSensoriel,
    ParticulariteHlm,
    Ressource,
    Sexe,
    SituationFamiliale,
    StatutLogement,
    Typologie,
)
from domain.kernel.read_model import ReadModel

DU_FICHIER = {"du_fichier": True}
"""Ce que le fichier sait seul : personne ne le remplit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adresse(ReadModel):
    """Une adresse, en France ou à l'étranger : celle où écrire, ou celle du logement quand elle est différente."""

    numero: str | None = None
    voie: str
    complement: str | None = None
    code_postal: str
    commune: str
    """Code INSEE de la commune ; vide à l'étranger."""
    hebergeant: str | None = None
    """Nom de la personne qui héberge."""
    appartement: str | None = None
    etage: str | None = None
    escalier: str | None = None
    batiment: str | None = None
    lieu_dit: str | None = None
    etranger: bool = False
    """L'adresse est hors de France : la ville et le pays s'écrivent en toutes lettres."""
    ville_etrangere: str | None = None
    pays: str | None = None

    def lignes(self, ville: str) -> tuple[str, ...]:
        """L'adresse comme elle s'écrit sur une enveloppe, sans le nom de la personne. `ville` : celle de la commune."""
        numerotees = (("Bât.", self.batiment), ("Esc.", self.escalier), ("Ét.", self.etage), ("Appt", self.appartement))
        toutes = (
            f"Chez {self.hebergeant}" if self.hebergeant else None,
            " ".join(f"{mot} {dit}" for mot, dit in numerotees if dit),
            self.complement,
            " ".join(mot for mot in (self.numero, self.voie) if mot),
            self.lieu_dit,
            " ".join(mot for mot in (self.code_postal, self.ville_etrangere if self.etranger else ville) if mot),
            self.pays if self.etranger else None,
        )
        return tuple(ligne for ligne in toutes if ligne)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordonneesEmployeur(ReadModel):
    """Où joindre un employeur."""

    voie: str | None = None
    complement: str | None = None
    code_postal: str | None = None
    ville: str | None = None
    correspondant: str | None = None
    telephone: str | None = None
    fax: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCollecteur(ReadModel):
    """Le dossier ouvert chez un organisme collecteur de la participation des employeurs (le « 1 % logement »)."""

    organisme: str
    """Un des collecteurs connus du département."""
    numero: str | None = None
    """Numéro de dossier chez ce collecteur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationProfessionnelle(ReadModel):
    """Le travail d'un adulte de la demande."""

    contrat: Contrat
    profession: str | None = None
    employeur: str | None = None
    commune_travail: str | None = None
    """Code INSEE de la commune du lieu de travail."""
    depuis_le: date | None = None
    """Depuis quand la personne est dans cette situation."""
    categorie: CategorieSocioprofessionnelle | None = None
    plusieurs_employeurs: bool = False
    siret: str | None = None
    """Numéro SIRET de l'établissement qui emploie."""
    chez_l_employeur_depuis: date | None = None
    """Date d'entrée chez l'employeur."""
    coordonnees_employeur: CoordonneesEmployeur | None = None
    cotise_action_logement: bool = False
    """L'employeur cotise à Action Logement (ancien « 1 % logement »)."""
    collecteurs: tuple[DossierCollecteur, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Personne(ReadModel):
    """Un adulte titulaire de la demande : le numéro de sécurité sociale se garde à part, au coffre."""

    id: UUID
    civilite: Civilite | None = None
    nom_naissance: str | None = None
    nom_usage: str | None = None
    prenoms: str | None = None
    ne_le: date | None = None
    nationalite: Nationalite | None = None
    situation_familiale: SituationFamiliale | None = None
    situation_familiale_depuis: date | None = None
    telephone: str | None = None
    """Portable, ou le seul numéro connu."""
    telephone_domicile: str | None = None
    telephone_travail: str | None = None
    email: str | None = None
    sms_refuses: bool = False
    """La personne ne veut pas recevoir de SMS."""
    nouvelles_refusees: bool = False
    """La personne ne veut que les avis que la loi impose, et pas les nouvelles de sa demande."""
    adresse: Adresse | None = None
    """Où écrire."""
    adresse_logement: Adresse | None = None
    """Où la personne habite, quand ce n'est pas là qu'elle reçoit son courrier."""
    situation_professionnelle: SituationProfessionnelle | None = None
    handicap: bool = False
    """La personne a un handicap reconnu."""

    @property
    def commune_habitee(self) -> str | None:
        """Code INSEE de la commune où la personne habite ; aucun à l'étranger."""
        adresse = self.adresse_logement or self.adresse
        return None if adresse is None else adresse.commune or None


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
    handicap: bool = False
    """Handicap reconnu par la Maison départementale des personnes handicapées."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colocataire(ReadModel):
    """Une personne qui partagera le logement avec son propre bail : elle fait sa propre demande.

    Loi n° 89-462 du 6 juillet 1989, article 8-1, et CCH L442-8-4.
    """

    id: UUID
    civilite: Civilite | None = None
    nom_naissance: str
    nom_usage: str | None = None
    prenoms: str
    ne_le: date | None = None
    lien: LienColocataire
    numero_unique: str | None = None
    """Celui de sa propre demande."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccompagnementSocial(ReadModel):
    """L'association ou le travailleur social qui suit le foyer."""

    nom: str
    adresse: str | None = None
    telephone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent(ReadModel):
    """La personne à contacter au sujet du handicap."""

    nom: str
    adresse: str | None = None
    telephone: str | None = None
    email: str | None = None
    proche_du_domicile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheHandicap(ReadModel):
    """Le complément « handicap » du Cerfa : une fiche par personne concernée. Donnée de santé."""

    personne_id: UUID
    """Un adulte ou un occupant de la demande."""
    reconnu: bool = False
    """Reconnu par la Maison départementale des personnes handicapées."""
    etat: EtatHandicap | None = None
    tierce_personne: bool = False
    """La personne est accompagnée d'une tierce personne."""
    referent: Referent | None = None
    moteur: tuple[NatureMoteur, ...] = ()
    sensoriel: tuple[NatureSensoriel, ...] = ()
    autre_nature: str | None = None
    marche: CapaciteMarche | None = None
    aides: tuple[AideTechnique, ...] = ()
    equipements: tuple[Equipement, ...] = ()
    besoin: str | None = None
    """Besoin particulier."""
    autre_besoin: str | None = None


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
class LogementPossede(ReadModel):
    """Le logement dont un membre du foyer est propriétaire."""

    lieu: str
    """Commune et pays, en toutes lettres."""
    typologie: Typologie | None = None


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
    categorie: CategorieLogement | None = None
    """Appartement ou maison."""
    possede: LogementPossede | None = None
    preavis_le: date | None = None
    """Le jour où le préavis prend fin, quand le congé est donné."""
    particularite: ParticulariteHlm | None = None
    """Pour le locataire HLM : ce qui fait de son départ un cas particulier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuartierSouhaite(ReadModel):
    """Un quartier précis d'une commune souhaitée."""

    commune: str
    """Code INSEE d'une des communes souhaitées."""
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecteurSouhaite(ReadModel):
    """Un secteur choisi, avec ce qu'il couvrait ce jour-là : son nom suffit à le désigner, le fichier sait le reste."""

    id: UUID
    nom: str
    """Son nom, tel que le fichier le propose."""
    communes: tuple[str, ...] = field(default=(), metadata=DU_FICHIER)
    """Codes INSEE."""
    quartiers: tuple[QuartierSouhaite, ...] = field(default=(), metadata=DU_FICHIER)
    """Les seuls quartiers visés dans leur commune."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFsl(ReadModel):
    """L'aide du fonds de solidarité pour le logement, avec sa période."""

    du: date | None = None
    au: date | None = None


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
    quartiers: tuple[QuartierSouhaite, ...] = ()
    secteurs: tuple[SecteurSouhaite, ...] = ()
    """Groupes de communes d'un EPCI, dans l'ordre de préférence : leur numéro de choix suit celui des communes."""
    programmes: tuple[str, ...] = ()
    """Résidences ou programmes cités, dans l'ordre de préférence : leur rang est le numéro de choix."""
    colocation: bool = False
    """Une colocation est acceptée."""
    dossier_fsl: DossierFsl | None = None
    caution: bool = False
    """Une personne ou un organisme se porte caution."""

    @property
    def couvertes(self) -> Mapping[str, int]:
        """Les communes que couvrent ces choix, chacune avec son numéro de choix : le premier qui la couvre.

        Un secteur vaut le choix de chacune de ses communes ; les communes citées passent avant lui.
        """
        choix = [*((commune,) for commune in self.communes), *(secteur.communes for secteur in self.secteurs)]
        rangs: dict[str, int] = {}
        for rang, communes in enumerate(choix, start=1):
            for commune in communes:
                rangs.setdefault(commune, rang)
        return rangs


@dataclass(frozen=True, slots=True, kw_only=True)
class Motifs(ReadModel):
    """Pourquoi le foyer demande un logement."""

    codes: tuple[Motif, ...] = ()
    """Du plus important au moins important."""
    autre: str | None = None
    """Précision du motif « Autre motif particulier »."""
    jugement_le: date | None = None
    """Date du jugement d'expulsion."""


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
    colocataires: tuple[Colocataire, ...] = ()
    handicaps: tuple[FicheHandicap, ...] = ()
    accompagnement: AccompagnementSocial | None = None

    @property
    def adultes(self) -> tuple[Personne, ...]:
        """Le demandeur puis les codemandeurs : ceux qui signeront le bail."""
        titulaire = () if self.demandeur is None else (self.demandeur,)
        return (*titulaire, *self.codemandeurs)

    @property
    def personnes(self) -> tuple[Personne | Occupant, ...]:
        """Toutes les personnes que la demande nomme, qu'elles signent le bail ou non ; sans les colocataires."""
        nommees: list[Personne | Occupant] = [*self.adultes, *self.occupants]
        return tuple(nommees)

    @property
    def communes(self) -> tuple[str, ...]:
        """Les communes souhaitées, citées ou couvertes par un secteur, dans l'ordre de préférence."""
        return () if self.logement_recherche is None else tuple(self.logement_recherche.couvertes)


SECTIONS = (
    "demandeur",
    "codemandeurs",
    "occupants",
    "a_naitre",
    "revenus",
    "logement_actuel",
    "logement_recherche",
    "motifs",
    "colocataires",
    "handicaps",
    "accompagnement",
)
"""Les rubriques du formulaire, remplacées entières à chaque enregistrement."""
SECTIONS_DES_ADULTES = frozenset({"demandeur", "codemandeurs"})
"""Celles des adultes, par qui une demande ressemble à une autre."""
