"""La vie d'une demande, du portail au numéro unique, par HTTP."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.bootstrap import Container
from tests.api.conftest import Clock, SignIn
from tests.api.formulaires import RENNES, formulaire
from tests.api.parcours import demande_envoyee, demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _validee(agent: SignIn, demande: dict[str, Any], **corps: Any) -> httpx.Response:
    anne = await agent("anne", "35")
    body = {"version": demande["version"], "identite_verifiee": True} | corps
    return await anne.post(f"demandes/{demande['id']}/validation", json=body)


async def test_une_demande_du_portail_recoit_son_numero_unique(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="LE BIHAN", prenoms="Soizic")
    assert envoyee["etat"] == "EV"
    anne = await agent("anne", "35")
    a_valider = (await anne.get("demandes", params={"a_valider": True, "sort": "-soumise_le"})).json()
    assert envoyee["id"] in [d["id"] for d in a_valider["items"]]
    validee = await _validee(agent, envoyee)
    assert validee.status_code == 200, validee.text
    vue = validee.json()
    assert vue["etat"] == "AC"
    assert len(vue["numero_unique"]) == 18
    assert vue["numero_unique"].startswith("035")
    assert vue["numero_unique"].endswith("35A01")
    espace = (await qui.get("mon-espace")).json()
    assert espace["etat"]["code"] == "AC"
    assert espace["qui"]["nom"] == "Armor Habitat"
    phrases = [ligne["phrase"] for ligne in (await qui.get("mon-historique")).json()]
    assert f"Votre demande est enregistrée sous le numéro unique {vue['numero_unique']}." in phrases
    trouve = (await anne.get("demandes", params={"q": "le bihan soiz"})).json()
    assert trouve["items"][0]["nom_affiche"] == "LE BIHAN Soizic"
    par_numero = (await anne.get("demandes", params={"q": vue["numero_unique"]})).json()
    assert [d["id"] for d in par_numero["items"]] == [envoyee["id"]]


async def test_une_demande_incomplete_dit_tout_ce_qui_manque_et_garde_la_saisie(demandeur: SignIn) -> None:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    vue = (await qui.patch("ma-demande", json={"version": vue["version"], "motifs": {"codes": ["09"]}})).json()
    refus = await qui.post("ma-demande/soumission", json={"version": vue["version"]})
    assert refus.status_code == 422
    champs = {e["champ"] for e in refus.json()["erreurs"]}
    assert "pieces.identite" in champs
    assert any(c.startswith("demandeur") for c in champs)
    assert (await qui.get("ma-demande")).json()["formulaire"]["motifs"]["codes"] == ["09"]


async def test_deux_agents_valident_ensemble_un_seul_gagne(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="COURSE", prenoms="Ada")
    reponses = await asyncio.gather(*(_validee(agent, envoyee) for _ in range(4)))
    codes = sorted(r.status_code for r in reponses)
    assert codes == [200, 409, 409, 409]
    perdant = next(r for r in reponses if r.status_code == 409).json()
    assert perdant["code"] in {"modification-concurrente", "transition-interdite"}
    assert perdant["title"]


async def test_les_numeros_se_suivent_sans_trou_ni_double(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    envoyees = [(await demande_envoyee(demandeur, pdf, nom=f"SUITE{i}", prenoms="Zoé"))[1] for i in range(5)]
    reponses = await asyncio.gather(*(_validee(agent, d) for d in envoyees))
    assert {r.status_code for r in reponses} == {200}
    suites = sorted(int(r.json()["numero_unique"][7:13]) for r in reponses)
    assert suites == list(range(suites[0], suites[0] + 5))


async def test_un_doublon_fort_arrete_la_validation_et_s_ecarte_avec_un_motif(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, premiere = await demande_envoyee(demandeur, pdf, nom="DUBOIS", prenoms="Paul", ne_le="1990-02-03")
    assert (await _validee(agent, premiere)).status_code == 200
    _, seconde = await demande_envoyee(demandeur, pdf, nom="Dubois", prenoms="paul", ne_le="1990-02-03")
    refus = await _validee(agent, seconde)
    assert refus.status_code == 409
    assert refus.json()["code"] == "doublon-possible"
    anne = await agent("anne", "35")
    (doublon,) = (await anne.get(f"demandes/{seconde['id']}/doublons")).json()
    assert doublon["demande_id"] == premiere["id"]
    assert doublon["certitude"] == "forte"
    assert doublon["pour"]
    ecarte = await _validee(agent, seconde, doublon_ecarte="Homonyme né le même jour, pièces comparées.")
    assert ecarte.status_code == 200


async def test_une_demande_retournee_se_corrige_et_se_renvoie(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="RETOUR", prenoms="Ines")
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "motif": "ILL", "commentaire": "La photo est floue."}
    assert (await anne.post(f"demandes/{envoyee['id']}/retour", json=corps)).json()["etat"] == "RT"
    espace = (await qui.get("mon-espace")).json()
    assert "La photo est floue." in espace["etat"]["phrase"]
    assert espace["a_faire"][0]["code"] == "corriger-demande"
    vue = (await qui.get("ma-demande")).json()
    assert (await qui.post("ma-demande/soumission", json={"version": vue["version"]})).json()["etat"] == "EV"


async def test_une_version_perimee_ne_s_enregistre_pas(demandeur: SignIn) -> None:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    premier = {"version": vue["version"], "motifs": {"codes": ["09"]}}
    assert (await qui.patch("ma-demande", json=premier)).status_code == 200
    assert (await qui.patch("ma-demande", json=premier | {"motifs": {"codes": ["13"]}})).status_code == 409


async def test_la_meme_cle_ne_cree_qu_une_demande(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    cle = {"Idempotency-Key": uuid4().hex}
    corps = formulaire(nom="CLE", prenoms="Une")
    premiere = await anne.post("demandes", json=corps, headers=cle)
    encore = await anne.post("demandes", json=corps, headers=cle)
    assert premiere.status_code == encore.status_code == 201
    assert premiere.json()["id"] == encore.json()["id"]
    autre = await anne.post("demandes", json=formulaire(nom="AUTRE"), headers=cle)
    assert autre.json()["code"] == "cle-deja-utilisee"


async def test_un_brouillon_n_existe_que_pour_son_organisme(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    brouillon = (await anne.post("demandes", json=formulaire(nom="BROUILLON"))).json()
    assert brouillon["etat"] == "BR"
    bruno = await agent("bruno")
    inconnu = await bruno.get(f"demandes/{uuid4()}")
    ailleurs = await bruno.get(f"demandes/{brouillon['id']}")
    assert inconnu.status_code == ailleurs.status_code == 404
    assert inconnu.json() == ailleurs.json()


async def test_hors_du_departement_une_demande_n_existe_pas(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="FRONTIERE")
    chloe = await agent("chloe")
    for chemin in ("", "/historique", "/pieces"):
        answer = await chloe.get(f"demandes/{envoyee['id']}{chemin}")
        assert (answer.status_code, answer.json()["code"]) == (404, "demande-introuvable"), chemin
    corps = {"version": envoyee["version"], "identite_verifiee": True}
    assert (await chloe.post(f"demandes/{envoyee['id']}/validation", json=corps)).status_code == 404


async def test_un_profil_de_consultation_lit_mais_n_ecrit_pas(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="LECTURE", motifs={"codes": ["06", "09"]})
    adil = await agent("adil")
    vue = (await adil.get(f"demandes/{envoyee['id']}")).json()
    assert vue["informations_masquees"]
    assert vue["formulaire"]["motifs"]["codes"] == ["09"]
    modifier = next(a for a in vue["actions"] if a["code"] == "modifier")
    assert not modifier["permise"]
    assert "Votre profil ne permet pas" in modifier["raisons"][0]["phrase"]
    refus = await adil.patch(f"demandes/{envoyee['id']}", json={"version": envoyee["version"], "motifs": {"codes": []}})
    assert refus.status_code == 403
    assert refus.json()["raisons"][0]["code"] == modifier["raisons"][0]["code"]


async def test_chaque_consultation_laisse_sa_ligne(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    qui, envoyee = await demande_envoyee(demandeur, pdf, nom="CURIEUX")
    bruno = await agent("bruno")
    await bruno.get(f"demandes/{envoyee['id']}")
    lignes = (await bruno.get(f"demandes/{envoyee['id']}/consultations")).json()["items"]
    assert lignes[0]["organisme"] == "Vilaine Logis"
    vues = (await qui.get("mes-consultations")).json()
    [vue] = [v for v in vues if v["organisme"] == "Vilaine Logis"]
    assert (vue["nombre"], len(vue["objets"])) == (1, 1)
    assert vue["objets"][0] == lignes[0]["quoi_libelle"], "la personne lit ce qui a été ouvert, dans les mêmes mots"
    assert vue["derniere_le"][:16] == lignes[0]["le"][:16]
    assert "Bruno" not in str(vues), "l'organisme se nomme, pas la personne"


async def test_l_historique_garde_l_avant_et_l_apres(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    _, envoyee = await demande_envoyee(demandeur, pdf, nom="AVANT")
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "motifs": {"codes": ["13"]}}
    assert (await anne.patch(f"demandes/{envoyee['id']}", json=corps)).status_code == 200
    lignes = (await anne.get(f"demandes/{envoyee['id']}/historique")).json()["items"]
    modification = lignes[0]
    assert modification["libelle"] == "Modification"
    assert modification["auteur"] == "Agent Anne"
    assert modification["details"]["avant"]["motifs"]["codes"] == ["09", "13"]
    assert modification["details"]["apres"]["motifs"]["codes"] == ["13"]


async def test_le_nir_entre_au_coffre_et_ne_ressort_jamais(agent: SignIn, demandeur: SignIn) -> None:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    rempli = formulaire(nom="COFFRE", prenoms="Lea", ne_le="1995-10-02")
    await qui.patch("ma-demande", json={"version": vue["version"], **rempli})
    personne = rempli["demandeur"]["id"]
    assert (
        await qui.put("ma-demande/nir", json={"personne_id": personne, "nir": "295109912611193"})
    ).status_code == 204
    faux = await qui.put("ma-demande/nir", json={"personne_id": personne, "nir": "295109912611194"})
    assert faux.status_code == 422
    lu = await qui.get("ma-demande")
    assert lu.json()["nirs_connus"] == [personne]
    assert "2951099" not in lu.text
    historique = await qui.get("mon-historique")
    assert "2951099" not in historique.text


async def test_ce_qu_un_tiers_apporte_attend_l_accord_de_la_personne_et_l_historique_le_dit(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="ACCORD")
    anne, adresse = await agent("anne", "35"), f"demandes/{demande['id']}"
    corps: dict[str, Any] = {"version": demande["version"], "motifs": {"codes": ["13"]}, "source": "tiers"}
    demain = container.today() + timedelta(days=1)
    for accord in ({}, {"accord_le": f"{demain}"}):
        refus = await anne.patch(adresse, json=corps | accord)
        assert (refus.status_code, refus.json()["code"]) == (422, "accord-du-demandeur-manquant")
    modifiee = await anne.patch(adresse, json=corps | {"accord_le": "2026-01-12"})
    assert modifiee.status_code == 200, modifiee.text
    piece = {"version": modifiee.json()["version"], "motifs": {"codes": ["09"]}, "source": "piece"}
    modifiee = await anne.patch(adresse, json=piece)
    dite = {"version": modifiee.json()["version"], "motifs": {"codes": ["13"]}}
    assert (await anne.patch(adresse, json=dite)).status_code == 200
    lignes = (await anne.get(f"{adresse}/historique")).json()["items"]
    modifications = [(x["description"], x["auteur"]) for x in lignes if x["type"] == "DemandeModifiee"][:3]
    assert [d.replace("\xa0", " ") for d, _ in modifications] == [
        "motifs (dit par la personne)",
        "motifs (d'après ses documents)",
        "motifs (fourni par un tiers, accord recueilli le 12 janvier 2026)",
    ]
    assert {auteur for _, auteur in modifications} == {"Agent Anne"}


async def test_tout_service_enregistreur_et_la_personne_modifient_une_demande_enregistree_ailleurs(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="PARTAGEE")
    version = demande["version"]
    for nom, motif in (("bruno", "13"), ("epci", "09"), ("gestionnaire", "13")):
        autre = await agent(nom, "35")
        corps = {"version": version, "motifs": {"codes": [motif]}}
        modifiee = await autre.patch(f"demandes/{demande['id']}", json=corps)
        assert modifiee.status_code == 200, f"{nom} : {modifiee.text}"
        assert modifiee.json()["formulaire"]["motifs"]["codes"] == [motif]
        version = modifiee.json()["version"]
    en_ligne = await qui.patch("ma-demande", json={"version": version, "motifs": {"codes": ["09"]}})
    assert en_ligne.status_code == 200, en_ligne.text
    assert en_ligne.json()["formulaire"]["motifs"]["codes"] == ["09"]


async def test_au_renouvellement_chaque_rubrique_peut_etre_mise_a_jour(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="TOUTCHANGE")
    identifiant = (await qui.get("mon-compte")).json()["identifiant"]
    clock.advance(days=340)
    qui = await demandeur(identifiant)
    avant = (await qui.get("ma-demande")).json()["formulaire"]
    neuf = formulaire(nom="TOUTCHANGE", communes=(RENNES, "35051"), typologies=("T3",), revenu=18_000)
    personne = avant["demandeur"]["id"]
    neuf["demandeur"] |= {"id": personne, "telephone": "0611111111", "situation_familiale": "D"}
    for ligne in (*neuf["revenus"]["rfr"], *neuf["revenus"]["ressources"]):
        ligne["personne_id"] = personne
    enfant = {"id": str(uuid4()), "nom": "TOUTCHANGE", "prenom": "Nour", "ne_le": "2020-05-04", "sexe": "F"}
    neuf["occupants"] = [enfant | {"lien": "E", "a_charge": True}]
    neuf["logement_actuel"] |= {"loyer": 700}
    neuf["motifs"] = {"codes": ["13"]}
    del neuf["codemandeurs"]
    version = (await qui.get("ma-demande")).json()["version"]
    saisie = await qui.patch("ma-demande", json={"version": version, **neuf})
    assert saisie.status_code == 200, saisie.text
    apres = saisie.json()["formulaire"]
    assert [nom for nom in neuf if apres[nom] == avant[nom]] == [], "tout ce qui a été saisi a changé"
    renouvelee = await qui.post("ma-demande/renouvellement", json={"version": saisie.json()["version"]})
    assert renouvelee.status_code == 200, renouvelee.text
    assert renouvelee.json()["numero_unique"] == demande["numero_unique"]


async def test_l_historique_public_dit_les_faits_sans_les_notes_des_agents(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    """The same acts on both sides; what agents write to one another stays with them."""
    qui, vue = await demande_validee(agent, demandeur, pdf, nom="HISTOIRE")
    anne, prefet = await agent("anne", "35"), await agent("priorites")
    dossier = f"demandes/{vue['id']}"
    averti = {"version": vue["version"], "moyen": "LRAR", "envoye_le": vue["deposee_le"]}
    vue = (await anne.post(f"{dossier}/avertissement", json=averti)).json()
    levee = {"version": vue["version"], "commentaire": "Note interne : joint par sa voisine."}
    assert (await anne.post(f"{dossier}/avertissement/levee", json=levee)).status_code == 200
    label = {"code": "PDALHPD", "motif": "Note interne : appel de l'élu."}
    assert (await prefet.post(f"{dossier}/priorites", json=label)).status_code == 201
    du_guichet = str((await anne.get(f"{dossier}/historique", params={"size": 100})).json())
    assert "Note interne" in du_guichet
    publiques = [ligne["phrase"] for ligne in (await qui.get("mon-historique")).json()]
    assert any("vous avertit que votre demande peut être radiée" in phrase for phrase in publiques)
    assert any("enregistrée" in phrase for phrase in publiques)
    assert not any("Note interne" in phrase for phrase in publiques)


async def test_une_demande_retournee_pour_doublon_dit_laquelle_existe_et_comment_la_retrouver(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, nom = await agent("anne", "35"), "D" + "".join(c for c in uuid4().hex if c.isalpha()).upper()
    _, premiere = await demande_validee(agent, demandeur, pdf, nom=nom)
    qui, seconde = await demande_envoyee(demandeur, pdf, nom=nom)
    corps = {"version": seconde["version"], "motif": "DBL", "commentaire": "Vous avez déjà une demande."}
    retournee = await anne.post(f"demandes/{seconde['id']}/retour", json=corps)
    assert retournee.status_code == 200, retournee.text
    etat = (await qui.get("mon-espace")).json()
    dite = etat["etat"]["phrase"].replace("\xa0", " ")
    assert "La demande qui existe déjà a été déposée le" in dite
    assert "Retrouver ma demande" in dite
    assert premiere["numero_unique"] not in str(etat), "son numéro ne se donne qu'à qui la retrouve"
    [geste] = [a for a in etat["a_faire"] if a["code"] in ("retrouver-demande", "corriger-demande")]
    assert (geste["code"], geste["lien"]) == ("retrouver-demande", "retrouver")
