"""Chercher des demandes : chaque filtre, à travers HTTP, et ce que cela coûte à la base."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import event

from api.bootstrap import Container
from tests.api.conftest import NANTES, RENNES, SAINT_MALO, SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _saisir(agent: httpx.AsyncClient, nom: str, **autres: Any) -> dict[str, Any]:
    answer = await agent.post("demandes", json=formulaire(nom, **autres))
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


async def _trouvees(agent: httpx.AsyncClient, **filtres: Any) -> list[str]:
    asked: dict[str, Any] = {"size": 100, "sort": "deposee_le"} | filtres
    answer = await agent.get("demandes", params=asked)
    assert answer.status_code == 200, answer.text
    return [ligne["nom_affiche"].split()[-1] for ligne in answer.json()["items"]]


def _marque() -> str:
    """Un nom que personne d'autre ne porte, fait de lettres."""
    return uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))[:16].upper()


async def test_un_nom_se_trouve_sans_accent_ni_casse_ni_ordre(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, f"LE {marque}", prenoms="Anaïs")
    await _saisir(anne, marque, prenoms="Brieuc")
    for q in (f"anais {marque}", f"{marque.lower()} ANAÏS", f"le-{marque[:8]}", f"« {marque} » anaïs !"):
        assert await _trouvees(anne, etat="BR", q=q) == ["Anaïs"], q
    assert await _trouvees(anne, etat="BR", q=marque) == ["Anaïs", "Brieuc"]
    assert await _trouvees(anne, etat="BR", q=f"{marque} cyrille") == []
    assert await _trouvees(anne, q=marque) == []


async def test_un_mot_tape_est_un_debut_de_mot_et_le_pourcent_vaut_n_importe_quoi(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, f"L'{marque}", prenoms="Anaïs Maëlle")
    milieu = f"{marque[:4]}%{marque[10:14]}"
    for q in (marque[:9], f"{marque}%", milieu, f"%{marque[5:12]}", f"{milieu} mae", f"ana%s {marque}", f"l{marque}"):
        assert await _trouvees(anne, etat="BR", q=q) == ["Maëlle"], q
    for q in (marque[5:], f"{marque} aelle", f"{marque[:4]}%zz"):
        assert await _trouvees(anne, etat="BR", q=q) == [], q


async def test_une_particule_suivie_d_un_nom_est_un_mot_entier(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, f"LE {marque}", prenoms="Particule")
    await _saisir(anne, f"LEON {marque}", prenoms="Prénom")
    assert await _trouvees(anne, etat="BR", q=f"le {marque}") == ["Particule"]
    assert await _trouvees(anne, etat="BR", q=f"leo {marque}") == ["Prénom"]
    assert await _trouvees(anne, etat="BR", q=f"{marque} le") == ["Particule", "Prénom"], "le dernier se tape encore"


@pytest.mark.parametrize("sort", ["deposee_le", "-deposee_le", "nom", "-points", "soumise_le"])
async def test_chaque_ordre_rend_les_memes_demandes_une_fois_chacune(agent: SignIn, sort: str) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    for prenoms in (f"{marque} Un", f"{marque} Deux", "Trois"):
        await _saisir(anne, marque, prenoms=prenoms)
    trouvees = await _trouvees(anne, etat=["BR", "AC"], q=marque[:10], sort=sort)
    assert sorted(trouvees) == ["Deux", "Trois", "Un"]


async def test_ce_qui_change_de_nom_ou_d_etat_se_cherche_sous_le_nouveau(agent: SignIn) -> None:
    anne, ancien, nouveau = await agent("anne", "35"), _marque(), _marque()
    vue = await _saisir(anne, ancien, prenoms="Anaïs")
    corps = {"version": vue["version"], "demandeur": formulaire(nouveau, prenoms="Anaïs")["demandeur"]}
    assert (await anne.patch(f"demandes/{vue['id']}", json=corps)).status_code == 200
    assert await _trouvees(anne, etat="BR", q=ancien) == []
    assert await _trouvees(anne, etat="BR", q=nouveau) == ["Anaïs"]
    assert await _trouvees(anne, etat="BR", q=vue["reference"]) == ["Anaïs"]


async def test_un_numero_unique_se_trouve_meme_quand_la_demande_est_radiee(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    marque = _marque()
    _, vue = await demande_validee(agent, demandeur, pdf, nom=marque, prenoms="Anaïs")
    anne = await agent("anne", "35")
    radiation = {"version": vue["version"], "motif": "RADABA"}
    assert (await anne.post(f"demandes/{vue['id']}/radiation", json=radiation)).status_code == 200
    assert await _trouvees(anne, q=marque) == [], "un nom cherche parmi les demandes actives"
    assert await _trouvees(anne, q=vue["numero_unique"]) == ["Anaïs"]
    assert await _trouvees(anne, q=vue["numero_unique"], etat="AC") == []


async def test_les_filtres_se_cumulent(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque, prenoms="Un", communes=(RENNES,), typologies=("T2",))
    await _saisir(anne, marque, prenoms="Deux", communes=(SAINT_MALO, RENNES), typologies=("T3", "T4"))
    assert await _trouvees(anne, etat="BR", q=marque, commune=RENNES) == ["Un", "Deux"]
    assert await _trouvees(anne, etat="BR", q=marque, commune=SAINT_MALO) == ["Deux"]
    assert await _trouvees(anne, etat="BR", q=marque, commune=NANTES) == []
    assert await _trouvees(anne, etat="BR", q=marque, commune=RENNES, typologie="T2") == ["Un"]
    assert await _trouvees(anne, etat=["BR", "AC"], q=marque, typologie="T4") == ["Deux"]


async def test_un_brouillon_ne_se_trouve_que_chez_soi(agent: SignIn) -> None:
    anne, bruno, marque = await agent("anne", "35"), await agent("bruno", "35"), _marque()
    await _saisir(anne, marque, prenoms="Armor")
    await _saisir(bruno, marque, prenoms="Vilaine")
    for filtres in ({"etat": "BR"}, {"etat": ["BR", "AC", "EV"]}, {"etat": "BR", "mon_organisme": True}):
        assert await _trouvees(anne, q=marque, **filtres) == ["Armor"]
        assert await _trouvees(bruno, q=marque, **filtres) == ["Vilaine"]


async def test_une_saisie_en_cours_ne_se_trouve_pas(agent: SignIn, demandeur: SignIn) -> None:
    qui, marque = await demandeur(f"{uuid4().hex[:12]}@exemple.test"), _marque()
    vue = (await qui.post("ma-demande")).json()
    await qui.patch("ma-demande", json={"version": vue["version"], "demandeur": formulaire(marque)["demandeur"]})
    anne = await agent("anne", "35")
    for etat in ("ES", ["ES", "EV"]):
        assert await _trouvees(anne, etat=etat, q=marque) == []


@pytest.mark.parametrize("taille", [1, 20, 100])
async def test_une_recherche_coute_deux_instructions_au_plus(agent: SignIn, container: Container, taille: int) -> None:
    anne = await agent("anne", "35")
    await anne.get("demandes")
    statements: list[str] = []

    def keep(*args: Any) -> None:
        statements.append(args[2])

    engine = container.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        answer = await anne.get("demandes", params={"etat": "BR", "size": taille, "q": "e"})
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    assert answer.status_code == 200
    of_the_search = [s for s in statements if "recherche_demandes" in s]
    assert len(of_the_search) <= 2, statements
    assert all("departement" in s for s in of_the_search)
