from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from domain.kernel.parametres import Parametres, charger
from domain.kernel.text import normaliser_nom
from domain.referentiel.model import Point, ZonePlafonds

RAYON_MOYEN_DE_LA_TERRE_KM = 6371.0088
"""Union géodésique et géophysique internationale, système GRS 80."""


def distance_km(depart: Point, arrivee: Point) -> float:
    """La distance à vol d'oiseau entre deux lieux, en kilomètres.

    Formule de haversine sur une sphère : juste à 0,5 % près, et sans perte de précision entre voisins.
    """
    phi_1, phi_2 = radians(depart.latitude), radians(arrivee.latitude)
    d_phi = phi_2 - phi_1
    d_lambda = radians(arrivee.longitude - depart.longitude)
    h = sin(d_phi / 2) ** 2 + cos(phi_1) * cos(phi_2) * sin(d_lambda / 2) ** 2
    return 2 * RAYON_MOYEN_DE_LA_TERRE_KM * asin(min(1.0, sqrt(h)))


@cache
def parametres() -> Parametres:
    """Les listes publiées dont dépend le zonage des communes."""
    return charger(Path(__file__).parent / "parameters")


def zone_plafonds(commune: str, departement: str, le: date) -> ZonePlafonds | None:
    """La zone de plafonds de ressources d'une commune ; aucune outre-mer, qui a ses propres barèmes.

    Arrêté du 29 juillet 1987, annexe I.
    """

    def est_dans(liste: str, code: str) -> bool:
        return code in parametres().a_la_date(f"zones_plafonds.{liste}", le).textes()

    if est_dans("departements_hors_bareme", departement):
        return None
    if est_dans("paris_et_limitrophes", commune):
        return ZonePlafonds.PARIS
    return ZonePlafonds.IDF if est_dans("departements_idf", departement) else ZonePlafonds.AUTRES


def voie_normalisee(voie: str) -> str:
    """Ce qui se compare entre l'adresse d'une demande et la liste des voies d'un quartier."""
    return normaliser_nom(voie)


def en_quartier_prioritaire(quartiers: Sequence[Collection[str]], voie: str | None) -> bool | None:
    """L'adresse est-elle dans un quartier prioritaire de sa commune ? Rien, si on ne peut pas le dire.

    `quartiers` : les voies normalisées de chaque quartier de la commune ; vides pour un quartier dont on ignore
    les voies. Une commune sans quartier prioritaire n'en a à aucune adresse.
    """
    if not quartiers:
        return False
    if voie is not None and any(voie_normalisee(voie) in voies for voies in quartiers):
        return True
    return None if voie is None or not all(quartiers) else False


_ABREVIATIONS = {"ST": "SAINT", "STE": "SAINTE", "STS": "SAINTS", "STES": "SAINTES"}
_ARTICLES = frozenset({"LE", "LA", "LES", "L"})


def nom_de_recherche(nom: str) -> str:
    """Ce que l'on compare quand quelqu'un tape le nom d'une commune.

    « Le Rheu » se trouve en tapant « rheu », « Saint-Malo » en tapant « st malo ».
    """
    mots = normaliser_nom(nom).split()
    # le dernier mot est peut-être inachevé : « st » peut commencer « Strasbourg »
    mots = [_ABREVIATIONS.get(mot, mot) for mot in mots[:-1]] + mots[-1:]
    if len(mots) > 1 and mots[0] in _ARTICLES:
        mots = mots[1:]
    return " ".join(mots).lower()


LONGUEUR_CODE = 5
"""Un code postal et un code INSEE de commune comptent tous deux cinq caractères."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RechercheCommune:
    """Ce que l'on cherche : le début d'un nom, un code postal ou INSEE entier, ou les deux."""

    prefixe: str
    code: str | None

    @property
    def est_vide(self) -> bool:
        return not self.prefixe and self.code is None

    @property
    def borne_superieure(self) -> str:
        """Le premier nom qui suit tous ceux qui commencent par le préfixe."""
        return self.prefixe[:-1] + chr(ord(self.prefixe[-1]) + 1)


def lire_recherche(saisie: str) -> RechercheCommune:
    """Comprend « ren », « 35000 », « 2A004 », « 35000 Rennes » et « Rennes (35000) »."""
    mots = normaliser_nom(saisie).split()
    codes = [mot for mot in mots if _est_un_code(mot)]
    if not codes:
        return RechercheCommune(prefixe=nom_de_recherche(saisie), code=None)
    return RechercheCommune(prefixe=nom_de_recherche(" ".join(m for m in mots if m != codes[0])), code=codes[0])


def _est_un_code(mot: str) -> bool:
    corse = mot[:2] in ("2A", "2B") and mot[2:].isdecimal()
    return len(mot) == LONGUEUR_CODE and mot.isascii() and (mot.isdecimal() or corse)
