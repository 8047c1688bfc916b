"""Ce qu'une grille a le droit de lire d'une demande, et comment cela se dit en français."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache

from domain.kernel import francais
from domain.kernel.calendrier import age, mois_entiers
from domain.kernel.nomenclature import Nomenclature

Nombre = int | Decimal
"""Jamais de virgule flottante : une tranche doit commencer exactement où la grille le dit."""

ValeurLue = bool | int | Decimal | str | frozenset[str]
"""Ce qu'un champ vaut un jour donné."""

ValeurDeFait = ValeurLue | date
"""Ce que le dossier dit : une valeur, ou la date d'où elle se compte."""


ListeDeCodes = type[Nomenclature]


class TypeChamp(StrEnum):
    NOMBRE = "nombre"
    BOOLEEN = "booleen"
    CODE = "code"
    ENSEMBLE = "ensemble"


class Absence(StrEnum):
    """Ce que veut dire une information que le dossier ne porte pas."""

    INCONNU = "inconnu"
    """Rien ne se conclut : le critère ne donne aucun point et la donnée manquante se signale."""
    FAUX = "faux"
    """Le fait n'existe que s'il est inscrit au dossier : une décision DALO, un handicap."""
    ZERO = "zero"
    VIDE = "vide"
    """La liste est vide : aucun motif, aucun label."""


class Temps(StrEnum):
    """Comment un champ se compte à partir d'une date du dossier."""

    MOIS = "mois_depuis"
    MOIS_AVANT = "mois_avant"
    """Les mois entiers qui restent jusqu'à la date ; aucun quand elle est passée."""
    ANNEES = "annees_depuis"
    A_COMPTER_DU = "a_compter_du"


DUREES = (Temps.MOIS, Temps.ANNEES)
"""Ce qui grandit avec les jours, et que des événements peuvent faire repartir de zéro."""


class Rubrique(Nomenclature):
    """D'où vient l'information : la rubrique du formulaire Cerfa 14069, ou ce qui n'en vient pas."""

    DEPOT = "depot", "Date de dépôt de la demande"
    DEMANDEUR = "demandeur", "Formulaire, rubrique « Demandeur et codemandeur »"
    PERSONNES = "personnes", "Formulaire, rubrique « Personnes à loger »"
    TRAVAIL = "travail", "Formulaire, rubrique « Situation professionnelle »"
    REVENUS = "revenus", "Formulaire, rubrique « Revenus »"
    LOGEMENT_ACTUEL = "logement_actuel", "Formulaire, rubrique « Logement actuel »"
    LOGEMENT_RECHERCHE = "logement_recherche", "Formulaire, rubrique « Logement recherché »"
    MOTIFS = "motifs", "Formulaire, rubrique « Motifs de la demande »"
    HANDICAP = "handicap", "Formulaire, complément « Handicap »"
    DALO = "dalo", "Décision de la commission de médiation (DALO)"
    LABEL = "label", "Label de priorité posé par un partenaire habilité"
    DELAI = "delai", "Arrêté préfectoral sur le délai anormalement long"
    DISTANCES = "distances", "Distance entre les communes citées dans le formulaire"
    PIECES = "pieces", "Pièces du dossier"


class Unite(StrEnum):
    MOIS = "mois"
    ANNEES = "ans"
    KM = "km"
    EUROS = "€"
    POURCENT = "%"
    METRES_CARRES = "m²"
    PERSONNES = "personnes"
    ENFANTS = "enfants"
    PIECES = "pièces"
    COMMUNES = "communes"
    PRIORITES = "priorités"
    MOTIFS = "motifs"


_AU_PLURIEL = {
    Unite.ANNEES: "an",
    Unite.PERSONNES: "personne",
    Unite.ENFANTS: "enfant",
    Unite.PIECES: "pièce",
    Unite.COMMUNES: "commune",
    Unite.PRIORITES: "priorité",
    Unite.MOTIFS: "motif",
}


@cache
def _officiels(liste: ListeDeCodes) -> Mapping[str, tuple[str, ...]]:
    """Chaque code d'une liste par ses deux noms ; le premier qui le porte l'emporte."""
    trouves: dict[str, tuple[str, ...]] = {}
    for membre in liste:
        for nom in (membre.value, membre.name.lower()):
            trouves.setdefault(nom, (membre.value,))
    return trouves


