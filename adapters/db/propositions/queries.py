from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from adapters.db.biens.queries import MENSUALITE
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.commissions.tables import seances
from adapters.db.cotation.tables import evenements_de_vie
from adapters.db.demandes.queries import visible as demande_visible
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.historique import historique, page_of_acts
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from adapters.db.propositions.contexte import contexte_columns, with_contexte
from adapters.db.propositions.tables import propositions
from adapters.db.propositions.views import ViewBuilder
from adapters.db.referentiel.memory import Communes
from domain.cotation.vocabulary import TypeEvenement
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import OUVERTES, EtatProposition
from domain.propositions.errors import PropositionIntrouvable
from domain.propositions.queries import (
    MaProposition,
    PropositionDetail,
    PropositionResume,
    PropositionsCriteria,
    TracabiliteDuDemandeur,
)
from domain.propositions.tracabilite import Suivi, tracabilite

B, M, P, R = biens.c, mises_en_location.c, propositions.c, recherche_visible.c

_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "creee_le": (P.creee_le, P.id),
    "-creee_le": (P.creee_le.desc(), P.id.desc()),
    "repondre_avant_le": (P.repondre_avant_le.asc().nulls_last(), P.id),
    "-repondre_avant_le": (P.repondre_avant_le.desc().nulls_last(), P.id.desc()),
}
SORTS = tuple(_SORTS)

_BIEN = (
    B.reference.label("bien_reference"),
    B.adresse,
    B.code_postal,
    B.commune,
    B.typologie,
    B.surface,
    B.annee_construction,
    B.rpls,
    MENSUALITE.label("mensualite"),
)
_LOGEMENT = (
    B.etage,
    B.ascenseur,
    B.parking,
    B.balcon,
    B.jardin,
    B.dpe,
    M.loyer,
    M.charges,
    M.annexes,
    M.disponible_le,
    organismes.c.telephone.label("organisme_telephone"),
    organismes.c.email.label("organisme_email"),
)
_CANDIDAT = (R.nom_affiche, R.personnes, R.deposee_le, R.points)


def visible(perimetre: Perimetre) -> ColumnElement[bool]:
    """The partners of a département share its propositions; an applicant sees those of his own demande.

    An organisme whose perimeter is limited sees its own, and those of the demandes that it sees.
    """
    inside = P.departement == perimetre.departement
    if perimetre.demande_id is not None:
        return and_(inside, P.demande_id == perimetre.demande_id)
    if not perimetre.limite:
        return inside
    d = demandes.c
    known = select(d.id).where(d.departement == P.departement, d.id == P.demande_id, demande_visible(perimetre))
    return and_(inside, or_(P.organisme_id == perimetre.organisme_id, known.correlate(propositions).exists()))


def in_true_state(etats: tuple[EtatProposition, ...], today: date) -> ColumnElement[bool]:
    """A reply that is overdue is a refusal even before the night job writes it."""
    overdue = and_(P.etat == EtatProposition.NOTIFIEE, P.repondre_avant_le < today)
    wanted = P.etat.in_(etats)
    if EtatProposition.SANS_REPONSE in etats:
        return or_(wanted, overdue)
    return and_(wanted, ~overdue) if EtatProposition.NOTIFIEE in etats else wanted


def _seance_le() -> Any:
    s = seances.c
    return select(s.tenue_le).where(s.departement == P.departement, s.id == P.seance_id).scalar_subquery()


def _resumes(perimetre: Perimetre) -> Select[Any]:
    return (
        select(*propositions.c, *_BIEN, *_CANDIDAT, M.etat.label("ctx_bien_etat"))
        .add_columns(organismes.c.nom.label("organisme_nom"), _seance_le().label("seance_le"))
        .join(biens, and_(B.departement == P.departement, B.id == P.bien_id))
        .join(mises_en_location, and_(M.departement == P.departement, M.id == P.mise_en_location_id))
        .join(recherche_visible, and_(R.departement == P.departement, R.demande_id == P.demande_id))
        .join(organismes, organismes.c.id == P.organisme_id)
        .where(visible(perimetre))
    )


def _detail(perimetre: Perimetre, *more: ColumnElement[Any]) -> Select[Any]:
    return (
        with_contexte(select(*propositions.c, *_BIEN, *contexte_columns(), *more))
        .add_columns(organismes.c.nom.label("organisme_nom"))
        .join(organismes, organismes.c.id == P.organisme_id)
        .where(visible(perimetre))
    )


def _beside(perimetre: Perimetre, demande_id: UUID) -> Select[Any]:
    """What is not a proposition: refused visits, and the acts of the other organismes."""
    d, v, h = demandes.c, evenements_de_vie.c, historique.c
    visites = (
        select(func.count())
        .where(v.departement == d.departement, v.demande_id == d.id, v.type == TypeEvenement.REFUS_PROSPECTION.value)
        .scalar_subquery()
    )
    actes = (
        select(func.count())
        .where(
            h.departement == d.departement,
            h.objet == Objet.DEMANDE.value,
            h.objet_id == d.id,
            h.organisme_id.is_not(None),
            h.organisme_id.is_distinct_from(perimetre.organisme_id),
        )
        .scalar_subquery()
    )
    return select(visites.label("visites_refusees"), actes.label("actes")).where(
        demande_visible(perimetre), d.departement == perimetre.departement, d.id == demande_id
    )


