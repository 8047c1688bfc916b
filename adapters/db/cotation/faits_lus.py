"""What the grids read of one file that the acteur may see, with every grid in force in its département."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.cotation.repository import G, evenements, preuves, version_of
from adapters.db.cotation.tables import grilles
from adapters.db.cotation.validees import validations_of
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.publics.tables import codes_of
from adapters.db.referentiel.memory import Communes
from domain.cotation.demande import epcis_souhaites, faits_de_la_demande
from domain.cotation.faits import Faits
from domain.cotation.model import VersionDeGrille
from domain.cotation.vocabulary import StatutGrille
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Perimetre
from domain.pieces.rules.attendues import dossier_complet


async def explained(
    connection: AsyncConnection, communes: Communes, perimetre: Perimetre, demande_id: UUID, today: date
) -> tuple[Faits, frozenset[str], Sequence[VersionDeGrille]]:
    d = demandes.c
    labels = codes_of(d.departement, d.id).label("labels")
    row = (
        await connection.execute(
            select(d.departement, d.formulaire, d.nature, d.deposee_le, d.dalo, labels).where(
                visible(perimetre), d.id == demande_id
            )
        )
    ).first()
    if row is None:
        raise DemandeIntrouvable("Cette demande est introuvable.")
    pieces = await preuves(connection, row.departement, demande_id)
    faits = faits_de_la_demande(
        row,
        communes,
        today,
        pieces=pieces,
        complet=dossier_complet(row.formulaire, pieces, today),
        evenements=await evenements(connection, row.departement, demande_id),
        validations=(await validations_of(connection, row.departement, (demande_id,))).get(demande_id, ()),
        labels=row.labels or (),
    )
    in_force = select(
        G.id, G.departement, G.epci, G.population, G.version_grille, G.effet_du, G.effet_au, G.contenu
    ).where(
        G.departement == row.departement,
        G.statut == StatutGrille.PUBLIEE,
        G.effet_du <= today,
        G.effet_au.is_(None) | (G.effet_au >= today),
    )
    versions = [version_of(r) for r in await connection.execute(in_force.select_from(grilles))]
    return faits, epcis_souhaites(row, communes), versions
