"""Thousands of demandes in one transaction, by COPY beside the tables, with everything that the unit of work writes
for one: numbers, vault, score, flat rows, history."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db import historique
from adapters.db.copie import Jumelles
from adapters.db.cotation.faits import fait_rows
from adapters.db.cotation.repository import published, row_of, version_of
from adapters.db.cotation.tables import cotations, evenements_de_vie, faits_de_cotation
from adapters.db.demandes.projection import PROJECTIONS, projected
from adapters.db.demandes.tables import compteurs, demandes, nirs, numeros_uniques, references
from adapters.db.historique import historique as history
from adapters.db.historique_masse import RACONTEES
from adapters.db.imports.tables import provenances
from adapters.db.lignes import lignes as rows_of
from adapters.db.organismes.tables import organismes_territoires
from adapters.db.pieces.tables import pieces
from adapters.db.publics.tables import labellisations
from adapters.db.referentiel.memory import Communes
from domain.cotation.demande import epcis_souhaites, faits_de_la_demande
from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.model import VersionDeGrille
from domain.cotation.use_cases import coter
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.demandes.synthese import Synthese, synthese
from domain.imports.ports import Ecriture
from domain.imports.rules.suite import DemandeConnue
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.vocabulary import Nir, NumeroUnique
from domain.organismes.acteur import Acteur
from domain.organismes.ports import Chiffre
from domain.pieces.codes import EtatPiece

D, P, H = demandes.c, provenances.c, history.c
Rows = dict[Table, list[tuple[Any, ...]]]

_LOCK = text("select pg_advisory_xact_lock(hashtext('import'), hashtext(:d))")
_OURS = ("DemandeReprise", "DemandeMiseAJour")
"""Acts of an import: their date is that of the file, kept with its provenance."""
_NOT_CHANGES = ("DemandeCotee", "DemandeVerrouillee", "DemandeDeverrouillee", "EspaceOuvert")
_UNCHANGED = {"departement", "id", "reference", "canal", "creee_le", "organisme_id", "version"}


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a demande has beside its form, by its id."""

    pieces: dict[UUID, list[PreuveAdmise]] = field(default_factory=lambda: defaultdict(list))
    evenements: dict[UUID, list[Evenement]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))


