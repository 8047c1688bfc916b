"""Ce qui protège même quand quelque chose manque : Redis, un compteur, un réglage du serveur."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from api.bootstrap import Container, create_container
from api.main import create_app
from api.settings import LOCAL_SMTP, Env
from tests.api.conftest import CSRF, PASSPHRASE, NewClient, SignIn, Territory, settle
from tests.api.lieux import Lieux, peupler
from tests.api.parcours import demande_envoyee, demande_validee
from tests.architecture.decouverte import routes
from tests.embedded import Servers
from tests.processes import Processes

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("environment")]

PARTENAIRES, GRAND_PUBLIC = "https://fdls.test/partenaires/v1", "https://fdls.test/grandpublic/v1"
FERME = "redis://127.0.0.1:1/0"


@asynccontextmanager
async def maison(**reglages: Any) -> AsyncIterator[httpx.AsyncClient]:
    container = create_container(**reglages)
    transport = httpx.ASGITransport(app=create_app(container), raise_app_exceptions=False, client=(uuid4().hex, 1))
    async with httpx.AsyncClient(transport=transport, base_url="https://fdls.test", headers=CSRF) as client:
        yield client
    await container.close()


async def test_sans_redis_on_se_connecte_et_les_limites_tiennent(territory: Territory) -> None:
    async with maison(redis_url=FERME) as client:
        bon = {"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE}
        assert (await client.post(f"{PARTENAIRES}/session", json=bon)).status_code == 204
        qui = {"departement": "35", "identifiant": f"{uuid4().hex[:12]}@exemple.test"}
        codes = [(await client.post(f"{GRAND_PUBLIC}/session/codes", json=qui)).status_code for _ in range(4)]
        assert codes == [202, 202, 202, 429]
        assert (await client.get("https://fdls.test/sante")).json()["file"] == "indisponible"


async def test_quand_on_ne_peut_plus_compter_personne_n_entre(fresh_database: str) -> None:
    await settle(fresh_database)
    owner = create_async_engine(fresh_database)
    async with owner.begin() as connection:
        await connection.execute(text("revoke all on tentatives from fdls_app"))
    await owner.dispose()
    async with maison(database_url=fresh_database) as client:
        bon = {"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE}
        qui = {"departement": "35", "identifiant": "x@exemple.test"}
        for adresse, corps in (
            (f"{PARTENAIRES}/session", bon),
            (f"{PARTENAIRES}/mots-de-passe/oubli", {"email": "bruno@exemple.test"}),
            (f"{GRAND_PUBLIC}/session/codes", qui),
            (f"{GRAND_PUBLIC}/session", qui | {"code": "123456"}),
        ):
            refus = await client.post(adresse, json=corps)
            assert refus.status_code >= 500
            assert "set-cookie" not in refus.headers


async def test_sans_base_le_service_le_dit_et_demande_d_attendre(environment: dict[str, str]) -> None:
    async with maison(database_url="postgresql+asyncpg://fdls@127.0.0.1:1/fdls") as client:
        bon = {"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE}
        refus = await client.post(f"{PARTENAIRES}/session", json=bon)
        assert (refus.status_code, refus.json()["code"]) == (503, "service-indisponible")
        assert int(refus.headers["retry-after"]) > 0
        sante = await client.get("https://fdls.test/sante")
        assert sante.status_code == 503
        assert sante.json()["base"] != "ok"


# --- en production


async def test_une_phrase_de_passe_choisie_se_garde_au_cout_que_demande_l_owasp(container: Container) -> None:
    """Les essais ouvrent leurs sessions avec un hachage bon marché : celui de l'application ne l'est pas."""
    hache = await container.gateways.hacheur.hacher(PASSPHRASE)
    assert hache.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await container.gateways.hacheur.verifier(hache, PASSPHRASE)
    assert not await container.gateways.hacheur.verifier(hache, PASSPHRASE + "s")


async def test_le_service_ne_demarre_pas_sur_ce_qui_trahirait_ses_promesses(
    database_url: str, environment: dict[str, str]
) -> None:
    """Les serveurs d'essai vont sans fsync : c'est justement ce qu'il faut refuser."""
    container = create_container(
        fdls_env=Env.PRODUCTION,
        url_publique="http://demande.exemple.fr",
        stockage_url="file:///tmp/x",
        smtp_url=LOCAL_SMTP,
    )
    with pytest.raises(RuntimeError) as refus:
        await container.check_production()
    await container.close()
    reglages = ("URL_PUBLIQUE", "STOCKAGE_URL", "SMTP_URL", "SMS_DOMAINE")
    for quoi in ("fsync", "full_page_writes", "synchronous_commit", *reglages):
        assert quoi in str(refus.value), quoi


