"""Retrouver sa demande sans savoir avec quelle adresse on se connectait, et voir sa connexion d'avant."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from tests.api.conftest import Clock, NewClient, SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_envoyee, demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEE_LE = "1988-04-12"


def un_nom() -> str:
    """Personne d'autre ne le porte."""
    return "".join(chr(65 + int(chiffre, 16)) for chiffre in uuid4().hex[:14])


async def chercher(new_client: NewClient, **criteres: Any) -> httpx.Response:
    client = await new_client()
    corps = {"departement": "35", "ne_le": NEE_LE, "prenom": "Jeanne", **criteres}
    return await client.post("/grandpublic/v1/session/recherches", json=corps)


async def codes_recus(container: Container, mailbox: Mailbox, a: str) -> list[str]:
    await relay_of(container).drain()
    objets = [m["Subject"] for m in mailbox.messages(to=a)]
    return [trouve for objet in objets for trouve in re.findall(r"\b\d{6}\b", objet)]


async def entrer(new_client: NewClient, identifiant: str, code: str) -> httpx.AsyncClient:
    client = await new_client()
    client.base_url = httpx.URL("https://fdls.test/grandpublic/v1/")
    corps = {"departement": "35", "identifiant": identifiant, "code": code}
    ouverte = await client.post("session", json=corps)
    assert ouverte.status_code == 204, ouverte.text
    return client


async def test_son_nom_et_sa_date_de_naissance_suffisent_a_recevoir_un_code_a_l_adresse_du_compte(
    demandeur: SignIn, new_client: NewClient, container: Container, mailbox: Mailbox, pdf: bytes
) -> None:
    nom = un_nom()
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom=nom)
    adresse = (await qui.get("mon-compte")).json()["identifiant"]

    assert (await chercher(new_client, nom=nom.lower())).status_code == 202

    [code] = await codes_recus(container, mailbox, adresse)
    retrouvee = await entrer(new_client, adresse, code)
    assert (await retrouvee.get("ma-demande")).json()["id"] == envoyee["id"]


async def test_son_numero_unique_la_designe_aussi(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, container: Container, mailbox: Mailbox, pdf: bytes
) -> None:
    nom = un_nom()
    qui, validee = await demande_validee(agent, demandeur, pdf, nom=nom)
    adresse = (await qui.get("mon-compte")).json()["identifiant"]
    lisible = re.sub(r"(...)(....)(......)(.....)", r"\1 \2 \3 \4", validee["numero_unique"])

    assert (await chercher(new_client, nom=nom, numero_unique=lisible)).status_code == 202

    assert len(await codes_recus(container, mailbox, adresse)) == 1


async def au_guichet(agent: SignIn, pdf: bytes, nom: str, courriel: str) -> dict[str, Any]:
    """Une demande saisie et enregistrée au guichet : personne n'a jamais ouvert son espace."""
    anne = await agent("anne", "35")
    rempli = formulaire(nom=nom)
    rempli["demandeur"]["email"] = courriel
    brouillon = (await anne.post("demandes", json=rempli)).json()
    piece = await anne.post(f"demandes/{brouillon['id']}/pieces?type=ID_CNI&nom=carte.pdf", content=pdf)
    assert piece.status_code == 201, piece.text
    corps = {"version": brouillon["version"], "identite_verifiee": True}
    validee = await anne.post(f"demandes/{brouillon['id']}/validation", json=corps)
    assert validee.status_code == 200, validee.text
    vue: dict[str, Any] = validee.json()
    return vue


async def test_une_demande_saisie_au_guichet_ouvre_son_espace_a_l_adresse_qu_elle_porte(
    agent: SignIn, new_client: NewClient, container: Container, mailbox: Mailbox, pdf: bytes
) -> None:
    nom, courriel = un_nom(), f"{uuid4().hex[:12]}@exemple.test"
    demande = await au_guichet(agent, pdf, nom, courriel)

    assert (await chercher(new_client, nom=nom)).status_code == 202

    [code] = await codes_recus(container, mailbox, courriel)
    espace = await entrer(new_client, courriel, code)
    assert (await espace.get("ma-demande")).json()["numero_unique"] == demande["numero_unique"]
    phrases = [ligne["phrase"] for ligne in (await espace.get("mon-historique")).json()]
    assert "Votre espace personnel est ouvert." in phrases


