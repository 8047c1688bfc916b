"""Deux demandes d'une même personne : les voir, les comparer, les réunir, et revenir en arrière."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.db.demandes.tables import demandes
from adapters.db.types import metadata
from api.bootstrap import Container
from domain.demandes.doublons.reactions import balayer_les_doublons, reperer_les_doublons
from domain.demandes.events import DemandeSoumise
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import SignIn
from tests.api.grilles import adopter
from tests.api.parcours import demande_envoyee, demande_validee
from tests.api.relocation import logement, retenir

pytestmark = pytest.mark.asyncio(loop_scope="session")

REDON = "35236"
ECARTER = "Homonyme né le même jour, pièces comparées."


def _nom() -> str:
    return "QUEM" + "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:10])


async def _reperer(container: Container, demande_id: str) -> None:
    """What the worker does once the demande is sent or changed."""
    async with container.new_uow(systeme("35"), None) as uow:
        event = DemandeSoumise(departement="35", aggregate_id=UUID(demande_id), occurred_at=container.now())
        await reperer_les_doublons(event, systeme("35"), uow)


async def _paire(agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container) -> tuple[Any, ...]:
    """An active demande, and another of the same person just sent from the portal."""
    nom = _nom()
    ancien, premiere = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    nouveau, seconde = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
    await _reperer(container, seconde["id"])
    anne = await agent("anne", "35")
    paire = await _comparer(anne, premiere["id"], seconde["id"])
    return anne, ancien, premiere, nouveau, seconde, paire


async def _paires(anne: httpx.AsyncClient, a: str, b: str) -> list[dict[str, Any]]:
    """Those of these two demandes: others may share the telephone of every test."""
    lues = (await anne.get("doublons", params={"demande_id": a, "size": 100})).json()["items"]
    return [ligne for ligne in lues if {d["demande_id"] for d in ligne["demandes"]} == {a, b}]


async def _comparer(anne: httpx.AsyncClient, a: str, b: str) -> dict[str, Any]:
    (ligne,) = await _paires(anne, a, b)
    vue = await anne.get(f"doublons/{ligne['id']}")
    assert vue.status_code == 200, vue.text
    trouvee: dict[str, Any] = vue.json()
    return trouvee


async def _lignes(container: Container, *ids: str) -> list[dict[str, Any]]:
    async with container.engine.begin() as connection:
        await connection.execute(text("select set_config('app.departement', '35', true)"))
        found = await connection.execute(
            select(demandes).where(demandes.c.id.in_([UUID(i) for i in ids])).order_by(demandes.c.id)
        )
        return [{k: v for k, v in row.items() if k != "version"} for row in found.mappings()]


async def test_une_paire_reperee_se_lit_cote_a_cote_et_laisse_sa_trace(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, _, premiere, _, seconde, paire = await _paire(agent, demandeur, pdf, container)
    assert paire["force"] == "forte"
    assert paire["cle"] == "K2"
    assert [r["code"] for r in paire["pour"]] == ["doublon-identite"]
    assert {d["demande_id"] for d in paire["demandes"]} == {premiere["id"], seconde["id"]}
    listees = (await anne.get("doublons", params={"size": 100, "demande_id": premiere["id"]})).json()["items"]
    assert paire["id"] in [d["id"] for d in listees]
    for demande in (premiere, seconde):
        lignes = (await anne.get(f"demandes/{demande['id']}/consultations")).json()["items"]
        assert "doublon" in [ligne["quoi"] for ligne in lignes]


async def test_une_decision_est_gardee_et_la_question_n_est_pas_reposee(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, _, premiere, _, seconde, paire = await _paire(agent, demandeur, pdf, container)
    corps = {"version": paire["version"], "decision": "pas_un_doublon", "motif": ECARTER}
    tranche = await anne.post(f"doublons/{paire['id']}/decision", json=corps)
    assert tranche.status_code == 200, tranche.text
    assert tranche.json()["decision"] == "pas_un_doublon"
    assert tranche.json()["decide_par"] == "Agent Anne"
    assert (await anne.post(f"doublons/{paire['id']}/decision", json=corps)).status_code == 409
    assert paire["id"] not in [d["id"] for d in (await anne.get("doublons", params={"size": 100})).json()["items"]]
    await _reperer(container, seconde["id"])
    assert (await _comparer(anne, premiere["id"], seconde["id"]))["decision"] == "pas_un_doublon"
    validee = await anne.post(
        f"demandes/{seconde['id']}/validation", json={"version": seconde["version"], "identite_verifiee": True}
    )
    assert validee.status_code == 200, validee.text
    for demande in (premiere, seconde):
        lignes = (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]
        assert ECARTER in next(x["description"] for x in lignes if x["type"] == "DoublonTranche")


async def test_passer_outre_a_la_validation_garde_le_motif_pour_la_paire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, _, _, _, seconde, paire = await _paire(agent, demandeur, pdf, container)
    corps = {"version": seconde["version"], "identite_verifiee": True}
    refus = await anne.post(f"demandes/{seconde['id']}/validation", json=corps)
    assert refus.json()["code"] == "doublon-possible"
    forcee = await anne.post(f"demandes/{seconde['id']}/validation", json=corps | {"doublon_ecarte": ECARTER})
    assert forcee.status_code == 200, forcee.text
    vue = (await anne.get(f"doublons/{paire['id']}")).json()
    assert (vue["decision"], vue["motif"]) == ("pas_un_doublon", ECARTER)


async def test_une_demande_en_ligne_se_rattache_et_la_personne_retrouve_l_ancienne(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, ancien, premiere, nouveau, seconde, paire = await _paire(agent, demandeur, pdf, container)
    corps = {"version": paire["version"], "gardee_id": premiere["id"], "motif": "Même personne, CNI comparées."}
    refus = await anne.post(f"doublons/{paire['id']}/fusion", json=corps | {"identite_verifiee": False})
    assert refus.json()["code"] == "identite-non-verifiee"
    fait = await anne.post(f"doublons/{paire['id']}/fusion", json=corps | {"identite_verifiee": True})
    assert fait.status_code == 200, fait.text
    assert fait.json()["fusion"]["sorte"] == "rattachement"
    container.demandeur_sessions._cache.drop_where(lambda _: True)
    for qui in (ancien, nouveau):
        mienne = (await qui.get("ma-demande")).json()
        assert mienne["id"] == premiere["id"]
        assert mienne["numero_unique"] == premiere["numero_unique"]
    phrases = [x["phrase"] for x in (await nouveau.get("mon-historique")).json()]
    assert any("n'en font plus qu'une" in p for p in phrases)
    rattachee = (await anne.get(f"demandes/{seconde['id']}")).json()
    assert rattachee["etat"] == "FU"
    assert [x["nature"] for x in rattachee["liens"]] == ["fusionnee_dans"]
    gardee = (await anne.get(f"demandes/{premiere['id']}")).json()
    assert [x["demande_id"] for x in gardee["liens"]] == [seconde["id"]]
    pieces = (await anne.get(f"demandes/{premiere['id']}/pieces")).json()
    assert len(pieces) == 2
    contenu = await anne.get(f"demandes/{premiere['id']}/pieces/{pieces[1]['id']}/contenu")
    assert contenu.status_code == 200


async def test_une_fusion_garde_la_plus_ancienne_date_et_se_defait_exactement(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    nom = _nom()
    _, ancienne = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou", revenu=9_000)
    _, envoyee = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "identite_verifiee": True, "doublon_ecarte": ECARTER}
    recente = (await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)).json()
    async with container.engine.begin() as connection:
        await connection.execute(text("select set_config('app.departement', '35', true)"))
        await connection.execute(
            text("update demandes set deposee_le = deposee_le - 400 where id = :i"), {"i": UUID(ancienne["id"])}
        )
    avant = await _lignes(container, ancienne["id"], recente["id"])
    pieces_avant = [(await anne.get(f"demandes/{d['id']}/pieces")).json() for d in (ancienne, recente)]
    vue = await _comparer(anne, ancienne["id"], recente["id"])
    demandee = {"version": vue["version"], "gardee_id": recente["id"], "sections": ["revenus"], "motif": "Doublon."}
    faite = await anne.post(f"doublons/{vue['id']}/fusion", json=demandee | {"identite_verifiee": True})
    assert faite.status_code == 200, faite.text
    gardee = (await anne.get(f"demandes/{recente['id']}")).json()
    assert gardee["deposee_le"] == str(next(d["deposee_le"] for d in avant if str(d["id"]) == ancienne["id"]))
    assert gardee["rfr"] == 9_000
    assert (await anne.get(f"demandes/{ancienne['id']}")).json()["etat"] == "FU"
    trouvees = (await anne.get("demandes", params={"q": nom.lower()})).json()["items"]
    assert [d["id"] for d in trouvees] == [recente["id"]]
    rendue = await anne.post(f"doublons/{vue['id']}/defaite", json={"motif": "Erreur : deux personnes."})
    assert rendue.status_code == 200, rendue.text
    assert rendue.json()["decision"] == "a_voir"
    assert await _lignes(container, ancienne["id"], recente["id"]) == avant
    apres = [(await anne.get(f"demandes/{d['id']}/pieces")).json() for d in (ancienne, recente)]
    assert [[p["id"] for p in pieces] for pieces in apres] == [[p["id"] for p in pieces] for pieces in pieces_avant]
    encore = await anne.post(f"doublons/{vue['id']}/defaite", json={"motif": "Encore."})
    assert encore.json()["code"] == "fusion-introuvable"


DE_L_ACTE = {"consultations", "doublons", "messages", "transmissions"}
"""What the two acts themselves leave: who read, the pair, what was written to whom."""
DU_MOMENT = {"version", "calculee_le", "maj_le", "modifiee_le"}


async def _tout(container: Container, *ids: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that belongs to one of these demandes."""
    tables = [t for t in metadata.sorted_tables if "demande_id" in t.c and t.name not in DE_L_ACTE]
    trouvees = {}
    async with container.engine.begin() as connection:
        await connection.execute(text("select set_config('app.departement', '35', true)"))
        for table in tables:
            rows = await connection.execute(
                select(table)
                .where(table.c.demande_id.in_([UUID(i) for i in ids]))
                .order_by(*(c for c in table.primary_key.columns))
            )
            trouvees[table.name] = [{k: v for k, v in row.items() if k not in DU_MOMENT} for row in rows.mappings()]
    return trouvees


