"""Chaque écran qui montre le dossier d'une personne laisse sa ligne au journal de lecture, et une seule.

La table nomme toutes les adresses qui ouvrent quelque chose d'une demande : une nouvelle route s'y ajoute, avec ce
qu'elle écrit au journal, ou avec la raison pour laquelle elle n'y écrit rien.
"""

import re

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import func, select

from adapters.db.demandes.tables import consultations
from api.bootstrap import Container
from tests.api.conftest import NewClient, SignIn, Territory
from tests.api.lieux import Lieux, peupler
from tests.architecture.decouverte import routes

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

LAISSENT = {
    "/demandes/{demande_id}": ["dossier"],
    "/demandes/{demande_id}/attestation": ["attestation"],
    "/demandes/{demande_id}/comparaison-de-grilles": ["cotation"],
    "/demandes/{demande_id}/cotations": ["cotation"],
    "/demandes/{demande_id}/cotations/explication": ["cotation"],
    "/demandes/{demande_id}/cotations/passees": ["cotation"],
    "/demandes/{demande_id}/criteres-a-valider": ["cotation"],
    "/demandes/{demande_id}/dossier-de-pieces": ["pieces"],
    "/demandes/{demande_id}/echanges": ["echanges"],
    "/demandes/{demande_id}/evenements-de-vie": ["cotation"],
    "/demandes/{demande_id}/historique": ["historique"],
    "/demandes/{demande_id}/pieces": ["pieces"],
    "/demandes/{demande_id}/pieces/{piece_id}/contenu": ["piece"],
    "/demandes/{demande_id}/pieces/{piece_id}/pages/{page}": ["piece"],
    "/demandes/{demande_id}/priorites": ["priorites"],
    "/demandes/{demande_id}/propositions": ["proposition"],
    "/biens/{bien_id}/candidats/explication": ["candidature"],
    "/commissions/{commission_id}": ["commission", "commission", "commission"],
    "/doublons/{doublon_id}": ["doublon", "doublon"],
    "/propositions/{proposition_id}": ["proposition"],
}
"""What each address writes; a comparison opens two files, an agenda all those of its candidates."""
SANS_LIGNE = {
    "/demandes/{demande_id}/actions": "ce que l'agent peut faire, et rien de ce que la personne a déclaré",
    "/demandes/{demande_id}/attente": "l'attente de demandes semblables, sans rien de la personne",
    "/demandes/{demande_id}/consultations": "le journal de lecture lui-même",
    "/demandes/{demande_id}/doublons": "une liste, comme celle d'une recherche : l'ouvrir se trace",
    "/demandes/{demande_id}/echanges/copies": "si le SNE peut être interrogé, et rien d'autre",
    "/demandes/{demande_id}/historique/filtres": "des libellés et des nombres",
    "/demandes/{demande_id}/separations": "les numéros liés, que le dossier ouvert montre déjà",
    "/demandes/{demande_id}/services-enregistreurs": "des organismes",
    "/demandes/{demande_id}/tracabilite": "des nombres, et qui s'occupe déjà du ménage",
    "/commissions/{commission_id}/historique": "les actes de la séance, sans rien du formulaire",
    "/propositions/{proposition_id}/historique": "les actes de la proposition, sans rien du formulaire",
}
"""Why an address writes nothing."""
D_UNE_DEMANDE = re.compile(r"\{(demande_id|doublon_id|proposition_id|piece_id|commission_id)\}|candidats/explication")


@pytest_asyncio.fixture(loop_scope="session")
async def lieux(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, pdf: bytes, territory: Territory, container: Container
) -> Lieux:
    return await peupler(agent, demandeur, new_client, pdf, territory, container)


async def test_toute_adresse_qui_ouvre_une_demande_est_dans_la_table() -> None:
    ouvrent = {
        name.removeprefix("GET ")
        for contrat, name, _ in routes()
        if contrat == "partenaires" and name.startswith("GET ") and D_UNE_DEMANDE.search(name)
    }
    assert ouvrent == LAISSENT.keys() | SANS_LIGNE.keys()
    assert LAISSENT.keys().isdisjoint(SANS_LIGNE)


async def test_chaque_lecture_laisse_la_ligne_que_la_table_dit(container: Container, lieux: Lieux) -> None:
    trouvees, attendues = {}, LAISSENT | {adresse: list[str]() for adresse in SANS_LIGNE}
    for adresse in attendues:
        params = {"numero_unique": lieux.connus["numero_unique"]} if adresse.endswith("candidats/explication") else {}
        url = httpx.URL(adresse.lstrip("/").format(**lieux.connus), params=params)
        for client in lieux.clients["partenaires"]:
            avant = await _derniere(container)
            reponse = await client.get(url)
            ecrites = await _depuis(container, avant)
            assert all(qui is not None for _, qui in ecrites), f"{adresse} : la ligne nomme l'agent"
            if reponse.status_code == 200:
                trouvees[adresse] = [quoi for quoi, _ in ecrites]
                break
            assert ecrites == [], f"{adresse} : qui ne lit rien ne laisse rien"
    assert trouvees == attendues


async def _derniere(container: Container) -> int:
    async with container.read("35") as connection:
        return await connection.scalar(select(func.coalesce(func.max(consultations.c.id), 0))) or 0


async def _depuis(container: Container, id: int) -> list[tuple[str, object]]:
    c = consultations.c
    async with container.read("35") as connection:
        rows = await connection.execute(select(c.quoi, c.compte_id).where(c.id > id).order_by(c.id))
        return [(row.quoi, row.compte_id) for row in rows]
