"""What is forgotten of a demande one year after it closed (décret 2017-917, article 4), a batch at a time.

Its row stays, without anybody in it: propositions, leases and flux are counted through it. A table that speaks of a
demande is emptied of it unless it is named here: a new one cannot be left out by mistake.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Table,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.annonces.tables import contacts
from adapters.db.commissions.tables import passages
from adapters.db.demandes.nuits import SqlNuits, exceptions_de_nuit
from adapters.db.demandes.tables import (
    comptes_demandeurs,
    consultations,
    delais_depasses,
    demandes,
    demandes_effacees,
    doublons,
    fusions,
    recherche_demandes,
    separations,
)
from adapters.db.demandes.travaux import travaux
from adapters.db.organismes.tables import sessions
from adapters.db.pieces.tables import pieces, televersements
from adapters.db.propositions.tables import propositions
from adapters.db.types import metadata
from domain.demandes.formulaire import Formulaire
from domain.demandes.vie.nuit import DemandeLue
from domain.demandes.vie.table import TRANSITIONS, Acte
from domain.kernel.calendrier import aujourd_hui

D = demandes.c
CLOSES = sorted(etat for etat, acte in TRANSITIONS if acte is Acte.EFFACER)
OUBLIEE = TRANSITIONS[CLOSES[0], Acte.EFFACER]
PAIRES: dict[Table, tuple[str, str]] = {
    doublons: ("demande_id", "autre_id"),
    fusions: ("gardee_id", "fusionnee_id"),
    separations: ("demande_id", "nouvelle_id"),
}
GARDEES = frozenset({consultations, delais_depasses})
"""They name no applicant: which agent read, and how long somebody waited."""
VIDEES = frozenset({propositions, passages, demandes})
"""Counted for years, without a word on the person."""
A_PART = frozenset({comptes_demandeurs, contacts, *PAIRES})


def liees() -> list[Table]:
    """Every other table that speaks of a demande: its rows go."""
    known = GARDEES | VIDEES | A_PART
    return [t for t in reversed(metadata.sorted_tables) if "demande_id" in t.c and t not in known]


class SqlEffacement:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def a_examiner(self, departement: str, radiees_avant: date, combien: int) -> Sequence[DemandeLue]:
        gone = [~select(t.c.id).where(*_of(t, departement), t.c.demande_id == D.id).exists() for t in _FILES]
        rows = await self._session.execute(
            select(*(D[name] for name in DemandeLue.__dataclass_fields__))
            .where(D.departement == departement, D.radiee_le < radiees_avant, D.etat.in_(CLOSES), *gone)
            .order_by(D.radiee_le, D.id)
            .limit(combien)
            .with_for_update(of=demandes)
        )
        return [DemandeLue(**row) for row in rows.mappings()]

    async def effacer(self, departement: str, ids: Sequence[UUID], le: date) -> None:
        values = {"departement": departement, "demandes": list(ids)}
        await self._count(departement, ids, le)
        await self._session.execute(_TEXTES, values)
        await self._session.execute(_LIENS, values)
        for table, sides in PAIRES.items():
            one_side = or_(*(table.c[side].in_(ids) for side in sides))
            await self._session.execute(delete(table).where(*_of(table, departement), one_side))
        await self._accesses_and_contacts(departement, ids)
        for table in liees():
            await self._session.execute(delete(table).where(*_of(table, departement), table.c.demande_id.in_(ids)))
        await self._empty(departement, ids)

    async def oublier_les_travaux(self, departement: str, avant: datetime) -> None:
        """A search typed a year ago may be a name; so may the reason that a night left."""
        old = travaux.c.cree_le < avant
        await self._session.execute(delete(travaux).where(*_of(travaux, departement), old))
        left = exceptions_de_nuit.c.jour < aujourd_hui(avant)
        await self._session.execute(delete(exceptions_de_nuit).where(*_of(exceptions_de_nuit, departement), left))

    async def noter(self, departement: str, jour: date, nombre: int, le: datetime) -> None:
        nuits = SqlNuits(self._session)
        await nuits.commencer(departement, jour, le)
        await nuits.noter(departement, jour, examinees=0, comptes={Acte.EFFACER.value: nombre}, exceptions={})

    async def _count(self, departement: str, ids: Sequence[UUID], le: date) -> None:
        """What statistics will still know: months, a household category, sizes; no place, no number, no name."""
        r = recherche_demandes.c
        month = [func.date_trunc("month", D[name]).cast(D[name].type) for name in ("deposee_le", "radiee_le")]
        lines = (
            select(D.departement, literal(le, D.radiee_le.type), D.etat, D.motif_radiation, *month, D.nature, D.dalo)
            .add_columns(r.categorie, r.typologies)
            .outerjoin(recherche_demandes, (r.departement == D.departement) & (r.demande_id == D.id))
            .where(D.departement == departement, D.id.in_(ids))
        )
        kept = [c.name for c in demandes_effacees.c if c.name != "id"]
        await self._session.execute(insert(demandes_effacees).from_select(kept, lines))

    async def _accesses_and_contacts(self, departement: str, ids: Sequence[UUID]) -> None:
        c, n = comptes_demandeurs.c, contacts.c
        mine = (c.departement == departement) & c.demande_id.in_(ids)
        await self._session.execute(delete(sessions).where(sessions.c.compte_id.in_(select(c.id).where(mine))))
        await self._session.execute(delete(comptes_demandeurs).where(mine))
        numbers = select(D.numero_unique).where(D.departement == departement, D.id.in_(ids))
        of_them = or_(n.demande_id.in_(ids), n.numero_unique.in_(numbers))
        await self._session.execute(delete(contacts).where(*_of(contacts, departement), of_them))

    async def _empty(self, departement: str, ids: Sequence[UUID]) -> None:
        silent = {"commentaire_decision": None, "condition": None, "commentaire_refus": None, "motif_fin": None}
        p = propositions.c
        await self._session.execute(
            update(propositions)
            .where(*_of(propositions, departement), p.demande_id.in_(ids))
            .values(numero_unique="", version=p.version + 1, **silent)
        )
        a = passages.c
        await self._session.execute(
            update(passages)
            .where(a.proposition_id.in_(select(p.id).where(*_of(propositions, departement), p.demande_id.in_(ids))))
            .where(*_of(passages, departement))
            .values(commentaire=None, condition=None, version=a.version + 1)
        )
        await self._session.execute(
            update(demandes)
            .where(D.departement == departement, D.id.in_(ids))
            .values(
                etat=OUBLIEE,
                reference=func.right(func.replace(D.id.cast(_TEXT), "-", ""), 20),
                formulaire=Formulaire(),
                liens=(),
                points_retour=(),
                version=D.version + 1,
                **dict.fromkeys(_BLANK),
            )
        )


_TEXT = Text()
_FILES = (pieces, televersements)
_BLANK = (
    "numero_unique",
    "deposee_le",
    "soumise_le",
    "validee_le",
    "renouvelee_le",
    "expire_le",
    "radiee_le",
    "endormie_le",
    "rappelee_le",
    "avertissement",
    "rejet",
    "motif_retour",
    "commentaire_retour",
    "verrou",
    "protection",
    "declaration",
)
_IDS = bindparam("demandes", type_=ARRAY(Uuid))
_TEXTES = text("select effacer_les_textes_des_demandes(:departement, :demandes)").bindparams(_IDS)
_LIENS = text("""
    update demandes o
    set liens = (
        select coalesce(jsonb_agg(x), '[]'::jsonb) from jsonb_array_elements(o.liens) x
        where (x ->> 'demande_id')::uuid <> all(:demandes)
    ), version = o.version + 1
    where o.departement = :departement and o.id in (
        select (x ->> 'demande_id')::uuid from demandes e, jsonb_array_elements(e.liens) x
        where e.departement = :departement and e.id = any(:demandes)
    ) and o.id <> all(:demandes)
""").bindparams(_IDS)
"""The demandes that are left no longer carry the number of one that is gone."""


def _of(table: Table, departement: str) -> tuple[ColumnElement[bool], ...]:
    return (table.c.departement == departement,)
