"""Le registre public : chaque grille publiée à son adresse, lisible par tous et pour toujours."""

import jsonschema_rs
import pytest

from domain.cotation.document import lire_grille
from tests.api.conftest import RENNES_METROPOLE, NewClient

pytestmark = pytest.mark.asyncio(loop_scope="session")

REGISTRE = "https://fdls.test/grandpublic/v1/territoires/35/grilles-de-cotation"


async def test_une_grille_publiee_se_lit_sans_compte(new_client: NewClient) -> None:
    visiteur = await new_client()
    lignes = (await visiteur.get(REGISTRE)).json()
    assert f"{RENNES_METROPOLE}-tous-1" in {ligne["adresse"] for ligne in lignes}
    assert {ligne["population"] for ligne in lignes} <= {"tous", "mutation", "primo"}
    reponse = await visiteur.get(f"{REGISTRE}/{RENNES_METROPOLE}-tous-1")
    assert reponse.headers["cache-control"].startswith("public")
    grille = reponse.json()
    assert grille["deliberation"]["reference"] == "DEMO-2023-01"
    assert grille["version"]["en_vigueur"]
    assert lire_grille(grille["document"]).id == "DEMONSTRATION"


async def test_chaque_exemple_donne_un_total_qui_est_la_somme_de_ses_lignes(new_client: NewClient) -> None:
    visiteur = await new_client()
    grille = (await visiteur.get(f"{REGISTRE}/{RENNES_METROPOLE}-tous-1")).json()
    assert len(grille["exemples"]) >= 6
    assert all(e["points"] == sum(x["points"] for x in e["lignes"]) for e in grille["exemples"])
    points = {e["nom"]: e["points"] for e in grille["exemples"]}
    assert points["Camille"] > points["Yann et Solène"]


async def test_les_trois_guides_se_lisent_et_citent_la_grille(new_client: NewClient) -> None:
    visiteur = await new_client()
    grille = (await visiteur.get(f"{REGISTRE}/{RENNES_METROPOLE}-tous-1")).json()
    assert [g["lecteur"] for g in grille["guides"]] == ["demandeurs", "elus", "commission"]
    for guide in grille["guides"]:
        phrases = [p for partie in guide["parties"] for p in partie["phrases"]]
        assert len(phrases) > 10
        assert all(p.endswith((".", ")")) for p in phrases)
    assert "DALO" in str(grille["guides"][0])


async def test_le_document_d_une_grille_publiee_suit_le_format_publie_a_cote(new_client: NewClient) -> None:
    visiteur = await new_client()
    reponse = await visiteur.get(f"{REGISTRE}/{RENNES_METROPOLE}-tous-1/document")
    assert f'filename="grille-{RENNES_METROPOLE}-tous-1.json"' in reponse.headers["content-disposition"]
    document = reponse.json()
    publie = await visiteur.get("https://fdls.test/grandpublic/v1/formats/grille-de-cotation/1")
    assert publie.headers["content-type"] == "application/schema+json"
    schema = publie.json()
    assert document["$schema"] == schema["$id"]
    assert schema["$id"].endswith("/grandpublic/v1/formats/grille-de-cotation/1")
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(document)
    assert lire_grille(document).id == "DEMONSTRATION"


@pytest.mark.parametrize(
    "adresse", [f"{RENNES_METROPOLE}-tous-9999", "000000000-primo-1", f"{RENNES_METROPOLE}-tous-0"]
)
async def test_une_grille_qui_n_est_pas_au_registre_est_introuvable(new_client: NewClient, adresse: str) -> None:
    visiteur = await new_client()
    refus = await visiteur.get(f"{REGISTRE}/{adresse}")
    assert (refus.status_code, refus.json()["code"]) == (404, "grille-introuvable")
    assert (await visiteur.get(f"{REGISTRE}/{adresse}/document")).status_code == 404