async def test_une_fusion_defaite_rend_chaque_table_telle_qu_elle_etait(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    """Pièces, propositions, labels, numéros, points, index de recherche et accès : rien ne reste de la fusion."""
    nom = _nom()
    _, ancienne = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    locataire, envoyee = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
    anne, priorites = await agent("anne", "35"), await agent("priorites")
    corps = {"version": envoyee["version"], "identite_verifiee": True, "doublon_ecarte": ECARTER}
    recente = (await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)).json()
    bail = await locataire.post("mes-pieces?type=LOG_BAIL&nom=bail.pdf", content=pdf)
    assert bail.status_code == 201, bail.text
    assert (await locataire.post("mes-urgences", json={"motif": "AUTRE", "texte": "Vite."})).status_code == 201
    for demande in (ancienne, recente):
        label = {"code": "PDALHPD", "motif": "Comité."}
        assert (await priorites.post(f"demandes/{demande['id']}/priorites", json=label)).status_code == 201
    await retenir(anne, await logement(anne), recente)
    ids = ancienne["id"], recente["id"]
    avant = await _tout(container, *ids)
    assert {"pieces", "propositions", "labellisations", "urgences", "cotations", "comptes_demandeurs"} <= {
        nom for nom, lignes in avant.items() if lignes
    }
    vue = await _comparer(anne, *ids)
    demandee = {"version": vue["version"], "gardee_id": ancienne["id"], "motif": "Même personne, CNI comparées."}
    faite = await anne.post(f"doublons/{vue['id']}/fusion", json=demandee | {"identite_verifiee": True})
    assert faite.status_code == 200, faite.text
    assert await _tout(container, *ids) != avant
    assert (await anne.post(f"doublons/{vue['id']}/defaite", json={"motif": "Erreur."})).status_code == 200
    apres = await _tout(container, *ids)
    assert {nom: (avant[nom], apres[nom]) for nom in avant if avant[nom] != apres[nom]} == {}


