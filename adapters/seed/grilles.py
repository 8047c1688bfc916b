"""The demonstration grid, published by every EPCI of the territory."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from domain.cotation.document import lire_grille
from domain.cotation.grille import Deliberation, Grille
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.vocabulary import Population, StatutGrille

EBAUCHEE_LE = datetime(2023, 9, 4, 8, tzinfo=UTC)
DELIBEREE_LE = date(2023, 11, 16)
EFFET_DU = date(2024, 1, 1)


@cache
def grille_de_demonstration() -> Grille:
    lu = files("domain.cotation").joinpath("parameters/grille_demonstration.json").read_text("utf-8")
    return lire_grille(json.loads(lu))


@cache
def grilles(graine: str, departement: str) -> tuple[GrilleCotation, ...]:
    """One an EPCI, in force since 2024."""
    found = []
    for rang, siren in enumerate(geographie(departement).epcis, start=1):
        contenu = replace(grille_de_demonstration(), epci_siren=siren)
        found.append(
            GrilleCotation(
                departement=departement,
                id=Hasard.de(graine, "grille", departement, siren).identifiant(EBAUCHEE_LE),
                epci=siren,
                population=Population.TOUS,
                version_grille=1,
                statut=StatutGrille.PUBLIEE,
                contenu=contenu,
                creee_le=EBAUCHEE_LE,
                effet_du=EFFET_DU,
                deliberation=Deliberation(reference=f"2023-{rang:03d}", date=DELIBEREE_LE),
                publiee_le=datetime(2023, 11, 20, 9, tzinfo=UTC),
                version=3,
            )
        )
    return tuple(found)


@cache
def versions(graine: str, departement: str) -> dict[str, VersionDeGrille]:
    return {grille.epci: grille.instantane() for grille in grilles(graine, departement)}