class SqlEcritureEnMasse:
    def __init__(
        self,
        session: AsyncSession,
        communes: Communes,
        chiffre: Chiffre,
        index: Callable[[str], bytes],
        today: date,
    ) -> None:
        self._session = session
        self._communes = communes
        self._chiffre = chiffre
        self._index = index
        self._today = today
        self._numbers: dict[str, int] = defaultdict(int)
        self._grids: dict[str, list[VersionDeGrille]] = {}
        self._made: tuple[Rows, list[tuple[Any, ...]], Sequence[UUID]] | None = None

    @asynccontextmanager
    async def tout_ou_rien(self) -> AsyncIterator[None]:
        async with self._session.begin_nested():
            self._twins = Jumelles(await self._session.connection())
            yield

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
        by_id = {row.id: Demande(**row._mapping) for row in found}
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
        if not combien:
            return []
        rows = await self._session.scalars(
            select(references.next_value()).select_from(func.generate_series(1, combien).table_valued("n"))
        )
        return [f"{departement}{aujourd_hui(le):%y%m}{n % 10_000_000:07d}" for n in rows]

    async def ecrire(self, ecritures: Sequence[Ecriture], auteur: Acteur, import_id: UUID) -> None:
        if not ecritures:
            return
        departement = auteur.departement
        await self._learn_grids(departement, ecritures)
        known = [e.demande.id for e in ecritures if not e.nouvelle]
        beside = await self._learn(departement, known)
        # PostgreSQL writes a batch while a thread makes the rows of the next: each has its own core.
        made = asyncio.create_task(asyncio.to_thread(self._rows, ecritures, auteur, import_id, beside))
        try:
            await self._pour(departement)
        finally:
            fresh, changed = await made
        self._made = (fresh, changed, known)

    async def _pour(self, departement: str) -> None:
        if self._made is None:
            return
        (fresh, changed, known), self._made = self._made, None
        if changed:
            await self._replace(departement, changed, known)
        for table, rows in fresh.items():
            await self._twins.verser(RACONTEES if table is history else rows_of(table), rows, _CONFLICT.get(table, ""))

    async def clore(self, departement: str) -> None:
        """Last, because the counters are what every desk waits for."""
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

    def _rows(
        self, ecritures: Sequence[Ecriture], auteur: Acteur, import_id: UUID, beside: _Beside
    ) -> tuple[Rows, list[tuple[Any, ...]]]:
        """No question to the database: this is the work of a thread."""
        fresh: Rows = {table: [] for table in _ORDER}
        changed: list[tuple[Any, ...]] = []
        for ecriture in ecritures:
            demande = ecriture.demande
            if ecriture.nouvelle:
                fresh[demandes].append(rows_of(demandes).objet(demande))
                fresh[numeros_uniques] += self._number(demande)
            else:
                demande.version += 1
                changed.append(rows_of(demandes).objet(demande))
            found = synthese(demande.formulaire, self._today, demande.departement)
            facts = self._facts(demande, found, beside)
            kept = fait_rows(demande.departement, demande.id, facts) if facts else ()
            fresh[faits_de_cotation] += (rows_of(faits_de_cotation).depuis(row) for row in kept)
            scored = self._score(facts)
            points = {}
            for resultat in scored:
                fresh[cotations].append(rows_of(cotations).depuis(row_of(demande.departement, demande.id, resultat)))
                if resultat.total_verifie is not None:
                    points[resultat.epci] = resultat.total_verifie
            by_commune = {c: points[e] for c in demande.formulaire.communes if (e := self._communes.epci(c)) in points}
            for table, rows in projected(demande, self._today, by_commune, self._communes.epci, found).items():
                fresh.setdefault(table, []).extend(rows_of(table).depuis(row) for row in rows)
            fresh[nirs] += self._sealed(ecriture)
            fresh[provenances].append(self._origin(ecriture, import_id))
            told = historique.lines(demande.pull_events(), auteur, None)
            fresh[history] += (RACONTEES.depuis(line) for line in told)
        return fresh, changed

    def _number(self, demande: Demande) -> Iterator[tuple[Any, ...]]:
        if demande.numero_unique is None:
            return
        numero = NumeroUnique(demande.numero_unique)
        series = f"NU:{numero.territoire}:{numero.mois:%m%y}"
        self._numbers[series] = max(self._numbers[series], numero.sequence)
        yield rows_of(numeros_uniques).depuis(
            {
                "numero": demande.numero_unique,
                "departement": demande.departement,
                "attribue_le": demande.validee_le,
            }
        )

    def _facts(self, demande: Demande, found: Synthese, beside: _Beside) -> Faits | None:
        if demande.etat is not EtatDemande.ACTIVE:
            return None
        return faits_de_la_demande(
            demande,
            self._communes,
            self._today,
            pieces=beside.pieces.get(demande.id, ()),
            evenements=beside.evenements.get(demande.id, ()),
            labels=beside.labels.get(demande.id, ()),
            foyer=found,
        )

    def _score(self, facts: Faits | None) -> Sequence[Any]:
        if facts is None:
            return ()
        grids = [g for e in sorted(facts.territoires) for g in self._grids.get(e, ())]
        return coter(grids, facts, self._today) if grids else ()

    def _sealed(self, ecriture: Ecriture) -> Iterator[tuple[Any, ...]]:
        demande = ecriture.demande
        for personne, nir in ecriture.ligne.nirs.items():
            yield rows_of(nirs).depuis(
                {
                    "departement": demande.departement,
                    "demande_id": demande.id,
                    "personne_id": personne,
                    "chiffre": self._chiffre.chiffrer(nir.encode(), f"nir:{demande.id}:{personne}"),
                    "index_aveugle": self._index(nir),
                    "a_verifier": bool(Nir(nir).alertes()),
                    "depose_le": demande.creee_le,
                }
            )

    def _origin(self, ecriture: Ecriture, import_id: UUID) -> tuple[Any, ...]:
        ligne = ecriture.ligne
        return rows_of(provenances).depuis(
            {
                "departement": ecriture.demande.departement,
                "cle": ligne.cle,
                "demande_id": ecriture.demande.id,
                "modifiee_le": ligne.demande.enregistrement.modifiee_le,
                "empreinte": ligne.empreinte,
                "import_id": import_id,
            }
        )

    async def _learn_grids(self, departement: str, ecritures: Sequence[Ecriture]) -> None:
        wished = {e for ecriture in ecritures for e in epcis_souhaites(ecriture.demande, self._communes)}
        unknown = sorted(wished - self._grids.keys())
        if not unknown:
            return
        self._grids |= {epci: [] for epci in unknown}
        for row in await self._session.execute(published(departement, unknown, self._today)):
            self._grids[row.epci].append(version_of(row))

    async def _learn(self, departement: str, ids: Sequence[UUID]) -> _Beside:
        """What the grids count of the files that are already here: a new one has none of it."""
        beside = _Beside()
        if not ids:
            return beside
        p, v, n = pieces.c, evenements_de_vie.c, labellisations.c
        for row in await self._session.execute(
            select(p.demande_id, p.type, p.controlee_le, p.expire_le).where(
                p.departement == departement, p.demande_id.in_(ids), p.etat == EtatPiece.VALIDEE
            )
        ):
            valid = PreuveAdmise(type=row.type, valide_le=aujourd_hui(row.controlee_le), expire_le=row.expire_le)
            beside.pieces[row.demande_id].append(valid)
        for event in await self._session.execute(
            select(v.demande_id, v.type, v.le, v.adapte, v.reference)
            .where(v.departement == departement, v.demande_id.in_(ids))
            .order_by(v.le)
        ):
            happened = Evenement(type=event.type, le=event.le, adapte=event.adapte, reference=event.reference)
            beside.evenements[event.demande_id].append(happened)
        for label in await self._session.execute(
            select(n.demande_id, n.code)
            .where(n.departement == departement, n.demande_id.in_(ids), n.retire_le.is_(None))
            .order_by(n.code)
        ):
            beside.labels[label.demande_id].append(label.code)
        return beside

    async def _replace(self, departement: str, changed: list[tuple[Any, ...]], ids: Sequence[UUID]) -> None:
        """The rows of a demande that changed are all made again."""
        twin = await self._twins.remplir(rows_of(demandes), changed)
        columns = [c for c in rows_of(demandes).colonnes if c not in _UNCHANGED]
        assigned = ", ".join(f"{c} = t.{c}" for c in (*columns, "version"))
        await self._session.execute(
            text(
                f"update demandes d set {assigned} from {twin} t"  # noqa: S608
                " where d.departement = t.departement and d.id = t.id and d.departement = :d"
            ),
            {"d": departement},
        )
        for table in (cotations, faits_de_cotation, *PROJECTIONS):
            await self._session.execute(
                delete(table).where(table.c.departement == departement, table.c.demande_id.in_(ids))
            )


def _upsert(table: Table, *kept: str) -> str:
    key = ", ".join(c.name for c in table.primary_key)
    columns = [c for c in rows_of(table).colonnes if c not in table.primary_key.columns and c not in kept]
    return f"on conflict ({key}) do update set " + ", ".join(f"{c} = excluded.{c}" for c in columns)


_ORDER = (demandes, numeros_uniques, nirs, *PROJECTIONS, cotations, faits_de_cotation, provenances, history)
"""The order that foreign keys accept."""
_CONFLICT = {nirs: _upsert(nirs, "depose_le"), provenances: _upsert(provenances)}
