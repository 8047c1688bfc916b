from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from adapters.db.biens.tables import biens
from adapters.db.conventions_flux.tables import conventions_flux, imputations
from adapters.db.engine import Reader
from adapters.db.historique import page_of_acts
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from domain.conventions_flux.errors import ConventionIntrouvable
from domain.conventions_flux.model import Convention, NatureImputation, etat_de_convention
from domain.conventions_flux.policies import actions
from domain.conventions_flux.queries import (
    ConventionDetail,
    ConventionsCriteria,
    ImputationVue,
    PartieVue,
    SuiviConvention,
)
from domain.conventions_flux.rules import ecart, prorata, relogements_anru_comptes, reste
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.kernel.vocabulary import Periode
from domain.organismes.acteur import Acteur, Perimetre

B, C, I = biens.c, conventions_flux.c, imputations.c  # noqa: E741
bailleurs = organismes.alias("bailleurs")
reservataires = organismes.alias("reservataires")

_BY_NAME = (bailleurs.c.nom, reservataires.c.nom, C.id)
_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "annee": (C.annee, *_BY_NAME),
    "-annee": (C.annee.desc(), *_BY_NAME),
    "bailleur": (*_BY_NAME[:2], C.annee.desc(), C.id),
    "reservataire": (reservataires.c.nom, bailleurs.c.nom, C.annee.desc(), C.id),
}


def visible(perimetre: Perimetre) -> ColumnElement[bool]:
    """The two parties and the keeper of the file: domain/conventions_flux/policies.py, in SQL."""
    mine = perimetre.organisme_id
    party = true() if perimetre.tout_organisme else or_(C.bailleur_id == mine, C.reservataire_id == mine)
    return and_(C.departement == perimetre.departement, party)


def _suivi(perimetre: Perimetre) -> Select[Any]:
    counted = (
        select(*(func.count().filter(I.nature == nature).label(nature.name.lower()) for nature in NatureImputation))
        .where(I.departement == C.departement, I.convention_id == C.id, I.annulee_le.is_(None))
        .lateral("comptes")
    )
    return (
        select(
            *conventions_flux.c,
            bailleurs.c.nom.label("bailleur_nom"),
            reservataires.c.nom.label("reservataire_nom"),
            *counted.c,
        )
        .join(bailleurs, bailleurs.c.id == C.bailleur_id)
        .join(reservataires, reservataires.c.id == C.reservataire_id)
        .join(counted, true())
        .where(visible(perimetre))
    )


class SqlConventionsQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def rechercher(
        self, perimetre: Perimetre, criteria: ConventionsCriteria, *, page: int, size: int
    ) -> Page[SuiviConvention]:
        scope = _suivi(perimetre)
        if criteria.annee:
            scope = scope.where(C.annee == criteria.annee)
        if criteria.bailleur_id:
            scope = scope.where(C.bailleur_id == criteria.bailleur_id)
        if criteria.reservataire_id:
            scope = scope.where(C.reservataire_id == criteria.reservataire_id)
        today = self._today()
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection, scope, _SORTS[criteria.sort], lambda row: suivi_of(row, today), page=page, size=size
            )

    async def suivi(self, perimetre: Perimetre, annee: int) -> list[SuiviConvention]:
        statement = (
            _suivi(perimetre).where(C.annee == annee).order_by(bailleurs.c.nom, reservataires.c.nom, C.id).limit(500)
        )
        today = self._today()
        async with self._read(perimetre.departement) as connection:
            return [suivi_of(row, today) for row in await connection.execute(statement)]

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> ConventionDetail:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_suivi(perimetre).where(C.id == id))).first()
        if row is None:
            raise _introuvable()
        today = self._today()
        suivi = suivi_of(row, today)
        attendu = prorata(row.objectif, Periode(du=row.debut, au=row.fin), today)
        return ConventionDetail(
            id=row.id,
            version=row.version,
            annee=row.annee,
            bailleur=suivi.bailleur,
            reservataire=suivi.reservataire,
            type_reservataire=row.type_reservataire,
            type_reservataire_libelle=row.type_reservataire.libelle,
            mode_gestion=row.mode_gestion,
            mode_gestion_libelle=row.mode_gestion.libelle,
            relogements_anru=row.relogements_anru,
            relogements_anru_libelle=row.relogements_anru.libelle,
            taux=float(row.taux),
            objectif=row.objectif,
            debut=row.debut,
            fin=row.fin,
            resiliee_le=row.resiliee_le,
            communes=row.communes,
            etat=suivi.etat,
            etat_libelle=suivi.etat_libelle,
            suivi=suivi,
            explications=[
                attendu.raison,
                ecart(row.mise_a_disposition, attendu.valeur).raison,
                reste(row.objectif, row.mise_a_disposition).raison,
                relogements_anru_comptes(row.relogements_anru, today, row.departement).raison,
            ],
            actions=list(actions(acteur, _convention(row), today)),
        )

    async def imputations(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[ImputationVue]:
        scope = (
            select(
                I.bien_id,
                I.nature,
                I.le,
                I.annulee_le,
                B.reference.label("bien_reference"),
                B.typologie,
                B.adresse,
            )
            .join(biens, and_(B.departement == I.departement, B.id == I.bien_id))
            .where(I.departement == perimetre.departement, I.convention_id == id)
        )
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(select(C.id).where(visible(perimetre), C.id == id)) is None:
                raise _introuvable()
            return await page_of(connection, scope, (I.le.desc(), I.id.desc()), _imputation, page=page, size=size)

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(select(C.id).where(visible(perimetre), C.id == id)) is None:
                raise _introuvable()
            return await page_of_acts(connection, perimetre.departement, Objet.CONVENTION, id, page=page, size=size)


def suivi_of(row: Any, today: date) -> SuiviConvention:
    etat = etat_de_convention(row.debut, row.fin, row.resiliee_le, today)
    attendu = prorata(row.objectif, Periode(du=row.debut, au=row.fin), today)
    avance = ecart(row.mise_a_disposition, attendu.valeur)
    return SuiviConvention(
        convention_id=row.id,
        annee=row.annee,
        bailleur=PartieVue(id=row.bailleur_id, nom=row.bailleur_nom),
        reservataire=PartieVue(id=row.reservataire_id, nom=row.reservataire_nom),
        type_reservataire=row.type_reservataire,
        type_reservataire_libelle=row.type_reservataire.libelle,
        etat=etat,
        etat_libelle=etat.libelle,
        taux=float(row.taux),
        objectif=row.objectif,
        prorata=float(attendu.valeur),
        mises_a_disposition=row.mise_a_disposition,
        attributions=row.attribution,
        baux=row.bail,
        ecart=float(avance.valeur),
        reste=reste(row.objectif, row.mise_a_disposition).valeur,
        phrase=avance.phrase,
    )


def _convention(row: Any) -> Convention:
    """The aggregate as its guards need it; never attached to a session."""
    return Convention(**{c.name: getattr(row, c.name) for c in conventions_flux.columns})


def _imputation(row: Any) -> ImputationVue:
    return ImputationVue(
        bien_id=row.bien_id,
        bien_reference=row.bien_reference,
        bien_libelle=f"{row.typologie.libelle}, {row.adresse}",
        nature=row.nature.value,
        nature_libelle=row.nature.libelle,
        le=row.le,
        annulee_le=row.annulee_le,
    )


def _introuvable() -> ConventionIntrouvable:
    return ConventionIntrouvable("Cette convention est introuvable.")
