"""Tout le formulaire par HTTP : chaque champ revient, les anciennes demandes se lisent, les règles s'expliquent."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from api.bootstrap import Container
from domain.demandes.champs import feuilles
from domain.demandes.formulaire import Formulaire
from domain.demandes.parametres import PARAMETRES
from domain.kernel.identifiers import new_id
from tests.api.conftest import Clock, SignIn
from tests.api.formulaires import RENNES, formulaire
from tests.api.parcours import demande_envoyee, demande_validee
from tests.api.partenaires.test_secteurs import un_secteur

pytestmark = pytest.mark.asyncio(loop_scope="session")

CESSON = "35051"
NIR_AU_MOIS_INCONNU = "288209912345650"


def tout_le_formulaire(*secteurs: dict[str, Any]) -> dict[str, Any]:
    """Chaque champ du Cerfa, de son complément et des fichiers partagés de 2011, rempli."""
    complet = formulaire()
    demandeur = complet["demandeur"]
    adresse = demandeur["adresse"] | {
        "complement": "Chez les voisins",
        "hebergeant": "Famille Morel",
        "appartement": "12",
        "etage": "3",
        "escalier": "A",
        "batiment": "B",
        "lieu_dit": "Le Bois",
        "etranger": False,
        "ville_etrangere": None,
        "pays": None,
    }
    demandeur |= {
        "nom_usage": "LE GOFF",
        "situation_familiale_depuis": "2019-05-04",
        "telephone_domicile": "0299000000",
        "telephone_travail": "0299000001",
        "sms_refuses": True,
        "nouvelles_refusees": True,
        "adresse": adresse,
        "adresse_logement": adresse | {"etranger": True, "commune": "", "ville_etrangere": "Madrid", "pays": "Espagne"},
        "situation_professionnelle": {
            "contrat": "CDI",
            "profession": "Aide-soignante",
            "employeur": "Clinique Exemple",
            "commune_travail": RENNES,
            "depuis_le": "2015-09-01",
            "categorie": "5",
            "plusieurs_employeurs": True,
            "siret": "73282932000074",
            "chez_l_employeur_depuis": "2018-01-02",
            "coordonnees_employeur": {
                "voie": "1 rue des Essais",
                "complement": "ZA",
                "code_postal": "35000",
                "ville": "Rennes",
                "correspondant": "Paie",
                "telephone": "0299000002",
                "fax": "0299000003",
                "email": "paie@exemple.test",
            },
            "cotise_action_logement": True,
            "collecteurs": [{"organisme": "Action Logement", "numero": "AL-12"}],
        },
        "handicap": True,
    }
    enfant = {
        "id": str(uuid4()),
        "nom": "MOREL",
        "prenom": "Lou",
        "ne_le": "2019-02-03",
        "sexe": "F",
        "lien": "E",
        "a_charge": True,
        "coparentalite": None,
        "handicap": True,
    }
    return complet | {
        "demandeur": demandeur,
        "codemandeurs": [demandeur | {"id": str(uuid4()), "prenoms": "Dominique", "lien": "P"}],
        "occupants": [enfant],
        "a_naitre": {"nombre": 1, "prevue_le": "2027-03-01"},
        "logement_actuel": complet["logement_actuel"]
        | {
            "depuis_le": "2020-01-01",
            "bailleur": "Armor Habitat",
            "hebergeant": None,
            "proprietaire": True,
            "categorie": "A",
            "possede": {"lieu": "Vannes, France", "typologie": "T3"},
            "preavis_le": "2027-01-31",
            "particularite": "TRAV",
        },
        "logement_recherche": complet["logement_recherche"]
        | {
            "parking": True,
            "rez_de_chaussee": True,
            "sans_ascenseur": False,
            "adapte_handicap": True,
            "loyer_max": 700,
            "precision": "Près de l'école",
            "quartiers": [{"commune": RENNES, "nom": "Cleunay"}],
            "programmes": ["Les Tilleuls", "Le Clos"],
            "secteurs": list(secteurs),
            "colocation": True,
            "dossier_fsl": {"du": "2026-01-01", "au": "2026-12-31"},
            "caution": True,
        },
        "motifs": {"codes": ["05", "23"], "autre": "Vue sur cour", "jugement_le": "2026-04-05"},
        "colocataires": [
            {
                "id": str(uuid4()),
                "civilite": "1",
                "nom_naissance": "DURAND",
                "nom_usage": None,
                "prenoms": "Sacha",
                "ne_le": "1990-01-01",
                "lien": "AMI",
                "numero_unique": None,
            }
        ],
        "handicaps": [
            {
                "personne_id": enfant["id"],
                "reconnu": True,
                "etat": "STA",
                "tierce_personne": True,
                "referent": {
                    "nom": "Service social",
                    "adresse": "2 place Exemple",
                    "telephone": "0299000004",
                    "email": "referent@exemple.test",
                    "proche_du_domicile": True,
                },
                "moteur": ["MI"],
                "sensoriel": ["DA"],
                "autre_nature": "Fatigabilité",
                "marche": "2",
                "aides": ["4"],
                "equipements": ["3", "6"],
                "besoin": "Porte large",
                "autre_besoin": "Prise basse",
            }
        ],
        "accompagnement": {"nom": "CCAS", "adresse": "1 place Exemple", "telephone": "0299000005", "email": None},
    }


def _remplis(ou: Any, chemin: str = "") -> set[str]:
    if isinstance(ou, dict):
        return {champ for nom, dit in ou.items() for champ in _remplis(dit, f"{chemin}.{nom}".strip("."))}
    if isinstance(ou, list) and ou and isinstance(ou[0], dict):
        return {champ for element in ou for champ in _remplis(element, chemin)}
    return {chemin}


def _secteur(**connus: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "nom": "", "communes": [], "quartiers": []} | connus


async def _un_secteur_ouvert(agent: SignIn, container: Container) -> dict[str, Any]:
    """As the file gives it back: what it covers comes from who drew it."""
    corps = un_secteur(container)
    ouverts = (await (await agent("epci")).post("secteurs", json=corps)).json()["items"]
    [id] = [s["id"] for s in ouverts if s["nom"] == corps["nom"]]
    return _secteur(id=id, **{quoi: corps[quoi] for quoi in ("nom", "communes", "quartiers")})


async def test_le_formulaire_d_essai_n_oublie_aucun_champ() -> None:
    assert set(feuilles(Formulaire)) <= _remplis(tout_le_formulaire(_secteur(nom="Couronne")))


async def test_l_agent_lit_d_ou_vient_chaque_champ(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    champs = (await anne.get("nomenclatures")).json()["champs"]
    assert {c["champ"] for c in champs} == set(feuilles(Formulaire))
    nationaux = {c["champ"]: c["national"] for c in champs}
    assert (nationaux["motifs.codes"], nationaux["logement_recherche.programmes"]) == (True, False)


async def test_les_motifs_se_rangent_dans_l_ordre_et_pas_plus_que_le_cerfa_n_en_admet(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne = await agent("anne", "35")
    limites = (await anne.get("nomenclatures")).json()["limites"]
    au_plus = PARAMETRES.a_la_date("formulaire.motifs_max", container.today(), "35").entier()
    assert (limites["motifs"], set(limites)) == (au_plus, {"communes", "secteurs", "programmes", "motifs"})
    _, demande = await demande_envoyee(demandeur, pdf, nom="MOTIFS")
    ranges = ["13", "09", "11"]
    corps = {"version": demande["version"], "motifs": {"codes": ranges}}
    vue = (await anne.patch(f"demandes/{demande['id']}", json=corps)).json()
    assert vue["formulaire"]["motifs"]["codes"] == ranges, "du plus important au moins important"
    trop = {"version": vue["version"], "motifs": {"codes": [*ranges, "18"]}}
    saisie = (await anne.patch(f"demandes/{demande['id']}", json=trop)).json()
    assert [c["champ"] for c in saisie["controles"] if c["niveau"] == "bloquant"] == ["motifs.codes"]
    corps = {"version": saisie["version"], "identite_verifiee": True}
    refus = await anne.post(f"demandes/{demande['id']}/validation", json=corps)
    assert refus.status_code == 422, refus.text
    assert [e["champ"] for e in refus.json()["erreurs"]] == ["motifs.codes"]


async def test_l_en_tete_d_une_demande_se_compose_de_son_formulaire(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    lue = (await anne.post("demandes", json=tout_le_formulaire())).json()["entete"]
    assert lue["phrase"].endswith("Union européenne – Aide-soignante")
    assert {t["libelle"] for t in lue["telephones"]} == {"Portable", "Fixe"}


async def test_chaque_champ_du_formulaire_revient_tel_qu_il_est_parti(agent: SignIn, container: Container) -> None:
    anne = await agent("anne", "35")
    parti = tout_le_formulaire(await _un_secteur_ouvert(agent, container))
    cree = await anne.post("demandes", json=parti)
    assert cree.status_code == 201, cree.text
    lu = (await anne.get(f"demandes/{cree.json()['id']}")).json()["formulaire"]
    assert lu == parti


async def test_le_portail_enregistre_le_meme_formulaire(agent: SignIn, demandeur: SignIn, container: Container) -> None:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    parti = tout_le_formulaire(await _un_secteur_ouvert(agent, container))
    lue = await qui.patch("ma-demande", json={"version": vue["version"], **parti})
    assert lue.status_code == 200, lue.text
    assert lue.json()["formulaire"] == parti


async def test_une_demande_d_avant_ces_champs_se_lit_encore(agent: SignIn, container: Container) -> None:
    anne = await agent("anne", "35")
    vue = (await anne.post("demandes", json=formulaire())).json()
    async with container.transaction() as session:
        await session.execute(text("select set_config('app.departement', '35', true)"))
        await session.execute(
            text(
                "update demandes set formulaire = (formulaire - 'colocataires' - 'handicaps' - 'accompagnement') "
                "#- '{demandeur,telephone_travail}' #- '{demandeur,sms_refuses}' #- '{demandeur,adresse,etranger}' "
                "#- '{demandeur,situation_professionnelle,collecteurs}' #- '{logement_recherche,programmes}' "
                "where id = :id"
            ),
            {"id": UUID(vue["id"])},
        )
    lu = (await anne.get(f"demandes/{vue['id']}")).json()["formulaire"]
    assert lu == vue["formulaire"]


async def test_un_guichet_qui_ne_voit_pas_la_sante_ne_l_efface_pas(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, envoyee = await demande_envoyee(
        demandeur, pdf, nom="DISCRETE", communes=(CESSON,), motifs={"codes": ["06", "09"]}
    )
    moi = envoyee["formulaire"]["demandeur"] | {"handicap": True}
    fiche = {"personne_id": moi["id"], "reconnu": True, "besoin": "Douche sans seuil"}
    corps = {"version": envoyee["version"], "demandeur": moi, "handicaps": [fiche]}
    remplie = (await qui.patch("ma-demande", json=corps)).json()
    cesson = await agent("cesson", "35")
    lue = (await cesson.get(f"demandes/{envoyee['id']}")).json()
    assert lue["informations_masquees"]
    f = lue["formulaire"]
    assert (f["demandeur"]["handicap"], f["handicaps"], f["motifs"]["codes"]) == (False, [], ["09"])
    assert "handicap" not in " ".join(r["phrase"] for r in lue["regles"]).lower()
    assert not [c for c in lue["controles"] if "handicap" in c["message"].lower()]
    corps = {
        "version": lue["version"],
        "demandeur": f["demandeur"] | {"prenoms": "Jeanne Marie"},
        "handicaps": [],
        "motifs": f["motifs"],
    }
    assert (await cesson.patch(f"demandes/{envoyee['id']}", json=corps)).status_code == 200
    apres = (await qui.get("ma-demande")).json()["formulaire"]
    assert (apres["demandeur"]["prenoms"], apres["demandeur"]["handicap"]) == ("Jeanne Marie", True)
    assert apres["handicaps"] == remplie["formulaire"]["handicaps"]
    assert apres["motifs"]["codes"] == ["06", "09"]


def un_frere() -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "nom": "MOREL",
        "prenom": "Yann",
        "ne_le": "1992-06-07",
        "sexe": "M",
        "lien": "A",
        "a_charge": False,
    }


async def test_un_occupant_mal_rattache_alerte_jusqu_au_renouvellement_et_se_corrige_en_une_action(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock
) -> None:
    frere, mere = un_frere(), un_frere() | {"prenom": "Rose", "lien": "P", "sexe": "F", "ne_le": "1950-01-02"}
    _, active = await demande_validee(agent, demandeur, pdf, nom="RATTACHE", occupants=[frere, mere])
    anne = await agent("anne", "35")
    clock.advance(days=340)
    renouvelee = await anne.post(f"demandes/{active['id']}/renouvellement", json={"version": active["version"]})
    assert renouvelee.status_code == 200, renouvelee.text
    [alerte] = [c for c in renouvelee.json()["controles"] if c["code"] == "occupant-a-rattacher"]
    assert alerte["message"].startswith("Attention ! Les occupants avec le lien de parenté 'Parent'")
    chemin = f"demandes/{active['id']}/occupants"
    corps = {"version": renouvelee.json()["version"]}
    a_charge = await anne.post(f"{chemin}/{mere['id']}/charge", json=corps)
    assert a_charge.status_code == 200, a_charge.text
    corps = {"version": a_charge.json()["version"], "lien": "FRAT"}
    change = await anne.post(f"{chemin}/{frere['id']}/nature", json=corps)
    assert change.status_code == 200, change.text
    vue = change.json()
    [codemandeur] = vue["formulaire"]["codemandeurs"]
    assert (codemandeur["id"], codemandeur["nom_naissance"], codemandeur["civilite"]) == (frere["id"], "MOREL", "1")
    assert [o["id"] for o in vue["formulaire"]["occupants"]] == [mere["id"]]
    assert "occupant-a-rattacher" not in {c["code"] for c in vue["controles"]}
    assert vue["personnes_a_loger"] == 3
    actes = [h["type"] for h in (await anne.get(f"demandes/{active['id']}/historique")).json()["items"]]
    assert actes[:1] == ["OccupantDevenuCodemandeur"]
    assert "OccupantMisACharge" in actes
    perdu = await anne.post(f"{chemin}/{frere['id']}/charge", json={"version": vue["version"]})
    assert (perdu.status_code, perdu.json()["code"]) == (404, "personne-introuvable")


async def test_le_demandeur_corrige_lui_meme_un_occupant_mal_rattache(demandeur: SignIn) -> None:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    frere = un_frere()
    corps = {"version": vue["version"], **formulaire(occupants=[frere])}
    vue = (await qui.patch("ma-demande", json=corps)).json()
    chemin = f"ma-demande/occupants/{frere['id']}"
    vue = (await qui.post(f"{chemin}/charge", json={"version": vue["version"]})).json()
    assert vue["formulaire"]["occupants"][0]["a_charge"]
    vue = (await qui.post(f"{chemin}/nature", json={"version": vue["version"], "lien": "FRAT"})).json()
    assert vue["formulaire"]["codemandeurs"][0]["prenoms"] == "Yann"


async def test_une_demande_anru_n_exige_pas_le_numero_de_securite_sociale(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    francaise = formulaire()
    francaise["demandeur"]["nationalite"] = "1"
    vue = (await anne.post("demandes", json=francaise)).json()

    def exige(vue: dict[str, Any]) -> bool:
        return "nir-obligatoire" in {c["code"] for c in vue["controles"]}

    assert exige(vue)
    anru = await anne.patch(f"demandes/{vue['id']}", json={"version": vue["version"], "nature": "ANRU"})
    assert anru.status_code == 200, anru.text
    assert (anru.json()["nature"], exige(anru.json())) == ("ANRU", False)
    nouvelle = (await anne.post("demandes", json=francaise | {"nature": "ANRU"})).json()
    assert (nouvelle["nature"], exige(nouvelle)) == ("ANRU", False)
    assert "NatureChangee" in [h["type"] for h in (await anne.get(f"demandes/{vue['id']}/historique")).json()["items"]]


async def test_qui_est_reloge_le_lit_dans_son_espace_et_dans_son_historique(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="RELOGE")
    assert (await qui.get("mon-espace")).json()["etat"]["nature"] is None
    corps = {"version": demande["version"], "nature": "ANRU"}
    anne = await agent("anne", "35")
    assert (await anne.patch(f"demandes/{demande['id']}", json=corps)).status_code == 200
    assert "renouvellement urbain (ANRU)" in (await qui.get("mon-espace")).json()["etat"]["nature"]
    phrases = [ligne["phrase"] for ligne in (await qui.get("mon-historique")).json()]
    assert any("« Demande standard » devient « Demande ANRU »" in phrase.replace("\u00a0", " ") for phrase in phrases)


async def test_un_numero_au_mois_inconnu_est_garde_avec_une_alerte(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    vue = (await anne.post("demandes", json=formulaire())).json()
    moi = vue["formulaire"]["demandeur"]["id"]
    depot = await anne.put(f"demandes/{vue['id']}/nir", json={"personne_id": moi, "nir": NIR_AU_MOIS_INCONNU})
    assert depot.status_code == 204, depot.text
    vue = (await anne.get(f"demandes/{vue['id']}")).json()
    assert vue["nirs_connus"] == [moi]
    assert [(c["champ"], c["niveau"]) for c in vue["controles"] if c["code"] == "nir-mois-inconnu"] == [
        ("demandeur.nir", "alerte")
    ]


async def test_les_plafonds_disent_leur_annee_leur_zone_et_ce_qui_est_a_verifier(
    agent: SignIn, container: Container
) -> None:
    anne = await agent("anne", "35")
    vue = (await anne.post("demandes", json=formulaire())).json()
    plai, plus, pls = vue["plafonds"]
    assert [p["financement"] for p in (plai, plus, pls)] == ["PLAI", "PLUS", "PLS"]
    assert (plai["a_verifier"], plus["a_verifier"]) == (True, False)
    assert (plus["annee"], plus["zone"]) == (container.today().year, "hors Île-de-France")
    assert {r["theme"] for r in vue["regles"]} == {"foyer", "revenus", "logement"}
    assert all(r["phrase"] and r["reference"] for r in vue["regles"])


async def test_la_part_du_plafond_se_recalcule_quand_le_foyer_change(agent: SignIn) -> None:
    anne = await agent("anne", "35")
    seule = (await anne.post("demandes", json=formulaire())).json()
    enfant = {"id": str(new_id()), "nom": "MOREL", "prenom": "Lou", "ne_le": "2019-01-01", "sexe": "F", "lien": "E"}
    corps = {"version": seule["version"], "occupants": [enfant | {"a_charge": True, "handicap": False}]}
    change = await anne.patch(f"demandes/{seule['id']}", json=corps)
    assert change.status_code == 200, change.text
    avec = change.json()
    assert avec["categorie_menage"] > seule["categorie_menage"]
    assert avec["rfr"] == seule["rfr"]
    for avant, apres in zip(seule["plafonds"], avec["plafonds"], strict=True):
        assert float(apres["pourcentage"]) < float(avant["pourcentage"]), avant["financement"]


async def test_un_siret_faux_se_dit_sur_son_champ_et_empeche_la_validation(agent: SignIn, pdf: bytes) -> None:
    """A draft keeps what was typed; nothing becomes a demande with it."""
    anne, rempli = await agent("anne", "35"), formulaire()
    rempli["demandeur"]["situation_professionnelle"]["siret"] = "73282932000075"
    brouillon = (await anne.post("demandes", json=rempli)).json()
    [dit] = [c for c in brouillon["controles"] if c["code"] == "siret-invalide"]
    assert (dit["champ"], dit["niveau"]) == ("demandeur.situation_professionnelle.siret", "bloquant")
    dossier = f"demandes/{brouillon['id']}"
    assert (await anne.post(f"{dossier}/pieces?type=ID_CNI&nom=carte.pdf", content=pdf)).status_code == 201
    version = (await anne.get(dossier)).json()["version"]
    refus = await anne.post(f"{dossier}/validation", json={"version": version, "identite_verifiee": True})
    assert refus.status_code == 422, refus.text
    assert "siret-invalide" in refus.text