async def test_qui_s_inscrit_avec_l_adresse_de_sa_demande_au_guichet_la_retrouve_avec_un_code(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, container: Container, mailbox: Mailbox, pdf: bytes
) -> None:
    """L'adresse seule ne suffit pas à ouvrir un dossier : un guichet a pu la taper de travers."""
    nom, courriel = un_nom(), f"{uuid4().hex[:12]}@exemple.test"
    demande = await au_guichet(agent, pdf, nom, courriel)
    inscrit = await demandeur(courriel, "35")
    assert not (await inscrit.get("mon-compte")).json()["a_une_demande"]
    assert (await inscrit.get("mon-espace")).json()["code"] == "demande-introuvable"
    await codes_recus(container, mailbox, courriel)

    assert (await chercher(new_client, nom="QUELQUUN D AUTRE")).status_code == 202
    deja = await codes_recus(container, mailbox, courriel)
    assert (await chercher(new_client, nom=nom)).status_code == 202
    *_, code = await codes_recus(container, mailbox, courriel)
    assert len(await codes_recus(container, mailbox, courriel)) == len(deja) + 1
    retrouve = await entrer(new_client, courriel, code)
    assert (await retrouve.get("ma-demande")).json()["numero_unique"] == demande["numero_unique"]
    espace = (await retrouve.get("mon-espace")).json()
    assert (espace["numero_unique"], espace["deposee_le"]) == (demande["numero_unique"], demande["deposee_le"])
    assert (await inscrit.get("mon-compte")).json()["a_une_demande"], "the session he already had opens it too"


async def test_une_adresse_qui_ouvre_deja_une_autre_demande_n_en_ouvre_pas_une_seconde(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, container: Container, mailbox: Mailbox, pdf: bytes
) -> None:
    conjoint, _ = await demande_envoyee(demandeur, pdf, nom=un_nom())
    partagee = (await conjoint.get("mon-compte")).json()["identifiant"]
    nom = un_nom()
    await au_guichet(agent, pdf, nom, partagee)
    deja = await codes_recus(container, mailbox, partagee)

    assert (await chercher(new_client, nom=nom)).status_code == 202

    assert await codes_recus(container, mailbox, partagee) == deja


@pytest.mark.parametrize(
    "faux",
    [
        {"ne_le": "1988-04-13"},
        {"prenom": "Jeannette"},
        {"nom": "QUELQUUN D AUTRE"},
        {"numero_unique": "035112600000135B02"},
    ],
    ids=["date de naissance", "prénom", "nom", "numéro inconnu"],
)
async def test_une_recherche_fausse_recoit_la_meme_reponse_et_rien_ne_part(
    demandeur: SignIn,
    new_client: NewClient,
    container: Container,
    mailbox: Mailbox,
    pdf: bytes,
    faux: dict[str, str],
) -> None:
    nom = un_nom()
    qui, _ = await demande_envoyee(demandeur, pdf, nom=nom)
    adresse = (await qui.get("mon-compte")).json()["identifiant"]
    deja = await codes_recus(container, mailbox, adresse)
    juste, fausse = await chercher(new_client, nom=nom), await chercher(new_client, **{"nom": nom, **faux})

    assert juste.status_code == fausse.status_code == 202
    assert juste.content == fausse.content
    assert len(await codes_recus(container, mailbox, adresse)) == len(deja) + 1


async def test_un_numero_qui_n_en_est_pas_un_se_dit_tout_de_suite(new_client: NewClient) -> None:
    refus = await chercher(new_client, nom="MOREL", numero_unique="12")
    assert refus.status_code == 422
    assert refus.json()["code"] == "numero-unique-invalide"


async def test_on_ne_cherche_pas_sans_fin_la_meme_personne(new_client: NewClient) -> None:
    nom = un_nom()
    reponses = [(await chercher(new_client, nom=nom)).status_code for _ in range(6)]
    assert reponses == [202] * 5 + [429]


async def test_la_connexion_d_avant_se_lit_la_premiere_n_en_a_pas(demandeur: SignIn, clock: Clock) -> None:
    identifiant = f"{uuid4().hex[:12]}@exemple.test"
    premiere = await demandeur(identifiant)
    assert (await premiere.get("mon-compte")).json()["connexion_precedente_le"] is None
    le = clock()
    clock.advance(days=3)
    seconde = await demandeur(identifiant)
    lue = (await seconde.get("session")).json()["connexion_precedente_le"]
    assert lue.startswith(f"{le:%Y-%m-%dT%H:%M}")
