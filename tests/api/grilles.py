"""An EPCI that gives the same points to everyone, for the tests that need a territory of their own."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.db.cotation.tables import grilles
from api.bootstrap import Container
from domain.cotation.grille import Deliberation
from domain.cotation.vocabulary import Population, StatutGrille
from domain.kernel.identifiers import new_id
from tests.domain.cotation.cases import un_bloc, une_grille


async def adopter(
    owner: AsyncEngine, container: Container, commune: str, *criteres: dict[str, Any], **autres: Any
) -> str:
    """The grid of the EPCI of this commune, already in force, with these criteria; its SIREN comes back."""
    await container.communes.load()
    epci = container.communes.epci(commune)
    assert epci is not None
    contenu = une_grille(
        un_bloc({"code": "TOUS", "points": 7, "libelle_public": "Pour tous"}, *criteres), epci_siren=epci, **autres
    )
    async with owner.begin() as connection:
        await connection.execute(
            insert(grilles).values(
                departement="35",
                id=new_id(),
                epci=epci,
                population=Population.TOUS,
                version_grille=1,
                statut=StatutGrille.PUBLIEE,
                contenu=contenu,
                creee_le=datetime.now(UTC),
                effet_du=date(2024, 1, 1),
                publiee_le=datetime.now(UTC),
                deliberation=Deliberation(date=date(2023, 12, 1), reference="2023-07", url=None),
                version=1,
            )
        )
    return epci
