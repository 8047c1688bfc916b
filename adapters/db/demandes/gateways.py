"""The NIR vault, one-time codes and the duplicate search: what demandes asks of PostgreSQL beside its aggregate."""

import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select, union, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.demandes import voisinages
from adapters.db.demandes.projection import cles_de_doublon
from adapters.db.demandes.tables import codes_de_connexion, demandes, nirs
from adapters.db.demandes.visible import JAMAIS_MONTREES, recherche_visible
from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.recherche import DemandeAComparer, DemandeVoisine, adultes_connus
from domain.demandes.ports import DemandeComparee
from domain.organismes.ports import Chiffre


class SqlCoffreNir:
    def __init__(self, session: AsyncSession, chiffre: Chiffre, index: Callable[[str], bytes]) -> None:
        self._session = session
        self._chiffre = chiffre
        self._index = index

    async def deposer(
        self, departement: str, demande_id: UUID, personne_id: UUID, nir: str, *, a_verifier: bool = False
    ) -> None:
        sealed = {
            "chiffre": self._chiffre.chiffrer(nir.encode(), f"nir:{demande_id}:{personne_id}"),
            "index_aveugle": self._index(nir),
            "a_verifier": a_verifier,
        }
        await self._session.execute(
            insert(nirs)
            .values(departement=departement, demande_id=demande_id, personne_id=personne_id, **sealed)
            .on_conflict_do_update(index_elements=["departement", "demande_id", "personne_id"], set_=sealed)
        )

    async def personnes(self, departement: str, demande_id: UUID) -> frozenset[UUID]:
        rows = await self._session.scalars(
            select(nirs.c.personne_id).where(nirs.c.departement == departement, nirs.c.demande_id == demande_id)
        )
        return frozenset(rows)

    async def oublier(self, departement: str, demande_id: UUID) -> None:
        await self._session.execute(
            delete(nirs).where(nirs.c.departement == departement, nirs.c.demande_id == demande_id)
        )

    async def deplacer(self, departement: str, personne_id: UUID, *, de: UUID, vers: UUID) -> None:
        n = nirs.c
        mine = (n.departement == departement) & (n.demande_id == de) & (n.personne_id == personne_id)
        sealed = await self._session.scalar(select(n.chiffre).where(mine))
        if sealed is None:
            return
        # sealed for the file that held it: opened and sealed again for the one where the person is now
        nir = self._chiffre.dechiffrer(sealed, f"nir:{de}:{personne_id}").decode()
        await self.deposer(departement, vers, personne_id, nir)
        await self._session.execute(delete(nirs).where(mine))

    async def oublier_la_personne(self, departement: str, demande_id: UUID, personne_id: UUID) -> None:
        n = nirs.c
        await self._session.execute(
            delete(nirs).where(n.departement == departement, n.demande_id == demande_id, n.personne_id == personne_id)
        )


class SqlCodesDeConnexion:
    DIGITS = 6

    def __init__(self, session: AsyncSession, duree: timedelta, essais: int) -> None:
        self._session = session
        self._duree = duree
        self._essais = essais

    async def emettre(self, departement: str, identifiant: str, le: datetime) -> str:
        code = f"{secrets.randbelow(10**self.DIGITS):0{self.DIGITS}d}"
        fresh = {"code_condense": _digest(identifiant, code), "fin_le": le + self._duree, "essais": 0}
        await self._session.execute(
            insert(codes_de_connexion)
            .values(departement=departement, identifiant_condense=_digest(identifiant), **fresh)
            .on_conflict_do_update(index_elements=["departement", "identifiant_condense"], set_=fresh)
        )
        return code

    async def consommer(self, departement: str, identifiant: str, code: str, le: datetime) -> bool:
        """Counts the try, then compares: of two simultaneous posts of one good code, one wins."""
        c = codes_de_connexion.c
        key = (c.departement == departement) & (c.identifiant_condense == _digest(identifiant))
        kept = await self._session.scalar(
            update(codes_de_connexion)
            .where(key, c.fin_le > le, c.essais < self._essais)
            .values(essais=c.essais + 1)
            .returning(c.code_condense)
        )
        if kept is None or not hmac.compare_digest(kept, _digest(identifiant, code)):
            return False
        await self._session.execute(delete(codes_de_connexion).where(key))
        return True