def _by_landlord(perimetre: Perimetre, demande_id: UUID, today: date) -> Select[Any]:
    offered = or_(P.seance_id.is_not(None), P.notifiee_le.is_not(None))
    return (
        select(
            P.organisme_id,
            organismes.c.nom,
            func.count().filter(~offered).label("prospections"),
            func.count().filter(offered).label("propositions"),
            func.count().filter(in_true_state(tuple(OUVERTES), today)).label("en_cours"),
        )
        .join(organismes, organismes.c.id == P.organisme_id)
        .where(visible(perimetre), P.demande_id == demande_id)
        .group_by(P.organisme_id, organismes.c.nom)
    )


def _suivi(row: Any) -> Suivi:
    return Suivi(
        bailleur=OrganismeCourt(id=row.organisme_id, nom=row.nom),
        prospections=row.prospections,
        propositions=row.propositions,
        en_cours=row.en_cours,
    )


class SqlPropositionsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today
        self._views = ViewBuilder(communes)

    async def rechercher(
        self, perimetre: Perimetre, criteria: PropositionsCriteria, *, page: int, size: int
    ) -> Page[PropositionResume]:
        await self._communes.load()
        today = self._today()
        scope = _resumes(perimetre)
        if criteria.etats:
            scope = scope.where(in_true_state(criteria.etats, today))
        if criteria.bien_id is not None:
            scope = scope.where(P.bien_id == criteria.bien_id)
        if criteria.demande_id is not None:
            scope = scope.where(P.demande_id == criteria.demande_id)
        if criteria.mon_organisme:
            scope = scope.where(P.organisme_id == perimetre.organisme_id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                scope,
                _SORTS[criteria.sort],
                lambda row: self._views.resume(row, today),
                page=page,
                size=size,
            )

    async def de_la_demande(
        self, perimetre: Perimetre, demande_id: UUID, *, page: int, size: int
    ) -> Page[PropositionResume]:
        found = await self.rechercher(perimetre, PropositionsCriteria(demande_id=demande_id), page=page, size=size)
        if not found.items:
            async with self._read(perimetre.departement) as connection:
                known = select(demandes.c.id).where(demande_visible(perimetre), demandes.c.id == demande_id)
                if await connection.scalar(known) is None:
                    raise DemandeIntrouvable("Cette demande est introuvable.")
        return found

    async def tracabilite(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> TracabiliteDuDemandeur:
        async with self._read(perimetre.departement) as connection:
            counted = (await connection.execute(_beside(perimetre, demande_id))).first()
            if counted is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            rows = await connection.execute(_by_landlord(perimetre, demande_id, self._today()))
            suivis = [_suivi(row) for row in rows]
        return tracabilite(suivis, acteur, visites_refusees=counted.visites_refusees, actes=counted.actes)

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> PropositionDetail:
        await self._communes.load()
        statement = (
            _detail(perimetre, *_CANDIDAT, _seance_le().label("seance_le"))
            .join(recherche_visible, and_(R.departement == P.departement, R.demande_id == P.demande_id))
            .where(P.id == id)
        )
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(statement)).first()
        if row is None:
            raise _introuvable()
        return self._views.detail(row, acteur, self._today())

    async def plusieurs(self, perimetre: Perimetre, ids: list[UUID]) -> list[PropositionResume]:
        await self._communes.load()
        today = self._today()
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(_resumes(perimetre).where(P.id.in_(ids)))
            found = {row.id: self._views.resume(row, today) for row in rows}
        return [found[id] for id in ids]

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(select(P.id).where(visible(perimetre), P.id == id)) is None:
                raise PropositionIntrouvable("Cette proposition est introuvable.")
            return await page_of_acts(connection, perimetre.departement, Objet.PROPOSITION, id, page=page, size=size)

    async def les_miennes(self, perimetre: Perimetre, acteur: Acteur) -> list[MaProposition]:
        await self._communes.load()
        today = self._today()
        statement = (
            _detail(perimetre, *_LOGEMENT)
            .where(P.notifiee_le.is_not(None))
            .order_by(P.notifiee_le.desc(), P.id.desc())
            .limit(100)
        )
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            return [self._views.mine(row, acteur, today) for row in await connection.execute(statement)]

    async def la_mienne(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> MaProposition:
        await self._communes.load()
        statement = _detail(perimetre, *_LOGEMENT).where(P.id == id, P.notifiee_le.is_not(None))
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (await connection.execute(statement)).first()
        if row is None:
            raise _introuvable()
        return self._views.mine(row, acteur, self._today())


def _introuvable() -> PropositionIntrouvable:
    return PropositionIntrouvable("Cette proposition est introuvable.")
