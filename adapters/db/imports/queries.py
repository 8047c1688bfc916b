"""The list of imports, the report of one, and its rejected lines as a file to correct."""

import csv
import io
import re
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, column, func, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.engine import Reader
from adapters.db.imports.tables import REJETEE, import_avancements, import_lignes, imports
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from domain.imports.errors import ImportIntrouvable
from domain.imports.model import EtatImport, Import
from domain.imports.parametres import entier
from domain.imports.policies import actions
from domain.imports.queries import AnomalieVue, ImportVue
from domain.imports.rules.lecture import DESIGNENT, a_la_forme_d_un_nir
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Perimetre

F, L, A = imports.c, import_lignes.c, import_avancements.c
BATCH = 500


class SqlImportsQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def lister(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[ImportVue]:
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                _imports(perimetre),
                (F.id.desc(),),
                lambda row: _view(row, acteur, self._today()),
                page=page,
                size=size,
            )

    async def lire(self, perimetre: Perimetre, acteur: Acteur, import_id: UUID) -> ImportVue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_imports(perimetre).where(F.id == import_id))).first()
        if row is None:
            raise _introuvable()
        return _view(row, acteur, self._today())

    async def anomalies(self, perimetre: Perimetre, import_id: UUID, *, page: int, size: int) -> Page[AnomalieVue]:
        async with self._read(perimetre.departement) as connection:
            await _exiger(connection, perimetre, import_id)
            said = (
                func.jsonb_array_elements(L.anomalies)
                .table_valued(column("value", JSONB), with_ordinality="rang")
                .render_derived(name="dit")
            )
            scope = (
                select(
                    L.numero,
                    L.cle,
                    # a line that could not be read has no key, but it may still show what designates its demande
                    func.coalesce(*(L.cases[column].astext for column in DESIGNENT)).label("ecrite"),
                    said.c.value["champ"].astext.label("champ"),
                    said.c.value["code"].astext.label("code"),
                    said.c.value["message"].astext.label("message"),
                )
                .select_from(import_lignes.join(said, true()))
                .where(L.departement == perimetre.departement, L.import_id == import_id, L.etat != "prete")
            )
            return await page_of(connection, scope, (L.numero, said.c.rang), _anomalie, page=page, size=size)

    async def rejets(self, perimetre: Perimetre, import_id: UUID) -> AsyncIterator[bytes]:
        """The columns of all the rejected lines together: each is written whole, ready to be corrected."""
        async with self._read(perimetre.departement) as connection:
            await _exiger(connection, perimetre, import_id)
            rejected = (
                L.departement == perimetre.departement,
                L.import_id == import_id,
                L.etat == REJETEE,
            )
            named = await connection.scalars(select(func.jsonb_object_keys(L.cases)).where(*rejected).distinct())
            columns = sorted(named)
            yield "\ufeff".encode() + _row(["rejet.ligne", "rejet.motif", "rejet.source", *columns])
            after = 0
            while rows := (
                await connection.execute(
                    select(L.numero, L.anomalies, L.cases)
                    .where(*rejected, L.numero > after)
                    .order_by(L.numero)
                    .limit(BATCH)
                )
            ).all():
                after = rows[-1].numero
                yield b"".join(
                    _row(
                        [
                            str(row.numero),
                            " ; ".join(f"{a['champ'] or 'ligne'} : {a['message']}" for a in row.anomalies),
                            f"{import_id}/{row.numero}",
                            *(row.cases.get(column, "") for column in columns),
                        ]
                    )
                    for row in rows
                )


def visible(perimetre: Perimetre) -> ColumnElement[bool]:
    here = F.departement == perimetre.departement
    return here if perimetre.tout_organisme else and_(here, F.organisme_id == perimetre.organisme_id)


def _imports(perimetre: Perimetre) -> Select[Any]:
    return (
        select(*imports.c, organismes.c.nom.label("organisme_nom"), A.faites)
        .join(organismes, organismes.c.id == F.organisme_id)
        .outerjoin(import_avancements, (A.departement == F.departement) & (A.import_id == F.id))
        .where(visible(perimetre))
    )


async def _exiger(connection: AsyncConnection, perimetre: Perimetre, import_id: UUID) -> None:
    if await connection.scalar(select(F.id).where(visible(perimetre), F.id == import_id)) is None:
        raise _introuvable()


def _introuvable() -> ImportIntrouvable:
    return ImportIntrouvable("Cet import est introuvable.")


def _view(row: Any, acteur: Acteur, today: date) -> ImportVue:
    values = dict(row._mapping)
    organisme, faites = values.pop("organisme_nom"), values.pop("faites") or 0
    depose = Import(**values)
    return ImportVue(
        id=depose.id,
        version=depose.version,
        nom=depose.nom,
        format=depose.format,
        format_libelle=depose.format.libelle,
        etat=depose.etat,
        etat_libelle=depose.etat.libelle,
        organisme=organisme,
        depose_par=depose.deposant.libelle,
        cree_le=depose.cree_le,
        taille=depose.taille,
        position=depose.position,
        morceau=entier("morceau_octets", today),
        part=_part(depose, faites),
        lues=depose.lues,
        pretes=depose.pretes,
        rejetees=depose.rejetees,
        deja_applique_le=depose.deja_applique_le,
        motif_refus=depose.motif_refus,
        controle_le=depose.controle_le,
        applique_le=depose.applique_le,
        annule_le=depose.annule_le,
        efface_le=depose.efface_le,
        bilan=depose.bilan,
        actions=actions(acteur, depose),
    )


def _part(depose: Import, faites: int) -> int:
    done, whole = {
        EtatImport.RECEPTION: (depose.position, depose.taille),
        EtatImport.CONTROLE: (depose.curseur.position if depose.curseur else 0, depose.taille),
        EtatImport.APPLICATION: (faites, depose.pretes),
    }.get(depose.etat, (1, 1))
    return min(100, 100 * done // max(1, whole))


def _anomalie(row: Any) -> AnomalieVue:
    return AnomalieVue(ligne=row.numero, cle=_designee(row), champ=row.champ, code=row.code, message=row.message)


def _designee(row: Any) -> str | None:
    cle: str = row.cle or row.ecrite or ""
    shown = cle.split(":", 2)[-1] if cle.startswith("REF:") else cle.removeprefix("NU:")
    return None if a_la_forme_d_un_nir(shown) else shown or None


_RUN = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+$")


def _row(cells: Iterable[str]) -> bytes:
    """What a spreadsheet would run is written behind an apostrophe, which the reader takes off."""
    line = io.StringIO()
    safe = (f"'{cell}" if _RUN.match(cell) and not _NUMBER.match(cell) else cell for cell in cells)
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(list(safe))
    return line.getvalue().encode()
