"""Du brouillon au numéro, chez n'importe quel partenaire : qui demande, avec qui, et ce que l'historique en dit."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.bootstrap import Container
from api.worker import relay_of
from tests.api.conftest import Clock, NewClient, SignIn, issue_code
from tests.api.couples import PART, un_codemandeur, un_nom
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_du_guichet, demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def lire(client: httpx.AsyncClient, chemin: str) -> dict[str, Any]:
    answer = await client.get(chemin)
    assert answer.status_code == 200, answer.text
    lu: dict[str, Any] = answer.json()
    return lu


async def actes(client: httpx.AsyncClient, demande: dict[str, Any]) -> list[dict[str, Any]]:
    lignes: list[dict[str, Any]] = (await lire(client, f"demandes/{demande['id']}/historique?size=100"))["items"]
    return lignes


async def creer(client: httpx.AsyncClient, **sections: Any) -> dict[str, Any]:
    answer = await client.post("demandes", json=sections)
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


def un_enfant(**autres: Any) -> dict[str, Any]:
    enfant = {"nom": "MOREL", "prenom": "Lou", "ne_le": "2019-01-01", "sexe": "F", "lien": "E", "a_charge": False}
    return {"id": str(uuid4()), **enfant, **autres}


# --- créer


async def test_une_demande_se_cree_avec_sa_nature_et_un_etat_civil_sans_numero_de_securite_sociale(
    agent: SignIn,
) -> None:
    anne = await agent("anne", "35")
    identite = {"id": str(uuid4()), "civilite": "2", "nom_naissance": "MOREL", "prenoms": "Ana", "ne_le": "1988-04-12"}
    vue = await creer(anne, nature="ANRU", demandeur=identite)
    assert (vue["etat"], vue["nature"], vue["nirs_connus"]) == ("BR", "ANRU", [])
    assert (vue["numero_unique"], vue["nom_affiche"]) == (None, "MOREL Ana")
    assert "nir-obligatoire" not in {c["code"] for c in vue["controles"]}, "la nationalité n'est pas encore connue"
    assert [a["type"] for a in await actes(anne, vue)] == ["DemandeCommencee"]


@pytest.mark.parametrize(("nationalite", "nature", "obligatoire"), [
    ("1", "STANDARD", True),
    ("1", "MUTATION", True),
    ("1", "ANRU", False),
    ("2", "STANDARD", False),
    ("3", "STANDARD", False),
])  # fmt: skip
async def test_le_numero_de_securite_sociale_est_obligatoire_a_chaque_titulaire_francais_sauf_relogement_anru(
    agent: SignIn, pdf: bytes, nationalite: str, nature: str, obligatoire: bool
) -> None:
    anne = await agent("anne", "35")
    codemandeur = un_codemandeur(un_nom(), nationalite=nationalite)
    rempli = formulaire(un_nom(), nature=nature, codemandeurs=[codemandeur])
    rempli["demandeur"] |= {"nationalite": nationalite, "situation_familiale": "U"}
    vue = await creer(anne, **rempli)
    exiges = [(c["champ"], c["niveau"]) for c in vue["controles"] if c["code"] == "nir-obligatoire"]
    attendus = [("demandeur.nir", "bloquant"), ("codemandeurs.0.nir", "bloquant")]
    assert exiges == (attendus if obligatoire else [])
    dossier = f"demandes/{vue['id']}"
    assert (await anne.post(f"{dossier}/pieces?type=ID_CNI&nom=carte.pdf", content=pdf)).status_code == 201
    version = (await lire(anne, dossier))["version"]
    validation = await anne.post(f"{dossier}/validation", json={"version": version, "identite_verifiee": True})
    champs = {e["champ"] for e in validation.json().get("erreurs") or ()}
    assert ({"demandeur.nir", "codemandeurs.0.nir"} <= champs) is obligatoire, validation.text
    assert validation.status_code == (422 if obligatoire else 200), validation.text


async def test_sans_nom_de_naissance_rien_ne_s_enregistre_et_le_champ_est_dit(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne = await agent("anne", "35")
    sans = formulaire()["demandeur"] | {"nom_naissance": None, "nom_usage": "KOROUI"}
    au_brouillon = await anne.post("demandes", json={"demandeur": sans})
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom())
    titulaire = demande["formulaire"]["demandeur"]
    corps = {"version": demande["version"], "demandeur": titulaire | {"nom_naissance": " ", "nom_usage": "KOROUI"}}
    au_guichet = await anne.patch(f"demandes/{demande['id']}", json=corps)
    en_ligne = await qui.patch("ma-demande", json=corps)
    for refus in (au_brouillon, au_guichet, en_ligne):
        assert (refus.status_code, refus.json()["code"]) == (422, "nom-de-naissance-manquant"), refus.text
        assert "même quand la personne porte un nom d'usage" in refus.json()["title"]
        [faute] = refus.json()["erreurs"]
        assert (faute["champ"], faute["message"]) == ("demandeur.nom_naissance", "Indiquez le nom de naissance.")
    entrant = un_codemandeur(un_nom()) | {"nom_naissance": None}
    geste = {"version": demande["version"], "sorte": "ajout", "codemandeur": entrant, "commentaire": "Mariage"}
    arrivee = await anne.post(f"demandes/{demande['id']}/personnes", json=geste)
    assert arrivee.json()["code"] == "nom-de-naissance-manquant", arrivee.text
    gardee = await lire(anne, f"demandes/{demande['id']}")
    assert gardee["formulaire"]["demandeur"] == titulaire
    assert gardee["formulaire"]["codemandeurs"] == []


async def test_un_brouillon_repris_le_lendemain_devient_une_demande_qui_a_son_numero(
    agent: SignIn, pdf: bytes, clock: Clock
) -> None:
    anne, nom = await agent("anne", "35"), un_nom()
    rempli = formulaire(nom)
    brouillon = await creer(anne, demandeur=rempli["demandeur"])
    assert (brouillon["etat"], brouillon["numero_unique"]) == ("BR", None)
    assert brouillon["reference"]
    clock.advance(days=1)
    anne, dossier = await agent("anne", "35"), f"demandes/{brouillon['id']}"
    [repris] = (await lire(anne, f"demandes?q={nom}&etat=BR"))["items"]
    assert repris["id"] == brouillon["id"]
    del rempli["demandeur"], rempli["codemandeurs"]
    finie = await anne.patch(dossier, json={"version": (await lire(anne, dossier))["version"], **rempli})
    assert finie.status_code == 200, finie.text
    assert (await anne.post(f"{dossier}/pieces?type=ID_CNI&nom=carte.pdf", content=pdf)).status_code == 201
    version = (await lire(anne, dossier))["version"]
    creee = await anne.post(f"{dossier}/validation", json={"version": version, "identite_verifiee": True})
    assert creee.status_code == 200, creee.text
    vue = creee.json()
    assert (vue["etat"], len(vue["numero_unique"])) == ("AC", 18)
    assert vue["reference"] == brouillon["reference"], "les deux identifiants restent"
    assert vue["deposee_le"] == clock().date().isoformat()


# --- partager


async def test_une_demande_en_ligne_a_sa_reference_avant_son_numero(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    await qui.post("ma-demande")
    espace = await lire(qui, "mon-espace")
    assert espace["numero_unique"] is None
    assert espace["reference"].isdigit()
    qui, vue = await demande_validee(agent, demandeur, pdf, nom=un_nom())
    espace = await lire(qui, "mon-espace")
    assert (espace["numero_unique"], espace["reference"]) == (vue["numero_unique"], vue["reference"])


async def test_deposee_chez_un_partenaire_elle_s_ouvre_aussitot_chez_un_autre_qui_la_modifie_et_la_renouvelle(
    agent: SignIn, pdf: bytes, clock: Clock
) -> None:
    nom = un_nom()
    vue = await demande_du_guichet(await agent("anne", "35"), pdf, formulaire(nom))
    bruno, dossier = await agent("bruno", "35"), f"demandes/{vue['id']}"
    trouvees = (await lire(bruno, f"demandes?q={nom}&etat=AC"))["items"]
    assert [d["id"] for d in trouvees] == [vue["id"]], "sans attendre un traitement"
    assert (await lire(bruno, dossier))["guichet"]["nom"] == "Armor Habitat"
    modifiee = await bruno.patch(dossier, json={"version": vue["version"], "motifs": {"codes": ["13"]}})
    assert modifiee.status_code == 200, modifiee.text
    clock.advance(days=340)
    bruno = await agent("bruno", "35")
    version = (await lire(bruno, dossier))["version"]
    renouvelee = await bruno.post(f"{dossier}/renouvellement", json={"version": version})
    assert renouvelee.status_code == 200, renouvelee.text
    assert renouvelee.json()["numero_unique"] == vue["numero_unique"]
    par = {a["type"]: a["organisme"] for a in await actes(bruno, vue)}
    assert (par["DemandeValidee"], par["DemandeModifiee"]) == ("Armor Habitat", "Vilaine Logis")
    assert par["DemandeRenouvelee"] == "Vilaine Logis"


async def test_l_adresse_changee_au_guichet_ne_connecte_qu_apres_que_la_personne_l_a_confirmee(
    agent: SignIn, demandeur: SignIn, pdf: bytes, new_client: NewClient, container: Container
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom())
    ancien = (await lire(qui, "mon-compte"))["identifiant"]
    nouveau = f"{uuid4().hex[:12]}@exemple.test"
    anne = await agent("anne", "35")
    titulaire = demande["formulaire"]["demandeur"] | {"email": nouveau}
    corps = {"version": demande["version"], "demandeur": titulaire}
    assert (await anne.patch(f"demandes/{demande['id']}", json=corps)).status_code == 200
    await relay_of(container).drain()

    assert (await lire(qui, "mon-compte"))["identifiant"] == ancien
    assert (await lire(qui, "ma-demande"))["formulaire"]["demandeur"]["email"] == nouveau
    revenue = await demandeur(ancien)
    assert (await lire(revenue, "ma-demande"))["id"] == demande["id"]
    faux = await revenue.put("mon-compte/identifiant", json={"identifiant": nouveau, "code": "000000"})
    assert (faux.status_code, faux.json()["code"]) == (422, "code-d-identifiant-refuse")
    code = await issue_code(container, "35", nouveau)
    confirmee = await revenue.put("mon-compte/identifiant", json={"identifiant": nouveau, "code": code})
    assert confirmee.status_code == 204, confirmee.text
    avec_la_nouvelle = await demandeur(nouveau)
    assert (await lire(avec_la_nouvelle, "ma-demande"))["id"] == demande["id"]
    avec_l_ancienne = await demandeur(ancien)
    assert not (await lire(avec_l_ancienne, "mon-compte"))["a_une_demande"]


async def test_une_adresse_ecrite_au_guichet_n_ouvre_pas_a_elle_seule_le_dossier_d_un_autre_compte(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom())
    intrus = f"{uuid4().hex[:12]}@exemple.test"
    anne = await agent("anne", "35")
    titulaire = demande["formulaire"]["demandeur"] | {"email": intrus}
    corps = {"version": demande["version"], "demandeur": titulaire}
    assert (await anne.patch(f"demandes/{demande['id']}", json=corps)).status_code == 200
    autre = await demandeur(intrus)
    assert not (await lire(autre, "mon-compte"))["a_une_demande"]
    assert (await autre.get("ma-demande")).status_code == 404
    assert (await lire(qui, "ma-demande"))["id"] == demande["id"]


# --- avec qui


async def test_un_codemandeur_entre_se_corrige_et_sort_et_l_historique_dit_qui_et_pourquoi(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom())
    anne, nom = await agent("anne", "35"), un_nom()
    chemin, entrant = f"demandes/{demande['id']}", un_codemandeur(nom)
    geste = {"version": demande["version"], "sorte": "ajout", "codemandeur": entrant}
    for rien in ({}, {"commentaire": "  "}):
        refus = await anne.post(f"{chemin}/personnes", json=geste | rien)
        assert (refus.status_code, refus.json()["code"]) == (422, "motif-d-arrivee-manquant"), refus.text
        assert refus.json()["erreurs"][0]["champ"] == "commentaire"
    entre = await anne.post(f"{chemin}/personnes", json=geste | {"commentaire": "Vie commune depuis juin"})
    assert entre.status_code == 200, entre.text
    [avec] = entre.json()["formulaire"]["codemandeurs"]
    corps = {"version": entre.json()["version"], "codemandeurs": [avec | {"telephone": "0612121212"}]}
    corrige = await anne.patch(chemin, json=corps | {"source": "piece"})
    assert corrige.status_code == 200, corrige.text
    depart = {"sorte": "renonciation", "personne_id": avec["id"], "justificatif": "renonciation_ecrite"}
    sorti = await anne.post(
        f"{chemin}/personnes",
        json=depart | {"version": corrige.json()["version"], "commentaire": "Ne cherche plus"},
    )
    assert sorti.status_code == 200, sorti.text
    assert sorti.json()["formulaire"]["codemandeurs"] == []

    lignes = {a["type"]: a for a in reversed(await actes(anne, demande))}
    assert lignes["CodemandeurAjoute"]["description"] == f"{nom} {PART}. Vie commune depuis juin"
    modifie = lignes["DemandeModifiee"]
    assert modifie["description"] == "codemandeurs (d'après ses documents)"
    assert modifie["details"]["apres"]["codemandeurs"][0]["telephone"] == "0612121212"
    retire = lignes["TitulaireRetire"]["description"]
    assert retire.startswith(f"{nom} {PART} : ")
    assert "renonciation écrite" in retire.lower()
    assert "Ne cherche plus" in retire
    assert {
        ligne["auteur"] for ligne in lignes.values() if ligne["type"] in ("CodemandeurAjoute", "TitulaireRetire")
    } == {"Agent Anne"}


async def test_un_colocataire_n_est_ni_codemandeur_ni_occupant(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    seule = await creer(anne, **formulaire(un_nom()))
    colocataire = {"id": str(uuid4()), "nom_naissance": "DURAND", "prenoms": "Sacha", "lien": "AMI", "civilite": "1"}
    corps = {"version": seule["version"], "colocataires": [colocataire]}
    avec = await anne.patch(f"demandes/{seule['id']}", json=corps)
    assert avec.status_code == 200, avec.text
    vue = avec.json()
    assert [c["nom_naissance"] for c in vue["formulaire"]["colocataires"]] == ["DURAND"]
    assert (vue["formulaire"]["codemandeurs"], vue["formulaire"]["occupants"]) == ([], [])
    meme = ("personnes_a_loger", "categorie_menage", "plafonds", "rfr")
    assert [vue[c] for c in meme] == [seule[c] for c in meme], "son bail et ses plafonds sont les siens"
    corps = {"personne_id": colocataire["id"], "nir": "295109912611193"}
    nir = await anne.put(f"demandes/{vue['id']}/nir", json=corps)
    assert (nir.status_code, nir.json()["code"]) == (404, "personne-introuvable")
    change = await anne.post(
        f"demandes/{vue['id']}/occupants/{colocataire['id']}/charge", json={"version": vue["version"]}
    )
    assert (change.status_code, change.json()["code"]) == (404, "personne-introuvable")


async def test_un_enfant_en_garde_alternee_compte_dans_le_foyer_celui_que_l_on_visite_non(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    tailles = {}
    for quoi, autres in {
        "personne": None,
        "à charge": {"a_charge": True},
        "garde alternée": {"coparentalite": "G"},
        "droit de visite": {"coparentalite": "D"},
    }.items():
        occupants = [] if autres is None else [un_enfant(**autres)]
        vue = await creer(anne, **formulaire(un_nom(), occupants=occupants))
        assert "occupant-a-rattacher" not in {c["code"] for c in vue["controles"]}, quoi
        tailles[quoi] = (vue["personnes_a_loger"], vue["categorie_menage"])
    assert tailles["garde alternée"] == tailles["à charge"]
    assert tailles["garde alternée"][0] == tailles["personne"][0] + 1
    assert tailles["droit de visite"] == tailles["personne"]


ALERTE = (
    "Attention ! Les occupants avec le lien de parenté 'Parent', 'Enfant' ou 'Autre' doivent être à charge pour "
    "déterminer la taille du logement attribué. Veuillez rectifier la demande, soit en les indiquant 'à charge "
    "fiscalement' si c'est bien le cas, soit en les notant comme codemandeur avec le lien de parenté correspondant"
)


@pytest.mark.parametrize("lien", ["P", "E", "A"])
async def test_l_alerte_se_lit_mot_pour_mot_a_chaque_modification_et_au_renouvellement_jusqu_au_remede(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, lien: str
) -> None:
    proche = un_enfant(prenom="Yann", ne_le="1992-06-07", sexe="M", lien=lien)
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom(), occupants=[proche])
    identifiant = (await lire(qui, "mon-compte"))["identifiant"]
    clock.advance(days=340)
    anne, qui, dossier = await agent("anne", "35"), await demandeur(identifiant), f"demandes/{demande['id']}"

    def alertes(vue: dict[str, Any]) -> list[tuple[str, str]]:
        return [(c["niveau"], c["message"]) for c in vue["controles"] if c["code"] == "occupant-a-rattacher"]

    vue = (await anne.patch(dossier, json={"version": demande["version"], "motifs": {"codes": ["13"]}})).json()
    assert alertes(vue) == [("alerte", ALERTE)]
    vue = (await qui.patch("ma-demande", json={"version": vue["version"], "motifs": {"codes": ["09"]}})).json()
    assert alertes(vue) == [("alerte", ALERTE)]
    renouvelee = await anne.post(f"{dossier}/renouvellement", json={"version": vue["version"]})
    assert renouvelee.status_code == 200, "elle alerte sans arrêter"
    vue = renouvelee.json()
    assert (alertes(vue), vue["occupants_a_rattacher"]) == ([("alerte", ALERTE)], [proche["id"]])
    taille = vue["personnes_a_loger"]
    vue = (await anne.post(f"{dossier}/occupants/{proche['id']}/charge", json={"version": vue["version"]})).json()
    assert (alertes(vue), vue["occupants_a_rattacher"], vue["personnes_a_loger"]) == ([], [], taille + 1)
    [acte] = [a for a in await actes(anne, demande) if a["type"] == "OccupantMisACharge"]
    assert acte["description"] == "MOREL Yann"


async def test_changer_un_occupant_de_nature_garde_son_identite_ses_pieces_et_son_histoire(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    frere = un_enfant(prenom="Yann", ne_le="1992-06-07", sexe="M", lien="A", handicap=True)
    _, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom(), occupants=[frere])
    anne, dossier = await agent("anne", "35"), f"demandes/{demande['id']}"
    piece = await anne.post(f"{dossier}/pieces?type=ID_CNI&nom=yann.pdf&personne_id={frere['id']}", content=pdf)
    assert piece.status_code == 201, piece.text
    avant = [(a["le"], a["type"]) for a in await actes(anne, demande)]
    corps = {"version": (await lire(anne, dossier))["version"], "lien": "FRAT"}
    change = await anne.post(f"{dossier}/occupants/{frere['id']}/nature", json=corps)
    assert change.status_code == 200, change.text
    vue = change.json()
    [devenu] = vue["formulaire"]["codemandeurs"]
    garde = ("id", "civilite", "nom_naissance", "prenoms", "ne_le", "handicap", "lien")
    assert [devenu[c] for c in garde] == [frere["id"], "1", "MOREL", "Yann", "1992-06-07", True, "FRAT"]
    assert vue["formulaire"]["occupants"] == []
    pieces = (await anne.get(f"{dossier}/pieces")).json()
    assert [(p["nom"], p["personne"]) for p in pieces if p["personne_id"] == frere["id"]] == [
        ("yann.pdf", "MOREL Yann")
    ]
    apres = await actes(anne, demande)
    assert avant, "il y avait une histoire"
    assert [a for a in avant if a not in [(x["le"], x["type"]) for x in apres]] == [], "rien ne s'en efface"
    [acte] = [a for a in apres if a["type"] == "OccupantDevenuCodemandeur"]
    assert acte["auteur"] == "Agent Anne"
    assert acte["description"].startswith("MOREL Yann : ")
    assert [o["id"] for o in acte["details"]["avant"]["occupants"]] == [frere["id"]]
    assert [c["id"] for c in acte["details"]["apres"]["codemandeurs"]] == [frere["id"]]
