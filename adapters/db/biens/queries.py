from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, cast, false, func, or_, select, true

from adapters.db.annonces.tables import annonces
from adapters.db.biens.tables import biens, mises_en_location, residences
from adapters.db.biens.views import DetailBuilder, ResumeBuilder
from adapters.db.demandes.queries import visible as demande_visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.historique import historique, page_of_acts
from adapters.db.listing import page_of
from adapters.db.organismes.tables import comptes, organismes
from adapters.db.referentiel.memory import Communes
from domain.biens.errors import BienIntrouvable, ResidenceIntrouvable
from domain.biens.queries import BienDetail, BienResume, BiensCriteria, ResidenceVue
from domain.biens.rules import VACANTS
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.text import normaliser_nom
from domain.kernel.views import HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre

B, M, R = biens.c, mises_en_location.c, residences.c
bailleurs = organismes.alias("bailleurs")
reservataires = organismes.alias("reservataires")
MENSUALITE = M.loyer + M.charges + M.annexes

_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "disponible_le": (M.disponible_le, B.id),
    "-disponible_le": (M.disponible_le.desc(), B.id.desc()),
    "reference": (B.reference, B.id),
    "-reference": (B.reference.desc(), B.id.desc()),
    "loyer": (MENSUALITE, B.id),
    "-loyer": (MENSUALITE.desc(), B.id.desc()),
    "surface": (B.surface, B.id),
    "-surface": (B.surface.desc(), B.id.desc()),
}
SORTS = tuple(_SORTS)

DETAIL_COLUMNS = (
    *(c for c in B if c.name != "recherche"),
    *(c for c in M if c.name not in ("id", "departement")),
)
CURRENT = and_(M.departement == B.departement, M.id == B.mise_en_location_id)
"""A bien with its vacancy of today."""


def visible(perimetre: Perimetre) -> ColumnElement[bool]:
    """The landlord's own biens and those of the reader's contingent: domain/biens/policies.py, in SQL."""
    inside: ColumnElement[bool] = false()
    if perimetre.tout_organisme:
        inside = true()
    elif perimetre.organisme_id is not None:
        inside = or_(B.organisme_id == perimetre.organisme_id, M.reservataire_id == perimetre.organisme_id)
    return and_(B.departement == perimetre.departement, inside)


def _annonce_id() -> Any:
    return (
        select(annonces.c.id)
        .where(
            annonces.c.departement == M.departement,
            annonces.c.mise_en_location_id == M.id,
            annonces.c.retiree_le.is_(None),
        )
        .limit(1)
        .scalar_subquery()
    )


def _from(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(biens)
        .join(mises_en_location, CURRENT)
        .join(bailleurs, bailleurs.c.id == B.organisme_id)
        .outerjoin(reservataires, reservataires.c.id == M.reservataire_id)
        .outerjoin(residences, and_(R.departement == B.departement, R.id == B.residence_id))
        .outerjoin(comptes, comptes.c.id == M.charge_de_clientele)
    )


_NAMES = (
    bailleurs.c.nom.label("bailleur_nom"),
    reservataires.c.nom.label("reservataire_nom"),
    R.nom.label("residence_nom"),
    func.concat_ws(" ", comptes.c.prenom, comptes.c.nom).label("charge_nom"),
)


def list_scope(perimetre: Perimetre, criteria: BiensCriteria, le: datetime, compte_id: UUID | None) -> Select[Any]:
    online = (
        select(annonces.c.id)
        .where(
            annonces.c.departement == M.departement,
            annonces.c.mise_en_location_id == M.id,
            annonces.c.retiree_le.is_(None),
            annonces.c.du <= le,
            annonces.c.au > le,
        )
        .exists()
    )
    scope = _from(
        B.id,
        B.reference,
        B.organisme_id,
        B.adresse,
        B.code_postal,
        B.commune,
        B.typologie,
        B.surface,
        B.etage,
        B.financement,
        B.dpe,
        M.loyer,
        MENSUALITE.label("mensualite"),
        M.etat,
        M.disponible_le,
        M.reservataire_id,
        M.type_reservataire,
        M.propositions,
        online.label("annonce_en_ligne"),
        *_NAMES,
    ).where(visible(perimetre), M.etat.in_(criteria.etats or VACANTS))
    if criteria.communes:
        scope = scope.where(B.commune.in_(criteria.communes))
    if criteria.typologies:
        scope = scope.where(B.typologie.in_(criteria.typologies))
    if criteria.mes_biens:
        scope = scope.where(M.charge_de_clientele == compte_id)
    if criteria.q:
        scope = scope.where(_text(criteria.q, perimetre))
    return scope


