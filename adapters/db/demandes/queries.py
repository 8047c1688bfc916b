from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes import dossier
from adapters.db.demandes.detail import DetailBuilder, demande_of
from adapters.db.demandes.exacte import SqlRechercheExacte, Trouvees
from adapters.db.demandes.gateways import SqlRechercheDoublons
from adapters.db.demandes.resume import resume
from adapters.db.demandes.ruptures import groups, par_groupes, rupture
from adapters.db.demandes.search import search
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import JAMAIS_MONTREES, concerned, recherche_visible
from adapters.db.engine import Reader
from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.recherche import adultes_connus, doublons_probables
from domain.demandes.doublons.use_cases import radiees_depuis
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.personnes.explication import actions_sur_les_titulaires
from domain.demandes.policies import actions
from domain.demandes.queries import (
    AilleursVue,
    DemandeDetail,
    DemandeResume,
    DemandesCriteria,
    DoublonVue,
    ListeDeDemandes,
    RechercheExacteVue,
    RechercheParNumero,
    Rupture,
    RuptureVue,
)
from domain.demandes.rules.doublons import Tolerance
from domain.demandes.vie.explication import ActionDemande
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur

D, R = demandes.c, recherche_visible.c
_OF_ACTIONS = tuple(D)


def visible(perimetre: Perimetre) -> ColumnElement[bool]:
    """Drafts belong to the organisme that made them; a portal form still being typed belongs to its author.

    An organisme whose perimeter is some communes sees the demandes that these communes concern.
    """
    if perimetre.demande_id is not None:
        return and_(D.departement == perimetre.departement, D.id == perimetre.demande_id)
    mine = D.organisme_id == perimetre.organisme_id
    return and_(
        D.departement == perimetre.departement,
        D.etat.not_in(JAMAIS_MONTREES),
        or_(D.etat != EtatDemande.BROUILLON, mine),
        *_limits(perimetre),
    )


def _limits(perimetre: Perimetre) -> list[ColumnElement[bool]]:
    if not perimetre.limite:
        return []
    here = concerned(perimetre)
    mandated = D.mandataire_id == perimetre.organisme_id
    # its own scan of the projection, even when the statement around it reads that too
    known = select(R.demande_id).where(R.departement == perimetre.departement, R.demande_id == D.id, here)
    return [or_(mandated, known.correlate(demandes).exists())]


class SqlDemandesQueries:
    def __init__(
        self,
        read: Reader,
        communes: Communes,
        today: Callable[[], date],
        exacte: SqlRechercheExacte,
    ) -> None:
        self._read = read
        self._communes = communes
        self._today = today
        self._exacte = exacte
        self._detail = DetailBuilder(communes)

    async def rechercher(
        self, perimetre: Perimetre, criteria: DemandesCriteria, *, page: int, size: int
    ) -> ListeDeDemandes:
        await self._communes.load()
        today = self._today()

        def view(row: Any) -> DemandeResume:
            return resume(self._communes, row, today)

        async with self._read(perimetre.departement) as connection:
            par = criteria.reunie
            reunies = None if par is None else await self._reunies(connection, perimetre, criteria, par)
            if reunies is None or reunies.plafonnee:
                wanted, values = search(perimetre, criteria)
                found = await wanted.read(connection, values, view, page=page, size=size)
            else:
                found = await par_groupes(connection, perimetre, criteria, reunies, view, page=page, size=size)
        return ListeDeDemandes(
            items=found.items,
            total=found.total,
            total_plafonne=found.total_plafonne,
            page=found.page,
            size=found.size,
            rupture=reunies,
        )

    async def reunir(self, perimetre: Perimetre, criteria: DemandesCriteria, par: Rupture) -> RuptureVue:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            return await self._reunies(connection, perimetre, criteria, par)

    async def _reunies(
        self, connection: AsyncConnection, perimetre: Perimetre, criteria: DemandesCriteria, par: Rupture
    ) -> RuptureVue:
        wanted, values = groups(perimetre, criteria, par)
        return rupture(self._communes, par, await wanted.all(connection, values))

    async def par_numero(
        self, perimetre: Perimetre, acteur: Acteur, par: RechercheParNumero, valeur: str
    ) -> RechercheExacteVue:
        await self._communes.load()
        today = self._today()
        async with self._read.tracing(perimetre.departement) as connection:
            found = await self._exacte(connection, perimetre, acteur, par, valeur, self._read.correlation())
        return RechercheExacteVue(
            items=[resume(self._communes, r, today) for r in found.visibles], ailleurs=_ailleurs(found)
        )

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DemandeDetail:
        return await self._dossier(perimetre, acteur, id, traced=acteur.sorte is not SorteActeur.DEMANDEUR)

    async def relire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DemandeDetail:
        return await self._dossier(perimetre, acteur, id, traced=False)

    async def _dossier(self, perimetre: Perimetre, acteur: Acteur, id: UUID, *, traced: bool) -> DemandeDetail:
        await self._communes.load()
        async with self._read.tracing(perimetre.departement, perimetre.demande_id) as connection:
            row = await dossier.read(
                connection, perimetre, acteur, id, traced=traced, correlation=self._read.correlation()
            )
        if row is None:
            raise DemandeIntrouvable("Cette demande est introuvable.")
        return self._detail.build(row, acteur, self._today())

    async def actions(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> list[ActionDemande]:
        # nothing personal is shown: no line in the read log
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (await connection.execute(select(*_OF_ACTIONS).where(visible(perimetre), D.id == id))).first()
        if row is None:
            raise DemandeIntrouvable("Cette demande est introuvable.")
        demande, today = demande_of(row), self._today()
        possibles = (*actions(acteur, demande, today), *actions_sur_les_titulaires(acteur, demande, today))
        return [ActionDemande.de(a) for a in possibles]

    async def doublons(self, perimetre: Perimetre, id: UUID) -> list[DoublonVue]:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            row = (
                await connection.execute(
                    select(D.id, D.departement, D.formulaire, D.protection).where(visible(perimetre), D.id == id)
                )
            ).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            recherche, today = SqlRechercheDoublons(connection), self._today()
            empreintes = await recherche.empreintes(row.departement, row.id)
            voisines = await recherche.voisines(row, radiees_depuis(today, row.departement))
        return [
            DoublonVue(
                demande_id=d.voisine.demande_id,
                numero_unique=d.voisine.numero_unique,
                reference=d.voisine.reference,
                etat=d.voisine.etat,
                etat_libelle=d.voisine.etat.libelle,
                deposee_le=d.voisine.deposee_le,
                nom_affiche=d.sien.nom_affiche,
                ne_le=d.sien.identite.ne_le,
                commune=self._communes.courte(d.voisine.commune).nom if d.voisine.commune else None,
                certitude=d.force.value,
                pour=list(d.pour),
                contre=list(d.contre),
            )
            for d in doublons_probables(
                adultes_connus(row.formulaire, empreintes, row.protection), voisines, Tolerance.au(today)
            )
        ]


def _ailleurs(found: Trouvees) -> AilleursVue | None:
    if found.hors_perimetre:
        return AilleursVue(
            code="hors-perimetre",
            phrase="Une demande existe dans ce département, hors des communes où intervient votre organisme. "
            "Vous ne pouvez pas l'ouvrir. Votre recherche est tracée.",
        )
    if found.autre_departement:
        return AilleursVue(
            code="autre-departement",
            phrase="Ce numéro unique a été attribué dans un autre département. Si vous y êtes habilité, "
            "changez de département pour l'ouvrir. Votre recherche est tracée.",
        )
    return None
