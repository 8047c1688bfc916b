"""Where people of a département live, work and wish to live: the real communes, weighted by their size."""

from collections.abc import Iterable, Sequence
from functools import cache
from math import hypot

from adapters.referentiel.loader import lire_communes, lire_epcis
from adapters.referentiel.qpv import lire_qpv_de_demonstration
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.noms import lignes
from domain.demandes.formulaire import Adresse
from domain.referentiel.model import Commune, Point, ZonePlafonds
from domain.referentiel.rules import distance_km, en_quartier_prioritaire, voie_normalisee

AILLEURS = ("22", "29", "35", "44", "49", "50", "53", "56", "72", "75", "85")
"""Where those who come from outside the département come from."""

ATTRAIT = 1.12
"""A town attracts more than its share of the population: that is where the dwellings are."""

VOISINES = 24


class Geographie:
    """The communes of a département and of its surroundings. Same answers as adapters.db.referentiel.memory."""

    def __init__(self, departement: str) -> None:
        self.departement = departement
        everywhere = lire_communes(sorted({departement, *AILLEURS}))
        self.communes = {c.code: c for c in everywhere}
        inside = [c for c in everywhere if c.departement == departement and c.codes_postaux]
        self.codes = [c.code for c in inside]
        self.dans_le_departement = frozenset(self.codes)
        self.recherchees = Tirage({c.code: c.population**ATTRAIT for c in inside if c.population})
        self.origines = Tirage(
            {c.code: float(c.population) for c in everywhere if c.departement != departement and c.codes_postaux}
        )
        self.noms_epci = {e.siren: e.nom for e in lire_epcis()}
        self.epcis = sorted({c.epci for c in inside if c.epci})
        self._voisines = {c.code: _voisines(c, inside) for c in inside}
        self._distances: dict[tuple[str, str], float | None] = {}
        self._qpv: dict[str, list[frozenset[str]]] = {}
        quartiers = lire_qpv_de_demonstration()
        self._listes = frozenset(q.departement for q in quartiers)
        for q in quartiers:
            for commune in q.communes:
                self._qpv.setdefault(commune, []).append(frozenset(voie_normalisee(voie) for voie in q.voies))

    def nom(self, code: str) -> str:
        return self.communes[code].nom

    def epci(self, code: str) -> str | None:
        found = self.communes.get(code)
        return found.epci if found else None

    def zone_plafonds(self, code: str) -> ZonePlafonds | None:
        found = self.communes.get(code)
        return found.zone_plafonds if found else None

    def distance_km(self, a: str, b: str) -> float | None:
        key = (a, b)
        if key not in self._distances:
            x, y = _point(self.communes.get(a)), _point(self.communes.get(b))
            self._distances[key] = distance_km(x, y) if x and y else None
        return self._distances[key]

    def a_un_quartier_prioritaire(self, code: str) -> bool:
        return code in self._qpv

    def en_quartier_prioritaire(self, code: str, voie: str | None) -> bool | None:
        found = self.communes.get(code)
        if found is None or found.departement not in self._listes:
            return None
        return en_quartier_prioritaire(self._qpv.get(code, ()), voie)

    def communes_de_l_epci(self, siren: str) -> list[str]:
        return [code for code in self.codes if self.communes[code].epci == siren]

    def population_de_l_epci(self, siren: str) -> int:
        return sum(self.communes[code].population for code in self.communes_de_l_epci(siren))

    def voisine(self, hasard: Hasard, code: str) -> str:
        return self._voisines[code](hasard)

    def choix(self, hasard: Hasard, ancre: str, combien: int) -> tuple[str, ...]:
        """The wished communes, ranked: the first attracts, the others lie around it."""
        found = dict.fromkeys([ancre])
        for _ in range(combien * 4):
            if len(found) >= combien:
                break
            found[self.voisine(hasard, ancre)] = None
        return tuple(found)

    def adresse(self, hasard: Hasard, commune: str, hebergeant: str | None = None) -> Adresse:
        return Adresse(
            numero=str(hasard.entre(1, 120)) if hasard.oui(0.95) else None,
            voie=hasard.un(voies()),
            code_postal=hasard.un(self.communes[commune].codes_postaux),
            commune=commune,
            hebergeant=hebergeant,
        )

    def position(self, hasard: Hasard, commune: str) -> tuple[float | None, float | None]:
        """A place in the commune, the further from its town hall the larger the town."""
        found = self.communes[commune]
        if found.latitude is None or found.longitude is None:
            return None, None
        etendue = min(0.02, 0.003 + found.population / 8_000_000)
        return (
            round(found.latitude + hasard.gauss(0, etendue * 0.7), 5),
            round(found.longitude + hasard.gauss(0, etendue), 5),
        )


@cache
def geographie(departement: str) -> Geographie:
    return Geographie(departement)


@cache
def voies() -> Sequence[str]:
    return lignes("voies.txt")


def _point(commune: Commune | None) -> Point | None:
    if commune is None or commune.latitude is None or commune.longitude is None:
        return None
    return Point(latitude=commune.latitude, longitude=commune.longitude)


def _voisines(commune: Commune, toutes: Iterable[Commune]) -> Tirage[str]:
    """Flat distance in degrees is enough to rank neighbours."""
    if commune.latitude is None or commune.longitude is None:
        return Tirage({commune.code: 1.0})
    near: list[tuple[float, Commune]] = []
    for other in toutes:
        if other.latitude is None or other.longitude is None or not other.population or other.code == commune.code:
            continue
        near.append((hypot(other.latitude - commune.latitude, 0.67 * (other.longitude - commune.longitude)), other))
    near.sort(key=lambda pair: (pair[0], pair[1].code))
    return Tirage({c.code: c.population / (0.03 + d) for d, c in near[:VOISINES]} or {commune.code: 1.0})
