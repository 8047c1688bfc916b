"""A batch of demandes scored again in columns: their facts are locked, and only what is owed is scored and written.

The lock makes a demande changed meanwhile wait for the end of the batch; it is then scored by itself with the grids of
the day.
"""

import asyncio
import io
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

import polars as pl
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.cotation.bascule import BASCULE, BasculesEnMasse
from adapters.cotation.bulk import BLOC, DETAIL, TOTAL, EvaluateurEnMasse
from adapters.cotation.jour import UnSeulJour
from adapters.cotation.stock import LIGNE, Stock
from adapters.db.cotation.ecriture import LISTES, RANG, Ecriture
from adapters.db.cotation.repository import published, version_of
from adapters.db.cotation.stock import (
    AVANT,
    DEBUT,
    DEMANDE,
    EMPREINTE,
    MUTATION,
    OU,
    REVOIR,
    ARecoter,
    Tranche,
    lire,
    verrouiller,
)
from adapters.db.cotation.tables import cotations
from adapters.db.referentiel.memory import Communes
from domain.cotation.grille import Grille
from domain.cotation.model import LotCote, VersionDeGrille
from domain.cotation.use_cases import grilles_de_la_population
from domain.cotation.vocabulary import CauseDeCalcul, StatutCotation
from domain.organismes.acteur import Acteur

C = cotations.c


class SqlCotationEnMasse:
    def __init__(
        self, session: AsyncSession, communes: Communes, now: Callable[[], datetime], correlation: str | None
    ) -> None:
        self._session = session
        self._communes = communes
        self._now = now
        self._correlation = correlation

    async def recoter_le_territoire(
        self,
        departement: str,
        epci: str,
        le: date,
        *,
        apres: UUID,
        jusqu_a: UUID | None = None,
        combien: int,
        acteur: Acteur,
        tout: bool = False,
    ) -> LotCote:
        return await self._recoter(
            departement,
            epci,
            le,
            CauseDeCalcul.GRILLE,
            acteur,
            apres=apres,
            jusqu_a=jusqu_a,
            combien=combien,
            tout=tout,
        )

    async def recoter_les_echues(self, departement: str, le: date, combien: int, acteur: Acteur) -> LotCote:
        due = await self._session.execute(
            select(C.epci, C.demande_id)
            .where(C.departement == departement, C.prochaine_bascule <= le)
            .order_by(C.prochaine_bascule, C.demande_id)
            .limit(combien)
        )
        by_epci: dict[str, list[UUID]] = {}
        for row in due:
            by_epci.setdefault(row.epci, []).append(row.demande_id)
        changed = 0
        for epci, ids in sorted(by_epci.items()):
            done = await self.recoter_parmi(departement, epci, le, ids, CauseDeCalcul.TEMPS, acteur)
            changed += done.changees
        return LotCote(examinees=sum(map(len, by_epci.values())), changees=changed, derniere=None)

    async def recoter_parmi(
        self, departement: str, epci: str, le: date, ids: Collection[UUID], cause: CauseDeCalcul, acteur: Acteur
    ) -> LotCote:
        """These demandes, for this territory: their facts are those that are kept."""
        return await self._recoter(departement, epci, le, cause, acteur, parmi=ids)

    async def _recoter(
        self,
        departement: str,
        epci: str,
        le: date,
        cause: CauseDeCalcul,
        acteur: Acteur,
        *,
        apres: UUID = DEBUT,
        jusqu_a: UUID | None = None,
        combien: int | None = None,
        parmi: Collection[UUID] | None = None,
        tout: bool = False,
    ) -> LotCote:
        await self._communes.load()
        versions = [version_of(row) for row in await self._session.execute(published(departement, [epci], le))]
        connection = await self._session.connection()
        examined, last = await verrouiller(
            connection, departement, epci, apres=apres, jusqu_a=jusqu_a, combien=combien, parmi=parmi
        )
        if last is None:
            return LotCote(examinees=0, changees=0, derniere=None)
        grids = {m: next(iter(grilles_de_la_population(versions, m, le)), None) for m in (True, False)}
        mutation, autre = (version.id if version else None for version in (grids[True], grids[False]))
        tranche = await lire(
            connection,
            departement,
            epci,
            [_masse(version.contenu) for version in versions],
            apres=apres,
            jusqu_a=last,
            parmi=parmi,
            a_recoter=ARecoter(le=le, mutation=mutation, autre=autre, tout=tout),
        )
        changed = 0
        if len(tranche):
            found = await asyncio.to_thread(_resultats, tranche, versions, grids, le)
            write = Ecriture(self._session, departement, epci, le, versions)
            changed = await write.remplacer(found)
            await write.dire(found, cause, acteur, self._now(), self._correlation)
            await write.classer(found, [epci, *sorted(self._communes.codes_de_l_epci(epci))])
        return LotCote(examinees=examined, changees=changed, derniere=last)


