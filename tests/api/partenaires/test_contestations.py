"""Un fait qui coûte des points se conteste : un autre décide, l'explication le dit, la statistique le compte."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from adapters.db.cotation.photos import photos_de_criteres
from adapters.db.cotation.tables import grilles
from adapters.db.engine import enter
from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from domain.cotation.grille import Critere, Grille, ParEvenement
from domain.kernel.calendrier import aujourd_hui
from domain.organismes.acteur import systeme
from tests.api.conftest import SignIn
from tests.api.relocation import proposee

pytestmark = pytest.mark.asyncio(loop_scope="session")
K = photos_de_criteres.c


async def _refus_qui_coute(agent: SignIn, demandeur: SignIn, pdf: bytes) -> tuple[Any, Any, str, dict[str, Any]]:
    """Un refus reconnu adapté : la demande y perd dix points."""
    qui, anne, _, proposition = await proposee(agent, demandeur, pdf)
    refus = {"version": proposition["version"], "motif": "R02"}
    assert (await qui.post(f"mes-propositions/{proposition['id']}/refus", json=refus)).status_code == 200
    fiche = f"demandes/{(await qui.get('ma-demande')).json()['id']}"
    faits = (await anne.get(f"{fiche}/evenements-de-vie")).json()["evenements"]
    fait = next(f for f in faits if f["type"] == "refus_proposition")
    adapte = {"adapte": True, "motif": "Le T3 demandé."}
    assert (await anne.post(f"{fiche}/evenements-de-vie/{fait['id']}/qualification", json=adapte)).status_code == 200
    return qui, anne, fiche, fait


async def _points(anne: Any, fiche: str) -> int:
    return int((await anne.get(fiche)).json()["cotations"][0]["points_verifies"])


async def _comptees(
    container: Container, genres: tuple[str, ...] = ("conteste", "admise", "rejetee")
) -> dict[str, int]:
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.photos_de_points.prendre("35", aujourd_hui(container.now()))
    lues = (
        select(K.genre, func.sum(K.points))
        .where(K.typologie == "", K.organisme == "", K.population == "")
        .where(K.genre.in_(genres))
        .group_by(K.genre)
    )
    async with container.transaction() as session:
        await enter(session, "35", None)
        return {genre: int(n) for genre, n in await session.execute(lues)}


async def test_une_contestation_admise_rend_les_points_et_se_compte(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    avant = await _comptees(container)
    qui, anne, fiche, fait = await _refus_qui_coute(agent, demandeur, pdf)
    punis = await _points(anne, fiche)
    mien = next(f for f in (await qui.get("ma-cotation/faits")).json()["evenements"] if f["id"] == fait["id"])
    assert [(a["code"], a["permise"]) for a in mien["actions"]] == [("contester", True)]
    ecrite = {"motif": "Il n'y avait pas d'ascenseur."}
    lue = await qui.post(f"ma-cotation/faits/{fait['id']}/contestation", json=ecrite)
    assert lue.status_code == 200, lue.text
    [contestation] = lue.json()["contestations"]
    assert "en attente de décision" in contestation["phrase"]
    assert await _points(anne, fiche) == punis, "le fait compte jusqu'à la décision"
    encore = await qui.post(f"ma-cotation/faits/{fait['id']}/contestation", json=ecrite)
    assert (encore.status_code, encore.json()["raisons"][0]["code"]) == (409, "contestation-en-cours")

    lignes = [li for c in (await qui.get("ma-cotation")).json() for b in c["blocs"] for li in b["lignes"]]
    assert any("contesté le" in li["valeur_lue"] for li in lignes), "l'explication des points dit la contestation"

    adresse = f"{fiche}/evenements-de-vie/contestations/{contestation['id']}/decision"
    decision = {"issue": "admise", "motif": "Logement au quatrième sans ascenseur."}
    vie = await anne.post(adresse, json=decision)
    assert vie.status_code == 200, vie.text
    assert [f for f in vie.json()["evenements"] if f["id"] == fait["id"]] == []
    assert vie.json()["contestations"][0]["motif_decision"] == decision["motif"]
    assert await _points(anne, fiche) == punis + 10
    assert (await anne.post(adresse, json=decision)).json()["raisons"][0]["code"] == "contestation-decidee"
    dites = [h["type"] for h in (await anne.get(f"{fiche}/historique")).json()["items"]]
    assert (dites.count("FaitConteste"), dites.count("ContestationDecidee")) == (1, 1)
    await relay_of(container).drain()
    recu = (await qui.get("mes-messages")).json()[0]
    assert recu["objet"] == "Votre contestation a reçu une décision"
    assert "la contestation est admise, ce fait ne compte plus" in recu["corps"]
    assert decision["motif"] in recu["corps"]
    envoyes = [h["description"] for h in (await anne.get(f"{fiche}/historique")).json()["items"]]
    assert sum("Votre contestation a reçu une décision" in dit for dit in envoyes) == 1
    [reponse] = (await qui.get("ma-cotation/faits")).json()["contestations"]
    assert (reponse["issue"], reponse["motif_decision"]) == ("admise", decision["motif"])
    apres = await _comptees(container)
    assert {genre: apres.get(genre, 0) - avant.get(genre, 0) for genre in ("conteste", "admise", "rejetee")} == {
        "conteste": 1,
        "admise": 1,
        "rejetee": 0,
    }


async def test_un_refus_que_la_franchise_laisse_sans_effet_n_est_pas_une_decote_appliquee(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    await _refus_qui_coute(agent, demandeur, pdf)
    sortes = ("compte", "franchi")
    applique = await _comptees(container, sortes)
    assert applique["compte"] > 0
    assert "franchi" not in applique
    await _a_partir_du_deuxieme_refus(container)
    franchi = await _comptees(container, sortes)
    assert franchi["franchi"] > 0, "le premier refus de chacun reste sans effet"
    assert franchi["franchi"] + franchi.get("compte", 0) == applique["compte"]


async def _a_partir_du_deuxieme_refus(container: Container) -> None:
    """The grids in force, with a first refusal that costs nothing."""
    async with container.transaction() as session:
        await enter(session, "35", None)
        for ligne in (await session.execute(select(grilles.c.id, grilles.c.contenu))).all():
            await session.execute(
                update(grilles).where(grilles.c.id == ligne.id).values(contenu=_avec_franchise(ligne.contenu))
            )


def _avec_franchise(grille: Grille) -> Grille:
    def franchir(critere: Critere) -> Critere:
        valeur = critere.valeur
        if not isinstance(valeur, ParEvenement) or valeur.points >= 0:
            return critere
        return replace(critere, valeur=replace(valeur, franchise=1))

    blocs = tuple(replace(b, criteres=tuple(franchir(c) for c in b.criteres)) for b in grille.blocs)
    return replace(grille, blocs=blocs)


async def test_qui_conteste_au_nom_du_demandeur_ne_decide_pas_et_apprend_la_decision(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox
) -> None:
    qui, anne, fiche, fait = await _refus_qui_coute(agent, demandeur, pdf)
    faits = f"{fiche}/evenements-de-vie"
    vie = (await anne.post(f"{faits}/{fait['id']}/contestation", json={"motif": "Dit au guichet."})).json()
    [contestation] = vie["contestations"]
    assert [(a["permise"], a["raisons"][0]["code"]) for a in contestation["actions"]] == [
        (False, "sa-propre-contestation")
    ]
    decision = {"issue": "rejetee", "motif": "Le logement convenait."}
    adresse = f"{faits}/contestations/{contestation['id']}/decision"
    sienne = await anne.post(adresse, json=decision)
    assert (sienne.status_code, sienne.json()["raisons"][0]["code"]) == (409, "sa-propre-contestation")
    gestionnaire = await agent("gestionnaire", "35")
    punis = await _points(anne, fiche)
    assert (await gestionnaire.post(adresse, json=decision)).json()["contestations"][0]["issue"] == "rejetee"
    assert await _points(anne, fiche) == punis, "rejetée, rien ne change"
    await relay_of(container).drain()
    objet = "Une contestation que vous avez déposée est décidée"
    numero = (await anne.get(fiche)).json()["numero_unique"]
    recus = [m for m in mailbox.messages(to="anne@exemple.test") if m["Subject"] == objet]
    [dit] = [texte for m in recus if numero in (texte := m.get_content())]
    assert "la contestation est rejetée, ce fait compte toujours" in dit
    assert decision["motif"] in dit
    assert (await qui.get("mes-messages")).json()[0]["objet"] == "Votre contestation a reçu une décision"
    conseil = await agent("adil", "35")
    assert (await conseil.post(f"{faits}/{fait['id']}/contestation", json={"motif": "Non."})).status_code == 403
    assert (await conseil.post(adresse, json=decision)).json()["code"] == "droit-manquant"
    loin = await agent("chloe", "44")
    assert (await loin.post(adresse, json=decision)).status_code == 404
    inconnue = f"{faits}/contestations/00000000-0000-7000-8000-000000000000/decision"
    assert (await anne.post(inconnue, json=decision)).json()["code"] == "contestation-introuvable"


async def test_un_fait_qui_n_est_pas_un_grief_ne_se_conteste_pas(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, anne, fiche, _ = await _refus_qui_coute(agent, demandeur, pdf)
    vie = (await anne.get(f"{fiche}/evenements-de-vie")).json()
    propose = next(f for f in vie["evenements"] if f["type"] == "proposition")
    refus = await anne.post(f"{fiche}/evenements-de-vie/{propose['id']}/contestation", json={"motif": "Non."})
    assert (refus.status_code, refus.json()["raisons"][0]["code"]) == (409, "pas-un-grief")


async def test_un_fait_conteste_ne_se_retire_pas_avant_la_decision(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, anne, fiche, _ = await _refus_qui_coute(agent, demandeur, pdf)
    faits = f"{fiche}/evenements-de-vie"
    corps = {"type": "declaration_inexacte", "le": container.today().isoformat(), "motif": "Ressources."}
    fait = next(
        f for f in (await anne.post(faits, json=corps)).json()["evenements"] if f["type"] == "declaration_inexacte"
    )
    assert (await anne.post(f"{faits}/{fait['id']}/contestation", json={"motif": "Erreur."})).status_code == 200
    retrait = await anne.post(f"{faits}/{fait['id']}/retrait", json={"motif": "Erreur."})
    assert (retrait.status_code, retrait.json()["raisons"][0]["code"]) == (409, "contestation-en-cours")