async def test_une_grille_qui_n_a_cote_que_le_temps_de_la_fusion_ne_laisse_rien(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, owner: AsyncEngine
) -> None:
    """La demande gardée prend les souhaits de l'autre : une intercommunalité la cote, puis plus."""
    epci = await adopter(owner, container, REDON)
    nom = _nom()
    _, ancienne = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    _, envoyee = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou", communes=(REDON,))
    anne = await agent("anne", "35")
    corps = {"version": envoyee["version"], "identite_verifiee": True, "doublon_ecarte": ECARTER}
    recente = (await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)).json()
    ids = ancienne["id"], recente["id"]
    avant = await _tout(container, *ids)
    vue = await _comparer(anne, *ids)
    demandee = {"version": vue["version"], "gardee_id": ancienne["id"], "motif": "Même personne, CNI comparées."}
    demandee |= {"sections": ["logement_recherche"], "identite_verifiee": True}
    faite = await anne.post(f"doublons/{vue['id']}/fusion", json=demandee)
    assert faite.status_code == 200, faite.text
    assert epci in {c["epci"] for c in (await anne.get(f"demandes/{ancienne['id']}")).json()["cotations"]}
    assert (await anne.post(f"doublons/{vue['id']}/defaite", json={"motif": "Erreur."})).status_code == 200
    apres = await _tout(container, *ids)
    assert {nom: (avant[nom], apres[nom]) for nom in avant if avant[nom] != apres[nom]} == {}