@dataclass(frozen=True, slots=True, kw_only=True)
class Champ:
    """Une information que les grilles peuvent lire, avec son type, son unité et sa provenance."""

    code: str
    libelle: str
    type: TypeChamp
    rubrique: Rubrique
    absence: Absence = Absence.INCONNU
    unite: Unite | None = None
    decimales: int = 0
    minimum: int | None = 0
    """Plus petite valeur possible ; absente, le nombre peut être négatif."""
    temps: Temps | None = None
    """Renseigné, le champ peut se compter à partir d'une date et change alors avec les jours."""
    nomenclature: ListeDeCodes | None = None
    """Absente, les codes sont libres (commune)."""
    ouvert: bool = False
    """Vrai quand un territoire peut ajouter ses propres codes (label)."""
    synonymes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Mots d'une grille écrite à la main, et les codes qu'ils désignent."""
    justificatifs: Mapping[str, str] = field(default_factory=dict)
    """Pour un code, le type de la pièce qui le prouve d'ordinaire."""
    justificatif: str | None = None
    """Le type de la pièce qui prouve d'ordinaire ce champ, quel que soit son contenu."""
    saisi: bool = True
    """Vrai quand le demandeur peut le compléter lui-même."""
    propre_au_territoire: bool = False
    """Vrai quand la valeur dépend de l'EPCI de la grille."""
    sensible: bool = False
    """Vrai pour une donnée de santé ou de violences, réservée à qui en a le droit."""
    codes_sensibles: frozenset[str] = frozenset()
    """Les codes qui le sont, quand le champ entier ne l'est pas."""
    autres_noms: tuple[str, ...] = ()

    @property
    def est_une_commune(self) -> bool:
        """Ce champ dit une commune, ou plusieurs : ses codes sont ceux du code officiel géographique."""
        return self.nomenclature is None and self.type in (TypeChamp.CODE, TypeChamp.ENSEMBLE)

    @property
    def valeur_absente(self) -> ValeurLue | None:
        """Ce qui se lit quand le dossier ne dit rien."""
        match self.absence:
            case Absence.FAUX:
                return False
            case Absence.ZERO:
                return 0
            case Absence.VIDE:
                return frozenset()
            case Absence.INCONNU:
                return None

    def lire(self, fait: ValeurDeFait | None, le: date) -> ValeurLue | None:
        """La valeur du champ ce jour-là ; aucune quand elle manque et que rien ne s'en conclut."""
        if fait is None:
            return self.valeur_absente
        if not isinstance(fait, date):
            return fait
        match self.temps:
            case Temps.MOIS:
                return max(0, mois_entiers(fait, le))
            case Temps.MOIS_AVANT:
                return max(0, mois_entiers(le, fait))
            case Temps.ANNEES:
                return max(0, age(fait, le))
            case Temps.A_COMPTER_DU:
                return fait <= le
            case None:
                raise ValueError(f"Le champ {self.code} ne se compte pas à partir d'une date.")

    def codes_de(self, mot: str) -> tuple[str, ...]:
        """Les codes qu'un mot désigne : un code officiel, son nom ou un synonyme ; aucun s'il est inconnu."""
        if self.nomenclature is None:
            return (mot,)
        officiel = _officiels(self.nomenclature).get(mot)
        return officiel or self.synonymes.get(mot, (mot,) if self.ouvert else ())

    def arrondir(self, nombre: Nombre) -> Nombre:
        """Un nombre à la précision du champ : deux dossiers identiques se lisent de la même façon."""
        if type(nombre) is int:
            return nombre
        arrondi = Decimal(nombre).quantize(Decimal(1).scaleb(-self.decimales), ROUND_HALF_UP)
        return int(arrondi) if arrondi == arrondi.to_integral_value() else arrondi

    def dire_code(self, code: str) -> str:
        """Le libellé d'un code ; les codes libres se disent tels quels."""
        return next((m.libelle for m in self.nomenclature or () if m.value == code), code)

    def dire(self, valeur: ValeurLue) -> str:
        """La valeur comme on la dirait : « 36 mois », « oui », « Chez un particulier »."""
        if isinstance(valeur, bool):
            return "oui" if valeur else "non"
        if isinstance(valeur, str):
            return self.dire_code(valeur)
        if isinstance(valeur, frozenset):
            return francais.enumeration([self.dire_code(code) for code in sorted(valeur)]) or "aucun"
        return self._dire_nombre(valeur)

    def _dire_nombre(self, nombre: Nombre) -> str:
        match self.unite:
            case None:
                return francais.nombre(nombre)
            case Unite.EUROS:
                return francais.euros(nombre)
            case Unite.POURCENT:
                return francais.pourcent(nombre)
            case unite if unite in _AU_PLURIEL and isinstance(nombre, int):
                return francais.compte(nombre, _AU_PLURIEL[unite])
            case unite:
                return f"{francais.nombre(nombre)}{francais.INSECABLE}{unite}"
