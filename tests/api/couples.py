"""Un couple qui a sa demande, enregistrée : de quoi raconter un départ."""

import copy
from typing import Any
from uuid import uuid4

import httpx

from tests.api.conftest import SignIn
from tests.api.formulaires import RENNES, formulaire

PART = "Dominique"


def un_nom() -> str:
    return "SEPA" + "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:10])


def un_codemandeur(nom: str, lien: str = "C", **autres: Any) -> dict[str, Any]:
    suffixe = uuid4().hex[:10]
    return {
        "id": str(uuid4()),
        "civilite": "1",
        "nom_naissance": nom,
        "prenoms": PART,
        "ne_le": "1986-02-03",
        "nationalite": "2",
        "situation_familiale": "M" if lien == "M" else "U",
        "telephone": None,
        "email": f"{suffixe}@exemple.test",
        "adresse": {"numero": "9", "voie": "rue cachée", "code_postal": "35000", "commune": RENNES},
        "situation_professionnelle": {"contrat": "CDI", "employeur": "Garage", "commune_travail": RENNES},
        "lien": lien,
    } | autres


async def un_couple(
    agent: SignIn, demandeur: SignIn, pdf: bytes, lien: str = "C", enfants: int = 2
) -> tuple[httpx.AsyncClient, httpx.AsyncClient, dict[str, Any], dict[str, Any]]:
    """An active demande of two adults, each with an income, and children."""
    nom = un_nom()
    autre = un_codemandeur(nom, lien)
    base = copy.deepcopy(formulaire(nom=nom, prenoms="Jeanne"))
    adresse = f"{uuid4().hex[:12]}@exemple.test"
    titulaire = base["demandeur"] | {"situation_familiale": "M" if lien == "M" else "U", "email": adresse}
    revenus = base["revenus"]
    for personne, montant in ((autre["id"], 1_100),):
        revenus["rfr"].append({"personne_id": personne, "annee": 2024, "montant": montant * 12})
        revenus["ressources"].append({"personne_id": personne, "nature": "SAL", "montant": montant})
    occupants = [
        {"id": str(uuid4()), "nom": nom, "prenom": p, "ne_le": "2018-05-01", "sexe": "F", "lien": "E", "a_charge": True}
        for p in ("Alix", "Charlie")[:enfants]
    ]
    sections = {"demandeur": titulaire, "codemandeurs": [autre], "occupants": occupants, "revenus": revenus}
    qui = await demandeur(adresse)
    vue = (await qui.post("ma-demande")).json()
    vue = (await qui.patch("ma-demande", json={"version": vue["version"], **base, **sections})).json()
    assert (await qui.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=pdf)).status_code == 201
    vue = (await qui.get("ma-demande")).json()
    envoyee = await qui.post("ma-demande/soumission", json={"version": vue["version"]})
    assert envoyee.status_code == 200, envoyee.text
    anne = await agent("anne", "35")
    corps = {"version": envoyee.json()["version"], "identite_verifiee": True}
    validee = await anne.post(f"demandes/{vue['id']}/validation", json=corps)
    assert validee.status_code == 200, validee.text
    return anne, qui, validee.json(), autre
