"""What the load asks for: names, numbers, communes and dwellings that are in the base, drawn once for all runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from adapters.db.organismes.sessions import SqlSessions
from api.bootstrap import Container
from api.dependencies import public_acteur
from domain.organismes.ports import NouvelleSession, SorteSession
from domain.organismes.rules import charte_en_vigueur

AGENTS = 24
"""So that sessions are looked up as they are in an office, and not once."""


@dataclass(frozen=True)
class Agent:
    organisme_id: UUID
    secret: str


@dataclass(frozen=True)
class Sample:
    departement: str
    agents: Sequence[Agent]
    communes: Sequence[str]
    """Where dwellings are offered, each as often as they are."""
    annonces: Sequence[tuple[UUID, str]]
    """With their ETag."""
    noms: Sequence[str]
    """As an agent types them: a family name, sometimes with a first name."""
    naissances: Sequence[str]
    """As an agent types them."""
    numeros: Sequence[str]
    demandes: Sequence[UUID]
    """Active, with points."""
    biens: Sequence[tuple[UUID, UUID]]
    """Vacant, with the organisme that sees them."""


_NOMS = """
select distinct on (md5(demande_id::text)) lower(split_part(cle_tri, ' ', 1)) as nom, nom_affiche
from recherche_demandes where departement = $1 and etat = 'AC' order by md5(demande_id::text) limit 400
"""
_NAISSANCES = """
select to_char(ne_le, 'DD/MM/YYYY') as tapee from recherche_demandes
where departement = $1 and etat = 'AC' and ne_le is not null order by md5(demande_id::text) limit 400
"""
_BIENS = """
select b.id, b.organisme_id from biens b
join mises_en_location m on m.departement = b.departement and m.id = b.mise_en_location_id
where b.departement = $1 and b.organisme_id = any($2) and m.etat = 'DISPONIBLE'
order by md5(b.id::text) limit 400
"""
_COTEES = """
select demande_id from (select distinct demande_id from cotations where departement = $1) cotees
order by md5(demande_id::text) limit 400
"""
_ANNONCES = """
select id, etag, commune from annonces_publiques
where departement = $1 and publiee_le <= now() and fin_le > now() order by md5(id::text) limit 1000
"""
_AGENTS = """
select c.id, c.organisme_id from comptes c
join habilitations h on h.compte_id = c.id and h.departement = $1
join profils p on p.code = h.profil
join organismes o on o.id = c.organisme_id
join organismes_territoires t on t.organisme_id = o.id and t.departement = $1
where c.actif and not o.totp_exige and o.type = 'BAILLEUR' and c.charte_version = $2
  and p.droits @> array['demandes:ecrire', 'candidats:lire']::varchar[]
order by md5(c.id::text) limit $3
"""


async def draw(container: Container, url: str) -> Sample:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        departement = await connection.fetchval(
            "select departement from recherche_demandes group by departement order by count(*) desc limit 1"
        )
        charte = charte_en_vigueur(container.today()).version
        agents = await _sign_in(container, departement, await connection.fetch(_AGENTS, departement, charte, AGENTS))
        annonces = await connection.fetch(_ANNONCES, departement)
        noms = await connection.fetch(_NOMS, departement)
        naissances = await connection.fetch(_NAISSANCES, departement)
        numeros = await connection.fetch(
            "select numero_unique from demandes where departement = $1 and numero_unique is not null "
            "order by md5(id::text) limit 1000",
            departement,
        )
        cotees = await connection.fetch(_COTEES, departement)
        biens = await connection.fetch(_BIENS, departement, list({a.organisme_id for a in agents}))
    finally:
        await connection.close()
    return Sample(
        departement=departement,
        agents=agents,
        communes=[row["commune"] for row in annonces],
        annonces=[(row["id"], row["etag"]) for row in annonces],
        noms=[row["nom"] if i % 3 else row["nom_affiche"] for i, row in enumerate(noms)],
        naissances=[row["tapee"] for row in naissances],
        numeros=[row["numero_unique"] for row in numeros],
        demandes=[row["demande_id"] for row in cotees],
        biens=[(row["id"], row["organisme_id"]) for row in biens],
    )


async def _sign_in(container: Container, departement: str, comptes: Sequence[Any]) -> list[Agent]:
    found = []
    async with container.new_uow(public_acteur(departement), None) as uow:
        sessions = SqlSessions(uow.session, container.session_limits)
        for compte in comptes:
            secret = await sessions.ouvrir(
                NouvelleSession(
                    sorte=SorteSession.AGENT, compte_id=compte["id"], departement=departement, le=datetime.now(UTC)
                )
            )
            found.append(Agent(compte["organisme_id"], secret))
    return found
