"""Les partenaires du département, leurs agences, leur périmètre, leur logo."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from tests.api.conftest import SignIn, Territory
from tests.api.partenaires.collegues import corriger, un_collegue

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_un_agent_travaille_dans_une_agence_de_son_organisme(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    agences = await referent.post(
        f"organismes/{territory.organismes['armor']}/agences", json={"libelle": "Agence Centre"}
    )
    centre = next(a["id"] for a in agences.json() if a["libelle"] == "Agence Centre")
    cree = await referent.post("comptes", json=un_collegue(territory.organismes["armor"]) | {"agence_id": centre})
    assert cree.json()["agence"] == "Agence Centre"
    compte = f"comptes/{cree.json()['id']}"
    assert (await corriger(referent, compte, agence_id=None)).json()["agence"] is None
    assert (await corriger(referent, compte, agence_id=centre)).json()["agence_id"] == centre
    assert (await corriger(referent, compte, nom="Autre")).json()["agence_id"] == centre
    assert (await corriger(referent, compte, agence_id=str(uuid4()))).json()["code"] == "agence-introuvable"
    gestionnaire = await agent("gestionnaire", "35")
    d_un_autre = un_collegue(territory.organismes["vilaine"]) | {"agence_id": centre}
    assert (await gestionnaire.post("comptes", json=d_un_autre)).json()["code"] == "agence-introuvable"


async def test_le_gestionnaire_cree_un_partenaire(agent: SignIn) -> None:
    gestionnaire = await agent("gestionnaire")
    corps = {"type": "COMMUNE", "nom": "Ville de Cesson", "siren": "213500516", "code_guichet": "35C01"}
    cree = await gestionnaire.post("organismes", json=corps)
    assert cree.status_code == 201, cree.text
    assert cree.json()["code_guichet"] == "35C01"
    encore = await gestionnaire.post("organismes", json=corps)
    assert encore.status_code == 409
    assert encore.json()["code"] == "organisme-deja-existant"
    anne = await agent("anne", "35")
    assert (await anne.post("organismes", json=corps)).status_code == 403


async def test_une_agence_garde_ses_douze_champs(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    corps = {
        "libelle": "Agence Nord",
        "rue": "1 place du Champ",
        "complement_1": "Bâtiment B",
        "complement_2": "2e étage",
        "code_postal": "35000",
        "ville": "Rennes",
        "lieu_dit": "Le Gast",
        "telephone": "02 99 00 00 00",
        "fax": "02 99 00 00 01",
        "email": "nord@exemple.test",
        "signature_1": "La directrice",
        "signature_2": "Le responsable",
    }
    agences = await referent.post(f"organismes/{territory.organismes['armor']}/agences", json=corps)
    assert agences.status_code == 201, agences.text
    nord = next(a for a in agences.json() if a["libelle"] == "Agence Nord")
    assert {k: nord[k] for k in corps} == corps


async def test_modifier_un_organisme_vide_un_telephone_et_garde_le_reste(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    chemin = f"organismes/{territory.organismes['armor']}"
    lu = (await referent.get(chemin)).json()
    saisie = {"version": lu["version"], "telephone": "02 99 11 22 33", "email": "accueil@exemple.test"}
    modifie = await referent.patch(chemin, json=saisie)
    assert modifie.status_code == 200, modifie.text
    vide = await referent.patch(chemin, json={"version": modifie.json()["version"], "telephone": None})
    assert (vide.json()["telephone"], vide.json()["email"]) == (None, "accueil@exemple.test")
    assert vide.json()["nom"] == lu["nom"]
    depasse = await referent.patch(chemin, json={"version": lu["version"], "telephone": None})
    assert (depasse.status_code, depasse.json()["code"]) == (409, "modification-concurrente")
    refus = await referent.patch(chemin, json={"version": vide.json()["version"], "totp_exige": None})
    assert (refus.status_code, refus.json()["erreurs"][0]["champ"]) == (422, "totp_exige")
    derniere = (await referent.get(f"{chemin}/historique")).json()["items"][0]
    assert derniere["details"] == {"avant": {"telephone": "02 99 11 22 33"}, "apres": {"telephone": None}}


async def test_l_historique_d_un_organisme_ne_se_lit_pas_de_l_exterieur(agent: SignIn, territory: Territory) -> None:
    referent, gestionnaire, anne = await agent("referent"), await agent("gestionnaire", "35"), await agent("anne", "35")
    autre = f"organismes/{territory.organismes['vilaine']}/historique"
    assert (await referent.get(autre)).status_code == 404
    assert (await gestionnaire.get(autre)).status_code == 200
    assert (await anne.get(autre)).status_code == 403
    assert (await referent.get(f"comptes/{territory.comptes['bruno']}/historique")).status_code == 404


async def test_une_agence_se_corrige_et_l_organisme_s_en_souvient(agent: SignIn, territory: Territory) -> None:
    referent = await agent("referent")
    organisme = f"organismes/{territory.organismes['armor']}"
    creees = (
        await referent.post(f"{organisme}/agences", json={"libelle": "Agence Sud", "fax": "02 99 00 00 01"})
    ).json()
    agence = next(a for a in creees if a["libelle"] == "Agence Sud")
    chemin = f"{organisme}/agences/{agence['id']}"
    saisie = {"version": agence["version"], "telephone": "02 99 44 55 66", "fax": None}
    reponse = await referent.patch(chemin, json=saisie)
    assert reponse.status_code == 200, reponse.text
    corrigee = next(a for a in reponse.json() if a["id"] == agence["id"])
    assert (corrigee["telephone"], corrigee["fax"], corrigee["libelle"]) == ("02 99 44 55 66", None, "Agence Sud")
    depasse = await referent.patch(chemin, json=saisie)
    assert (depasse.status_code, depasse.json()["code"]) == (409, "modification-concurrente")
    sans_nom = await referent.patch(chemin, json={"version": corrigee["version"], "libelle": None})
    assert (sans_nom.status_code, sans_nom.json()["erreurs"][0]["champ"]) == (422, "libelle")
    lignes = (await referent.get(f"{organisme}/historique")).json()["items"]
    assert [ligne["type"] for ligne in lignes][:2] == ["AgenceModifiee", "AgenceCreee"]
    assert lignes[0]["description"] == "Agence Sud"
    assert lignes[0]["details"]["apres"] == {"telephone": "02 99 44 55 66", "fax": None}


async def test_l_agence_d_un_autre_organisme_n_existe_pas(agent: SignIn, territory: Territory) -> None:
    gestionnaire = await agent("gestionnaire")
    armor, vilaine = territory.organismes["armor"], territory.organismes["vilaine"]
    [agence, *_] = (await gestionnaire.post(f"organismes/{vilaine}/agences", json={"libelle": "Agence Est"})).json()
    saisie = {"version": agence["version"], "ville": "Vitré"}
    ailleurs = await gestionnaire.patch(f"organismes/{armor}/agences/{agence['id']}", json=saisie)
    assert (ailleurs.status_code, ailleurs.json()["code"]) == (404, "agence-introuvable")
    referent = await agent("referent")
    etranger = await referent.patch(f"organismes/{vilaine}/agences/{agence['id']}", json=saisie)
    assert (etranger.status_code, etranger.json()["code"]) == (404, "organisme-introuvable")
    anne = await agent("anne", "35")
    assert (await anne.patch(f"organismes/{armor}/agences/{agence['id']}", json=saisie)).status_code == 403


async def test_un_organisme_connu_ailleurs_vient_dans_un_second_departement(agent: SignIn) -> None:
    trente_cinq, quarante_quatre = await agent("gestionnaire", "35"), await agent("gestionnaire", "44")
    corps = {"type": "BAILLEUR", "nom": "Trois Rivières", "siren": "552100554", "code_guichet": "35T01"}
    premier = (await trente_cinq.post("organismes", json=corps)).json()
    introuvable = await quarante_quatre.get(f"organismes/{premier['id']}")
    assert introuvable.status_code == 404
    ailleurs = await quarante_quatre.post("organismes", json=corps | {"code_guichet": "44T01"})
    assert ailleurs.status_code == 201, ailleurs.text
    assert ailleurs.json()["id"] == premier["id"]
    assert ailleurs.json()["code_guichet"] == "44T01"
    assert (await trente_cinq.get(f"organismes/{premier['id']}")).json()["code_guichet"] == "35T01"
    autre_type = await quarante_quatre.post("organismes", json=corps | {"type": "COMMUNE"})
    assert autre_type.json()["code"] == "organisme-deja-existant"


async def test_le_perimetre_d_un_organisme_n_appartient_qu_au_gestionnaire(agent: SignIn, territory: Territory) -> None:
    gestionnaire, epci = await agent("gestionnaire", "35"), await agent("epci")
    fiche = f"organismes/{territory.organismes['metropole']}"
    adresse = f"{fiche}/perimetre"
    lu = {"version": (await gestionnaire.get(fiche)).json()["perimetre_version"]}
    assert (await epci.put(adresse, json=lu | {"communes": None, "code_guichet": None})).status_code == 403
    ailleurs = await gestionnaire.put(adresse, json=lu | {"communes": ["44109"], "code_guichet": "35E01"})
    assert (ailleurs.status_code, ailleurs.json()["code"]) == (422, "commune-hors-departement")
    pris = await gestionnaire.put(adresse, json=lu | {"communes": None, "code_guichet": "35A01"})
    assert (pris.status_code, pris.json()["code"]) == (409, "organisme-deja-existant")
    limite = await gestionnaire.put(adresse, json=lu | {"communes": ["35238", "35051"], "code_guichet": "35E01"})
    assert limite.json()["communes"] == ["35238", "35051"]
    trop_tard = await gestionnaire.put(adresse, json=lu | {"communes": ["35238"], "code_guichet": "35E01"})
    assert (trop_tard.status_code, trop_tard.json()["code"]) == (409, "modification-concurrente")
    relu = {"version": limite.json()["perimetre_version"]}
    rendu = await gestionnaire.put(adresse, json=relu | {"communes": None, "code_guichet": "35E01"})
    assert rendu.json()["communes"] is None


async def test_un_gestionnaire_ne_touche_pas_aux_organismes_d_un_autre_departement(
    agent: SignIn, territory: Territory
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    loire = territory.organismes["loire"]
    for refus in (
        await corriger(gestionnaire, f"organismes/{loire}", nom="Pris"),
        await gestionnaire.put(
            f"organismes/{loire}/perimetre", json={"version": 1, "communes": None, "code_guichet": None}
        ),
        await gestionnaire.post(f"organismes/{loire}/agences", json={"libelle": "Prise"}),
        await gestionnaire.get(f"organismes/{loire}/agences"),
        await gestionnaire.put(f"organismes/{loire}/logo", content=_image()),
        await gestionnaire.delete(f"organismes/{loire}/logo"),
        await gestionnaire.get(f"organismes/{loire}"),
    ):
        assert (refus.status_code, refus.json()["code"]) == (404, "organisme-introuvable")
    assert (await gestionnaire.get(f"organismes/{loire}/logo")).json()["code"] == "logo-absent"


async def test_le_logo_de_mon_organisme_est_sur_mon_accueil_et_pas_chez_les_autres(
    agent: SignIn, territory: Territory
) -> None:
    referent = await agent("referent")
    logo = f"organismes/{territory.organismes['armor']}/logo"
    depose = await referent.put(logo, content=_image(), headers={"Content-Type": "application/octet-stream"})
    assert depose.status_code == 200, depose.text
    adresse = depose.json()["logo"]
    anne = await agent("anne", "35")
    assert (await anne.get("session")).json()["organisme"]["logo"] == adresse
    image = await anne.get(f"https://fdls.test{adresse}")
    assert image.headers["content-type"] == "image/png"
    assert "immutable" in image.headers["cache-control"]
    with Image.open(BytesIO(image.content)) as lue:
        assert (lue.size, lue.format) == ((320, 160), "PNG")
    bruno = await agent("bruno")
    assert (await bruno.get("session")).json()["organisme"]["logo"] is None
    assert (await bruno.put(logo, content=_image())).status_code == 403
    chloe = await agent("chloe")
    assert (await chloe.get(logo)).status_code == 404, "l'organisme n'est pas de son département"
    assert (await referent.delete(logo)).json()["logo"] is None
    assert (await referent.get(logo)).status_code == 404


@pytest.mark.parametrize(
    "contenu", [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"GIF89a", b"x" * 600_000]
)
async def test_ce_qui_n_est_pas_une_image_lisible_n_est_pas_un_logo(
    agent: SignIn, territory: Territory, contenu: bytes
) -> None:
    referent = await agent("referent")
    refus = await referent.put(f"organismes/{territory.organismes['armor']}/logo", content=contenu)
    assert (refus.status_code, refus.json()["code"]) == (422, "logo-illisible")


def _image() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 320), "#8a3b12").save(kept, "JPEG")
    return kept.getvalue()
