from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, any_, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Date

from adapters.db.demandes.queries import D, visible
from adapters.db.demandes.tables import consultations, fusions
from adapters.db.engine import Reader
from adapters.db.historique import historique, page_of_acts
from adapters.db.listing import page_of
from adapters.db.tracabilite.lectures import consultation, consultations_de
from adapters.db.tracabilite.tables import anomalies_de_lecture
from domain.demandes.confidentialite import lit_le_sensible, taire
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.protection import Protection, voit_les_coordonnees
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.tracabilite.codes import EtatAnomalie, ObjetConsulte, dire_ce_qui_a_ete_lu
from domain.tracabilite.parametres import conduite
from domain.tracabilite.queries import (
    AnomaliesCriteria,
    ConsultationLigne,
    ConsultationParOrganisme,
    DemandeLue,
    FiltresHistorique,
    HistoriqueCriteria,
    HistoriquePublic,
    IntervenantVue,
    LectureAVerifier,
    TypeActeVue,
)

H, C, A = historique.c, consultations.c, anomalies_de_lecture.c


def _intervenant() -> ColumnElement[str]:
    """One person is one key, whatever his name becomes; the file and its scripts are told apart by what they say."""
    return func.concat(H.auteur_sorte, ":", func.coalesce(cast(H.auteur_id, String), H.auteur), type_=String)