async def test_apres_une_fusion_la_personne_voit_aussi_qui_avait_ouvert_l_autre_demande(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, ancien, premiere, _, seconde, paire = await _paire(agent, demandeur, pdf, container)
    prefet = await agent("prefet")
    assert (await prefet.get(f"demandes/{seconde['id']}")).status_code == 200

    async def qui_l_a_ouvert() -> set[str]:
        return {x["organisme"] for x in (await ancien.get("mes-consultations")).json()}

    assert "Préfecture d'Ille-et-Vilaine" not in await qui_l_a_ouvert()
    corps = {"version": paire["version"], "gardee_id": premiere["id"], "motif": "Même personne, CNI comparées."}
    fait = await anne.post(f"doublons/{paire['id']}/fusion", json=corps | {"identite_verifiee": True})
    assert fait.status_code == 200, fait.text
    assert "Préfecture d'Ille-et-Vilaine" in await qui_l_a_ouvert()


async def _meme_prenom_meme_jour(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, voies: tuple[str, str], *, protegee: bool
) -> list[dict[str, Any]]:
    """Two demandes of somebody who now bears another name, at these two addresses; the pairs that are noted."""
    anne, dossiers = await agent("anne", "35"), []
    for voie in voies:
        qui, demande = await demande_validee(agent, demandeur, pdf, nom=_nom(), prenoms="Lou")
        adresse = {"numero": "7", "voie": voie, "code_postal": "35000", "commune": "35238"}
        personne = demande["formulaire"]["demandeur"] | {"adresse": adresse, "telephone": None, "email": None}
        corps = {"version": demande["version"], "demandeur": personne}
        assert (await qui.patch("ma-demande", json=corps)).status_code == 200
        dossiers.append((demande["id"], personne["id"]))
    if protegee:
        [(id, personne_id), _] = dossiers
        corps = {"personne_id": personne_id, "motif": "ordonnance", "contact": f"{uuid4().hex[:8]}@exemple.test"}
        assert (await anne.put(f"demandes/{id}/protection", json=corps)).status_code == 200
    [(une, _), (autre, _)] = dossiers
    await _reperer(container, autre)
    return await _paires(anne, une, autre)


@pytest.mark.parametrize(
    ("ecrite", "reperee"), [("avenue du Doyen Roger", True), ("avenue du Doyen Rogier", False)], ids=["la", "ailleurs"]
)
async def test_sous_un_autre_nom_la_meme_adresse_fait_comparer_deux_demandes(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, ecrite: str, reperee: bool
) -> None:
    voies = (f"Av. du Doyen-Roger {uuid4().hex[:6]}", "")
    voies = (voies[0], f"{ecrite} {voies[0].rsplit(' ', 1)[1]}")
    trouvees = await _meme_prenom_meme_jour(agent, demandeur, pdf, container, voies, protegee=False)
    assert [([r["code"] for r in t["pour"]], t["force"]) for t in trouvees] == (
        [(["doublon-domicile"], "faible")] if reperee else []
    )


async def test_l_adresse_d_une_personne_protegee_ne_se_devine_pas_par_une_comparaison(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    voie = f"rue du Secret {uuid4().hex[:6]}"
    assert await _meme_prenom_meme_jour(agent, demandeur, pdf, container, (voie, voie), protegee=True) == []


async def test_des_jumeaux_restent_deux_personnes(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    nom = _nom()
    _, premiere = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Paul")
    _, seconde = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Pierre")
    await _reperer(container, seconde["id"])
    anne = await agent("anne", "35")
    assert await _paires(anne, premiere["id"], seconde["id"]) == []


async def test_un_guichet_sans_le_droit_de_radier_rattache_mais_ne_fusionne_pas(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, _, premiere, _, seconde, paire = await _paire(agent, demandeur, pdf, container)
    epci = await agent("epci")
    vue = (await epci.get(f"doublons/{paire['id']}")).json()
    garder = {d["demande_id"]: d["garder"] for d in vue["demandes"]}
    assert garder[premiere["id"]]["permise"]
    assert [r["code"] for r in garder[seconde["id"]]["raisons"]] == ["droit-manquant", "fusion-numero-perdu"]
    corps = {"version": paire["version"], "gardee_id": seconde["id"], "motif": "Non.", "identite_verifiee": True}
    assert (await epci.post(f"doublons/{paire['id']}/fusion", json=corps)).status_code == 403


async def test_la_nuit_compare_ce_qui_est_arrive_par_lots(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    nom = _nom()
    _, premiere = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    _, seconde = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
    async with container.new_uow(systeme("35"), None) as uow:
        jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
        await balayer_les_doublons(jour, systeme("35"), uow)
    anne = await agent("anne", "35")
    assert len(await _paires(anne, premiere["id"], seconde["id"])) == 1


async def test_un_lot_qui_compare_les_deux_cotes_d_une_paire_ne_la_note_qu_une_fois(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    nom = _nom()
    _, premiere = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    _, deuxieme = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
    _, troisieme = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
    async with container.new_uow(systeme("35"), None) as uow:
        jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
        await balayer_les_doublons(jour, systeme("35"), uow)
    anne = await agent("anne", "35")
    for a, b in ((premiere, deuxieme), (premiere, troisieme), (deuxieme, troisieme)):
        assert len(await _paires(anne, a["id"], b["id"])) == 1


async def test_la_paire_d_un_brouillon_se_note_au_guichet_et_survit_a_la_comparaison_de_l_autre(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    """A foreigner without a number: nothing else would have compared his draft before it is validated."""
    nom = _nom()
    _, premiere = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    _, sans_rapport = await demande_validee(agent, demandeur, pdf, nom=_nom(), prenoms="Sacha")
    anne = await agent("anne", "35")
    identite = premiere["formulaire"]["demandeur"] | {"id": str(uuid4()), "nationalite": "3"}
    brouillon = (await anne.post("demandes", json={"demandeur": identite})).json()
    assert await _paires(anne, premiere["id"], brouillon["id"]) == []

    adresse = f"demandes/{brouillon['id']}/doublons"
    notee = await anne.put(f"{adresse}/{premiere['id']}")
    assert notee.status_code == 200, notee.text
    assert {d["demande_id"] for d in notee.json()["demandes"]} == {premiere["id"], brouillon["id"]}
    assert (await anne.put(f"{adresse}/{premiere['id']}")).json()["id"] == notee.json()["id"], "one pair, noted once"
    assert (await anne.put(f"{adresse}/{sans_rapport['id']}")).json()["code"] == "doublon-introuvable"

    await _reperer(container, premiere["id"])
    (gardee,) = await _paires(anne, premiere["id"], brouillon["id"])
    assert gardee["id"] == notee.json()["id"], "the other one compared again does not forget it"


async def test_une_demande_qui_ressemble_au_brouillon_d_un_guichet_ne_le_lui_apprend_pas(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    nom = _nom()
    _, premiere = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Lou")
    anne = await agent("anne", "35")
    identite = premiere["formulaire"]["demandeur"] | {"id": str(uuid4())}
    brouillon = (await anne.post("demandes", json={"demandeur": identite})).json()
    await _reperer(container, premiere["id"])
    assert await _paires(anne, premiere["id"], brouillon["id"]) == []
    bruno = await agent("bruno")
    hors = await bruno.put(f"demandes/{premiere['id']}/doublons/{brouillon['id']}")
    assert hors.status_code in (403, 404)
