from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from adapters.db.cotation.positions import photo_and_places, places
from adapters.db.cotation.secteurs import grilles_de
from adapters.db.demandes.queries import SqlDemandesQueries
from adapters.db.engine import Reader
from adapters.db.organismes.reglages import SqlReglagesQueries
from adapters.db.propositions.tables import propositions
from adapters.db.referentiel.memory import Communes
from domain.cotation.departage import PAR_DEFAUT, dire_le_departage
from domain.cotation.position import positions_dans_l_epci
from domain.cotation.secteurs import lieu_du_secteur, nommer_aussi, secteurs_des_grilles
from domain.cotation.vocabulary import Population
from domain.demandes.codes import EtatDemande, StatutLogement
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.espace import (
    EtatVue,
    MonEspace,
    PositionEpci,
    PositionVue,
    QuiVue,
    a_faire,
    a_joindre,
    comment_vous_appeler,
    etapes,
    phrase_etat,
    phrase_nature,
    qui_s_en_occupe,
    reprise_jusqu_au,
)
from domain.demandes.queries import DemandeDetail
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import EtatProposition


class SqlMonEspaceQueries:
    def __init__(
        self,
        read: Reader,
        demandes: SqlDemandesQueries,
        reglages: SqlReglagesQueries,
        communes: Communes,
        today: Callable[[], date],
    ) -> None:
        self._read = read
        self._demandes = demandes
        self._reglages = reglages
        self._communes = communes
        self._today = today

    async def espace(self, perimetre: Perimetre, acteur: Acteur) -> MonEspace:
        if perimetre.demande_id is None:
            raise DemandeIntrouvable("Vous n'avez pas encore de demande.")
        d = await self._demandes.detail(perimetre, acteur, perimetre.demande_id)
        territoire = await self._reglages.territoire(perimetre.departement)
        contact = QuiVue(
            nom=territoire.contact.nom,
            telephone=territoire.contact.telephone,
            email=territoire.contact.email,
            phrase=f"{territoire.contact.nom} répond à vos questions tant que votre demande n'est pas enregistrée.",
        )
        today, propositions = self._today(), await self._a_repondre(d)
        qui = qui_s_en_occupe(d, contact)
        return MonEspace(
            demande_id=d.id,
            version=d.version,
            nom_affiche=comment_vous_appeler(d.formulaire.demandeur),
            numero_unique=d.numero_unique,
            reference=d.reference,
            deposee_le=d.deposee_le,
            expire_le=d.expire_le,
            anciennete_libelle=d.anciennete_libelle,
            etat=EtatVue(code=d.etat, libelle=d.etat_libelle, phrase=phrase_etat(d, today), nature=phrase_nature(d)),
            etapes=etapes(d, proposition_a_repondre=bool(propositions)),
            qui=qui,
            a_faire=a_faire(d, today, propositions),
            position=await self._position(d) if d.etat is EtatDemande.ACTIVE else None,
            actions=a_joindre(d.actions, qui),
            reprise_jusqu_au=reprise_jusqu_au(d, today),
        )

    async def _a_repondre(self, d: DemandeDetail) -> list[tuple[UUID, date, str]]:
        """The homes offered that wait for an answer, the most urgent first."""
        p = propositions.c
        async with self._read(d.departement, d.id) as connection:
            rows = await connection.execute(
                select(p.id, p.repondre_avant_le, p.bien_libelle)
                .where(p.departement == d.departement, p.demande_id == d.id, p.etat == EtatProposition.NOTIFIEE)
                .order_by(p.repondre_avant_le, p.id)
                .limit(10)
            )
            return [(row.id, row.repondre_avant_le, row.bien_libelle) for row in rows]

    async def _position(self, d: DemandeDetail) -> PositionVue | None:
        """Rank by points, then what the grid says, among the demandes like it, on the photo of the night."""
        wish = d.formulaire.logement_recherche
        if wish is None or not wish.typologies or not wish.couvertes or not d.cotations:
            return None
        async with self._read(d.departement, d.id) as connection:
            photo_du, rangs = photo_and_places((await connection.execute(places(d.departement, d.id))).all())
            home = d.formulaire.logement_actuel
            mutation = home is not None and home.statut is StatutLogement.HLM
            population = Population.MUTATION if mutation else Population.PRIMO
            epcis = [points.epci for points in d.cotations]
            versions = await grilles_de(connection, d.departement, epcis, population, self._today())
        par_epci = {version.epci: version for version in versions}
        found = []
        for points in d.cotations:
            version = par_epci.get(points.epci)
            secteurs = secteurs_des_grilles([version] if version else [])
            (premiere,) = positions_dans_l_epci(
                points.epci,
                [c for c in wish.couvertes if self._communes.epci(c) == points.epci],
                wish.typologies,
                rangs,
                population,
                nommer_aussi(secteurs, self._communes.nommer),
                secteur_de=lieu_du_secteur(secteurs),
                departage=dire_le_departage(version.contenu.departage if version else PAR_DEFAUT),
                photo_du=photo_du,
                le=self._today(),
            )[:1] or (None,)
            if premiere is None:
                continue
            found.append(
                PositionEpci(
                    epci=points.epci,
                    epci_nom=points.epci_nom,
                    points=points.points_verifies,
                    rang=premiere.rang,
                    sur=premiere.sur,
                    perimetre=premiere.perimetre,
                    phrase=premiere.phrase,
                )
            )
        if not found:
            return None
        return PositionVue(
            phrase="Les points aident à choisir les candidats. La commission reste libre de sa décision.",
            epcis=found,
        )