async def test_un_superutilisateur_n_est_pas_un_role_pour_l_application(
    servers: Servers, environment: dict[str, str]
) -> None:
    container = create_container(database_url=servers.admin_url, fdls_env=Env.PRODUCTION)
    async with container.engine.connect() as connection:
        from api.bootstrap import _ABOVE_ROWS

        assert await connection.scalar(_ABOVE_ROWS)
    await container.close()


@pytest.mark.lent
async def test_ni_l_api_ni_le_travailleur_ne_demarrent_sur_un_serveur_qui_peut_perdre_un_acte(
    environment: dict[str, str], database_url: str, processes: Processes
) -> None:
    worker = processes.worker(environment | {"FDLS_ENV": "production"})
    with pytest.raises(Exception, match="fsync"):
        worker.wait_until(lambda: False, timeout=60)
    assert worker.returncode not in (0, None)


# --- les lectures n'écrivent pas, les consultations restent


async def test_une_connexion_de_lecture_ne_sait_pas_ecrire(container: Container) -> None:
    async with container.read("35") as connection:
        with pytest.raises(DBAPIError, match="read-only"):
            await connection.execute(text("delete from sessions"))


async def test_ouvrir_un_dossier_laisse_une_ligne_durable_et_un_acte_la_sienne(
    container: Container, agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    async with container.trace_engine.connect() as connection:
        # the test server says « off » for all; what matters is that nothing of ours asks for less than the server
        reglage = await connection.scalar(text("select source from pg_settings where name = 'synchronous_commit'"))
    assert reglage != "client"
    _, vue = await demande_validee(agent, demandeur, pdf, nom="CONSULTEE")
    anne = await agent("anne", "35")
    consultations = f"demandes/{vue['id']}/consultations"
    avant = (await anne.get(consultations)).json()["total"]
    assert (await anne.get(f"demandes/{vue['id']}")).status_code == 200
    lues = (await anne.get(consultations)).json()
    assert lues["total"] == avant + 1
    assert (lues["items"][0]["auteur"], lues["items"][0]["organisme"]) == ("Agent Anne", "Armor Habitat")
    corps = {"version": vue["version"], "motifs": {"codes": ["09"]}}
    assert (await anne.patch(f"demandes/{vue['id']}", json=corps)).status_code == 200
    assert (await anne.get(consultations)).json()["total"] == avant + 1
    derniere = (await anne.get(f"demandes/{vue['id']}/historique")).json()["items"][0]
    assert (derniere["type"], derniere["auteur"]) == ("DemandeModifiee", "Agent Anne")


# --- ce que porte chaque réponse d'une personne connectée


@pytest_asyncio.fixture(loop_scope="session")
async def lieux(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, pdf: bytes, territory: Territory, container: Container
) -> Lieux:
    return await peupler(agent, demandeur, new_client, pdf, territory, container)


@pytest.mark.lent
async def test_aucune_reponse_personnelle_ne_reste_en_cache_et_aucune_ne_permet_de_script(lieux: Lieux) -> None:
    lues = 0
    for contrat, name, route in routes():
        method, _, path = name.partition(" ")
        if method != "GET" or contrat == "tiers" or path.startswith(("/territoires", "/formats")):
            continue
        required = {f.alias for f in route.dependant.query_params if f.field_info.is_required()}
        for client in lieux.clients[contrat]:
            url = path.lstrip("/").format(**lieux.connus)
            answer = await client.get(url, params={k: lieux.connus[k] for k in required})
            assert answer.headers["cache-control"] == "no-store", name
            assert "unsafe" not in answer.headers["content-security-policy"], name
            assert answer.headers["x-content-type-options"] == "nosniff", name
            lues += answer.status_code == 200
    assert lues > 60


async def test_un_demandeur_ne_touche_a_rien_de_l_autre(demandeur: SignIn, pdf: bytes) -> None:
    """Par paires : ce qui est à l'un répond à l'autre comme ce qui n'existe pas."""
    l_un, _ = await demande_envoyee(demandeur, pdf, nom="PREMIERE")
    l_autre, _ = await demande_envoyee(demandeur, pdf, nom="SECONDE")
    [piece] = (await l_un.get("mes-pieces")).json()
    inconnue = str(uuid4())
    for methode, chemin in (
        ("GET", "mes-pieces/{}/contenu"),
        ("DELETE", "mes-pieces/{}"),
        ("POST", "mes-propositions/{}/acceptation"),
        ("POST", "mes-propositions/{}/refus"),
    ):
        corps = {"json": {"version": 1, "motif": "R01"}} if methode == "POST" else {}
        if "acceptation" in chemin:
            corps = {"json": {"version": 1}}
        d_autrui, rien = [
            await l_autre.request(methode, chemin.format(id), **corps)  # type: ignore[arg-type]
            for id in (piece["id"], inconnue)
        ]
        assert d_autrui.status_code == rien.status_code == 404, chemin
        assert d_autrui.json() == rien.json(), chemin
    assert len((await l_un.get("mes-pieces")).json()) == 1
