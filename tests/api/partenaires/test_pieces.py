"""Les pièces vues des partenaires : contrôle, accès réservé, lecture tracée, purge."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.pieces.reactions import purger_les_pieces
from tests.adapters.images.conftest import photo
from tests.api.conftest import SignIn
from tests.api.grandpublic.test_mes_pieces import commencer, envoyer
from tests.api.parcours import demande_envoyee, demande_validee
from tests.api.test_requetes import Ecoute

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def lire(agent: httpx.AsyncClient, demande: str) -> dict[str, Any]:
    reponse = await agent.get(f"demandes/{demande}/dossier-de-pieces")
    assert reponse.status_code == 200, reponse.text
    lu: dict[str, Any] = reponse.json()
    return lu


async def deposer(agent: httpx.AsyncClient, demande: str, type: str, **params: str) -> dict[str, Any]:
    largeur = 400 + int(uuid4().hex[:2], 16)
    reponse = await agent.post(
        f"demandes/{demande}/pieces", params={"type": type, **params}, content=photo(largeur, 600)
    )
    assert reponse.status_code == 201, reponse.text
    derniere: dict[str, Any] = reponse.json()["pieces"][-1]
    return derniere


async def test_chaque_personne_a_ses_pieces_attendues_et_leur_etat(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="ATTENDUES")
    anne = await agent("anne", "35")
    vu = await lire(anne, envoyee["id"])
    (personne,) = vu["personnes"]
    assert personne["nom"].startswith("ATTENDUES")
    etats = {a["code"]: (a["etat"], a["personne_id"]) for a in vu["attendues"]}
    assert etats["identite"] == ("RECUE", personne["id"])
    assert etats["revenu_fiscal"] == ("ATTENDUE", personne["id"])
    assert etats["bail"] == ("ATTENDUE", None)
    assert {m["code"] for m in vu["motifs_de_refus"]} >= {"ILLISIBLE", "NIR_VISIBLE", "AUTRE"}
    assert "NIR" not in vu["depot"]["rappel_nir"]


async def test_une_piece_deposee_une_fois_sert_a_tous_les_partenaires(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="PARTAGE")
    for nom in ("bruno", "epci", "prefet"):
        lecteur = await agent(nom, "35")
        (piece,) = (await lire(lecteur, vue["id"]))["pieces"]
        contenu = await lecteur.get(f"demandes/{vue['id']}/pieces/{piece['id']}/contenu")
        assert contenu.content.startswith(b"%PDF-")
        assert (await lecteur.get(f"demandes/{vue['id']}/pieces/{piece['id']}/pages/1")).status_code == 200
    gestionnaire = await agent("gestionnaire", "35")
    lignes = (await gestionnaire.get(f"demandes/{vue['id']}/consultations", params={"size": 100})).json()["items"]
    assert [x["quoi"] for x in lignes].count("piece") == 6, "chaque ouverture est écrite au journal de lecture"
    assert {x["organisme"] for x in (await qui.get("mes-consultations")).json()} >= {
        "Vilaine Logis",
        "Rennes Métropole",
    }


async def test_chaque_piece_dit_son_etat_et_qui_l_a_deposee_sans_nommer_l_agent(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="DEPOSANTS")
    anne, bruno = await agent("anne", "35"), await agent("bruno")
    await deposer(anne, envoyee["id"], "LOG_BAIL")
    for lu in (await lire(bruno, envoyee["id"]), (await qui.get("mon-dossier-de-pieces")).json()):
        pieces = {p["type"]: (p["deposee_par"], p["etat"]) for p in lu["pieces"]}
        assert pieces == {"ID_CNI": ("le demandeur", "RECUE"), "LOG_BAIL": ("Armor Habitat", "RECUE")}
        attendues = {a["code"]: a["etat"] for a in lu["attendues"]}
        assert (attendues["bail"], attendues["identite"], attendues["revenu_fiscal"]) == ("RECUE", "RECUE", "ATTENDUE")
        assert "Anne" not in str(lu)


async def test_hors_de_son_departement_ou_sans_droit_rien_ne_se_lit(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="AILLEURS")
    chloe, adil = await agent("chloe", "44"), await agent("adil", "35")
    anne = await agent("anne", "35")
    (piece,) = (await lire(anne, vue["id"]))["pieces"]
    for chemin in ("dossier-de-pieces", "pieces", f"pieces/{piece['id']}/contenu", f"pieces/{piece['id']}/pages/1"):
        assert (await chloe.get(f"demandes/{vue['id']}/{chemin}")).status_code == 404, chemin
        assert (await adil.get(f"demandes/{vue['id']}/{chemin}")).status_code == 403, chemin
    depot = await chloe.post(f"demandes/{vue['id']}/pieces?type=ID_CNI", content=photo())
    assert depot.status_code == 404
    assert (await adil.post(f"demandes/{vue['id']}/pieces?type=ID_CNI", content=photo())).status_code == 403


async def test_un_refus_se_motive_et_le_demandeur_le_lit_en_francais(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="MOTIF")
    anne = await agent("anne", "35")
    (piece,) = (await lire(anne, envoyee["id"]))["pieces"]
    adresse = f"demandes/{envoyee['id']}/pieces/{piece['id']}/refus"
    lue = {"version": piece["version"]}
    inconnu = await anne.post(adresse, json=lue | {"motif": "PARCE_QUE"})
    assert (inconnu.status_code, inconnu.json()["code"]) == (422, "motif-de-refus-inconnu")
    muet = await anne.post(adresse, json=lue | {"motif": "AUTRE"})
    assert (muet.status_code, muet.json()["code"]) == (422, "motif-de-refus-inconnu")
    refusee = await anne.post(adresse, json=lue | {"motif": "INCOMPLETE", "precision": "Le verso manque."})
    assert refusee.status_code == 200, refusee.text
    relue = {"version": refusee.json()["pieces"][0]["version"]}
    encore = await anne.post(adresse, json=relue | {"motif": "INCOMPLETE"})
    assert (encore.status_code, encore.json()["code"]) == (409, "piece-deja-controlee")
    vu = (await qui.get("mon-dossier-de-pieces")).json()
    identite = next(a for a in vu["attendues"] if a["bloquante"])
    attendu = "Il manque une page ou une face. Envoyez le document entier, recto et verso. Le verso manque."
    assert (identite["etat"], identite["motif"]) == ("REFUSEE", attendu)
    phrases = [x["phrase"] for x in (await qui.get("mon-historique")).json()]
    assert f"Votre document « carte d'identité » n'a pas été accepté : {attendu}" in phrases
    types = [x["type"] for x in (await anne.get(f"demandes/{envoyee['id']}/historique")).json()["items"]]
    assert types.count("PieceRefusee") == 1
    await relay_of(container).drain()
    messages = (await qui.get("mes-messages")).json()
    assert attendu in next(m["corps"] for m in messages if "à renvoyer" in m["objet"])
    espace = (await qui.get("mon-espace")).json()
    assert espace["etat"]["phrase"].startswith("Vous avez envoyé votre demande le ")
    assert "aucun guichet ne peut enregistrer votre demande" in espace["etat"]["phrase"]
    assert [(t["code"], t["lien"]) for t in espace["a_faire"]] == [("deposer-identite", "mon-espace/documents")]
    assert espace["qui"]["telephone"] or espace["qui"]["email"], "et qui appeler"


async def test_un_titre_de_sejour_valide_perime_a_sa_date(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, clock: Any
) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="SEJOUR")
    anne = await agent("anne", "35")
    titre = await deposer(anne, envoyee["id"], "TS_TEMP")
    assert titre["echeance_requise"]
    adresse = f"demandes/{envoyee['id']}/pieces/{titre['id']}/validation"
    lue = {"version": titre["version"]}
    sans = await anne.post(adresse, json=lue)
    assert (sans.status_code, sans.json()["code"]) == (422, "echeance-manquante")
    fin = container.today() + timedelta(days=20)
    valide = await anne.post(adresse, json=lue | {"expire_le": fin.isoformat()})
    assert valide.status_code == 200, valide.text
    etat = next(p for p in valide.json()["pieces"] if p["id"] == titre["id"])
    assert (etat["etat"], etat["expire_le"]) == ("VALIDEE", fin.isoformat())
    clock.advance(days=21)
    anne = await agent("anne", "35")
    etat = next(p for p in (await lire(anne, envoyee["id"]))["pieces"] if p["id"] == titre["id"])
    assert etat["etat"] == "PERIMEE"


async def test_une_piece_de_violences_n_existe_que_pour_les_profils_habilites(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, territory: Any
) -> None:
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="RESERVE", motifs={"codes": ["06"]})
    plainte = await qui.post("mes-pieces?type=MOT_06&nom=plainte.pdf", content=photo(500, 700))
    piece = next(p for p in plainte.json()["pieces"] if p["type"] == "MOT_06")
    assert piece["sensible"]
    anne = await agent("anne", "35")
    assert piece["id"] in [p["id"] for p in (await lire(anne, vue["id"]))["pieces"]]
    async with container.engine.begin() as connection:
        await connection.execute(
            text("update habilitations set profil = 'guichet' where compte_id = :c and departement = '35'"),
            {"c": territory.comptes["bruno"]},
        )
    try:
        bruno = await agent("bruno", "35")
        vu = await lire(bruno, vue["id"])
        assert piece["id"] not in [p["id"] for p in vu["pieces"]]
        assert not any("MOT_06" in t["code"] for a in vu["attendues"] for t in a["types"])
        base = f"demandes/{vue['id']}/pieces/{piece['id']}"
        assert (await bruno.get(f"{base}/contenu")).status_code == 404
        assert (await bruno.get(f"{base}/pages/1")).status_code == 404
        assert (await bruno.post(f"{base}/validation", json={"version": 1})).status_code == 404
        assert (await bruno.post(f"{base}/refus", json={"version": 1, "motif": "ILLISIBLE"})).status_code == 404
        depot = await bruno.post(f"demandes/{vue['id']}/pieces?type=MOT_06", content=photo(510, 700))
        assert (depot.status_code, depot.json()["code"]) == (403, "droit-manquant")
        historique = (await bruno.get(f"demandes/{vue['id']}/historique", params={"size": 100})).text
        assert "plainte" not in historique
        assert "Violences" not in historique.split('"type":"PieceDeposee"')[1][:400]
    finally:
        async with container.engine.begin() as connection:
            await connection.execute(
                text("update habilitations set profil = 'charge-de-clientele' where compte_id = :c"),
                {"c": territory.comptes["bruno"]},
            )


async def test_un_guichet_envoie_aussi_en_plusieurs_fois_et_retire_son_erreur(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="GUICHET")
    anne = await agent("anne", "35")
    contenu = photo(1000, 800)
    corps = {"type": "LOG_BAIL", "nom": "bail.jpg", "taille": len(contenu)}
    ouvert = await anne.post(f"demandes/{envoyee['id']}/televersements", json=corps)
    adresse = f"demandes/{envoyee['id']}/televersements/{ouvert.json()['id']}"
    await envoyer(anne, adresse, 0, contenu[:3000])
    fini = (await envoyer(anne, adresse, 3000, contenu[3000:])).json()
    bail = next(p for p in fini["dossier"]["pieces"] if p["type"] == "LOG_BAIL")
    assert (bail["origine"], bail["etat"]) == ("guichet", "RECUE")
    retiree = await anne.delete(f"demandes/{envoyee['id']}/pieces/{bail['id']}")
    assert bail["id"] not in [p["id"] for p in retiree.json()["pieces"]]
    adil = await agent("adil", "35")
    assert (await adil.head(adresse)).status_code == 403


async def test_le_demandeur_ne_retire_pas_ce_qu_un_guichet_a_depose(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="PASMOI")
    anne = await agent("anne", "35")
    bail = await deposer(anne, envoyee["id"], "LOG_BAIL")
    assert (await qui.delete(f"mes-pieces/{bail['id']}")).status_code == 404
    assert (await qui.get(f"mes-pieces/{bail['id']}/contenu")).status_code == 200


async def test_une_piece_retiree_ne_laisse_aucun_contenu(
    agent: SignIn, demandeur: SignIn, container: Container
) -> None:
    qui = await commencer(demandeur)
    piece = (await qui.post("mes-pieces?type=LOG_BAIL", content=photo())).json()["pieces"][0]
    demande = (await qui.get("ma-demande")).json()["id"]
    bord = f"35/{demande}/{piece['id']}"
    assert len(await container.stockage.ranges_avant(bord, container.now())) == 2
    assert (await qui.delete(f"mes-pieces/{piece['id']}")).status_code == 200
    await relay_of(container).drain()
    assert await container.stockage.ranges_avant(bord, container.now()) == []


async def test_un_an_apres_la_radiation_les_pieces_sont_effacees_une_seule_fois(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="PURGE")
    _, gardee = await demande_validee(agent, demandeur, pdf, nom="GARDEE")
    limite = ajouter_mois(container.today(), -12)
    async with container.engine.begin() as connection:
        for demande, le in ((vue["id"], limite - timedelta(days=1)), (gardee["id"], limite)):
            await connection.execute(text("select set_config('app.departement', '35', true)"))
            await connection.execute(
                text("update demandes set etat = 'AN', radiee_le = :le where id = :id"), {"le": le, "id": demande}
            )
    for _ in range(2):
        await jouer_la_nuit(container)
    anne = await agent("anne", "35")
    assert (await lire(anne, vue["id"]))["pieces"] == []
    assert len((await lire(anne, gardee["id"]))["pieces"]) == 1
    assert await container.stockage.ranges_avant(f"35/{vue['id']}/", container.now()) == []
    lignes = (await anne.get(f"demandes/{vue['id']}/historique", params={"size": 100})).json()["items"]
    assert [x["description"] for x in lignes if x["type"] == "PiecesEffacees"] == ["1 pièce"]


async def test_un_envoi_abandonne_et_un_contenu_orphelin_disparaissent_dans_la_nuit(
    demandeur: SignIn, container: Container, clock: Any
) -> None:
    qui = await commencer(demandeur)
    corps = {"type": "LOG_BAIL", "nom": "bail.jpg", "taille": 9000}
    ouvert = (await qui.post("mes-televersements", json=corps)).json()
    adresse = f"mes-televersements/{ouvert['id']}"
    await envoyer(qui, adresse, 0, photo()[:3000])
    await container.stockage.ranger("arrivees/35/orphelin", b"x")
    await jouer_la_nuit(container)
    assert (await qui.head(adresse)).status_code == 200, "deux jours pour retrouver du réseau"
    clock.advance(hours=49)
    await jouer_la_nuit(container)
    clock.advance(hours=-49)
    assert (await qui.head(adresse)).status_code == 404
    assert await container.stockage.ranges_avant(f"televersements/35/{ouvert['id']}/", container.now()) == []
    assert not await container.stockage.existe("arrivees/35/orphelin")


async def jouer_la_nuit(container: Container) -> None:
    acteur = systeme("35")
    event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(purger_les_pieces, event, acteur)
    await relay_of(container).drain()


async def test_le_dossier_de_pieces_se_lit_en_deux_questions_et_laisse_sa_ligne(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="QUESTIONS")
    anne = await agent("anne", "35")
    heard = []
    for combien in (0, 12):
        for _ in range(combien):
            await deposer(anne, envoyee["id"], "RES_SALAIRE")
        await lire(anne, envoyee["id"])
        with Ecoute(container)() as ecoutes:
            await lire(anne, envoyee["id"])
        heard.append(len(ecoutes))
    assert heard == [3, 3]


async def test_une_demande_retournee_mene_au_champ_a_corriger_puis_l_oublie(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="RETOUR")
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "motif": "INC", "commentaire": "Voir le titre.", "points": ["PIECE", "NOM"]}
    retour = await anne.post(f"demandes/{envoyee['id']}/retour", json=corps)
    assert retour.status_code == 200, retour.text
    assert [p["code"] for p in retour.json()["points_retour"]] == ["PIECE", "NOM"]
    inconnu = await anne.post(f"demandes/{envoyee['id']}/retour", json={**corps, "points": ["AILLEURS"]})
    assert inconnu.status_code == 422
    espace = (await qui.get("mon-espace")).json()
    assert [a["lien"] for a in espace["a_faire"]] == [
        "demande/piece-identite?relecture#champ-pieces.identite",
        "demande/identite?relecture#champ-demandeur.nom_naissance",
        "demande/recapitulatif",
    ]
    vue = (await qui.get("ma-demande")).json()
    renvoyee = await qui.post("ma-demande/soumission", json={"version": vue["version"]})
    assert renvoyee.json()["points_retour"] == []


async def test_une_page_ajoutee_pendant_la_lecture_n_est_pas_validee_avec_les_autres(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="RELIRE")
    anne = await agent("anne", "35")
    (lue,) = (await lire(anne, envoyee["id"]))["pieces"]
    ajout = await qui.post(f"mes-pieces?type={lue['type']}&nom=verso.png&piece_id={lue['id']}", content=photo())
    assert ajout.status_code == 201, ajout.text
    for acte, corps in (("validation", {}), ("refus", {"motif": "ILLISIBLE"})):
        refus = await anne.post(
            f"demandes/{envoyee['id']}/pieces/{lue['id']}/{acte}", json={"version": lue["version"]} | corps
        )
        assert (refus.status_code, refus.json()["code"]) == (409, "modification-concurrente")
    (relue,) = (await lire(anne, envoyee["id"]))["pieces"]
    assert (relue["etat"], len(relue["feuillets"])) == (lue["etat"], 2)
