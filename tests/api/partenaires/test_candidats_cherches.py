"""Parmi les candidats d'un bien, on cherche par ce que le foyer a déclaré et par ce qu'il a coché."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.embedded.folders import ROOT
from tests.api.conftest import SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_du_guichet
from tests.api.relocation import logement

pytestmark = pytest.mark.asyncio(loop_scope="session")
COMMUNE = "35047"
"""Bruz : le choix de ces seuls foyers."""
VOULU: dict[str, Any] = {
    "categorie": "I",
    "typologies": ["T2"],
    "communes": [COMMUNE],
    "demande_elargie": False,
    "rez_de_chaussee": False,
    "sans_ascenseur": False,
}
FOYERS: dict[str, dict[str, Any]] = {
    "Handicapée": {"demandeur": formulaire("BRUZOIS", "Handicapée")["demandeur"] | {"handicap": True}},
    "Suivie": {"accompagnement": {"nom": "Croix-Rouge de Bruz", "adresse": "1 rue des Soins"}},
    "Aidée": {"logement_recherche": VOULU | {"dossier_fsl": {"du": "2026-01-01", "au": None}, "caution": True}},
    "Garée": {"logement_recherche": VOULU | {"parking": True, "rez_de_chaussee": True}},
    "Sportive": {"logement_recherche": VOULU | {"sans_ascenseur": True, "categorie": "A"}},
    "Adaptée": {"logement_recherche": VOULU | {"adapte_handicap": True}},
    "Jardinière": {"logement_recherche": VOULU | {"categorie": "M"}},
}


async def _deposer(agent: httpx.AsyncClient, pdf: bytes) -> dict[str, dict[str, Any]]:
    ordinaire = {"logement_recherche": VOULU}
    remplis = {
        prenoms: formulaire(f"{prenoms}is", prenoms, f"19{70 + rang}-04-12", **(ordinaire | dit))
        for rang, (prenoms, dit) in enumerate(FOYERS.items())
    }
    for rempli in remplis.values():
        personne = rempli["demandeur"]["id"]
        for nature in ("rfr", "ressources"):
            rempli["revenus"][nature][0]["personne_id"] = personne
    return {prenoms: await demande_du_guichet(agent, pdf, rempli) for prenoms, rempli in remplis.items()}


async def test_les_candidats_se_cherchent_par_ce_que_le_foyer_a_saisi(
    agent: SignIn, pdf: bytes, owner: AsyncEngine
) -> None:
    anne = await agent("anne", "35")
    demandes = await _deposer(anne, pdf)
    noms = {demande["id"]: prenoms for prenoms, demande in demandes.items()}
    ici = {"commune": COMMUNE, "etage": 2, "ascenseur": True, "adapte_handicap": True}
    appartement, maison = await logement(anne, **ici), await logement(anne, **ici, categorie="M")

    async def trouves(bien: dict[str, Any] = appartement, **filtres: Any) -> set[str]:
        answer = await anne.get(f"biens/{bien['id']}/candidats", params={"size": 100} | filtres)
        assert answer.status_code == 200, answer.text
        return {noms[c["demande_id"]] for c in answer.json()["items"] if c["demande_id"] in noms}

    assert await trouves() == set(FOYERS) - {"Jardinière"}
    assert await trouves(besoin="handicap") == {"Handicapée", "Adaptée"}
    assert await trouves(besoin="accompagnement") == {"Suivie"}
    assert await trouves(besoin=["fsl", "caution"]) == {"Aidée"}
    assert await trouves(besoin=["fsl", "accompagnement"]) == set()
    assert await trouves(suivi_par="croix bruz") == {"Suivie"}
    assert await trouves(suivi_par="croix Emmaüs") == set()
    assert await trouves(souhait="adapte_handicap") == {"Adaptée"}
    assert await trouves(souhait=["parking", "rez_de_chaussee"]) == {"Garée"}
    assert await trouves(souhait=["parking", "sans_ascenseur"]) == set()
    assert await trouves(souhait="sans_ascenseur") == {"Sportive"}
    assert await trouves(souhait="appartement") == {"Sportive"}
    assert await trouves(maison, souhait="maison") == {"Jardinière"}
    assert await trouves(besoin="fsl", souhait="parking") == set()
    await _la_migration_dit_les_memes_drapeaux(owner, demandes)

    suivie = demandes["Suivie"]
    corps = {"personne_id": suivie["formulaire"]["demandeur"]["id"], "motif": "ordonnance"}
    assert (await anne.put(f"demandes/{suivie['id']}/protection", json=corps)).status_code == 200
    assert await trouves(suivi_par="croix bruz") == set(), "qui la suit dirait où la trouver"


async def _la_migration_dit_les_memes_drapeaux(owner: AsyncEngine, demandes: dict[str, dict[str, Any]]) -> None:
    """What it fills for those already there is what is written for a new one."""
    remplir = ScriptDirectory(str(ROOT / "migrations")).get_revision("besoins_des_candidats").module.REMPLIR
    lire = text("select demande_id, drapeaux from souhaits where demande_id = any(:ids) order by demande_id")
    ids = {"ids": [UUID(demande["id"]) for demande in demandes.values()]}
    async with owner.connect() as connection:
        ecrits = (await connection.execute(lire, ids)).all()
        await connection.execute(
            text("update souhaits set drapeaux = drapeaux & 1023 where demande_id = any(:ids)"), ids
        )
        await connection.execute(text(remplir))
        assert (await connection.execute(lire, ids)).all() == ecrits
        await connection.rollback()
    assert {ligne.drapeaux > 1023 for ligne in ecrits} == {True, False}


@pytest.mark.parametrize("filtre", [{"besoin": "handicap"}, {"souhait": "adapte_handicap"}])
async def test_la_sante_ne_se_devine_pas_en_cherchant(
    agent: SignIn, owner: AsyncEngine, filtre: dict[str, str]
) -> None:
    """A département may have a profile that ranks candidates without reading what touches health."""
    bien = await logement(await agent("anne", "35"), commune=COMMUNE)
    changer = text("update profils set droits = :droits where code = 'referent-bailleur'")
    async with owner.begin() as connection:
        avant = (
            await connection.execute(text("select droits from profils where code = 'referent-bailleur'"))
        ).scalar_one()
        await connection.execute(changer, {"droits": [d for d in avant if d != "demandes:sensible"]})
    try:
        referent = await agent("referent", "35")
        adresse = f"biens/{bien['id']}/candidats"
        refus = await referent.get(adresse, params=filtre)
        assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant")
        assert (await referent.get(adresse, params={"besoin": "fsl", "souhait": "parking"})).status_code == 200
    finally:
        async with owner.begin() as connection:
            await connection.execute(changer, {"droits": avant})
