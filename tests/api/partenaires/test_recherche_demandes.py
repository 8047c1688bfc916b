"""Chercher des demandes : chaque filtre, à travers HTTP, et ce que cela coûte à la base."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import event

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from tests.api.conftest import NANTES, RENNES, SAINT_MALO, Clock, NewClient, SignIn, Territory
from tests.api.couples import un_codemandeur
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_du_guichet, demande_validee
from tests.api.partenaires.brouillons import saisir, un_nom

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _trouvees(agent: httpx.AsyncClient, **filtres: Any) -> list[str]:
    asked: dict[str, Any] = {"size": 100, "sort": "deposee_le"} | filtres
    answer = await agent.get("demandes", params=asked)
    assert answer.status_code == 200, answer.text
    return [ligne["nom_affiche"].split()[-1] for ligne in answer.json()["items"]]


async def test_un_nom_se_trouve_sans_accent_ni_casse_ni_ordre(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    await saisir(anne, f"LE {marque}", prenoms="Anaïs")
    await saisir(anne, marque, prenoms="Brieuc")
    for q in (f"anais {marque}", f"{marque.lower()} ANAÏS", f"le-{marque[:8]}", f"« {marque} » anaïs !"):
        assert await _trouvees(anne, etat="BR", q=q) == ["Anaïs"], q
    assert await _trouvees(anne, etat="BR", q=marque) == ["Anaïs", "Brieuc"]
    assert await _trouvees(anne, etat="BR", q=f"{marque} cyrille") == []
    assert await _trouvees(anne, q=marque) == []


async def test_un_mot_tape_est_un_debut_de_mot_et_le_pourcent_vaut_n_importe_quoi(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    await saisir(anne, f"L'{marque}", prenoms="Anaïs Maëlle")
    milieu = f"{marque[:4]}%{marque[10:14]}"
    for q in (marque[:9], f"{marque}%", milieu, f"%{marque[5:12]}", f"{milieu} mae", f"ana%s {marque}", f"l{marque}"):
        assert await _trouvees(anne, etat="BR", q=q) == ["Maëlle"], q
    for q in (marque[5:], f"{marque} aelle", f"{marque[:4]}%zz"):
        assert await _trouvees(anne, etat="BR", q=q) == [], q


async def test_sanch_pourcent_parmi_les_actives_trouve_sanchez_velasco_carine(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, vue = await demande_validee(agent, demandeur, pdf, nom="SANCHEZ VELASCO", prenoms="Carine")
    anne = await agent("anne", "35")
    for q in ("SANCH%", "%velasco", "sanchez%carine", "carine sanch", "Sánchez Velasco"):
        answer = await anne.get("demandes", params={"q": q, "etat": "AC", "sort": "-modifiee_le"})
        trouvees = {ligne["id"]: ligne["nom_affiche"] for ligne in answer.json()["items"]}
        if q == "sanchez%carine":
            assert vue["id"] not in trouvees, "un mot tapé est cherché dans un seul mot"
        else:
            assert trouvees[vue["id"]] == "SANCHEZ VELASCO Carine"
    answer = await anne.get("demandes", params={"q": "SANCH%", "etat": "SO", "size": 100})
    assert vue["id"] not in [ligne["id"] for ligne in answer.json()["items"]]


async def test_koroui_se_trouve_partout_en_tapant_chorouot(
    agent: SignIn, new_client: NewClient, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox
) -> None:
    """Par l'un ou l'autre nom, du demandeur ou du codemandeur : la liste, Ctrl+K, les groupes, l'export, le portail."""
    usage, naissance, autre = f"KOROUI {un_nom()}", f"CHOROUOT {un_nom()}", f"BELUIL {un_nom()}"
    rempli = formulaire(naissance, prenoms="Martine")
    rempli["demandeur"] |= {"nom_usage": usage, "situation_familiale": "U"}
    rempli["codemandeurs"] = [un_codemandeur(un_nom(), nom_usage=autre)]
    anne = await agent("anne", "35")
    vue = await demande_du_guichet(anne, pdf, rempli)
    affiche = f"{usage} ({naissance}) Martine"
    assert vue["nom_affiche"] == affiche
    for q in (naissance, usage, f"chorouot {naissance[9:16]}", f"koroui {usage[7:13]} martine", autre):
        trouvees = (await anne.get("demandes", params={"q": q, "etat": "AC"})).json()["items"]
        assert [(d["id"], d["nom_affiche"]) for d in trouvees] == [(vue["id"], affiche)], q
        assert (await anne.get("ruptures-de-demandes", params={"q": q, "par": "etat"})).json()["total"] == 1, q
        vite = (await anne.get("recherche-rapide", params={"q": q})).json()
        assert vue["id"] in [t["id"] for t in vite if t["genre"] == "demande"], q
        voulu = {"recherche": {"q": q}, "colonnes": ["nom"], "format": "csv", "motif": "Préparer la commission"}
        export = (await anne.post("exports-de-demandes", json=voulu)).json()
        assert export["total"] == 1, q
    for nom in (naissance, usage):
        qui = {"departement": "35", "nom": nom, "prenom": "Martine", "ne_le": "1988-04-12"}
        public = await new_client()
        assert (await public.post("/grandpublic/v1/session/recherches", json=qui)).status_code == 202
    await relay_of(container).drain()
    assert len(mailbox.messages(to=rempli["demandeur"]["email"])) >= 2, "un code par nom tapé"