def _digest(*parts: str) -> bytes:
    return sha256("\0".join(parts).encode()).digest()


VOISINES = 500
"""A birth date that many share (the first of January of those whose day is not known) does not read the département."""


class SqlRechercheDoublons:
    def __init__(self, session: AsyncSession | AsyncConnection) -> None:
        self._session = session

    async def a_comparer(
        self, departement: str, ids: Sequence[UUID], radiees_depuis: date
    ) -> Sequence[DemandeAComparer]:
        return await voisinages.a_comparer(
            self._session, departement, ids, radiees_depuis, ecartees=CLOSES, au_plus=VOISINES
        )

    async def empreintes(self, departement: str, demande_id: UUID) -> Mapping[UUID, bytes]:
        n = nirs.c
        rows = await self._session.execute(
            select(n.personne_id, n.index_aveugle).where(n.departement == departement, n.demande_id == demande_id)
        )
        return {row.personne_id: row.index_aveugle for row in rows}

    async def voisines(
        self, demande: DemandeComparee, radiees_depuis: date | None, *, brouillons: bool = False
    ) -> Sequence[DemandeVoisine]:
        cles = cles_de_doublon(demande.formulaire, demande.departement)
        rows = await self._session.execute(
            _voisines(demande.departement, demande.id, cles, radiees_depuis, CLOSES if brouillons else NON_COMPAREES)
        )
        return [
            DemandeVoisine(
                demande_id=row.demande_id,
                numero_unique=row.numero_unique,
                reference=row.reference,
                etat=EtatDemande(row.etat),
                deposee_le=row.deposee_le,
                nom_affiche=row.nom_affiche,
                commune=row.commune_actuelle,
                adultes=adultes_connus(
                    row.formulaire, {UUID(id): bytes.fromhex(x) for id, x in row.nirs or ()}, row.protection
                ),
            )
            for row in rows
        ]


def _voisines(
    departement: str, id: UUID, cles: Sequence[str], radiees_depuis: date | None, sauf: Sequence[str]
) -> Select[Any]:
    r, d, mine, theirs = recherche_visible.c, demandes.c, nirs.alias(), nirs.alias()
    same_nir = (
        select(theirs.c.demande_id)
        .join(mine, (mine.c.departement == theirs.c.departement) & (mine.c.index_aveugle == theirs.c.index_aveugle))
        .where(theirs.c.departement == departement, mine.c.demande_id == id, theirs.c.demande_id != id)
    )
    keyed = select(r.demande_id).where(r.departement == departement, r.cles_doublon.overlap(list(cles)))
    # two searches by index rather than one OR, which would read the whole département
    found = (union(keyed, same_nir) if cles else same_nir).subquery("trouvees")
    known = nirs.alias()
    known_nirs = (
        select(func.jsonb_agg(func.jsonb_build_array(known.c.personne_id, func.encode(known.c.index_aveugle, "hex"))))
        .where(known.c.departement == r.departement, known.c.demande_id == r.demande_id)
        .scalar_subquery()
    )
    recent = [] if radiees_depuis is None else [or_(d.radiee_le.is_(None), d.radiee_le >= radiees_depuis)]
    return (
        select(
            r.demande_id,
            r.numero_unique,
            r.reference,
            r.etat,
            r.deposee_le,
            r.nom_affiche,
            r.commune_actuelle,
            d.formulaire,
            d.protection,
            known_nirs.label("nirs"),
        )
        .join(found, found.c.demande_id == r.demande_id)
        .join(demandes, (d.departement == r.departement) & (d.id == r.demande_id))
        .where(r.departement == departement, r.demande_id != id, r.etat.notin_(sauf), *recent)
        .order_by(r.demande_id.in_(same_nir).desc(), r.demande_id)
        .limit(VOISINES)
    )


CLOSES = [e.value for e in (EtatDemande.FUSIONNEE, *JAMAIS_MONTREES)]
"""A demande no more."""
NON_COMPAREES = [EtatDemande.BROUILLON.value, *CLOSES]
"""Not yet a demande, or one no more."""
