"""The communes in memory: 35 000 short rows that every list needs the names of, read once a process."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from adapters.db.engine import Reader
from adapters.db.referentiel.tables import communes, epcis, qpv
from domain.cotation.position import NiveauDeLieu
from domain.kernel.views import CommuneCourte
from domain.referentiel.model import EpciMesure, Point, TypeEpci, ZonePlafonds
from domain.referentiel.rules import distance_km, en_quartier_prioritaire, voie_normalisee


@dataclass(frozen=True, slots=True)
class CommuneConnue:
    code: str
    nom: str
    departement: str
    epci: str | None
    latitude: float | None
    longitude: float | None
    zone_plafonds: ZonePlafonds | None
    population: int


class Communes:
    def __init__(self, read: Reader) -> None:
        self._read = read
        self._communes: dict[str, CommuneConnue] = {}
        self._epcis: dict[str, tuple[str, TypeEpci]] = {}
        self._quartiers: dict[str, list[frozenset[str]]] = {}
        self._membres: dict[str, frozenset[str]] = {}
        self._des_departements: dict[str, list[str]] = {}
        self._listes: frozenset[str] = frozenset()
        self._voisinages: dict[tuple[str, int], Sequence[tuple[str, str]]] = {}

    def __getstate__(self) -> dict[str, object]:
        """For a process that computes beside us: what is loaded, and no way to load."""
        return self.__dict__ | {"_read": None}

    async def load(self) -> None:
        if self._communes:
            return
        c = communes.c
        async with self._read() as connection:
            rows = await connection.execute(
                select(c.code, c.nom, c.departement, c.epci, c.latitude, c.longitude, c.zone_plafonds, c.population)
            )
            known = {row.code: CommuneConnue(*row) for row in rows}
            listed = (await connection.execute(select(qpv.c.departement, qpv.c.communes, qpv.c.voies))).all()
            named = await connection.execute(select(epcis.c.siren, epcis.c.nom, epcis.c.type))
            self._epcis = {row.siren: (row.nom, row.type) for row in named}

        self._quartiers = {}
        for row in listed:
            streets = frozenset(voie_normalisee(voie) for voie in row.voies)
            for commune in row.communes:
                self._quartiers.setdefault(commune, []).append(streets)
        self._listes = frozenset(row.departement for row in listed)
        members: dict[str, set[str]] = {}
        places: dict[str, list[str]] = {}
        for commune in known.values():
            places.setdefault(commune.departement, []).append(commune.code)
            if commune.epci is not None:
                members.setdefault(commune.epci, set()).add(commune.code)
        self._membres = {siren: frozenset(codes) for siren, codes in members.items()}
        self._des_departements = places
        # last: whoever finds them finds the rest
        self._communes = known

    def __contains__(self, code: str) -> bool:
        return code in self._communes

    def get(self, code: str) -> CommuneConnue | None:
        return self._communes.get(code)

    def courte(self, code: str) -> CommuneCourte:
        found = self._communes.get(code)
        return CommuneCourte(code=code, nom=found.nom if found else code)

    def departement(self, commune: str) -> str | None:
        found = self._communes.get(commune)
        return found.departement if found else None

    def epci(self, code: str) -> str | None:
        found = self._communes.get(code)
        return found.epci if found else None

    def zone_plafonds(self, code: str) -> ZonePlafonds | None:
        found = self._communes.get(code)
        return found.zone_plafonds if found else None

    def en_quartier_prioritaire(self, code: str, voie: str | None) -> bool | None:
        """Unknown in a département whose list was never loaded."""
        if self.departement(code) not in self._listes:
            return None
        return en_quartier_prioritaire(self._quartiers.get(code, ()), voie)

    def nommer(self, niveau: NiveauDeLieu, lieu: str) -> str:
        match niveau:
            case NiveauDeLieu.COMMUNE:
                return self.courte(lieu).nom
            case NiveauDeLieu.VOISINAGE:
                return f"{self.courte(lieu).nom} et ses voisines"
            case NiveauDeLieu.SECTEUR:
                raise LookupError("Un secteur se nomme par la grille qui le définit.")
            case NiveauDeLieu.EPCI:
                return self.nom_epci(lieu)
            case NiveauDeLieu.DEPARTEMENT:
                return "tout le département"

    def nom_epci(self, siren: str) -> str:
        return self._epcis[siren][0] if siren in self._epcis else siren

    def mesurer_l_epci(self, siren: str) -> EpciMesure:
        """Of an EPCI that has a commune: all of them count, whatever their département."""
        membres = [self._communes[code] for code in self._membres[siren]]
        quartiers = any(commune.code in self._quartiers for commune in membres)
        connue = all(commune.departement in self._listes for commune in membres)
        nom, nature = self._epcis[siren]
        return EpciMesure(
            siren=siren,
            nom=nom,
            type=nature,
            population=sum(commune.population for commune in membres),
            plus_grande_commune=max(commune.population for commune in membres),
            a_un_quartier_prioritaire=quartiers or (False if connue else None),
        )

    def codes_de_l_epci(self, siren: str) -> frozenset[str]:
        return self._membres.get(siren, frozenset())

    def epcis_du_departement(self, departement: str) -> frozenset[str]:
        return frozenset(c.epci for c in self._communes.values() if c.departement == departement and c.epci)

    def du_departement(self, departement: str) -> Sequence[str]:
        return self._des_departements.get(departement, ())

    def distances(self, centre: str, autres: Iterable[str]) -> Iterator[tuple[str, float]]:
        """How far each of these communes is; one without coordinates is left aside."""
        for code in autres:
            if (km := self.distance_km(centre, code)) is not None:
                yield code, km

    def voisinages(self, departement: str, km: int) -> Sequence[tuple[str, str]]:
        """(neighbour, centre): the communes of the département within `km` of each other in one EPCI, itself among
        its own. Measured once a process: every night asks for the same."""
        if (found := self._voisinages.get((departement, km))) is None:
            codes = self.du_departement(departement)
            found = [
                (autre, centre)
                for centre in codes
                if (epci := self.epci(centre))
                for autre in codes
                if self.epci(autre) == epci and (autre == centre or self._sont_voisines(centre, autre, km))
            ]
            self._voisinages[departement, km] = found
        return found

    def _sont_voisines(self, a: str, b: str, km: int) -> bool:
        distance = self.distance_km(a, b)
        return distance is not None and distance <= km

    def distance_km(self, a: str, b: str) -> float | None:
        """Great-circle distance between the two town halls, in kilometres."""
        x, y = self._point(a), self._point(b)
        return distance_km(x, y) if x and y else None

    def _point(self, code: str) -> Point | None:
        found = self._communes.get(code)
        if found is None or found.latitude is None or found.longitude is None:
            return None
        return Point(latitude=found.latitude, longitude=found.longitude)
