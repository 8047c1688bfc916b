"""Two sectors for every EPCI that has enough communes: the city with its neighbours, and the largest of the others."""

from datetime import UTC, date, datetime
from uuid import UUID

from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from domain.demandes.secteurs.model import Secteur

DECIDES_LE = datetime(2024, 3, 12, 8, tzinfo=UTC)
OUVERTS_DU = date(2024, 4, 1)
ASSEZ = 6
"""Communes."""


def secteurs(graine: str, departement: str, gestionnaire_id: UUID) -> list[Secteur]:
    """Written by the manager of the file, for each EPCI."""
    ou = geographie(departement)
    found = []
    for siren in ou.epcis:
        codes = sorted(ou.communes_de_l_epci(siren), key=lambda code: -ou.communes[code].population)
        if len(codes) < ASSEZ:
            continue
        parts = {"Ville-centre et couronne": codes[: ASSEZ // 2], "Bourgs et villages": codes[ASSEZ // 2 : 2 * ASSEZ]}
        for nom, communes in parts.items():
            secteur = Secteur(
                departement=departement,
                id=Hasard.de(graine, "secteur", departement, siren, nom).identifiant(DECIDES_LE),
                organisme_id=gestionnaire_id,
                epci=siren,
                nom=nom,
                communes=tuple(communes),
                quartiers=(),
                acte="Délibération de démonstration du 12 mars 2024",
                du=OUVERTS_DU,
            )
            found.append(secteur)
    return found
