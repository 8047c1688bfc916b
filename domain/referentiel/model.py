"""Le découpage administratif : une donnée publique et nationale, que personne ici ne modifie."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kernel.nomenclature import Nomenclature


class TypeEpci(Nomenclature):
    """Qui oriente les attributions : un établissement à fiscalité propre et, dans le Grand Paris, Paris ou un EPT."""

    COMMUNAUTE_DE_COMMUNES = "CC", "Communauté de communes"
    COMMUNAUTE_D_AGGLOMERATION = "CA", "Communauté d'agglomération"
    COMMUNAUTE_URBAINE = "CU", "Communauté urbaine"
    METROPOLE = "METRO", "Métropole"
    METROPOLE_DE_LYON = "MET69", "Métropole de Lyon"
    ETABLISSEMENT_TERRITORIAL = "EPT", "Établissement public territorial"
    VILLE_DE_PARIS = "PARIS", "Ville de Paris"


class ZoneAbc(Nomenclature):
    """Tension du marché du logement dans une commune (CCH D304-1)."""

    A_BIS = "Abis", "Zone A bis"
    A = "A", "Zone A"
    B1 = "B1", "Zone B1"
    B2 = "B2", "Zone B2"
    C = "C", "Zone C"


class ZonePlafonds(StrEnum):
    """Zone dont dépend le plafond de ressources d'un logement social.

    Arrêté du 29 juillet 1987, annexe I.
    """

    PARIS = "paris"
    """Paris et les communes limitrophes."""
    IDF = "idf"
    """Reste de l'Île-de-France."""
    AUTRES = "autres"
    """Autres régions de métropole."""


@dataclass(frozen=True, slots=True)
class Point:
    """Un lieu sur la carte, en degrés (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Une région, par son code INSEE."""

    code: str
    nom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departement:
    """Un département, ou une collectivité d'outre-mer qui en tient lieu."""

    code: str
    nom: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Epci:
    """Le groupement de communes qui oriente les attributions et cote les demandes (CCH L441-1-5, L441-2-8).

    Dans la Métropole du Grand Paris, ce sont les établissements publics territoriaux et la Ville de Paris.
    """

    siren: str
    nom: str
    type: TypeEpci
    departement: str
    """Département où vit la plus grande part de ses habitants : un EPCI peut en chevaucher plusieurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpciMesure:
    """Ce dont dépendent les obligations d'un EPCI : sa nature, sa taille, et s'il a un quartier prioritaire."""

    siren: str
    nom: str
    type: TypeEpci
    population: int
    """Habitants de toutes ses communes, population municipale."""
    plus_grande_commune: int
    """Habitants de la plus peuplée."""
    a_un_quartier_prioritaire: bool | None
    """Rien, si la liste d'un de ses départements n'est pas chargée et qu'aucun n'est connu ailleurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """Une commune du code officiel géographique, avec les zonages dont dépendent les règles du logement."""

    code: str
    """Code INSEE."""
    nom: str
    departement: str
    epci: str | None
    """SIREN de l'EPCI, ou de l'établissement territorial dans le Grand Paris ; quelques îles n'en ont pas."""
    population: int
    codes_postaux: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    zone_abc: ZoneAbc | None
    zone_apl: int | None
    """1, 2 ou 3."""
    zone_plafonds: ZonePlafonds | None
    """Absente outre-mer, qui a ses propres barèmes."""

    @property
    def point(self) -> Point | None:
        """La mairie, à défaut le centre de la commune."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True, kw_only=True)
class Qpv:
    """Un quartier prioritaire de la politique de la ville, dont dépendent des objectifs d'attribution.

    CCH L441-1.
    """

    code: str
    nom: str
    departement: str
    communes: tuple[str, ...]
    fictif: bool
    """Vrai pour un quartier inventé, qui ne sert qu'à la démonstration."""
    voies: tuple[str, ...] = ()
    """Les voies entièrement comprises dans le quartier ; vide, on ne les connaît pas."""