@lru_cache(maxsize=64)
def _masse(grille: Grille) -> EvaluateurEnMasse:
    return EvaluateurEnMasse(grille)


@lru_cache(maxsize=64)
def _bascules(grille: Grille) -> BasculesEnMasse:
    return BasculesEnMasse(_masse(grille))


def _resultats(
    tranche: Tranche, versions: Sequence[VersionDeGrille], grids: dict[bool, VersionDeGrille | None], le: date
) -> pl.DataFrame:
    """The results as they are to be written, and the demandes that no grid scores any more."""
    demandes = tranche.demandes.with_columns(tranche.stock.valeurs[LIGNE])
    found: list[pl.DataFrame] = []
    for version in {chosen.id: chosen for chosen in grids.values() if chosen}.values():
        populations = [mutation for mutation, chosen in grids.items() if chosen is version]
        ours = demandes.filter(pl.col(MUTATION).is_in(populations))
        if ours.height:
            stock = tranche.stock if ours.height == demandes.height else _restricted(tranche.stock, ours)
            found.append(_resultat(version, versions.index(version), stock, ours, le))
    orphans = [mutation for mutation, chosen in grids.items() if chosen is None]
    gone = demandes.filter(pl.col(MUTATION).is_in(orphans) & pl.col(OU).is_not_null())
    if gone.height or not found:
        found.append(gone.select(DEMANDE, EMPREINTE, OU, *AVANT, pl.lit(None, pl.Int16).alias(RANG)))
    return pl.concat(found, how="diagonal")


def _restricted(stock: Stock, demandes: pl.DataFrame) -> Stock:
    return Stock(
        valeurs=stock.valeurs.join(demandes.select(LIGNE), on=LIGNE, how="semi", maintain_order="left"),
        evenements=stock.evenements,
        preuves=stock.preuves,
        codes=stock.codes,
    )


def _resultat(version: VersionDeGrille, rang: int, stock: Stock, demandes: pl.DataFrame, le: date) -> pl.DataFrame:
    masse = _masse(version.contenu)
    lus = masse.lus(stock, UnSeulJour(le)).collect()
    points = masse.resultat(lus.lazy()).collect()
    days = _bascules(version.contenu).prochaines(stock, le, lus)
    later = pl.when(pl.col(REVOIR) > le).then(pl.col(REVOIR))
    groupes = [(BLOC, len(version.contenu.blocs)), (DETAIL, len(version.contenu.criteres))]
    # verified, or not scored: the same lists twice, sent and parsed once
    twice = points.filter(pl.col("statut") == StatutCotation.PROVISOIRE.value)
    listes = [
        [_liste(frame, names[n], combien) for names, combien in groupes] for n, frame in enumerate((points, twice))
    ]
    declares, verifies = LISTES[::2], LISTES[1::2]
    return (
        points.lazy()
        .with_columns(**dict(zip(declares, listes[0], strict=True)))
        .join(
            twice.lazy().select(LIGNE, **dict(zip(verifies, listes[1], strict=True))),
            on=LIGNE,
            how="left",
            maintain_order="left",
        )
        .join(days.lazy(), on=LIGNE, how="left", maintain_order="left")
        .join(demandes.lazy(), on=LIGNE, maintain_order="left")
        .select(
            DEMANDE,
            EMPREINTE,
            OU,
            *AVANT,
            pl.lit(rang, pl.Int16).alias(RANG),
            "statut",
            "hors_cotation",
            *TOTAL,
            *LISTES,
            pl.min_horizontal(BASCULE, later).cast(pl.String).alias("prochaine_bascule"),
        )
        .collect()
    )


def _liste(points: pl.DataFrame, name: str, combien: int) -> pl.Series:
    """As PostgreSQL reads an array: a line of CSV between braces, twice as fast as number by number."""
    if points.is_empty():
        return pl.Series(dtype=pl.String)
    lines = io.BytesIO()
    points.select(name.format(n) for n in range(combien)).write_csv(lines, include_header=False)
    lines.seek(0)
    read = pl.read_csv(lines, has_header=False, separator="\x1f", quote_char=None, schema={"liste": pl.String})
    return read.select(pl.concat_str(pl.lit("{"), "liste", pl.lit("}")).alias("liste"))["liste"]
