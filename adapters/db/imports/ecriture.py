"""Thousands of demandes in one transaction, by COPY beside the tables: a crew makes their rows (redaction.py)."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, not_, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.crew import Crew, Shared
from adapters.db.copie import Jumelles
from adapters.db.cotation.conservation import conserver
from adapters.db.cotation.repository import published, version_of
from adapters.db.cotation.tables import cotations, evenements_de_vie, faits_de_cotation, grilles
from adapters.db.cotation.validees import validations_of
from adapters.db.demandes.projection import PROJECTIONS
from adapters.db.demandes.references import References
from adapters.db.demandes.tables import compteurs, demandes, nirs
from adapters.db.historique import historique as history
from adapters.db.imports.controle import Coffre
from adapters.db.imports.redaction import ORDER, ALire, Beside, LigneGardee, Made, Redacteur, writing
from adapters.db.imports.tables import provenances, references_internes
from adapters.db.lignes import lignes as rows_of
from adapters.db.organismes.tables import organismes_territoires
from adapters.db.pieces.tables import pieces
from adapters.db.publics.tables import labellisations
from adapters.db.referentiel.memory import Communes
from domain.cotation.faits import Evenement, PreuveAdmise
from domain.demandes.model import Demande
from domain.imports.ports import Ecriture
from domain.imports.rules.redaction import Redaction
from domain.imports.rules.suite import DemandeConnue
from domain.kernel.calendrier import aujourd_hui
from domain.pieces.codes import EtatPiece

D, P, H, G, C = demandes.c, provenances.c, history.c, grilles.c, cotations.c

LOT = 500
"""Lines that a process of the crew is given at once."""
WORTH_A_PROCESS = 100
"""Fewer are made here, before another interpreter would have started."""
_LOCK = text("select pg_advisory_xact_lock(hashtext('import'), hashtext(:d))")
_OURS = ("DemandeReprise", "DemandeMiseAJour")
"""Acts of an import: their date is that of the file, kept with its provenance."""
_NOT_CHANGES = ("DemandeCotee", "DemandeVerrouillee", "DemandeDeverrouillee", "EspaceOuvert")
_UNCHANGED = {"departement", "id", "reference", "canal", "creee_le", "organisme_id", "version"}


class SqlEcritureEnMasse:
    def __init__(
        self,
        session: AsyncSession,
        communes: Communes,
        coffre: Coffre,
        crew: Crew,
        references: References,
        today: date,
    ) -> None:
        self._session = session
        self._references = references
        self._communes = communes
        self._coffre = coffre
        self._crew = crew
        self._today = today
        self._numbers: dict[str, int] = defaultdict(int)
        self._held: dict[UUID, dict[str, Any]] = {}
        self._shared: Shared | None = None
        self._making: deque[asyncio.Task[Made]] = deque()

    @asynccontextmanager
    async def tout_ou_rien(self) -> AsyncIterator[None]:
        async with self._session.begin_nested():
            self._twins = Jumelles(await self._session.connection())
            try:
                yield
            finally:
                for task in self._making:
                    task.cancel()
                await asyncio.gather(*self._making, return_exceptions=True)

    async def guichets(self, departement: str) -> Mapping[str, UUID]:
        # Here begins the one application of a département at a time: two files may hold the same demande.
        await self._session.execute(_LOCK, {"d": departement})
        t = organismes_territoires.c
        rows = await self._session.execute(
            select(t.code_guichet, t.organisme_id).where(t.departement == departement, t.code_guichet.is_not(None))
        )
        return {row.code_guichet: row.organisme_id for row in rows}

    async def connues(self, departement: str, cles: Sequence[str]) -> Mapping[str, DemandeConnue]:
        numbers = [cle.removeprefix("NU:") for cle in cles if cle.startswith("NU:")]
        origins = {
            row.cle: row
            for row in await self._session.execute(
                select(P.cle, P.demande_id, P.modifiee_le, P.empreinte).where(
                    P.departement == departement, P.cle.in_(cles)
                )
            )
        }
        ids = {row.demande_id for row in origins.values()}
        found = (
            await self._session.execute(
                select(demandes)
                .where(D.departement == departement, D.numero_unique.in_(numbers) | D.id.in_(ids))
                .with_for_update(key_share=True)
            )
        ).all()
        if not found:
            return {}
        self._held = {row.id: dict(row._mapping) for row in found}
        by_id = {id: Demande(**row) for id, row in self._held.items()}
        by_number = {f"NU:{d.numero_unique}": d for d in by_id.values() if d.numero_unique}
        touched = await self._touched(departement, by_id)
        known = {}
        for cle in cles:
            origin = origins.get(cle)
            demande = by_number.get(cle) or (by_id.get(origin.demande_id) if origin else None)
            if demande is None:
                continue
            dates = [touched.get(demande.id), origin.modifiee_le if origin else None]
            known[cle] = DemandeConnue(
                demande=demande,
                empreinte=origin.empreinte if origin else None,
                modifiee_le=max((le for le in dates if le), default=None),
            )
        return known

    async def _touched(self, departement: str, ids: Iterable[UUID]) -> dict[UUID, datetime]:
        """When each was last changed here, by somebody."""
        rows = await self._session.execute(
            select(H.objet_id, func.max(H.le))
            .where(
                H.departement == departement,
                H.objet == "demande",
                H.objet_id.in_(list(ids)),
                H.type.startswith("Demande"),
                H.type.notin_(_OURS + _NOT_CHANGES),
            )
            .group_by(H.objet_id)
        )
        return {objet_id: le for objet_id, le in rows}

    async def references(self, departement: str, combien: int, le: datetime) -> Sequence[str]:
        return await self._references.prochaines(self._session, departement, aujourd_hui(le), combien)

    async def ecrire(self, ecritures: Sequence[Ecriture], redaction: Redaction) -> None:
        """The crew makes the rows of a few lots while PostgreSQL writes those of the lots before."""
        if not ecritures:
            return
        if self._shared is None:
            self._shared = Shared(await self._redacteur(redaction))
        departement = redaction.departement
        beside = await self._learn(departement, [e.connue.id for e in ecritures if e.connue is not None])
        lines = [self._to_read(e) for e in ecritures]
        for begin in range(0, len(lines), LOT):
            lot = lines[begin : begin + LOT]
            known = {line.connue["id"] for line in lot if line.connue is not None}
            self._making.append(self._begin(self._shared, lot, beside.de(known)))
            while len(self._making) > self._crew.size + 1:
                await self._pour(departement)

    def _begin(self, shared: Shared, lot: list[ALire], beside: Beside) -> asyncio.Task[Made]:
        if len(lot) < WORTH_A_PROCESS:
            return asyncio.create_task(asyncio.to_thread(shared.value.made, lot, beside))
        return asyncio.create_task(self._crew.do(Redacteur.made, shared, lot, beside))

    def _to_read(self, ecriture: Ecriture) -> ALire:
        ligne = ecriture.ligne
        assert isinstance(ligne, LigneGardee)
        connue = self._held[ecriture.connue.id] if ecriture.connue is not None else None
        return ALire(ligne, ecriture.reference, connue)

    async def _redacteur(self, redaction: Redaction) -> Redacteur:
        d = redaction.departement
        epcis = await self._session.scalars(select(G.epci).distinct().where(G.departement == d))
        grids = await self._session.execute(published(d, epcis.all(), self._today))
        return Redacteur(redaction, self._coffre, self._communes, [version_of(row) for row in grids], self._today)

    async def _pour(self, departement: str) -> None:
        made = await self._making.popleft()
        for series, sequence in made.sequences.items():
            self._numbers[series] = max(self._numbers[series], sequence)
        if made.changed:
            await self._replace(departement, made)
        for table in ORDER:
            await self._twins.verser(writing(table), made.fresh[table.name], _CONFLICT.get(table, ""))

    async def clore(self, departement: str) -> None:
        """Last, because the counters are what every desk waits for."""
        while self._making:
            await self._pour(departement)
        if not self._numbers:
            return
        statement = insert(compteurs).values(
            [{"cle": cle, "dernier": dernier} for cle, dernier in sorted(self._numbers.items())]
        )
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["cle"],
                set_={"dernier": func.greatest(compteurs.c.dernier, statement.excluded.dernier)},
            )
        )

    async def _learn(self, departement: str, ids: Sequence[UUID]) -> Beside:
        """What the grids count of the files that are already here."""
        beside = Beside()
        if not ids:
            return beside
        p, v, n = pieces.c, evenements_de_vie.c, labellisations.c
        for row in await self._session.execute(
            select(p.demande_id, p.type, p.personne_id, p.controlee_le, p.expire_le).where(
                p.departement == departement, p.demande_id.in_(ids), p.etat == EtatPiece.VALIDEE
            )
        ):
            valid = PreuveAdmise(
                type=row.type,
                personne_id=row.personne_id,
                valide_le=aujourd_hui(row.controlee_le),
                expire_le=row.expire_le,
            )
            beside.pieces.setdefault(row.demande_id, []).append(valid)
        for event in await self._session.execute(
            select(v.demande_id, v.type, v.le, v.adapte, v.reference)
            .where(v.departement == departement, v.demande_id.in_(ids))
            .order_by(v.le)
        ):
            happened = Evenement(type=event.type, le=event.le, adapte=event.adapte, reference=event.reference)
            beside.evenements.setdefault(event.demande_id, []).append(happened)
        for label in await self._session.execute(
            select(n.demande_id, n.code)
            .where(n.departement == departement, n.demande_id.in_(ids), n.retire_le.is_(None))
            .order_by(n.code)
        ):
            beside.labels.setdefault(label.demande_id, []).append(label.code)
        beside.validations.update(await validations_of(self._session, departement, ids))
        return beside

    async def _replace(self, departement: str, made: Made) -> None:
        """The rows of a demande that changed are all made again; what another version gave is kept."""
        twin = await self._twins.remplir(rows_of(demandes), made.changed)
        columns = [c for c in rows_of(demandes).colonnes if c not in _UNCHANGED]
        assigned = ", ".join(f"{c} = t.{c}" for c in (*columns, "version"))
        await self._session.execute(
            text(
                f"update demandes d set {assigned} from {twin} t"  # noqa: S608
                " where d.departement = t.departement and d.id = t.id and d.departement = :d"
            ),
            {"d": departement},
        )
        await self._session.execute(
            conserver(C.departement == departement, C.demande_id.in_(made.known), not_(_again(made))),
            {"le": self._today},
        )
        for table in (cotations, faits_de_cotation, *PROJECTIONS):
            await self._session.execute(
                delete(table).where(table.c.departement == departement, table.c.demande_id.in_(made.known))
            )


def _again(made: Made) -> ColumnElement[bool]:
    """The versions that still score the demandes of the lot."""
    columns = rows_of(cotations).colonnes
    of, by = columns.index("demande_id"), columns.index("grille_id")
    return tuple_(C.demande_id, C.grille_id).in_([(row[of], row[by]) for row in made.fresh[cotations.name]])


def _upsert(table: Table, *kept: str) -> str:
    key = ", ".join(c.name for c in table.primary_key)
    columns = [c for c in rows_of(table).colonnes if c not in table.primary_key.columns and c not in kept]
    return f"on conflict ({key}) do update set " + ", ".join(f"{c} = excluded.{c}" for c in columns)


_CONFLICT = {
    nirs: _upsert(nirs, "depose_le"),
    provenances: _upsert(provenances),
    references_internes: _upsert(references_internes),
}
