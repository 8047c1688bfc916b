from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, cast, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.copie import Jumelles
from adapters.db.demandes.tables import demandes
from adapters.db.lignes import Lignes
from adapters.db.prepared import Prepared
from adapters.db.publics.tables import (
    decisions_dalo,
    labellisations,
    passes_de_labellisation,
    regles_de_label,
    relectures_de_label,
    urgences,
)
from domain.demandes.codes import EtatDemande
from domain.kernel.errors import ConcurrentEdit
from domain.publics.codes import EtatUrgence
from domain.publics.errors import UrgenceIntrouvable
from domain.publics.model import (
    DecisionDalo,
    DemandeALabelliser,
    Labellisation,
    Passe,
    Relecture,
    Urgence,
    VersionDeRegle,
)

L, P, R, U, D, Q, S = (
    labellisations.c,
    passes_de_labellisation.c,
    regles_de_label.c,
    urgences.c,
    demandes.c,
    decisions_dalo.c,
    relectures_de_label.c,
)

_LABEL = [labellisations.c[f.name] for f in fields(Labellisation)]
_DALO = [decisions_dalo.c[f.name] for f in fields(DecisionDalo)]
_POSES = Lignes(labellisations, laissees=("retire_le", "retire_par", "motif_retrait"))
MANY = 50
"""Rows from which a temporary table and COPY cost less than so many insertions."""
_STOCK = (D.departement, D.id, D.etat, D.formulaire, D.nature, D.deposee_le, D.dalo, D.version)
_RELUES = Lignes(relectures_de_label)
_ENCORE = """
    on conflict (departement, demande_id) do update
    set version = excluded.version, regles = excluded.regles, a_relire_le = excluded.a_relire_le
"""

_FAITS = text("""
    update faits_de_cotation f set label = l.codes, empreinte = encode(sha256(
        convert_to(f.empreinte || coalesce(array_to_string(l.codes, ','), ''), 'UTF8')
    ), 'hex')
    from (
        select d.id, (
            select array_agg(distinct n.code::text order by n.code::text) from labellisations n
            where n.departement = :d and n.demande_id = d.id and n.retire_le is null
        ) as codes
        from unnest(cast(:ids as uuid[])) as d (id)
    ) l
    where f.departement = :d and f.demande_id = l.id and f.label is distinct from l.codes
""")
"""The digest only has to change: the next act on the demande writes its own."""


_IDS: ARRAY[UUID] = ARRAY(Uuid())
_VERSIONS = Prepared(select(regles_de_label).where(R.departement == bindparam("d")).order_by(R.numero))
_OUVERTES = Prepared(
    select(*_LABEL).where(
        L.departement == bindparam("d"), L.demande_id == bindparam("ids", type_=_IDS).any_(), L.retire_le.is_(None)
    )
)


async def rule_versions(connection: AsyncConnection, departement: str) -> list[VersionDeRegle]:
    return [VersionDeRegle(**row._asdict()) for row in await _VERSIONS.all(connection, {"d": departement})]


