from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from adapters.db.cotation.repository import evenements, preuves, published, version_of
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.publics.tables import codes_of
from adapters.db.referentiel.memory import Communes
from domain.cotation.demande import epcis_souhaites, faits_de_la_demande
from domain.cotation.discretion import masquer_le_sensible
from domain.cotation.explanation import expliquer
from domain.cotation.queries import Cotation
from domain.cotation.use_cases import grilles_applicables
from domain.demandes.codes import EtatDemande
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.protection import voit_les_coordonnees
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from domain.pieces.codes import TypePiece

LIBELLES_PIECES = {t.value: t.libelle for t in TypePiece}


class SqlCotationsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[Cotation]:
        """Explained from the file as it stands now: the same figures as the stored totals, line by line."""
        await self._communes.load()
        d = demandes.c
        today = self._today()
        labels = codes_of(d.departement, d.id).label("labels")
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (
                await connection.execute(
                    select(
                        d.id,
                        d.departement,
                        d.etat,
                        d.formulaire,
                        d.nature,
                        d.deposee_le,
                        d.dalo,
                        d.protection,
                        labels,
                    ).where(visible(perimetre), d.id == demande_id)
                )
            ).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            if row.etat is not EtatDemande.ACTIVE:
                return []
            epcis = epcis_souhaites(row, self._communes)
            versions = [version_of(r) for r in await connection.execute(published(row.departement, epcis, today))]
            faits = faits_de_la_demande(
                row,
                self._communes,
                today,
                pieces=await preuves(connection, row.departement, demande_id),
                evenements=await evenements(connection, row.departement, demande_id),
                labels=row.labels or (),
            )
        public = acteur.sorte is SorteActeur.DEMANDEUR
        masque = (acteur.sorte is SorteActeur.AGENT and not acteur.peut(Droit.DEMANDES_SENSIBLE)) or (
            public and not voit_les_coordonnees(acteur, row.protection)
        )
        found = [
            expliquer(
                version,
                faits,
                today,
                epci_nom=self._communes.nom_epci(version.epci),
                libelles_pieces=LIBELLES_PIECES,
                public=public,
            )
            for version in grilles_applicables(versions, faits, today)
        ]
        return [masquer_le_sensible(c) for c in found] if masque else found