async def test_une_particule_suivie_d_un_nom_est_un_mot_entier(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    await saisir(anne, f"LE {marque}", prenoms="Particule")
    await saisir(anne, f"LEON {marque}", prenoms="Prénom")
    assert await _trouvees(anne, etat="BR", q=f"le {marque}") == ["Particule"]
    assert await _trouvees(anne, etat="BR", q=f"leo {marque}") == ["Prénom"]
    assert await _trouvees(anne, etat="BR", q=f"{marque} le") == ["Particule", "Prénom"], "le dernier se tape encore"


@pytest.mark.parametrize(
    "sort",
    [
        "deposee_le",
        "-deposee_le",
        "nom",
        "points",
        "-points",
        "soumise_le",
        "numero",
        "-etat",
        "nature",
        "ne_le",
        "-renouvelee_le",
        "modifiee_le",
        "-modifiee_le",
    ],
)
async def test_chaque_ordre_rend_les_memes_demandes_une_fois_chacune(agent: SignIn, sort: str) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    for prenoms in (f"{marque} Un", f"{marque} Deux", "Trois"):
        await saisir(anne, marque, prenoms=prenoms)
    trouvees = await _trouvees(anne, etat=["BR", "AC"], q=marque[:10], sort=sort)
    assert sorted(trouvees) == ["Deux", "Trois", "Un"]


async def test_la_derniere_modifiee_se_range_en_tete(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    premiere = await saisir(anne, marque, prenoms="Ancienne")
    await saisir(anne, marque, prenoms="Récente")
    assert await _trouvees(anne, etat="BR", q=marque, sort="-modifiee_le") == ["Récente", "Ancienne"]
    corps = {"version": premiere["version"], "demandeur": formulaire(marque, prenoms="Ancienne")["demandeur"]}
    corps["demandeur"]["email"] = "nouvelle@exemple.test"
    assert (await anne.patch(f"demandes/{premiere['id']}", json=corps)).status_code == 200
    assert await _trouvees(anne, etat="BR", q=marque, sort="-modifiee_le") == ["Ancienne", "Récente"]
    assert await _trouvees(anne, etat="BR", q=marque, sort="modifiee_le") == ["Récente", "Ancienne"]


async def test_ce_qui_change_de_nom_ou_d_etat_se_cherche_sous_le_nouveau(agent: SignIn) -> None:
    anne, ancien, nouveau = await agent("anne", "35"), un_nom(), un_nom()
    vue = await saisir(anne, ancien, prenoms="Anaïs")
    corps = {"version": vue["version"], "demandeur": formulaire(nouveau, prenoms="Anaïs")["demandeur"]}
    assert (await anne.patch(f"demandes/{vue['id']}", json=corps)).status_code == 200
    assert await _trouvees(anne, etat="BR", q=ancien) == []
    assert await _trouvees(anne, etat="BR", q=nouveau) == ["Anaïs"]
    assert await _trouvees(anne, etat="BR", q=vue["reference"]) == ["Anaïs"]


async def test_un_numero_unique_se_trouve_meme_quand_la_demande_est_radiee(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    marque = un_nom()
    _, vue = await demande_validee(agent, demandeur, pdf, nom=marque, prenoms="Anaïs")
    anne = await agent("anne", "35")
    radiation = {"version": vue["version"], "motif": "RADABA"}
    assert (await anne.post(f"demandes/{vue['id']}/radiation", json=radiation)).status_code == 200
    assert await _trouvees(anne, q=marque) == [], "un nom cherche parmi les demandes actives"
    assert await _trouvees(anne, q=vue["numero_unique"]) == ["Anaïs"]
    assert await _trouvees(anne, q=vue["numero_unique"], etat="AC") == []


async def test_les_filtres_se_cumulent(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    await saisir(anne, marque, prenoms="Un", communes=(RENNES,), typologies=("T2",))
    await saisir(anne, marque, prenoms="Deux", communes=(SAINT_MALO, RENNES), typologies=("T3", "T4"))
    assert await _trouvees(anne, etat="BR", q=marque, commune=RENNES) == ["Un", "Deux"]
    assert await _trouvees(anne, etat="BR", q=marque, commune=SAINT_MALO) == ["Deux"]
    assert await _trouvees(anne, etat="BR", q=marque, commune=NANTES) == []
    assert await _trouvees(anne, etat="BR", q=marque, commune=RENNES, typologie="T2") == ["Un"]
    assert await _trouvees(anne, etat=["BR", "AC"], q=marque, typologie="T4") == ["Deux"]


async def test_un_brouillon_ne_se_trouve_que_chez_soi(agent: SignIn) -> None:
    anne, bruno, marque = await agent("anne", "35"), await agent("bruno", "35"), un_nom()
    await saisir(anne, marque, prenoms="Armor")
    await saisir(bruno, marque, prenoms="Vilaine")
    for filtres in ({"etat": "BR"}, {"etat": ["BR", "AC", "EV"]}, {"etat": "BR", "mon_organisme": True}):
        assert await _trouvees(anne, q=marque, **filtres) == ["Armor"]
        assert await _trouvees(bruno, q=marque, **filtres) == ["Vilaine"]


async def test_une_saisie_en_cours_ne_se_trouve_pas(agent: SignIn, demandeur: SignIn) -> None:
    qui, marque = await demandeur(f"{uuid4().hex[:12]}@exemple.test"), un_nom()
    vue = (await qui.post("ma-demande")).json()
    await qui.patch("ma-demande", json={"version": vue["version"], "demandeur": formulaire(marque)["demandeur"]})
    anne = await agent("anne", "35")
    for etat in ("ES", ["ES", "EV"]):
        assert await _trouvees(anne, etat=etat, q=marque) == []


async def test_la_date_de_naissance_se_tape_avec_ou_sans_le_nom(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    await saisir(anne, marque, prenoms="Anaïs", ne_le="1903-02-07")
    await saisir(anne, marque, prenoms="Brieuc", ne_le="1903-02-08")
    for q in (f"{marque} 07/02/1903", f"1903-02-07 {marque[:6]}", f"{marque} 7.2.1903"):
        assert await _trouvees(anne, etat="BR", q=q) == ["Anaïs"], q
    assert "Anaïs" in await _trouvees(anne, etat="BR", q="07/02/1903")
    assert await _trouvees(anne, etat="BR", q=f"{marque} 09/02/1903") == []


async def test_on_trouve_par_la_naissance_du_codemandeur(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    codemandeur = formulaire(marque, ne_le="1901-01-31")["demandeur"] | {"lien": "C"}
    await saisir(anne, marque, prenoms="Anaïs", codemandeurs=[codemandeur])
    assert await _trouvees(anne, etat="BR", q=f"31/01/1901 {marque}") == ["Anaïs"]


async def test_les_filtres_de_la_nature_du_guichet_et_de_la_commune_habitee(
    agent: SignIn, territory: Territory
) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    ailleurs = formulaire(marque)["demandeur"]
    ailleurs["adresse"] |= {"commune": SAINT_MALO, "code_postal": "35400"}
    await saisir(anne, marque, prenoms="Un")
    await saisir(anne, marque, demandeur=ailleurs | {"prenoms": "Deux"})
    base = {"etat": "BR", "q": marque}
    assert await _trouvees(anne, **base, commune_actuelle=SAINT_MALO) == ["Deux"]
    assert await _trouvees(anne, **base, nature="STANDARD") == ["Un", "Deux"]
    assert await _trouvees(anne, **base, nature="ANRU") == []
    armor, vilaine = str(territory.organismes["armor"]), str(territory.organismes["vilaine"])
    assert await _trouvees(anne, **base, guichet=armor) == ["Un", "Deux"]
    assert await _trouvees(anne, **base, guichet=vilaine) == []


async def test_le_collecteur_et_le_contingent_d_action_logement_se_filtrent(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    metier = {"contrat": "CDI", "collecteurs": [{"organisme": "La Poste", "numero": "77"}]}
    inscrite = formulaire(marque, prenoms="Inscrite")["demandeur"] | {"situation_professionnelle": metier}
    cotise = {"contrat": "CDI", "cotise_action_logement": True}
    cotisante = formulaire(marque, prenoms="Cotisante")["demandeur"] | {"situation_professionnelle": cotise}
    await saisir(anne, marque, demandeur=inscrite)
    await saisir(anne, marque, demandeur=cotisante)
    await saisir(anne, marque, prenoms="Autre")
    base = {"etat": "BR", "q": marque}
    aliade = {"contrat": "CDI", "collecteurs": [{"organisme": "ALIADE", "numero": None}]}
    salariee = formulaire(marque, prenoms="Salariée")["demandeur"] | {"situation_professionnelle": aliade}
    assert await _trouvees(anne, **base, collecteur="ALIADE") == []
    du_codemandeur = [un_codemandeur(marque, situation_professionnelle=aliade)]
    await saisir(anne, marque, demandeur=salariee)
    await saisir(anne, marque, prenoms="Conjointe", codemandeurs=du_codemandeur)
    assert await _trouvees(anne, **base, collecteur="ALIADE") == ["Salariée", "Conjointe"]
    assert await _trouvees(anne, **base, collecteur="LA POSTE") == ["Inscrite"]
    assert await _trouvees(anne, **base, collecteur="SRIAS") == []
    assert await _trouvees(anne, etat="BR", q=f"{marque} 77") == ["Inscrite"], "son numéro de dossier la trouve"
    assert await _trouvees(anne, **base, action_logement=True) == ["Inscrite", "Cotisante", "Salariée", "Conjointe"]
    assert "Inscrite" in await _trouvees(anne, etat="BR", collecteur="La Poste")


async def test_les_besoins_declares_et_qui_suit_le_foyer_se_cherchent(
    agent: SignIn, container: Container, territory: Territory
) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    voulu = {"categorie": "I", "typologies": ["T2"], "communes": [RENNES], "demande_elargie": False}
    demandeuse = formulaire(marque, prenoms="Handicapée")["demandeur"] | {"handicap": True}
    suivi = {"nom": "Croix-Rouge de Rennes", "adresse": "1 rue des Soins"}
    await saisir(anne, marque, demandeur=demandeuse)
    await saisir(anne, marque, prenoms="Adaptée", logement_recherche=voulu | {"adapte_handicap": True})
    suivie = await saisir(anne, marque, prenoms="Suivie", accompagnement=suivi)
    aidee = voulu | {"dossier_fsl": {"du": "2026-01-01", "au": None}, "caution": True}
    await saisir(anne, marque, prenoms="Aidée", logement_recherche=aidee)
    base = {"etat": "BR", "q": marque}
    assert await _trouvees(anne, **base, besoin="handicap") == ["Handicapée", "Adaptée"]
    assert await _trouvees(anne, **base, besoin="accompagnement") == ["Suivie"]
    assert await _trouvees(anne, **base, besoin=["fsl", "caution"]) == ["Aidée"]
    assert await _trouvees(anne, **base, besoin=["fsl", "accompagnement"]) == []
    assert await _trouvees(anne, **base, suivi_par="croix rouge") == ["Suivie"]
    assert await _trouvees(anne, **base, suivi_par="Emmaüs") == []
    assert await _trouvees(anne, etat="BR", q=f"{marque} croix") == [], "ce n'est pas le nom d'un demandeur"

    adil = await agent("adil", "35")
    refus = await adil.get("demandes", params={"besoin": "handicap"})
    assert (refus.status_code, refus.json()["code"]) == (403, "droit-manquant"), "la santé ne se devine pas"
    assert (await adil.get("demandes", params={"besoin": "fsl"})).status_code == 200

    personne = suivie["formulaire"]["demandeur"]["id"]
    corps = {"personne_id": personne, "motif": "ordonnance"}
    assert (await anne.put(f"demandes/{suivie['id']}/protection", json=corps)).status_code == 200
    assert await _trouvees(anne, **base, suivi_par="croix rouge") == [], "qui la suit dirait où la trouver"


ORDRES = {
    "numero": ["Ancienne", "Récente"],
    "-numero": ["Récente", "Ancienne"],
    "nom": ["Ancienne", "Récente"],
    "-nom": ["Récente", "Ancienne"],
    "nature": ["Récente", "Ancienne"],
    "-nature": ["Ancienne", "Récente"],
    "etat": ["Ancienne", "Récente"],
    "-etat": ["Récente", "Ancienne"],
    "deposee_le": ["Ancienne", "Récente"],
    "-deposee_le": ["Récente", "Ancienne"],
    "renouvelee_le": ["Récente", "Ancienne"],
    "-renouvelee_le": ["Ancienne", "Récente"],
    "ne_le": ["Récente", "Ancienne"],
    "-ne_le": ["Ancienne", "Récente"],
}


async def test_les_cinq_colonnes_se_rangent_dans_leur_ordre(agent: SignIn, pdf: bytes, clock: Clock) -> None:
    """« Récente » : déposée après, relogée par l'ANRU, née avant, renouvelée la première, puis radiée."""
    anne, marque = await agent("anne", "35"), un_nom()
    ancienne = await demande_du_guichet(anne, pdf, formulaire(marque, "Ancienne", "1990-05-02"))
    clock.advance(days=3)
    recente = await demande_du_guichet(anne, pdf, formulaire(marque, "Récente", "1980-05-02", nature="ANRU"))
    for vue in (recente, ancienne):
        clock.advance(days=338)
        if vue is ancienne:
            clock.advance(days=-337)
        anne = await agent("anne", "35")
        version = (await anne.get(f"demandes/{vue['id']}")).json()["version"]
        renouvelee = await anne.post(f"demandes/{vue['id']}/renouvellement", json={"version": version})
        assert renouvelee.status_code == 200, renouvelee.text
    version = (await anne.get(f"demandes/{recente['id']}")).json()["version"]
    radiee = await anne.post(f"demandes/{recente['id']}/radiation", json={"version": version, "motif": "RADABA"})
    assert radiee.status_code == 200, radiee.text
    assert await _trouvees(anne, etat=["AC", "AN"], q=marque, nature="ANRU") == ["Récente"]
    for sort, attendues in ORDRES.items():
        assert await _trouvees(anne, etat=["AC", "AN"], q=marque, sort=sort) == attendues, sort


# --- par groupes


async def _groupes(agent: httpx.AsyncClient, **filtres: Any) -> dict[str, int]:
    answer = await agent.get("ruptures-de-demandes", params=filtres)
    assert answer.status_code == 200, answer.text
    vue = answer.json()
    assert vue["total"] == sum(g["nombre"] for g in vue["groupes"])
    return {g["libelle"]: g["nombre"] for g in vue["groupes"]}


async def test_une_rupture_compte_au_dela_de_la_page_et_chaque_groupe_se_liste(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    await saisir(anne, marque, prenoms="Un", communes=(RENNES,), typologies=("T2",))
    await saisir(anne, marque, prenoms="Deux", communes=(RENNES, SAINT_MALO), typologies=("T3",))
    await saisir(anne, marque, prenoms="Trois", communes=(SAINT_MALO, RENNES), typologies=("T3",))
    await saisir(anne, marque, prenoms="Quatre", logement_recherche=None)
    ici = {"etat": "BR", "q": marque}
    assert await _groupes(anne, **ici) == {"Rennes": 2, "Saint-Malo": 1, "Aucune commune souhaitée": 1}
    assert await _groupes(anne, **ici, par="typologie") == {"T2": 1, "T3": 2, "Aucun type cherché": 1}
    assert await _groupes(anne, **ici, par="etat") == {"Brouillon": 4}
    assert await _groupes(anne, **ici, par="organisme") == {"Armor Habitat": 4}
    assert await _groupes(anne, **ici, par="nature") == {"Demande standard": 4}
    assert await _trouvees(anne, **ici, par="commune", groupe=RENNES) == ["Un", "Deux"]
    assert await _trouvees(anne, **ici, par="commune", groupe="") == ["Quatre"]
    assert await _trouvees(anne, **ici, par="typologie", groupe="T3") == ["Deux", "Trois"]


async def test_une_liste_reunie_vient_un_groupe_apres_l_autre_chacun_dans_l_ordre_demande(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    for prenom, communes in {
        "Alix": (RENNES,),
        "Brune": (SAINT_MALO,),
        "Clem": (RENNES,),
        "Dany": (SAINT_MALO, RENNES),
        "Emy": (RENNES,),
    }.items():
        await saisir(anne, marque, prenoms=prenom, communes=communes, typologies=("T2",))
    await saisir(anne, marque, prenoms="Fanny", logement_recherche=None)

    async def page(rang: int, **filtres: Any) -> list[tuple[str, str | None]]:
        ici = {"etat": "BR", "q": marque, "sort": "nom", "par": "commune", "size": 2, "page": rang, **filtres}
        vue = (await anne.get("demandes", params=ici)).json()
        assert vue["total"] == 6
        return [(d["nom_affiche"].split()[-1], d["groupe"]) for d in vue["items"]]

    assert await page(1) == [("Alix", RENNES), ("Clem", RENNES)]
    assert await page(2) == [("Emy", RENNES), ("Brune", SAINT_MALO)]
    assert await page(3) == [("Dany", SAINT_MALO), ("Fanny", "")]
    assert await page(4) == []
    assert await page(1, sort="-nom") == [("Emy", RENNES), ("Clem", RENNES)]
    seules = await anne.get("demandes", params={"etat": "BR", "q": marque, "par": "commune", "groupe": RENNES})
    assert [d["groupe"] for d in seules.json()["items"]] == [None] * 3


async def test_une_liste_reunie_dit_ses_groupes_sans_les_compter_deux_fois(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    for prenom, communes in {"Alix": (RENNES,), "Brune": (SAINT_MALO,), "Clem": (RENNES,)}.items():
        await saisir(anne, marque, prenoms=prenom, communes=communes, typologies=("T2",))
    seule = {"etat": "BR", "q": marque}
    ici = {**seule, "par": "commune"}
    statements: list[str] = []

    def keep(*args: Any) -> None:
        statements.append(args[2])

    engine = container.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        vue = (await anne.get("demandes", params={**ici, "size": 1})).json()
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    assert len([s for s in statements if "recherche_demandes" in s]) == 2, "un compte des groupes, une page de lignes"
    assert [(g["libelle"], g["nombre"]) for g in vue["rupture"]["groupes"]] == [("Rennes", 2), ("Saint-Malo", 1)]
    assert vue["rupture"] == (await anne.get("ruptures-de-demandes", params=ici)).json()
    for autre in ({**ici, "groupe": RENNES}, seule):
        assert (await anne.get("demandes", params=autre)).json()["rupture"] is None


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


async def test_une_recherche_se_borne_aux_points_du_total_et_d_un_bloc(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne = await agent("anne", "35")
    nom = un_nom()
    sans_abri = {"statut": "SD", "proprietaire": False}
    _, quarante = await demande_validee(agent, demandeur, pdf, nom=f"{nom}A", logement_actuel=sans_abri)
    _, dix = await demande_validee(agent, demandeur, pdf, nom=f"{nom}B")
    assert [vue["cotations"][0]["points_verifies"] for vue in (quarante, dix)] == [40, 10]

    async def trouvees(**bornes: int) -> set[str]:
        lues = (await anne.get("demandes", params={"q": nom, **bornes})).json()
        return {ligne["id"] for ligne in lues["items"]}

    toutes = {quarante["id"], dix["id"]}
    assert await trouvees(points_min=40, points_max=60) == {quarante["id"]}
    assert await trouvees(points_min=0) == toutes
    assert await trouvees(points_max=39) == {dix["id"]}
    assert await trouvees(points_min=41) == set()
    assert await trouvees(axe_min=40, axe_max=40) == {quarante["id"]}, "le premier bloc : les priorités nationales"
    assert await trouvees(axe=2, axe_min=1) == {dix["id"]}, "le deuxième : les priorités locales"
    assert await trouvees(axe=2, axe_max=0) == {quarante["id"]}
    assert (await anne.get("demandes", params={"axe": 0})).status_code == 422
    recherche = {"points_min": 40, "axe": 2, "axe_max": 0}
    gardes = (await anne.post("filtres-de-demandes", json={"nom": nom, "recherche": recherche})).json()
    gardee = next(filtre["recherche"] for filtre in gardes if filtre["nom"] == nom)
    assert gardee == gardee | recherche
