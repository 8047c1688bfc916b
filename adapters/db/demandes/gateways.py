"""The NIR vault, one-time codes and the duplicate search: what demandes asks of PostgreSQL beside its aggregate."""

import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.demandes.projection import cles_de_doublon
from adapters.db.demandes.tables import codes_de_connexion, demandes, nirs
from adapters.db.demandes.visible import JAMAIS_MONTREES, recherche_visible
from domain.demandes.codes import EtatDemande
from domain.demandes.ports import DemandeComparee, DoublonCandidat
from domain.demandes.synthese import nom_affiche
from domain.organismes.ports import Chiffre


class SqlCoffreNir:
    def __init__(self, session: AsyncSession, chiffre: Chiffre, index: Callable[[str], bytes]) -> None:
        self._session = session
        self._chiffre = chiffre
        self._index = index

    async def deposer(self, departement: str, demande_id: UUID, personne_id: UUID, nir: str) -> None:
        sealed = {
            "chiffre": self._chiffre.chiffrer(nir.encode(), f"nir:{demande_id}:{personne_id}"),
            "index_aveugle": self._index(nir),
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

    async def semblables(self, departement: str, demande_id: UUID) -> Sequence[tuple[UUID, UUID]]:
        mine = nirs.alias()
        rows = await self._session.execute(
            select(nirs.c.demande_id, nirs.c.personne_id)
            .join(
                mine,
                (mine.c.departement == nirs.c.departement) & (mine.c.index_aveugle == nirs.c.index_aveugle),
            )
            .where(
                nirs.c.departement == departement,
                mine.c.demande_id == demande_id,
                nirs.c.demande_id != demande_id,
            )
        )
        return [(row.demande_id, row.personne_id) for row in rows]


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


class SqlRechercheDoublons:
    def __init__(self, session: AsyncSession | AsyncConnection) -> None:
        self._session = session

    async def candidats(self, demande: DemandeComparee) -> Sequence[DoublonCandidat]:
        cles = cles_de_doublon(demande.formulaire)
        r, mine, theirs = recherche_visible.c, nirs.alias(), nirs.alias()
        same_nir = (
            select(theirs.c.demande_id)
            .join(
                mine,
                (mine.c.departement == theirs.c.departement) & (mine.c.index_aveugle == theirs.c.index_aveugle),
            )
            .where(
                theirs.c.departement == demande.departement,
                mine.c.demande_id == demande.id,
                theirs.c.demande_id != demande.id,
            )
        )
        keyed = [r.cles_doublon.overlap(cles)] if cles else []
        rows = await self._session.execute(
            select(
                r.demande_id,
                r.numero_unique,
                r.reference,
                r.etat,
                r.deposee_le,
                r.commune_actuelle,
                demandes.c.formulaire,
                r.demande_id.in_(same_nir).label("meme_nir"),
            )
            .join(demandes, (demandes.c.departement == r.departement) & (demandes.c.id == r.demande_id))
            .where(
                r.departement == demande.departement,
                r.demande_id != demande.id,
                r.etat.notin_([EtatDemande.BROUILLON.value, *(etat.value for etat in JAMAIS_MONTREES)]),
                or_(r.demande_id.in_(same_nir), *keyed),
            )
            .limit(20)
        )
        found = []
        for row in rows:
            for adulte in row.formulaire.adultes:
                found.append(
                    DoublonCandidat(
                        demande_id=row.demande_id,
                        numero_unique=row.numero_unique,
                        reference=row.reference,
                        etat=EtatDemande(row.etat),
                        deposee_le=row.deposee_le,
                        nom_affiche=nom_affiche(adulte),
                        nom_naissance=adulte.nom_naissance or "",
                        nom_usage=adulte.nom_usage,
                        prenoms=adulte.prenoms or "",
                        ne_le=adulte.ne_le,
                        commune=row.commune_actuelle,
                        meme_nir=row.meme_nir,
                    )
                )
        return found
