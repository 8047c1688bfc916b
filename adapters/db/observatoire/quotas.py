"""The shares of the law: one statement for every line of the page, one for the list behind a number."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, case, false, func, literal, or_, select, true, tuple_

from adapters.db.biens.tables import biens
from adapters.db.demandes.queries import visible as demande_visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.observatoire.tables import attributions_comptees
from adapters.db.organismes.tables import organismes
from adapters.db.propositions.tables import propositions
from adapters.db.referentiel.memory import Communes
from domain.cotation.simulation.rapport import GroupePrioritaire
from domain.cotation.simulation.rules import parametre
from domain.kernel.codes import TypeReservataire
from domain.kernel.read_model import Page
from domain.observatoire.quotas.queries import (
    AttributionComptee,
    AttributionsCriteria,
    LigneDeQuotas,
    Partage,
    Quota,
    QuotasCriteria,
    QuotasDAttribution,
)
from domain.observatoire.quotas.rules import (
    Compte,
    LigneComptee,
    contingents_au_quart,
    lignes_de_quotas,
    periode,
    quotas_dits,
)
from domain.organismes.acteur import Perimetre

A = attributions_comptees.c
bailleurs = organismes.alias("bailleurs")
reservataires = organismes.alias("reservataires")
QUARTILES = {True: "Premier quartile", False: "Autres quartiles", None: "Non connu"}


class SqlQuotasQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def quotas(self, perimetre: Perimetre, criteria: QuotasCriteria, *, exacts: bool) -> QuotasDAttribution:
        await self._communes.load()
        du, au = periode(criteria.du, criteria.au, self._today())
        petit = None if exacts else parametre("petit_groupe", au, perimetre.departement).entier()
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(_lines(perimetre, criteria, du, au))).all()
            named = {id for row in rows for id in (row.bailleur_id, row.reservataire_id) if id is not None}
            listed = await connection.execute(
                select(organismes.c.id, organismes.c.nom).where(organismes.c.id.in_(named))
            )
            noms = {row.id: row.nom for row in listed}
        lues = [self._line(row, noms, _whole(criteria)) for row in rows]

        def of(par: Partage) -> list[LigneDeQuotas]:
            here = sorted((ligne for ligne in lues if ligne.par is par), key=lambda x: (-x.attributions, x.libelle))
            return lignes_de_quotas(here, au, petit=petit)

        return QuotasDAttribution(
            du=du,
            au=au,
            quotas=quotas_dits(au),
            ensemble=of(Partage.ENSEMBLE)[0],
            bailleurs=of(Partage.BAILLEUR),
            reservataires=of(Partage.RESERVATAIRE),
            epcis=of(Partage.EPCI),
            petit_groupe=petit,
        )

    async def attributions(
        self, perimetre: Perimetre, criteria: AttributionsCriteria, *, page: int, size: int
    ) -> Page[AttributionComptee]:
        await self._communes.load()
        du, au = periode(criteria.quotas.du, criteria.quotas.au, self._today())
        sur, counted = _of(criteria.quota, _whole(criteria.quotas), au) if criteria.quota else (None, None)
        wanted = _wanted(perimetre, criteria.quotas, du, au)
        if sur is not None and counted is not None:
            wanted.append(sur)
            if criteria.compte is not None:
                wanted.append(counted.is_(criteria.compte))
        scope = (
            select(
                *(A[name] for name in ("proposition_id", "bail_signe_le", "commune", "qpv", "groupe", "contingent")),
                A.premier_quartile,
                (literal(None) if counted is None else counted).label("compte"),
                propositions.c.demande_id,
                propositions.c.bien_id,
                _numero(perimetre),
                biens.c.reference.label("bien_reference"),
                bailleurs.c.nom.label("bailleur"),
                reservataires.c.nom.label("reservataire"),
            )
            .join(propositions, _same(propositions, A.proposition_id))
            .join(demandes, _same(demandes, propositions.c.demande_id))
            .join(biens, _same(biens, propositions.c.bien_id))
            .join(bailleurs, bailleurs.c.id == A.bailleur_id)
            .outerjoin(reservataires, reservataires.c.id == A.reservataire_id)
            .where(*wanted)
        )
        order = (A.bail_signe_le.desc(), A.proposition_id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, order, self._attribution, page=page, size=size)

    def _line(self, row: Any, noms: Mapping[UUID, str], whole: Partage) -> LigneComptee:
        contingent: TypeReservataire | None = None
        if row.par_reservataire:
            par, contingent = Partage.RESERVATAIRE, TypeReservataire(row.contingent)
            valeur = "" if row.reservataire_id is None else str(row.reservataire_id)
            libelle = noms.get(row.reservataire_id, contingent.libelle)
        elif row.par_bailleur:
            par, valeur, libelle = Partage.BAILLEUR, str(row.bailleur_id), noms.get(row.bailleur_id, "")
        elif row.par_epci:
            par, valeur = Partage.EPCI, row.epci or ""
            libelle = self._communes.nom_epci(row.epci) if row.epci else "Hors intercommunalité"
        else:
            par, valeur, libelle = Partage.ENSEMBLE, "", "Toutes les attributions"
        match whole if par is Partage.ENSEMBLE else par:
            case Partage.BAILLEUR:
                sur, attribuees = row.non_reservees, row.non_reservees_publics
            case Partage.RESERVATAIRE:
                sur, attribuees = row.attributions, row.publics
            case _:
                sur, attribuees = row.au_quart, row.au_quart_publics
        return LigneComptee(
            par=par,
            valeur=valeur,
            libelle=libelle,
            contingent=contingent,
            attributions=row.attributions,
            comptes={
                Quota.PUBLICS: Compte(attribuees=attribuees, sur=sur),
                Quota.QUARTILE: Compte(attribuees=row.modestes, sur=row.hors_qpv, inconnues=row.hors_qpv_inconnues),
                Quota.QPV: Compte(attribuees=row.autres, sur=row.en_qpv, inconnues=row.en_qpv_inconnues),
            },
        )

    def _attribution(self, row: Any) -> AttributionComptee:
        values = row._asdict()
        contingent, premier = values.pop("contingent"), values.pop("premier_quartile")
        values["commune"] = self._communes.courte(row.commune).nom
        return AttributionComptee(
            **values,
            contingent_libelle=contingent.libelle,
            groupe_libelle=row.groupe.libelle,
            quartile=QUARTILES[premier],
        )


def _same(table: Any, id: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.c.departement == A.departement, table.c.id == id)


def _numero(perimetre: Perimetre) -> ColumnElement[str | None]:
    """An organisme whose perimeter is limited counts what its contingent housed; it opens only what it sees."""
    if not perimetre.limite:
        return demandes.c.numero_unique
    return case((demande_visible(perimetre), demandes.c.numero_unique)).label("numero_unique")


_PRIORITAIRE = A.groupe.in_([GroupePrioritaire.DALO, GroupePrioritaire.L441_1])
_HORS_QPV = and_(A.quartile_fixe, ~A.qpv)
_EN_QPV = and_(A.quartile_fixe, A.qpv)
_MODESTE = or_(A.relogement, func.coalesce(A.premier_quartile, false()))
_AUTRE = and_(~A.relogement, A.premier_quartile.is_not(None), ~A.premier_quartile)
_NON_RESERVEE = A.contingent == TypeReservataire.AUCUN
_INCONNUE = and_(~A.relogement, A.premier_quartile.is_(None))


def _au_quart(le: date) -> ColumnElement[bool]:
    return A.contingent.in_([TypeReservataire(code) for code in contingents_au_quart(le)])


def _whole(criteria: QuotasCriteria) -> Partage:
    """Whose attributions the whole is, when they are those of one."""
    if criteria.reservataire_id is not None:
        return Partage.RESERVATAIRE
    return Partage.BAILLEUR if criteria.bailleur_id is not None else Partage.ENSEMBLE


def _of(quota: Quota, par: Partage, le: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What a quota is a share of, and what counts in it."""
    match quota:
        case Quota.PUBLICS:
            if par is Partage.RESERVATAIRE:
                return true(), _PRIORITAIRE
            return (_NON_RESERVEE if par is Partage.BAILLEUR else _au_quart(le)), _PRIORITAIRE
        case Quota.QUARTILE:
            return _HORS_QPV, _MODESTE
        case Quota.QPV:
            return _EN_QPV, func.coalesce(_AUTRE, false())


