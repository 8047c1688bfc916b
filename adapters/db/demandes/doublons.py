"""Pairs of demandes that may be one, their fusions, and what follows a demande into another."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Table, case, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.annonces.tables import contacts
from adapters.db.commissions.tables import passages
from adapters.db.communications.tables import messages
from adapters.db.demandes.tables import comptes_demandeurs, doublons, fusions
from adapters.db.pieces.tables import pieces, televersements
from adapters.db.propositions.tables import propositions
from domain.demandes.doublons.errors import DoublonIntrouvable
from domain.demandes.doublons.model import Doublon, Fusion, Suite, paire
from domain.demandes.personnes.errors import SeparationIntrouvable
from domain.demandes.personnes.separation import Separation
from domain.pieces.codes import TYPES_D_IDENTITE

F = doublons.c


class SqlDoublonRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, doublon: Doublon) -> None:
        self._session.add(doublon)

    async def get(self, departement: str, id: UUID) -> Doublon:
        found = await self._session.get(Doublon, (departement, id))
        if found is None:
            raise DoublonIntrouvable("Ces deux demandes ne sont plus à comparer.")
        return found

    async def de_la_paire(self, departement: str, a: UUID, b: UUID) -> Doublon | None:
        premiere, seconde = paire(a, b)
        for noted in self._noted(departement):
            if (noted.demande_id, noted.autre_id) == (premiere, seconde):
                return noted
        found: Doublon | None = await self._session.scalar(
            select(Doublon).where(F.departement == departement, F.demande_id == premiere, F.autre_id == seconde)
        )
        return found

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Doublon]:
        found = await self._session.scalars(
            select(Doublon).where(
                F.departement == departement, or_(F.demande_id == demande_id, F.autre_id == demande_id)
            )
        )
        noted = [d for d in self._noted(departement) if demande_id in (d.demande_id, d.autre_id)]
        return [*found, *noted]

    async def des_demandes(self, departement: str, ids: Sequence[UUID]) -> Sequence[Doublon]:
        found = await self._session.scalars(
            select(Doublon).where(F.departement == departement, or_(F.demande_id.in_(ids), F.autre_id.in_(ids)))
        )
        return found.all()

    def _noted(self, departement: str) -> list[Doublon]:
        """Noted by this same transaction, and not written yet: a batch compares both sides of a pair."""
        return [d for d in self._session.new if isinstance(d, Doublon) and d.departement == departement]

    async def oublier(self, doublon: Doublon) -> None:
        if doublon in self._session.new:
            self._session.expunge(doublon)
        else:
            await self._session.delete(doublon)

    async def demandes_a_comparer(self, departement: str, apres: UUID | None, combien: int) -> Sequence[UUID]:
        """Same NIR, or same name and same birth date (two keys in common), and no line yet in `doublons`."""
        values = {"departement": departement, "apres": apres or UUID(int=0), "combien": combien}
        return (await self._session.scalars(A_COMPARER, values)).all()


A_COMPARER = text("""
    with cles as (
        select demande_id, cles_doublon, unnest(cles_doublon) as cle from recherche_demandes_visibles
        where departement = :departement and etat not in ('BR', 'ES', 'FU', 'SU')
    ), paires as (
        select a.demande_id, b.demande_id as autre_id
        from cles a join cles b on b.cle = a.cle and b.demande_id > a.demande_id
        where a.cle like '%|%|%'
          and cardinality(array(select unnest(a.cles_doublon) intersect select unnest(b.cles_doublon))) > 1
        union
        select a.demande_id, b.demande_id
        from nirs a join nirs b
            on b.departement = a.departement and b.index_aveugle = a.index_aveugle and b.demande_id > a.demande_id
        where a.departement = :departement
    )
    select distinct p.demande_id from paires p
    where p.demande_id > :apres and not exists (
        select 1 from doublons d
        where d.departement = :departement and d.demande_id = p.demande_id and d.autre_id = p.autre_id
    )
    order by p.demande_id limit :combien
""")


class SqlFusionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, fusion: Fusion) -> None:
        self._session.add(fusion)

    async def de_la_paire(self, departement: str, a: UUID, b: UUID) -> Fusion | None:
        c = fusions.c
        found: Fusion | None = await self._session.scalar(
            select(Fusion).where(
                c.departement == departement,
                c.gardee_id.in_([a, b]),
                c.fusionnee_id.in_([a, b]),
                c.defaite_le.is_(None),
            )
        )
        return found


class SqlSeparationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, separation: Separation) -> None:
        self._session.add(separation)

    async def get(self, departement: str, id: UUID) -> Separation:
        found = await self._session.get(Separation, (departement, id))
        if found is None:
            raise SeparationIntrouvable("Cette séparation est introuvable.")
        return found


SUIVENT: Mapping[str, Table] = {
    "piece": pieces,
    "televersement": televersements,
    "proposition": propositions,
    "passage": passages,
    "contact": contacts,
    "message": messages,
    "acces": comptes_demandeurs,
}
"""What a demande takes with it. Its historique and its read log are never rewritten: they are read through the link."""


class SqlSuitesDeFusion:
    """Statements of a whole table at a time: nothing here is loaded, no version is checked."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def porter(self, departement: str, de: UUID, vers: UUID, personnes: Mapping[UUID, UUID]) -> Sequence[Suite]:
        suites: list[Suite] = []
        for objet, table in SUIVENT.items():
            c, key = table.c, _cle(table)
            mine = (c.departement == departement) & (c.demande_id == de)
            person = c.personne_id if "personne_id" in c else None
            wanted = [c[key].label("id"), *([] if person is None else [person])]
            for row in (await self._session.execute(select(*wanted).where(mine).with_for_update())).all():
                known = None if person is None else row.personne_id
                suites.append(Suite(objet=objet, id=row.id, personne_id=known))
            values: dict[str, object] = {"demande_id": vers}
            if person is not None and personnes:
                values["personne_id"] = case(personnes, value=person, else_=person)
            await self._session.execute(update(table).where(mine).values(values | _version(table)))
        return suites

    async def rendre(self, departement: str, vers: UUID, suites: Sequence[Suite]) -> None:
        for objet, table in SUIVENT.items():
            c, key = table.c, _cle(table)
            back = [s for s in suites if s.objet == objet]
            if not back:
                continue
            values: dict[str, object] = {"demande_id": vers}
            people = {s.id: s.personne_id for s in back}
            if "personne_id" in c:
                for id, personne_id in people.items():
                    await self._session.execute(
                        update(table)
                        .where(c.departement == departement, c[key] == id)
                        .values(values | {"personne_id": personne_id} | _version(table))
                    )
                continue
            await self._session.execute(
                update(table).where(c.departement == departement, c[key].in_(people)).values(values | _version(table))
            )

    async def porter_la_personne(
        self, departement: str, de: UUID, vers: UUID, personne_id: UUID, *, du_demandeur: bool
    ) -> None:
        for table in (pieces, televersements):
            c = table.c
            siennes = c.personne_id == personne_id
            if du_demandeur:
                siennes |= c.personne_id.is_(None) & c.type.in_(TYPES_D_IDENTITE)
            await self._session.execute(
                update(table)
                .where(c.departement == departement, c.demande_id == de, siennes)
                .values({"demande_id": vers} | _version(table))
            )


def _cle(table: Table) -> str:
    return "proposition_id" if table is passages else "id"


def _version(table: Table) -> dict[str, object]:
    """Whoever had read the row before knows that it has moved."""
    return {"version": table.c.version + 1} if "version" in table.c else {}