def _lectures_de(perimetre: Perimetre, demande_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """Of this file and of those merged into it: whoever opened them opened the same person's file."""
    suivies = select(fusions.c.fusionnee_id).where(
        fusions.c.departement == perimetre.departement,
        fusions.c.gardee_id == demande_id,
        fusions.c.defaite_le.is_(None),
    )
    return (
        C.departement == perimetre.departement,
        or_(C.demande_id == demande_id, C.demande_id.in_(suivies)),
    )


class SqlTracabiliteQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def anomalies(
        self, perimetre: Perimetre, acteur: Acteur, criteria: AnomaliesCriteria, *, page: int, size: int
    ) -> Page[LectureAVerifier]:
        wanted = [A.departement == perimetre.departement]
        if not acteur.peut(Droit.ORGANISMES_GERER):
            wanted.append(A.organisme_id == perimetre.organisme_id)
        if criteria.etat is not None:
            wanted.append(A.etat == criteria.etat)
        if criteria.regle is not None:
            wanted.append(A.regle == criteria.regle)
        shown = [c for c in anomalies_de_lecture.c if c.name not in ("departement", "organisme_id")]
        order = (A.etat != EtatAnomalie.A_VOIR, A.jour.desc(), A.id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                select(*shown, _lues(perimetre).label("demandes")).where(*wanted),
                order,
                lambda row: _anomalie(row, perimetre.departement),
                page=page,
                size=size,
            )

    async def historique(
        self,
        perimetre: Perimetre,
        acteur: Acteur,
        demande_id: UUID,
        criteria: HistoriqueCriteria,
        *,
        page: int,
        size: int,
    ) -> Page[HistoriqueLigne]:
        wanted: list[ColumnElement[bool]] = []
        if criteria.types:
            wanted.append(H.type.in_(criteria.types))
        if criteria.intervenant:
            wanted.append(_intervenant() == criteria.intervenant)
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            protection = await _require(connection, perimetre, demande_id)
            lue = await page_of_acts(
                connection,
                perimetre.departement,
                Objet.DEMANDE,
                demande_id,
                page=page,
                size=size,
                wanted=wanted,
            )
        if lit_le_sensible(acteur):
            return lue
        masquees = not voit_les_coordonnees(acteur, protection)
        return replace(lue, items=[replace(x, details=taire(x.details, masquees)) for x in lue.items])

    async def filtres(self, perimetre: Perimetre, demande_id: UUID) -> FiltresHistorique:
        scope = (H.departement == perimetre.departement, H.objet == Objet.DEMANDE.value, H.objet_id == demande_id)
        types = (
            select(H.type.label("code"), func.max(H.libelle).label("libelle"), func.count().label("nombre"))
            .where(*scope)
            .group_by(H.type)
            .order_by(func.max(H.libelle))
        )
        who = _intervenant()
        intervenants = (
            select(
                who.label("code"),
                func.max(H.auteur).label("libelle"),
                H.auteur_sorte.label("sorte"),
                func.max(H.organisme).label("organisme"),
                func.count().label("nombre"),
            )
            .where(*scope)
            .group_by(who, H.auteur_sorte)
            .order_by(func.max(H.auteur))
        )
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            await _require(connection, perimetre, demande_id)
            return FiltresHistorique(
                types=[TypeActeVue(**row) for row in (await connection.execute(types)).mappings()],
                intervenants=[IntervenantVue(**row) for row in (await connection.execute(intervenants)).mappings()],
            )

    async def historique_public(self, perimetre: Perimetre, demande_id: UUID) -> list[HistoriquePublic]:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            rows = await connection.execute(
                select(H.le, H.phrase_publique, H.auteur_sorte, H.organisme)
                .where(
                    H.departement == perimetre.departement,
                    H.objet == Objet.DEMANDE.value,
                    H.objet_id == demande_id,
                    H.phrase_publique.is_not(None),
                    exists().where(visible(perimetre), D.id == demande_id),
                )
                .order_by(H.id.desc())
                .limit(200)
            )
            return [
                HistoriquePublic(le=row.le, phrase=row.phrase_publique, qui=_qui(row.auteur_sorte, row.organisme))
                for row in rows
            ]

    async def noter_la_lecture(
        self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID, quoi: ObjetConsulte
    ) -> None:
        async with self._read.tracing(perimetre.departement) as connection:
            await connection.execute(consultation(acteur, demande_id, quoi, self._read.correlation()))

    async def noter_les_lectures(
        self, perimetre: Perimetre, acteur: Acteur, demandes: Sequence[UUID], quoi: ObjetConsulte
    ) -> None:
        if not demandes:
            return
        async with self._read.tracing(perimetre.departement) as connection:
            await connection.execute(consultations_de(acteur, demandes, quoi, self._read.correlation()))

    async def consultations(
        self, perimetre: Perimetre, demande_id: UUID, *, page: int, size: int
    ) -> Page[ConsultationLigne]:
        scope = select(C.le, C.auteur, C.organisme, C.quoi).where(*_lectures_de(perimetre, demande_id))
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            await _require(connection, perimetre, demande_id)
            return await page_of(connection, scope, (C.id.desc(),), _consultation, page=page, size=size)

    async def consultations_par_organisme(
        self, perimetre: Perimetre, demande_id: UUID
    ) -> list[ConsultationParOrganisme]:
        jour = cast(func.timezone("Europe/Paris", C.le), Date)
        # not under the row-level security of his own demande: it would hide the one that was merged into it
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(
                select(
                    C.organisme,
                    jour.label("le"),
                    func.count().label("nombre"),
                    func.max(C.le).label("derniere_le"),
                    func.array_agg(C.quoi.distinct(), type_=ARRAY(String)).label("objets"),
                )
                .where(*_lectures_de(perimetre, demande_id), C.organisme.is_not(None))
                .group_by(C.organisme, jour)
                .order_by(jour.desc(), C.organisme)
                .limit(200)
            )
            return [_par_organisme(row) for row in rows]


def _lues(perimetre: Perimetre) -> ColumnElement[Any]:
    numero = func.coalesce(D.numero_unique, D.reference)
    return (
        select(func.jsonb_agg(aggregate_order_by(func.jsonb_build_array(D.id, numero), numero)))
        .where(visible(perimetre), D.departement == A.departement, D.id == any_(A.exemples))
        .correlate(anomalies_de_lecture)
        .scalar_subquery()
    )


def _anomalie(row: Any, departement: str) -> LectureAVerifier:
    dite = conduite(row.regle, row.jour, departement)
    values = {
        **row._mapping,
        "exemples": list(row.exemples),
        "demandes": [DemandeLue(id=UUID(id), numero=numero) for id, numero in row.demandes or ()],
    }
    return LectureAVerifier(
        **values,
        regle_libelle=row.regle.libelle,
        etat_libelle=row.etat.libelle,
        pourquoi=dite.pourquoi,
        que_faire=dite.que_faire,
    )


async def _require(connection: AsyncConnection, perimetre: Perimetre, demande_id: UUID) -> Protection | None:
    row = (await connection.execute(select(D.protection).where(visible(perimetre), D.id == demande_id))).first()
    if row is None:
        raise DemandeIntrouvable("Cette demande est introuvable.")
    protection: Protection | None = row.protection
    return protection


def _consultation(row: Any) -> ConsultationLigne:
    return ConsultationLigne(**row._mapping, quoi_libelle=dire_ce_qui_a_ete_lu(row.quoi))


def _par_organisme(row: Any) -> ConsultationParOrganisme:
    values = {**row._mapping, "objets": [dire_ce_qui_a_ete_lu(quoi) for quoi in row.objets]}
    return ConsultationParOrganisme(**values)


def _qui(sorte: str, organisme: str | None) -> str:
    if sorte == "demandeur":
        return "Vous"
    return organisme or "Le fichier partagé"
