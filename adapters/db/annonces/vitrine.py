"""The public shop window: each view is written as JSON when it changes, so that a search only reads it."""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.annonces.tables import annonces, annonces_publiques
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.organismes.tables import organismes
from adapters.db.referentiel.memory import Communes
from domain.annonces.queries import AnnoncePublique, AnnoncePubliqueDetail
from domain.kernel.views import CommuneCourte

A, B, M = annonces.c, biens.c, mises_en_location.c
_RESUME = TypeAdapter(AnnoncePublique)
_DETAIL = TypeAdapter(AnnoncePubliqueDetail)
_CHANGING = [c.name for c in annonces_publiques.c if not c.primary_key]
BATCH = 500


def _source(departement: str) -> Select[Any]:
    return (
        select(
            A.id,
            A.titre,
            A.description,
            A.du,
            A.au,
            A.contact_nom,
            A.contact_telephone,
            A.retiree_le,
            B.adresse,
            B.code_postal,
            B.commune,
            B.latitude,
            B.longitude,
            B.typologie,
            B.surface,
            B.etage,
            B.ascenseur,
            B.parking,
            B.balcon,
            B.jardin,
            B.adapte_handicap,
            B.annee_construction,
            B.financement,
            B.dpe,
            B.ges,
            B.chauffage,
            M.loyer,
            M.charges,
            M.annexes,
            M.depot_garantie,
            M.disponible_le,
            organismes.c.nom.label("organisme"),
        )
        .join(biens, (B.departement == A.departement) & (B.id == A.bien_id))
        .join(mises_en_location, (M.departement == A.departement) & (M.id == A.mise_en_location_id))
        .join(organismes, organismes.c.id == A.organisme_id)
        .where(A.departement == departement)
    )


def public_row(departement: str, row: Any, communes: Communes) -> dict[str, Any]:
    """Where the dwelling is not placed, its town hall is, and the view says so."""
    commune = communes.get(row.commune)
    placed = row.latitude is not None
    mensualite = row.loyer + row.charges + row.annexes
    resume = {
        "id": row.id,
        "titre": row.titre,
        "typologie": row.typologie,
        "surface": row.surface,
        "etage": row.etage,
        "adresse": row.adresse,
        "code_postal": row.code_postal,
        "commune": CommuneCourte(code=row.commune, nom=commune.nom if commune else row.commune),
        "loyer": float(row.loyer),
        "charges": float(row.charges),
        "mensualite": float(mensualite),
        "dpe": row.dpe,
        "ges": row.ges,
        "publiee_le": row.du,
        "disponible_le": row.disponible_le,
        "latitude": row.latitude if placed else commune and commune.latitude,
        "longitude": row.longitude if placed else commune and commune.longitude,
        "position_approchee": not placed,
        "organisme": row.organisme,
    }
    detail = AnnoncePubliqueDetail(
        **resume,
        description=row.description,
        du=row.du,
        au=row.au,
        ascenseur=row.ascenseur,
        parking=row.parking,
        balcon=row.balcon,
        jardin=row.jardin,
        adapte_handicap=row.adapte_handicap,
        annee_construction=row.annee_construction,
        financement=row.financement,
        financement_libelle=row.financement.libelle,
        annexes=float(row.annexes),
        depot_garantie=None if row.depot_garantie is None else float(row.depot_garantie),
        chauffage=row.chauffage.libelle if row.chauffage else None,
        contact_nom=row.contact_nom,
        contact_telephone=row.contact_telephone,
    )
    written = _DETAIL.dump_json(detail)
    return {
        "departement": departement,
        "id": row.id,
        "commune": row.commune,
        "typologie": row.typologie.value,
        "mensualite": mensualite,
        "publiee_le": row.du,
        "fin_le": row.au,
        "etag": sha256(written).hexdigest()[:16],
        "resume": _RESUME.dump_json(AnnoncePublique(**resume)).decode(),
        "detail": written.decode(),
    }


async def dress(
    session: AsyncSession | AsyncConnection,
    departement: str,
    communes: Communes,
    *,
    biens_changes: Collection[UUID] = (),
    annonces_changees: Collection[UUID] = (),
) -> None:
    """Rewrites what these biens and annonces show, in the transaction that changed them."""
    await communes.load()
    touched = or_(A.bien_id.in_(biens_changes), A.id.in_(annonces_changees))
    rows = (await session.execute(_source(departement).where(touched))).all()
    gone = [row.id for row in rows if row.retiree_le is not None]
    if gone:
        await session.execute(
            delete(annonces_publiques).where(
                annonces_publiques.c.departement == departement, annonces_publiques.c.id.in_(gone)
            )
        )
    await _write(session, (public_row(departement, row, communes) for row in rows if row.retiree_le is None))


class SqlVitrine:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    async def rafraichir_l_organisme(self, organisme_id: UUID) -> None:
        await self._communes.load()
        departements = await self._session.scalars(
            select(A.departement).where(A.organisme_id == organisme_id, A.retiree_le.is_(None)).distinct()
        )
        for departement in departements.all():
            shown = _source(departement).where(A.organisme_id == organisme_id, A.retiree_le.is_(None))
            rows = (await self._session.execute(shown)).all()
            await _write(self._session, (public_row(departement, row, self._communes) for row in rows))


async def rebuild(session: AsyncSession | AsyncConnection, departement: str, communes: Communes) -> int:
    """The whole window of a département, after a bulk load or a change of what it shows."""
    await communes.load()
    await session.execute(delete(annonces_publiques).where(annonces_publiques.c.departement == departement))
    rows = (await session.execute(_source(departement).where(A.retiree_le.is_(None)))).all()
    await _write(session, (public_row(departement, row, communes) for row in rows))
    return len(rows)


async def _write(session: AsyncSession | AsyncConnection, rows: Iterable[dict[str, Any]]) -> None:
    waiting = list(rows)
    for start in range(0, len(waiting), BATCH):
        statement = insert(annonces_publiques).values(waiting[start : start + BATCH])
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["departement", "id"], set_={name: statement.excluded[name] for name in _CHANGING}
            )
        )