class SqlPublics:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def versions(self, departement: str) -> Sequence[VersionDeRegle]:
        return [VersionDeRegle(**row._asdict()) for row in await _VERSIONS.read(self._session, {"d": departement})]

    async def ajouter_version(self, version: VersionDeRegle) -> None:
        await self._session.execute(regles_de_label.insert().values(**{**asdict(version), "contenu": version.contenu}))

    async def ouvertes(self, departement: str, demandes: Sequence[UUID]) -> Mapping[UUID, Sequence[Labellisation]]:
        found: dict[UUID, list[Labellisation]] = defaultdict(list)
        for row in await _OUVERTES.read(self._session, {"d": departement, "ids": demandes}):
            found[row.demande_id].append(Labellisation(**row._asdict()))
        return found

    async def poser(self, labels: Sequence[Labellisation]) -> None:
        if len(labels) < MANY:
            rows = [{f.name: getattr(label, f.name) for f in fields(Labellisation)} for label in labels]
            await self._session.execute(labellisations.insert(), rows)
        else:
            connection = await self._session.connection()
            await Jumelles(connection).verser(_POSES, [_POSES.objet(label) for label in labels])

    async def fermer(self, departement: str, retraits: Sequence[tuple[UUID, str]], *, le: datetime, par: str) -> None:
        ids, motifs = zip(*retraits, strict=True)
        gone = (
            func.unnest(cast(list(ids), ARRAY(Uuid)), cast(list(motifs), ARRAY(Text)))
            .table_valued("id", "motif")
            .render_derived()
        )
        await self._session.execute(
            update(labellisations)
            .where(L.departement == departement, L.id == gone.c.id, L.retire_le.is_(None))
            .values(retire_le=le, retire_par=par, motif_retrait=gone.c.motif)
        )

    async def accorder_les_faits(self, departement: str, demandes: Sequence[UUID]) -> None:
        await self._session.execute(_FAITS, {"d": departement, "ids": list(demandes)})

    async def a_relire(
        self, departement: str, jour: date, regles: str, apres: UUID, combien: int
    ) -> Sequence[DemandeALabelliser]:
        ended = select(L.demande_id).where(
            L.departement == departement, L.retire_le.is_(None), L.expire_le.is_not(None), L.expire_le < jour
        )
        rows = await self._session.execute(
            select(*_STOCK)
            .outerjoin_from(demandes, relectures_de_label, (S.departement == D.departement) & (S.demande_id == D.id))
            .where(
                D.departement == departement,
                D.etat == EtatDemande.ACTIVE,
                D.id > apres,
                or_(
                    S.demande_id.is_(None),
                    S.version != D.version,
                    S.regles != regles,
                    S.a_relire_le <= jour,
                    D.id.in_(ended),
                ),
            )
            .order_by(D.id)
            .limit(combien)
        )
        return [DemandeALabelliser(**row) for row in rows.mappings()]

    async def relues(self, departement: str, regles: str, relectures: Sequence[Relecture]) -> None:
        rows = [_RELUES.depuis({"departement": departement, "regles": regles, **_row(r)}) for r in relectures]
        await Jumelles(await self._session.connection()).verser(_RELUES, rows, _ENCORE)

    async def commencer(self, passe: Passe) -> None:
        await self._session.execute(passes_de_labellisation.insert().values(**_row(passe)))

    async def passe(self, departement: str, id: UUID) -> Passe:
        row = await self._session.execute(
            select(passes_de_labellisation).where(P.departement == departement, P.id == id).with_for_update()
        )
        return Passe(**row.mappings().one())

    async def avancer(self, passe: Passe) -> None:
        await self._session.execute(
            update(passes_de_labellisation)
            .where(P.departement == passe.departement, P.id == passe.id)
            .values(**_row(passe))
        )

    async def decision_dalo(self, departement: str, demande_id: UUID) -> DecisionDalo | None:
        row = await self._session.execute(
            select(*_DALO)
            .where(Q.departement == departement, Q.demande_id == demande_id)
            .order_by(Q.id.desc())
            .limit(1)
        )
        found = row.mappings().first()
        return None if found is None else DecisionDalo(**found)

    async def ranger_la_decision(self, decision: DecisionDalo) -> None:
        await self._session.execute(decisions_dalo.insert().values(**_row(decision)))

    async def declarer(self, urgence: Urgence) -> None:
        await self._session.execute(urgences.insert().values(**_row(urgence)))

    async def urgence(self, departement: str, id: UUID) -> Urgence:
        row = await self._session.execute(
            select(urgences).where(U.departement == departement, U.id == id).with_for_update()
        )
        found = row.mappings().first()
        if found is None:
            raise UrgenceIntrouvable("Cette urgence est introuvable.")
        return Urgence(**found)

    async def urgences_ouvertes(self, departement: str, demande_id: UUID) -> Sequence[Urgence]:
        rows = await self._session.execute(
            select(urgences).where(
                U.departement == departement, U.demande_id == demande_id, U.etat == EtatUrgence.DECLAREE
            )
        )
        return [Urgence(**row) for row in rows.mappings()]

    async def prendre_en_compte(self, urgence: Urgence) -> None:
        done = await self._session.execute(
            update(urgences)
            .where(U.departement == urgence.departement, U.id == urgence.id, U.etat == EtatUrgence.DECLAREE)
            .values(**_row(urgence))
            .returning(U.id)
        )
        if done.first() is None:
            raise ConcurrentEdit("Quelqu'un d'autre vient de prendre cette urgence en compte. Rien n'a été changé.")


def _row(value: Any) -> dict[str, Any]:
    return {f.name: getattr(value, f.name) for f in fields(value)}
