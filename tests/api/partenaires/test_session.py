import re
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from adapters.db.organismes.sessions import digest
from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.security.sessions import AGENT_COOKIE
from api.worker import relay_of
from tests.api.conftest import PASSPHRASE, Clock, NewClient, SignIn
from tests.maison import texte

pytestmark = pytest.mark.asyncio(loop_scope="session")
URL = "https://fdls.test/partenaires/v1"


async def test_un_agent_se_connecte_et_lit_qui_il_est(agent: SignIn) -> None:
    anne = await agent("anne")
    vue = (await anne.get("session")).json()
    assert vue["organisme"]["nom"] == "Armor Habitat"
    assert vue["departement"] == "22"
    assert [d["nom"] for d in vue["departements"]] == ["Côtes-d'Armor", "Ille-et-Vilaine"]
    assert "demandes:valider" in vue["droits"]
    assert vue["charte"]["acceptee"]


async def test_le_cookie_de_session_est_inaccessible_au_script_et_lie_a_l_hote(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(f"{URL}/session", json={"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{AGENT_COOKIE}=")
    for attribute in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert attribute in cookie
    assert "Domain" not in cookie


async def test_un_compte_inconnu_et_un_mauvais_mot_de_passe_repondent_pareil(visitor: httpx.AsyncClient) -> None:
    inconnu = await visitor.post(f"{URL}/session", json={"email": "personne@exemple.test", "mot_de_passe": "x" * 20})
    mauvais = await visitor.post(f"{URL}/session", json={"email": "adil@exemple.test", "mot_de_passe": "x" * 20})
    assert inconnu.status_code == mauvais.status_code == 401
    assert inconnu.json() == mauvais.json()
    assert inconnu.json()["code"] == "identifiants-invalides"


async def test_un_compte_inconnu_fait_attendre_comme_un_autre(new_client: NewClient, clock: Clock) -> None:
    """Sinon, cinq essais suffiraient à savoir qui a un compte."""
    client = await new_client()
    vus = []
    for email in ("bruno@exemple.test", f"{uuid4().hex}@exemple.test"):
        clock.shift = timedelta(0)
        suite = []
        for _ in range(14):
            essai = await client.post(f"{URL}/session", json={"email": email, "mot_de_passe": "faux" * 5})
            corps = essai.json() | {"details": sorted(essai.json()["details"])}
            suite.append((essai.status_code, corps, essai.headers.get("retry-after")))
            clock.advance(seconds=3)
        vus.append(suite)
        clock.advance(minutes=30)
        await client.post(f"{URL}/session", json={"email": "bruno@exemple.test", "mot_de_passe": PASSPHRASE})
    assert [(s, c) for s, c, _ in vus[0]] == [(s, c) for s, c, _ in vus[1]]
    assert {s for s, _, _ in vus[0]} == {401, 429}


async def test_au_dixieme_echec_la_connexion_se_ferme_un_quart_d_heure_et_la_personne_l_apprend(
    new_client: NewClient, clock: Clock, container: Container, mailbox: Mailbox
) -> None:
    client = await new_client()
    faux = {"email": "epci@exemple.test", "mot_de_passe": "faux" * 5}
    for _ in range(10):
        assert (await client.post(f"{URL}/session", json=faux)).status_code == 401
        clock.advance(seconds=40)
    juste = faux | {"mot_de_passe": PASSPHRASE}
    clock.advance(minutes=12)
    assert (await client.post(f"{URL}/session", json=juste)).status_code == 429
    await relay_of(container).drain()
    [avis] = [m for m in mailbox.messages(to="epci@exemple.test") if "échecs" in m["Subject"]]
    assert "10 fois" in texte(avis)
    clock.advance(minutes=5)
    assert (await client.post(f"{URL}/session", json=juste)).status_code == 204


async def test_choisir_un_nouveau_mot_de_passe_rouvre_la_connexion(
    new_client: NewClient, container: Container, mailbox: Mailbox
) -> None:
    """Personne ne peut enfermer un agent dehors : son propre courriel le fait rentrer."""
    client = await new_client()
    email = "prefet@exemple.test"
    for _ in range(5):
        await client.post(f"{URL}/session", json={"email": email, "mot_de_passe": "faux" * 5})
    assert (await client.post(f"{URL}/mots-de-passe/oubli", json={"email": email})).status_code == 202
    await relay_of(container).drain()
    lien = re.search(r"/partenaires/activation#(\S+)", texte(mailbox.messages(to=email)[-1]))
    assert lien is not None
    body = {"jeton": lien[1], "mot_de_passe": PASSPHRASE}
    assert (await client.get(f"{URL}/activations")).status_code == 405, "un analyseur de courriels n'ouvre rien"
    assert (await client.post(f"{URL}/activations", json=body)).status_code == 204
    assert (await client.post(f"{URL}/activations", json=body)).json()["code"] == "lien-invalide-ou-perime"
    assert (await client.post(f"{URL}/session", json={"email": email, "mot_de_passe": PASSPHRASE})).status_code == 204


async def test_un_oubli_fait_le_meme_travail_que_le_compte_existe_ou_non(
    new_client: NewClient, container: Container
) -> None:
    """La même ligne s'écrit ; c'est le travailleur, plus tard, qui cherche le compte."""
    client = await new_client()
    for email in ("anne@exemple.test", f"{uuid4().hex}@exemple.test"):
        async with container.engine.connect() as connection:
            avant = await connection.scalar(text("select coalesce(max(id), 0) from outbox_events"))
        assert (await client.post(f"{URL}/mots-de-passe/oubli", json={"email": email})).status_code == 202
        async with container.engine.connect() as connection:
            rows = (
                await connection.execute(
                    text("select name, payload::text from outbox_events where id > :a"), {"a": avant}
                )
            ).all()
        assert [row.name for row in rows] == ["MotDePasseOublie"]
        assert email not in rows[0].payload, "l'adresse est chiffrée"


async def test_une_session_oubliee_ou_trop_longue_se_ferme(agent: SignIn, container: Container, clock: Clock) -> None:
    for champ, valeur in (("vue_le", "31 minutes"), ("fin_le", "1 second")):
        anne = await agent("anne")
        condense = digest(anne.cookies[AGENT_COOKIE])
        async with container.engine.begin() as connection:
            await connection.execute(
                text(f"update sessions set {champ} = now() - interval '{valeur}' where condense = :c"), {"c": condense}
            )
        assert (await anne.get("session")).status_code == 401, champ
    async with container.engine.begin() as connection:
        duree = await connection.scalar(text("select max(fin_le - ouverte_le) from sessions"))
    assert duree == timedelta(hours=10)


async def test_au_cinquieme_echec_le_compte_fait_attendre(new_client: NewClient, clock: Clock) -> None:
    client = await new_client()
    for _ in range(5):
        await client.post(f"{URL}/session", json={"email": "chloe@exemple.test", "mot_de_passe": "faux" * 5})
    juste = {"email": "chloe@exemple.test", "mot_de_passe": PASSPHRASE}
    bloque = await client.post(f"{URL}/session", json=juste)
    assert bloque.status_code == 429
    assert int(bloque.headers["retry-after"]) >= 1
    clock.advance(minutes=16)
    assert (await client.post(f"{URL}/session", json=juste)).status_code == 204


async def test_sans_session_tout_est_refuse(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get(f"{URL}/demandes")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "non-connecte"


async def test_une_requete_qui_ne_vient_pas_de_l_application_est_refusee(agent: SignIn) -> None:
    anne = await agent("anne")
    del anne.headers["X-Fdls"]
    answer = await anne.post("session/deconnexion-partout")
    assert answer.status_code == 403
    assert answer.json()["code"] == "origine-non-verifiee"


async def test_se_deconnecter_partout_ferme_les_autres_sessions(agent: SignIn, clock: Clock) -> None:
    premiere, seconde = await agent("bruno"), await agent("bruno")
    assert (await premiere.get("session")).status_code == 200
    assert (await seconde.post("session/deconnexion-partout")).status_code == 204
    assert (await seconde.get("session")).status_code == 401
    assert (await premiere.get("session")).status_code == 401


async def test_changer_de_departement_change_le_perimetre(agent: SignIn) -> None:
    anne = await agent("anne")
    ancien = anne.cookies[AGENT_COOKIE]
    assert (await anne.put("session/departement", json={"departement": "35"})).status_code == 204
    assert anne.cookies[AGENT_COOKIE] != ancien
    assert (await anne.get("session")).json()["departement"] == "35"
    refus = await anne.put("session/departement", json={"departement": "44"})
    assert refus.status_code == 404


async def test_un_champ_inconnu_est_refuse(visitor: httpx.AsyncClient) -> None:
    corps = {"email": "anne@exemple.test", "mot_de_passe": PASSPHRASE, "role": "gestionnaire"}
    answer = await visitor.post(f"{URL}/session", json=corps)
    assert answer.status_code == 422
    assert answer.json()["erreurs"][0]["code"] == "extra_forbidden"


async def test_un_perimetre_limite_dit_ce_qu_il_ne_montre_pas(agent: SignIn) -> None:
    cesson, anne = await agent("cesson", "35"), await agent("anne", "35")
    limite = (await cesson.get("session")).json()["limite"]
    assert "qui concernent Cesson-Sévigné" in limite
    assert "Par numéro" in limite, "et comment savoir qu'une autre existe"
    assert (await anne.get("session")).json()["limite"] is None
