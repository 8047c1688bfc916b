"""The rows of `faits_de_cotation`: written in the transaction of every change, by the seed and by the imports."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import String

from adapters.db.cotation.colonnes import en_colonne, nom_de_colonne
from adapters.db.cotation.tables import faits_de_cotation
from adapters.db.prepared import Prepared
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.use_cases import est_une_mutation

F = faits_de_cotation.c


def fait_rows(departement: str, demande_id: UUID, faits: Faits) -> list[dict[str, Any]]:
    """One row for each EPCI whose communes are wished, with what that EPCI reads."""
    return [_row(departement, demande_id, epci, faits.pour(epci)) for epci in faits.territoires]


def _row(departement: str, demande_id: UUID, epci: str, faits: Faits) -> dict[str, Any]:
    evenements = faits.evenements
    preuves: list[tuple[str | None, PreuveAdmise]] = [(None, piece) for piece in faits.pieces]
    preuves += [(critere, admise) for critere, admises in faits.validations.items() for admise in admises]
    return {
        "departement": departement,
        "epci": epci,
        "demande_id": demande_id,
        "est_mutation": est_une_mutation(faits),
        **_VIDE,
        **{_NOMS[code]: en_colonne(CATALOGUE[code], fait) for code, fait in faits.valeurs.items()},
        "evenements_type": [e.type for e in evenements] or None,
        "evenements_le": [e.le for e in evenements] or None,
        "evenements_adapte": [e.adapte for e in evenements] or None,
        "preuves_critere": [critere for critere, _ in preuves] or None,
        "preuves_type": [admise.type for _, admise in preuves] or None,
        "preuves_valide_le": [admise.valide_le for _, admise in preuves] or None,
        "preuves_expire_le": [admise.expire_le for _, admise in preuves] or None,
        "a_revoir_le": faits.a_revoir_le,
        "empreinte": faits.empreinte(),
    }


async def keep_facts(session: AsyncSession, departement: str, demande_id: UUID, faits: Faits) -> None:
    """Takes the lock of the rows, changed or not: a batch that scores them again waits, or is waited for."""
    rows = fait_rows(departement, demande_id, faits)
    if not rows:
        return await drop_facts(session, departement, demande_id)
    gone = {"d": departement, "id": demande_id, "epcis": [row["epci"] for row in rows]}
    await _KEEP.write(session, *(row | gone for row in rows))
    return None


async def drop_facts(session: AsyncSession, departement: str, demande_id: UUID) -> None:
    await _DROP.write(session, {"d": departement, "id": demande_id, "epcis": []})


_NOMS = {code: nom_de_colonne(champ) for code, champ in CATALOGUE.items()}
_VIDE: dict[str, Any] = dict.fromkeys(_NOMS.values())
_ELSEWHERE = delete(faits_de_cotation).where(
    F.departement == bindparam("d"),
    F.demande_id == bindparam("id"),
    F.epci != bindparam("epcis", type_=ARRAY(String)).all_(),
)
_DROP = Prepared(_ELSEWHERE)
_given = insert(faits_de_cotation)
_KEEP = Prepared(
    _given.on_conflict_do_update(
        index_elements=["departement", "epci", "demande_id"],
        set_={c.name: _given.excluded[c.name] for c in faits_de_cotation.c if not c.primary_key},
        where=or_(
            F.empreinte != _given.excluded.empreinte,
            F.a_revoir_le.is_distinct_from(_given.excluded.a_revoir_le),
        ),
    ).add_cte(_ELSEWHERE.cte("ailleurs"))
)
