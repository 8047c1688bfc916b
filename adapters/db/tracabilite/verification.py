"""Reads the registers again, one day at a time, against their seals."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from adapters.db.engine import Reader
from adapters.db.tracabilite.registres import read_day, read_seals
from domain.kernel.francais import compte
from domain.tracabilite.codes import Registre
from domain.tracabilite.model import Sceau
from domain.tracabilite.rules import Rupture, ruptures_de_la_chaine, ruptures_de_la_journee


@dataclass
class Verification:
    jours: int = 0
    lignes: int = 0
    dernier: Sceau | None = None
    ruptures: list[Rupture] = field(default_factory=list)

    @property
    def resume(self) -> str:
        if self.dernier is None:
            return "aucune journée n'est encore scellée."
        lu = f"{compte(self.jours, 'journée')}, {compte(self.lignes, 'ligne')}"
        etat = compte(len(self.ruptures), "rupture") if self.ruptures else "intact"
        return f"{lu}, {etat}. Sceau du {self.dernier.jour.isoformat()} : {self.dernier.valeur.hex()}"


async def verify(
    read: Reader, departement: str, registre: Registre, depuis: date | None, signer: Callable[[str], bytes]
) -> Verification:
    found = Verification()
    async with read(departement) as connection:
        async for sceau in read_seals(connection, departement, registre, depuis):
            if found.dernier is not None or depuis is None:
                found.ruptures += ruptures_de_la_chaine(sceau, found.dernier, signer)
            found.ruptures += ruptures_de_la_journee(
                sceau, await read_day(connection, departement, registre, sceau.jour)
            )
            found.jours += 1
            found.lignes += sceau.nombre
            found.dernier = sceau
    return found
