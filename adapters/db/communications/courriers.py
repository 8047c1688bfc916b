"""The letters of a day: their batches, and how the manager of the file reads them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.communications.repository import titre_du_territoire
from adapters.db.communications.tables import lots_de_courriers, messages
from adapters.db.demandes.tables import consultations, demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.organismes.tables import agences, organismes, organismes_territoires
from domain.communications.courriers.model import Documents, LotDeCourriers
from domain.communications.courriers.ports import AMettreSousPli
from domain.communications.courriers.queries import LettreLigne, LotDeCourriersResume
from domain.communications.courriers.raisons import lettre_non_postee, lot_deja_remis, lot_oublie
from domain.communications.errors import LettreIntrouvable, LotDeCourriersIntrouvable, LotOublie
from domain.communications.model import CanalMessage, EtatMessage, Message, dire_l_etat
from domain.kernel.raisons import action
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.model import TypeOrganisme
from domain.tracabilite.codes import ObjetConsulte

M, L, D = messages.c, lots_de_courriers.c, demandes.c


class SqlLotsDeCourriers:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, lot: LotDeCourriers) -> None:
        self._session.add(lot)

    async def get(self, departement: str, id: UUID) -> LotDeCourriers:
        found = await self._session.get(LotDeCourriers, (departement, id), with_for_update=True)
        if found is None:
            raise _unknown()
        return found

    async def a_mettre_sous_pli(self, departement: str, combien: int) -> Sequence[AMettreSousPli]:
        rows = await self._session.execute(
            _letters(departement)
            .where(
                M.canal == CanalMessage.COURRIER,
                M.etat == EtatMessage.A_ENVOYER,
                M.lot_id.is_(None),
            )
            .order_by(M.cree_le, M.id)
            .limit(combien)
            .with_for_update(of=messages)
        )
        return [AMettreSousPli(message=message, protegee=protegee) for message, protegee in rows]

    async def lettres(self, departement: str, lot_id: UUID) -> Sequence[AMettreSousPli]:
        rows = await self._session.execute(_letters(departement).where(M.lot_id == lot_id).order_by(M.id))
        return [AMettreSousPli(message=message, protegee=protegee) for message, protegee in rows]

    async def qui_attendent_la_poste(self, departement: str, demande_id: UUID) -> Sequence[LotDeCourriers]:
        theirs = select(M.lot_id).where(M.departement == departement, M.demande_id == demande_id)
        found = await self._session.scalars(
            select(LotDeCourriers)
            .where(
                L.departement == departement,
                L.id.in_(theirs.where(M.etat == EtatMessage.A_ENVOYER)),
                L.remis_le.is_(None),
            )
            .order_by(L.id)
            .with_for_update()
        )
        return found.all()

    async def lettre(self, departement: str, lot_id: UUID, id: UUID) -> Message:
        found = await self._session.get(Message, (departement, id), with_for_update=True)
        if found is None or found.lot_id != lot_id:
            raise LettreIntrouvable("Cette lettre n'est pas dans ce lot.")
        return found

    async def a_oublier(self, departement: str, remis_avant: datetime) -> Sequence[LotDeCourriers]:
        found = await self._session.scalars(
            select(LotDeCourriers).where(
                L.departement == departement, L.remis_le < remis_avant, L.document.is_not(None)
            )
        )
        return found.all()


def _letters(departement: str) -> Select[Message, bool]:
    """With whether the person has been protected since it was written."""
    return (
        select(Message, D.protection.is_not(None))
        .join(demandes, (D.departement == M.departement) & (D.id == M.demande_id))
        .where(M.departement == departement)
    )


async def expediteur(session: AsyncSession, departement: str) -> Sequence[str]:
    a, o, t = agences.c, organismes.c, organismes_territoires.c
    found = (
        await session.execute(
            select(o.nom, a.rue, a.complement_1, a.complement_2, a.code_postal, a.ville)
            .select_from(organismes)
            .join(organismes_territoires, (t.organisme_id == o.id) & (t.departement == departement))
            .outerjoin(agences, (a.organisme_id == o.id) & (a.departement == departement))
            .where(o.type == TypeOrganisme.GESTIONNAIRE)
            .order_by(a.libelle, a.id)
            .limit(1)
        )
    ).first()
    titre = await titre_du_territoire(session, departement)
    if found is None:
        return [titre]
    ville = " ".join(filter(None, (found.code_postal, found.ville)))
    return [titre, *filter(None, (found.nom, found.rue, found.complement_1, found.complement_2, ville))]


class SqlCourriersQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def lots(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[LotDeCourriersResume]:
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                _lots(perimetre.departement),
                (L.remis_le.is_not(None), L.prepare_le.desc(), L.id.desc()),
                _lot,
                page=page,
                size=size,
            )

    async def lot(self, perimetre: Perimetre, acteur: Acteur, lot_id: UUID) -> LotDeCourriersResume:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_lots(perimetre.departement).where(L.id == lot_id))).first()
        if row is None:
            raise _unknown()
        return _lot(row)

    async def emporter(self, perimetre: Perimetre, acteur: Acteur, lot_id: UUID) -> Documents:
        async with self._read.tracing(perimetre.departement) as connection:
            lot = (
                await connection.execute(
                    select(L.document, L.adresses).where(L.departement == perimetre.departement, L.id == lot_id)
                )
            ).first()
            if lot is None:
                raise _unknown()
            if raison := lot_oublie(lot.document):
                raise LotOublie(raison.phrase, raisons=[raison])
            seen = {
                "departement": acteur.departement,
                "compte_id": acteur.compte_id,
                "auteur": acteur.libelle,
                "organisme_id": acteur.organisme_id,
                "organisme": acteur.organisme_libelle,
                "quoi": ObjetConsulte.COURRIER.value,
                "correlation": self._read.correlation(),
            }
            c = consultations.c
            read = (
                select(M.demande_id, *(literal(value, c[name].type) for name, value in seen.items()))
                .where(M.departement == perimetre.departement, M.lot_id == lot_id)
                .distinct()
            )
            await connection.execute(insert(consultations).from_select(["demande_id", *seen], read))
        return Documents(lettres=lot.document, adresses=lot.adresses)

    async def lettres(
        self, perimetre: Perimetre, acteur: Acteur, lot_id: UUID, *, page: int, size: int
    ) -> Page[LettreLigne]:
        r = recherche_visible.c
        scope = (
            select(M.id, M.demande_id, M.objet, M.canal, M.etat, M.cause, r.numero_unique, r.nom_affiche)
            .join_from(
                messages,
                recherche_visible,
                (r.departement == M.departement) & (r.demande_id == M.demande_id),
                isouter=True,
            )
            .where(M.departement == perimetre.departement, M.lot_id == lot_id)
        )
        known = select(L.id).where(L.departement == perimetre.departement, L.id == lot_id)
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(known) is None:
                raise _unknown()
            return await page_of(connection, scope, (M.id,), _lettre, page=page, size=size)


def _lots(departement: str) -> Select[Any]:
    """Each with what its letters became, counted for the lots of the page alone."""
    said = (
        select(
            func.count().filter(M.etat == EtatMessage.ECHEC, M.envoye_le.is_not(None)).label("revenues"),
            func.count().filter(M.etat == EtatMessage.ECHEC, M.envoye_le.is_(None)).label("retirees"),
            func.sum(M.cout_milliemes).label("milliemes"),
        )
        .where(M.departement == L.departement, M.lot_id == L.id)
        .lateral("dit")
    )
    return (
        select(L.id, L.prepare_le, L.lettres, L.document, L.remis_le, L.remis_par, *said.c)
        .join_from(lots_de_courriers, said, literal(True))
        .where(L.departement == departement)
    )


def _lot(row: Any) -> LotDeCourriersResume:
    gone = lot_oublie(row.document)
    return LotDeCourriersResume(
        id=row.id,
        prepare_le=row.prepare_le,
        lettres=row.lettres,
        revenues=row.revenues,
        retirees=row.retirees,
        remis_le=row.remis_le,
        remis_par=row.remis_par,
        cout=None if row.milliemes is None else row.milliemes / 1000,
        actions=[
            action("imprimer-les-lettres", "Lettres à imprimer", gone),
            action("emporter-les-adresses", "Adresses", gone),
            action("remettre-le-lot", "Noter l'envoi", lot_deja_remis(row.remis_le)),
        ],
    )


def _lettre(row: Any) -> LettreLigne:
    return LettreLigne(
        id=row.id,
        demande_id=row.demande_id,
        numero_unique=row.numero_unique,
        nom_affiche=row.nom_affiche,
        objet=row.objet,
        etat=row.etat,
        etat_libelle=dire_l_etat(row.canal, row.etat),
        cause=row.cause,
        retour=action("noter-le-retour", "Noter le retour", lettre_non_postee(row.etat)),
    )


def _unknown() -> LotDeCourriersIntrouvable:
    return LotDeCourriersIntrouvable("Ce lot de courriers est introuvable.")
