from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from adapters.db.cotation.affichages import grid_of, last_seen, seen_of
from adapters.db.cotation.evenements import contestations_of
from adapters.db.cotation.positions import photo_and_places, places
from adapters.db.cotation.repository import evenements, published, version_of
from adapters.db.cotation.sources import admises, pieces_on_file, sources
from adapters.db.cotation.validees import validations_of
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.publics.tables import codes_of
from adapters.db.referentiel.memory import Communes
from domain.cotation.demande import epcis_souhaites, faits_de_la_demande
from domain.cotation.departage import dire_le_departage
from domain.cotation.discretion import criteres_sensibles, masquer_le_sensible
from domain.cotation.evolution import Affichage, affichage, comparer
from domain.cotation.explanation import expliquer
from domain.cotation.faits import Faits
from domain.cotation.justification import Sources
from domain.cotation.model import VersionDeGrille
from domain.cotation.position import Place, Position, positions_dans_l_epci, premiere
from domain.cotation.queries import Cotation
from domain.cotation.secteurs import lieu_du_secteur, nommer_aussi, secteurs_des_grilles
from domain.cotation.use_cases import est_une_mutation, grilles_applicables
from domain.cotation.vocabulary import Population
from domain.demandes.codes import EtatDemande
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.formulaire import Formulaire
from domain.demandes.protection import Protection, voit_les_coordonnees
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from domain.pieces.rules.attendues import dossier_complet


class SqlCotationsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[Cotation]:
        """Explained from the file as it stands now: the same figures as the stored totals, line by line."""
        lue = await self._lire(perimetre, acteur, demande_id)
        if lue is None:
            return []
        today = self._today()
        public = acteur.sorte is SorteActeur.DEMANDEUR
        masque = (acteur.sorte is SorteActeur.AGENT and not acteur.peut(Droit.DEMANDES_SENSIBLE)) or (
            public and not voit_les_coordonnees(acteur, lue.protection)
        )
        found = []
        for version in lue.versions:
            cotation = expliquer(
                version,
                lue.faits,
                today,
                epci_nom=self._communes.nom_epci(version.epci),
                sources=lue.sources,
                public=public,
                positions=self._positions(lue, version),
            )
            if version.epci in lue.vus:
                vu, ancienne = lue.vus[version.epci]
                evolution = comparer(
                    vu,
                    ancienne,
                    version,
                    lue.faits,
                    today,
                    points=cotation.points_verifies,
                    position=premiere(cotation.positions),
                    muets=criteres_sensibles(cotation) if masque else frozenset(),
                )
                cotation = replace(cotation, evolution=evolution)
            found.append(masquer_le_sensible(cotation) if masque else cotation)
        return found

    async def affichages(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[Affichage]:
        lue = await self._lire(perimetre, acteur, demande_id)
        if lue is None:
            return []
        today = self._today()
        return [
            affichage(version, lue.faits, today, premiere(self._positions(lue, version))) for version in lue.versions
        ]

    async def _lire(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> "_Lue | None":
        """All that an explanation stands on; nothing for a demande that is not active."""
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
                return None
            epcis = epcis_souhaites(row, self._communes)
            versions = [version_of(r) for r in await connection.execute(published(row.departement, epcis, today))]
            pieces = await pieces_on_file(connection, row.departement, demande_id)
            faits = faits_de_la_demande(
                row,
                self._communes,
                today,
                pieces=admises(pieces),
                complet=dossier_complet(row.formulaire, admises(pieces), today),
                evenements=await evenements(connection, row.departement, demande_id),
                validations=(await validations_of(connection, row.departement, (demande_id,))).get(demande_id, ()),
                labels=row.labels or (),
            )
            origines = await sources(
                connection,
                row.departement,
                demande_id,
                deposee_le=row.deposee_le,
                lues=pieces,
                contestees=await contestations_of(connection, row.departement, demande_id),
                au_demandeur=acteur.sorte is SorteActeur.DEMANDEUR,
            )
            photo_du, rangs = photo_and_places((await connection.execute(places(row.departement, demande_id))).all())
            vus = {}
            if acteur.sorte is SorteActeur.DEMANDEUR:
                for seen in await connection.execute(last_seen(row.departement, demande_id, today)):
                    vus[seen.vu_epci] = seen_of(seen), grid_of(seen)
        return _Lue(
            formulaire=row.formulaire,
            protection=row.protection,
            faits=faits,
            sources=origines,
            versions=grilles_applicables(versions, faits, today),
            photo_du=photo_du,
            places=rangs,
            vus=vus,
        )

    def _positions(self, lue: "_Lue", version: VersionDeGrille) -> list[Position]:
        wish = lue.formulaire.logement_recherche
        if wish is None:
            return []
        secteurs = secteurs_des_grilles([version])
        return positions_dans_l_epci(
            version.epci,
            [c for c in wish.couvertes if self._communes.epci(c) == version.epci],
            wish.typologies,
            lue.places,
            Population.MUTATION if est_une_mutation(lue.faits) else Population.PRIMO,
            nommer_aussi(secteurs, self._communes.nommer),
            secteur_de=lieu_du_secteur(secteurs),
            departage=dire_le_departage(version.contenu.departage),
            photo_du=lue.photo_du,
            le=self._today(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lue:
    formulaire: Formulaire
    protection: Protection | None
    faits: Faits
    sources: Sources
    versions: Sequence[VersionDeGrille]
    photo_du: date | None
    places: Sequence[Place]
    vus: Mapping[str, tuple[Affichage, VersionDeGrille]]
    """By EPCI, what was last shown, and the grid of that day."""
