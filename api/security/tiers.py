"""Bearer token -> client of a third party -> Acteur. A client is looked up at most every three seconds."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from api.security.sessions import SessionCache
from api.security.tokens import AccessToken, Tokens
from domain.echanges.errors import AccesRefuse, PorteeManquante
from domain.echanges.rules import droits
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur

Finder = Callable[[str, UUID], Awaitable[Any | None]]
"""(département, client) -> its row, or nothing when it is unknown or revoked."""


def parse_client_id(client_id: str) -> tuple[str, UUID] | None:
    departement, _, rest = client_id.partition("-")
    try:
        found = UUID(rest)
    except ValueError:
        return None
    if str(found) != rest or not 2 <= len(departement) <= 3 or not departement.isalnum():
        return None
    return departement, found


class TiersAccess:
    def __init__(self, tokens: Tokens, find: Finder, now: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._find = find
        self._now = now
        self._cache = SessionCache()

    async def acteur(self, token: str, wanted: list[str]) -> tuple[Acteur, AccessToken]:
        read = self._tokens.read(token, self._now())
        row = await self._client(read.client_id)
        portees = read.portees & set(row.portees)
        missing = [p for p in wanted if p not in portees]
        if missing:
            raise PorteeManquante(
                f"Ce jeton ne permet pas cette action : il lui manque la portée « {missing[0]} ». "
                "Le référent de l'organisme peut l'ajouter à l'accès.",
                portee=missing[0],
            )
        return (
            Acteur(
                sorte=SorteActeur.TIERS,
                compte_id=row.id,
                libelle=row.nom,
                organisme_libelle=row.organisme,
                perimetre=Perimetre(
                    departement=row.departement,
                    organisme_id=row.organisme_id,
                    communes=frozenset(row.communes) if row.communes else None,
                    voisines=frozenset(row.voisines or ()),
                    handicap_seulement=row.handicap_seulement,
                ),
                droits=droits(portees),
            ),
            read,
        )

    async def _client(self, client_id: str) -> Any:
        known = self._cache.get(client_id)
        if known is None:
            parsed = parse_client_id(client_id)
            known = await self._find(*parsed) if parsed else None
            if known is None:
                raise AccesRefuse("Cet accès est fermé. Le référent de l'organisme peut en ouvrir un autre.")
            self._cache.put(client_id, known)
        return known