def _text(q: str, perimetre: Perimetre) -> ColumnElement[bool]:
    words = normaliser_nom(q.replace("%", " ")).lower().split()
    in_residence = select(R.id).where(
        R.departement == perimetre.departement, R.nom.icontains(q.strip(), autoescape=True)
    )
    return or_(and_(*(B.recherche.contains(word, autoescape=True) for word in words)), B.residence_id.in_(in_residence))


def _residences(perimetre: Perimetre) -> Select[Any]:
    scope = (
        select(*(c for c in R if c.name not in ("departement", "version")), bailleurs.c.nom.label("bailleur_nom"))
        .join(bailleurs, bailleurs.c.id == R.organisme_id)
        .where(R.departement == perimetre.departement)
    )
    return scope if perimetre.tout_organisme else scope.where(R.organisme_id == perimetre.organisme_id)


def _readable(perimetre: Perimetre, id: UUID) -> tuple[ColumnElement[bool], ...]:
    """Of the acts of another's bien, a limited perimeter reads none about a demande that it does not see."""
    if not perimetre.limite:
        return ()
    details, d = historique.c.details, demandes.c
    said, several = details["demande_id"].astext, func.jsonb_array_elements_text(details["numeros_uniques"])
    number = several.table_valued("value", name="nommees")
    seen = select(d.id).where(demande_visible(perimetre))
    unseen = select(number.c.value).where(~seen.where(d.numero_unique == number.c.value).exists())
    one = or_(said.is_(None), seen.where(d.id == cast(said, Uuid)).exists())
    own = select(B.id).where(
        B.departement == perimetre.departement, B.id == id, B.organisme_id == perimetre.organisme_id
    )
    return (or_(own.exists(), and_(one, ~unseen.exists())),)


class SqlBiensQueries:
    def __init__(
        self, read: Reader, communes: Communes, now: Callable[[], datetime], today: Callable[[], date]
    ) -> None:
        self._read = read
        self._communes = communes
        self._now = now
        self._today = today
        self._resume = ResumeBuilder(communes)
        self._detail = DetailBuilder(communes)

    async def rechercher(
        self, perimetre: Perimetre, acteur: Acteur, criteria: BiensCriteria, *, page: int, size: int
    ) -> Page[BienResume]:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                list_scope(perimetre, criteria, self._now(), acteur.compte_id),
                _SORTS[criteria.sort],
                self._resume.build,
                page=page,
                size=size,
            )

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> BienDetail:
        await self._communes.load()
        statement = _from(*DETAIL_COLUMNS, _annonce_id().label("annonce_id"), *_NAMES).where(
            visible(perimetre), B.id == id
        )
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(statement)).first()
        if row is None:
            raise BienIntrouvable("Ce bien est introuvable.")
        return self._detail.build(row, acteur, self._today())

    async def id_par_reference_externe(self, perimetre: Perimetre, reference: str) -> UUID | None:
        async with self._read(perimetre.departement) as connection:
            found: UUID | None = await connection.scalar(
                select(B.id).where(
                    B.departement == perimetre.departement,
                    B.organisme_id == perimetre.organisme_id,
                    B.reference_externe == reference,
                )
            )
        return found

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        shown = select(B.id).join(mises_en_location, CURRENT).where(visible(perimetre), B.id == id)
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(shown) is None:
                raise BienIntrouvable("Ce bien est introuvable.")
            return await page_of_acts(
                connection, perimetre.departement, Objet.BIEN, id, page=page, size=size, wanted=_readable(perimetre, id)
            )

    async def residences(self, perimetre: Perimetre, q: str | None, *, page: int, size: int) -> Page[ResidenceVue]:
        await self._communes.load()
        scope = _residences(perimetre)
        if q:
            scope = scope.where(R.nom.icontains(q.strip(), autoescape=True))
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, (R.nom, R.id), self._residence, page=page, size=size)

    async def residence(self, perimetre: Perimetre, id: UUID) -> ResidenceVue:
        await self._communes.load()
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_residences(perimetre).where(R.id == id))).first()
        if row is None:
            raise ResidenceIntrouvable("Cette résidence est introuvable.")
        return self._residence(row)

    def _residence(self, row: Any) -> ResidenceVue:
        values = dict(row._mapping)
        return ResidenceVue(
            organisme=OrganismeCourt(id=values.pop("organisme_id"), nom=values.pop("bailleur_nom")),
            commune=self._communes.courte(values.pop("commune")),
            **values,
        )
