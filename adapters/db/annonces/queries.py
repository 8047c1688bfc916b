from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from adapters.db.annonces.tables import annonces, contacts
from adapters.db.biens.queries import DETAIL_COLUMNS, visible
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.biens.views import bien_of
from adapters.db.engine import Reader
from adapters.db.historique import page_of_acts
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from adapters.db.referentiel.memory import Communes
from domain.annonces.errors import AnnonceIntrouvable
from domain.annonces.model import Annonce, EtatAnnonce, Texte
from domain.annonces.policies import actions
from domain.annonces.queries import AnnonceDetail, AnnonceResume, AnnoncesCriteria, BienAnnonce, ContactVue
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre

A, B, M, C = annonces.c, biens.c, mises_en_location.c, contacts.c

_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "du": (A.du, A.id),
    "-du": (A.du.desc(), A.id.desc()),
    "au": (A.au, A.id),
    "-au": (A.au.desc(), A.id.desc()),
}
SORTS = tuple(_SORTS)


def _in_state(etat: EtatAnnonce, le: datetime) -> ColumnElement[bool]:
    """Annonce.etat, in SQL."""
    in_place = A.retiree_le.is_(None)
    return {
        EtatAnnonce.RETIREE: A.retiree_le.is_not(None),
        EtatAnnonce.PROGRAMMEE: and_(in_place, A.du > le),
        EtatAnnonce.PUBLIEE: and_(in_place, A.du <= le, A.au > le),
        EtatAnnonce.ECHUE: and_(in_place, A.du <= le, A.au <= le),
    }[etat]


def _scope(perimetre: Perimetre, *columns: Any) -> Select[Any]:
    """With the vacancy that the annonce offers: its réservataire is the one who may read it."""
    received = (
        select(func.count())
        .where(C.departement == A.departement, C.annonce_id == A.id)
        .scalar_subquery()
        .label("nb_contacts")
    )
    return (
        select(*columns, received, organismes.c.nom.label("bailleur_nom"))
        .select_from(annonces)
        .join(biens, and_(B.departement == A.departement, B.id == A.bien_id))
        .join(mises_en_location, and_(M.departement == A.departement, M.id == A.mise_en_location_id))
        .join(organismes, organismes.c.id == A.organisme_id)
        .where(visible(perimetre))
    )


_LISTED = (
    A.id.label("annonce_id"),
    A.mise_en_location_id.label("vacance_id"),
    A.titre,
    A.description,
    A.du,
    A.au,
    A.contact_nom,
    A.contact_email,
    A.contact_telephone,
    A.creee_le,
    A.modifiee_le,
    A.retiree_le,
    A.motif_retrait.label("motif_du_retrait"),
    A.version.label("annonce_version"),
)
_BIEN = (B.id, B.reference, B.organisme_id, B.adresse, B.commune, B.typologie, B.surface, M.loyer, M.charges, M.annexes)


class SqlAnnoncesQueries:
    def __init__(self, read: Reader, communes: Communes, now: Callable[[], datetime]) -> None:
        self._read = read
        self._communes = communes
        self._now = now

    async def rechercher(
        self, perimetre: Perimetre, criteria: AnnoncesCriteria, *, page: int, size: int
    ) -> Page[AnnonceResume]:
        await self._communes.load()
        le = self._now()
        scope = _scope(perimetre, *_LISTED, *_BIEN)
        if criteria.etats:
            scope = scope.where(or_(*(_in_state(etat, le) for etat in criteria.etats)))
        if criteria.bien_id:
            scope = scope.where(A.bien_id == criteria.bien_id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                scope,
                _SORTS[criteria.sort],
                lambda row: AnnonceResume(**self._resume(row, _annonce(row, perimetre).etat(le))),
                page=page,
                size=size,
            )

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> AnnonceDetail:
        await self._communes.load()
        statement = _scope(perimetre, *_LISTED, *DETAIL_COLUMNS).where(A.id == id)
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(statement)).first()
        if row is None:
            raise AnnonceIntrouvable("Cette annonce est introuvable.")
        annonce = _annonce(row, perimetre)
        return AnnonceDetail(
            **self._resume(row, annonce.etat(self._now())),
            version=row.annonce_version,
            description=row.description,
            contact_nom=row.contact_nom,
            contact_email=row.contact_email,
            contact_telephone=row.contact_telephone,
            creee_le=row.creee_le,
            modifiee_le=row.modifiee_le,
            retiree_le=row.retiree_le,
            motif_retrait=row.motif_du_retrait,
            actions=list(actions(acteur, bien_of(row), annonce)),
        )

    async def contacts(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[ContactVue]:
        scope = select(
            C.id,
            C.recu_le.label("le"),
            C.nom,
            C.prenom,
            C.email,
            C.telephone,
            C.message,
            C.numero_unique,
            C.demande_id,
        ).where(C.departement == perimetre.departement, C.annonce_id == id)
        mine = select(A.id).where(
            A.departement == perimetre.departement, A.id == id, A.organisme_id == perimetre.organisme_id
        )
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(mine) is None:
                raise AnnonceIntrouvable("Cette annonce est introuvable.")
            return await page_of(
                connection,
                scope,
                (C.recu_le.desc(), C.id.desc()),
                lambda row: ContactVue(**row._mapping),
                page=page,
                size=size,
            )

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            if (await connection.execute(_scope(perimetre, A.id).where(A.id == id))).first() is None:
                raise AnnonceIntrouvable("Cette annonce est introuvable.")
            return await page_of_acts(connection, perimetre.departement, Objet.ANNONCE, id, page=page, size=size)

    def _resume(self, row: Any, etat: EtatAnnonce) -> dict[str, Any]:
        return {
            "id": row.annonce_id,
            "titre": row.titre,
            "etat": etat,
            "etat_libelle": etat.libelle,
            "du": row.du,
            "au": row.au,
            "nb_contacts": row.nb_contacts,
            "bien": BienAnnonce(
                id=row.id,
                reference=row.reference,
                organisme=OrganismeCourt(id=row.organisme_id, nom=row.bailleur_nom),
                adresse=row.adresse,
                commune=self._communes.courte(row.commune),
                typologie=row.typologie,
                surface=row.surface,
                mensualite=float(row.loyer + row.charges + row.annexes),
            ),
        }


def _annonce(row: Any, perimetre: Perimetre) -> Annonce:
    """The aggregate as its guards need it; never attached to a session."""
    return Annonce(
        departement=perimetre.departement,
        id=row.annonce_id,
        bien_id=row.id,
        mise_en_location_id=row.vacance_id,
        organisme_id=row.organisme_id,
        texte=Texte(titre=row.titre, description=row.description, du=row.du, au=row.au),
        creee_le=row.creee_le,
        modifiee_le=row.modifiee_le,
        retiree_le=row.retiree_le,
    )