def _wanted(perimetre: Perimetre, criteria: QuotasCriteria, du: date, au: date) -> list[ColumnElement[bool]]:
    wanted = [A.departement == perimetre.departement, A.bail_signe_le.between(du, au)]
    if perimetre.communes is not None:
        mine = perimetre.organisme_id
        wanted.append(
            or_(
                A.commune == any_(literal(sorted(perimetre.communes))), A.bailleur_id == mine, A.reservataire_id == mine
            )
        )
    if criteria.epci is not None:
        wanted.append(A.epci == criteria.epci)
    if criteria.bailleur_id is not None:
        wanted.append(A.bailleur_id == criteria.bailleur_id)
    if criteria.reservataire_id is not None:
        wanted.append(A.reservataire_id == criteria.reservataire_id)
    return wanted


def _lines(perimetre: Perimetre, criteria: QuotasCriteria, du: date, au: date) -> Select[Any]:
    """All the leases once, then by landlord, by réservataire and by EPCI."""

    def combien(name: str, *what: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(and_(*what)).label(name)

    def grouped(name: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return (func.grouping(column) == 0).label(name)

    au_quart = _au_quart(au)
    by_fund = tuple_(A.contingent, A.reservataire_id)
    return (
        select(
            A.bailleur_id,
            A.contingent,
            A.reservataire_id,
            A.epci,
            grouped("par_bailleur", A.bailleur_id),
            grouped("par_reservataire", A.contingent),
            grouped("par_epci", A.epci),
            func.count().label("attributions"),
            combien("publics", _PRIORITAIRE),
            combien("au_quart", au_quart),
            combien("au_quart_publics", au_quart, _PRIORITAIRE),
            combien("non_reservees", _NON_RESERVEE),
            combien("non_reservees_publics", _NON_RESERVEE, _PRIORITAIRE),
            combien("hors_qpv", _HORS_QPV),
            combien("modestes", _HORS_QPV, _MODESTE),
            combien("hors_qpv_inconnues", _HORS_QPV, _INCONNUE),
            combien("en_qpv", _EN_QPV),
            combien("autres", _EN_QPV, _AUTRE),
            combien("en_qpv_inconnues", _EN_QPV, _INCONNUE),
        )
        .where(*_wanted(perimetre, criteria, du, au))
        .group_by(func.grouping_sets(tuple_(), A.bailleur_id, by_fund, A.epci))
    )
