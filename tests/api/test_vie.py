"""La vie d'une demande par les deux applications : chaque bouton dit ce que sa route répondra."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.bootstrap import Container
from api.contracts import CONTRACTS
from api.worker import relay_of
from domain.demandes.personnes.codes import CodeRaisonDeGeste, SorteGeste
from domain.demandes.vie.raisons import CodeRaison
from domain.kernel.calendrier import PARIS
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, SignIn, issue_code
from tests.api.formulaires import formulaire
from tests.api.papiers import le_jour, texte_de
from tests.api.parcours import demande_du_guichet, demande_envoyee, demande_validee
from tests.api.relocation import candidat, commission, decider, inscrire, logement, retenir
from tests.documents import document

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONNUES = {c.value for c in (*CodeRaison, *CodeRaisonDeGeste)}
ROUTES_DU_GUICHET: dict[str, tuple[str, dict[str, Any]]] = {
    "valider": ("validation", {"identite_verifiee": True}),
    "retourner": ("retour", {"motif": "AUT", "commentaire": "À revoir"}),
    "supprimer": ("suppression", {}),
    "renouveler": ("renouvellement", {}),
    "reveiller": ("reveil", {"motif": "VISITE"}),
    "avertir-absence": ("avertissement", {"moyen": "LRAR", "envoye_le": "2026-01-01"}),
    "avertir-irrecevabilite": (
        "avertissement",
        {"moyen": "LRAR", "envoye_le": "2026-01-01", "irrecevabilite": "IRRRES"},
    ),
    "lever-avertissement": ("avertissement/levee", {"commentaire": "Il a répondu"}),
    "annuler": ("radiation", {"motif": "RADABA"}),
    "radier-absence": ("radiation", {"motif": "RADCON"}),
    "radier-irrecevabilite": ("radiation", {"motif": "RADIRR"}),
    "revenir": ("reprise", {}),
    "restaurer": ("restauration", {"motif": "ERREUR", "commentaire": "Par mégarde"}),
    **{sorte.value: ("personnes", {"sorte": sorte.value}) for sorte in SorteGeste},
}
ROUTES_DU_DEMANDEUR: dict[str, tuple[str, dict[str, Any]]] = {
    "soumettre": ("soumission", {}),
    "renouveler": ("renouvellement", {}),
    "reveiller": ("reveil", {}),
    "lever-avertissement": ("maintien", {}),
    "repondre-avertissement": ("reponse", {"texte": "Mes revenus ont baissé."}),
    "annuler": ("annulation", {}),
    "revenir": ("reprise", {}),
    "restaurer": ("retablissement", {"code": "000000"}),
    **{sorte.value: ("depart", {"sorte": sorte.value, "atteste": True}) for sorte in SorteGeste},
    "ajout": ("personnes", {"sorte": "ajout"}),
}
PARTIR_SEUL = {"ajout", "renonciation", "deces"}
"""Ce qui peut se faire d'un titulaire qui demande seul : il n'a personne de qui se séparer."""


async def lire(client: httpx.AsyncClient, chemin: str) -> Any:
    answer = await client.get(chemin)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def faire(client: httpx.AsyncClient, chemin: str, corps: dict[str, Any], attendu: int = 200) -> dict[str, Any]:
    answer = await client.post(chemin, json=corps)
    assert answer.status_code == attendu, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def identifiant(client: httpx.AsyncClient) -> str:
    found: str = (await lire(client, "mon-compte"))["identifiant"]
    return found


async def au_matin(clock: Clock, container: Container, jours: int) -> None:
    """Des jours plus tard, une fois la nuit passée ; dite ici, car un autre essai a pu ouvrir ce jour-là."""
    clock.advance(days=jours)
    async with container.new_uow(systeme("35"), None) as uow:
        uow.record(JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today()))
    await relay_of(container).drain()


async def verifier_les_boutons(
    client: httpx.AsyncClient, base: str, version: int, routes: dict[str, tuple[str, dict[str, Any]]]
) -> set[str]:
    """Un bouton grisé et sa route refusent pour la même raison, connue du contrat ; rend les actions permises."""
    permises = set()
    for action in await lire(client, f"{base}/actions"):
        if action["code"] == "modifier":
            refus = await client.patch(base, json={"version": version})
        else:
            chemin, corps = routes[action["code"]]
            if action["permise"]:
                permises.add(action["code"])
                continue
            refus = await client.post(f"{base}/{chemin}", json={"version": version, **corps})
        if action["permise"]:
            permises.add(action["code"])
            continue
        assert refus.status_code in (403, 409, 423), f"{action['code']} : {refus.text}"
        probleme = refus.json()
        assert probleme["raisons"][0]["code"] == action["raisons"][0]["code"], action["code"]
        assert {r["code"] for r in action["raisons"]} <= CONNUES, action["code"]
        assert probleme["raisons"][0]["phrase"] == action["raisons"][0]["phrase"]
        assert action["lien"], action["code"]
    return permises


async def test_active_annulee_reprise_chaque_bouton_dit_ce_que_sa_route_repond(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="BOUTONS")
    anne = await agent("anne", "35")
    dossier = f"demandes/{demande['id']}"

    assert await verifier_les_boutons(anne, dossier, demande["version"], ROUTES_DU_GUICHET) == {
        "modifier",
        "avertir-absence",
        "annuler",
        *PARTIR_SEUL,
    }
    assert await verifier_les_boutons(qui, "ma-demande", demande["version"], ROUTES_DU_DEMANDEUR) == {
        "modifier",
        "annuler",
        *PARTIR_SEUL,
    }

    annoncee = (await lire(qui, "mon-espace"))["reprise_jusqu_au"]
    annulee = await faire(qui, "ma-demande/annulation", {"version": demande["version"]})
    assert (annulee["etat"], annulee["motif_radiation"]) == ("AN", "Renonciation écrite du demandeur")
    assert await verifier_les_boutons(anne, dossier, annulee["version"], ROUTES_DU_GUICHET) == {"revenir", "restaurer"}
    assert await verifier_les_boutons(qui, "ma-demande", annulee["version"], ROUTES_DU_DEMANDEUR) == {"revenir"}
    espace = await lire(qui, "mon-espace")
    assert [(t["code"], t["avant_le"]) for t in espace["a_faire"]] == [("revenir", annoncee)]
    assert espace["reprise_jusqu_au"] is None, "il n'y a plus rien à annuler"

    reprise = await faire(qui, "ma-demande/reprise", {"version": annulee["version"]})
    for champ in ("etat", "numero_unique", "deposee_le", "expire_le", "renouvelee_le"):
        assert reprise[champ] == demande[champ], champ


async def test_apres_quinze_jours_l_annulation_ne_se_reprend_plus_mais_un_guichet_la_restaure(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="TARD")
    annulee = await faire(qui, "ma-demande/annulation", {"version": demande["version"]})
    compte = await identifiant(qui)
    clock.advance(days=16)
    qui, anne = await demandeur(compte), await agent("anne", "35")
    refus = await faire(qui, "ma-demande/reprise", {"version": annulee["version"]}, 409)
    assert refus["code"] == "delai-passe"
    corps = {"version": annulee["version"], "motif": "ERREUR", "commentaire": "Annulée par mégarde"}
    restauree = await faire(anne, f"demandes/{demande['id']}/restauration", corps)
    assert (restauree["etat"], restauree["numero_unique"]) == ("AC", demande["numero_unique"])
    assert restauree["expire_le"] == demande["expire_le"], "sa validité courait encore"
    [ligne] = [x for x in await lire(qui, "mon-historique") if "de nouveau active" in x["phrase"]]
    assert ligne["qui"] == "Armor Habitat"


async def test_oubliee_elle_s_endort_se_reveille_puis_oubliee_encore_se_retablit_avec_un_code(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="OUBLI")
    compte = await identifiant(qui)

    await au_matin(clock, container, 340)
    await au_matin(clock, container, 27)
    qui = await demandeur(compte)
    espace = await lire(qui, "mon-espace")
    assert espace["etat"]["code"] == "SO"
    assert espace["a_faire"][0]["code"] == "reveiller"
    anne = await agent("anne", "35")
    trouvees = await lire(anne, f"demandes?q={demande['numero_unique']}")
    assert [d["etat"] for d in trouvees["items"]] == ["SO"], "un numéro entier la retrouve"
    assert (await lire(anne, "demandes?q=OUBLI"))["items"] == [], "un nom ne cherche que parmi les actives"

    reveillee = await faire(qui, "ma-demande/reveil", {"version": espace["version"]})
    assert (reveillee["etat"], reveillee["numero_unique"]) == ("AC", demande["numero_unique"])
    assert reveillee["deposee_le"] == demande["deposee_le"]
    assert reveillee["expire_le"] > demande["expire_le"]

    for jours in (340, 27, 40):
        await au_matin(clock, container, jours)
    qui = await demandeur(compte)
    espace = await lire(qui, "mon-espace")
    assert espace["etat"]["code"] == "NR"
    corps = {"version": espace["version"], "code": "000000"}
    faux = await faire(qui, "ma-demande/retablissement", corps, 422)
    assert (faux["code"], faux["erreurs"][0]["champ"]) == ("code-refuse", "code")
    code = await issue_code(container, "35", compte)
    retablie = await faire(qui, "ma-demande/retablissement", {**corps, "code": code})
    assert (retablie["etat"], retablie["deposee_le"]) == ("AC", demande["deposee_le"])
    assert (await qui.post("ma-demande/retablissement", json={**corps, "code": code})).status_code == 409


async def test_expiree_d_hier_elle_se_reveille_avec_un_code_et_l_attestation_garde_le_premier_depot(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="HIER")
    compte = await identifiant(qui)
    await au_matin(clock, container, 340)
    await au_matin(clock, container, 26)
    assert (container.today() - date.fromisoformat(demande["expire_le"])).days == 1, "expirée d'hier"
    qui = await demandeur(compte)  # un code reçu, et rien d'autre
    espace = await lire(qui, "mon-espace")
    assert espace["etat"]["code"] == "SO"
    await faire(qui, "ma-demande/reveil", {"version": espace["version"]})
    papier = await texte_de(qui, "mon-attestation")
    assert demande["numero_unique"] in papier
    assert f"Demande reçue le {le_jour(demande['deposee_le'])}" in papier
    assert f"Dernier renouvellement le {le_jour(container.today().isoformat())}" in papier
    anne = await agent("anne", "35")
    lignes = (await lire(anne, f"demandes/{demande['id']}/historique?type=DemandeReveillee"))["items"]
    assert [(x["auteur_sorte"], x["description"][:17]) for x in lignes] == [("demandeur", "Valable jusqu'au ")]


async def test_un_guichet_reveille_une_demande_en_disant_pourquoi_et_l_historique_le_garde(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="REVEIL")
    await au_matin(clock, container, 340)
    await au_matin(clock, container, 27)
    anne, dossier = await agent("anne", "35"), f"demandes/{demande['id']}"
    version = (await lire(anne, dossier))["version"]
    sans_motif = await anne.post(f"{dossier}/reveil", json={"version": version})
    assert sans_motif.status_code == 422, sans_motif.text
    assert sans_motif.json()["erreurs"][0]["champ"] == "motif"
    corps = {"version": version, "motif": "COURRIER", "commentaire": "Lettre du 3 mars."}
    reveillee = await faire(anne, f"{dossier}/reveil", corps)
    assert (reveillee["etat"], reveillee["numero_unique"]) == ("AC", demande["numero_unique"])
    assert reveillee["deposee_le"] == demande["deposee_le"]
    [ligne] = (await lire(anne, f"{dossier}/historique?type=DemandeReveillee"))["items"]
    assert ligne["auteur"] == "Agent Anne"
    assert ligne["description"].startswith("La personne l'a demandé par courrier. Lettre du 3 mars. Valable jusqu'au ")


async def test_radiee_faute_de_renouvellement_un_guichet_la_restaure_avec_son_anciennete_et_son_motif(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="ANCIENNETE")
    for jours in (340, 27, 40):
        await au_matin(clock, container, jours)
    anne, dossier = await agent("anne", "35"), f"demandes/{demande['id']}"
    vue = await lire(anne, dossier)
    assert vue["etat"] == "NR"
    anciennete = vue["anciennete_mois"]
    restauree = await faire(anne, f"{dossier}/restauration", {"version": vue["version"], "motif": "RENOUV"})
    assert (restauree["etat"], restauree["numero_unique"]) == ("AC", demande["numero_unique"])
    assert (restauree["deposee_le"], restauree["anciennete_mois"]) == (demande["deposee_le"], anciennete)
    assert anciennete >= 13, "elle n'a rien perdu pendant qu'elle était radiée"
    [ligne] = (await lire(anne, f"{dossier}/historique?type=DemandeRestauree"))["items"]
    assert ligne["auteur"] == "Agent Anne"
    assert "Renouvellement reçu en retard" in ligne["description"]


async def test_un_courrier_sans_reponse_avertit_attend_et_s_arrete_si_la_personne_repond(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom="COURRIER")
    anne, compte = await agent("anne", "35"), await identifiant(qui)
    dossier, today = f"demandes/{demande['id']}", clock().astimezone(PARIS).date()
    lettre = {"moyen": "LRAR", "envoye_le": today.isoformat()}

    demain = {**lettre, "envoye_le": (today + timedelta(days=1)).isoformat(), "version": demande["version"]}
    assert (await faire(anne, f"{dossier}/avertissement", demain, 422))["code"] == "date-invraisemblable"
    radiation = {"version": demande["version"], "motif": "RADCON"}
    assert (await faire(anne, f"{dossier}/radiation", radiation, 409))["code"] == "avertissement-requis"

    avertie = await faire(anne, f"{dossier}/avertissement", {**lettre, "version": demande["version"]})
    assert avertie["avertissement"]["par"] == "Armor Habitat"
    trop_tot = await faire(anne, f"{dossier}/radiation", {**radiation, "version": avertie["version"]}, 409)
    assert trop_tot["code"] == "echeance-non-atteinte"
    assert trop_tot["raisons"][0]["parametres"]["possible_le"] == avertie["avertissement"]["echeance"]

    espace = await lire(qui, "mon-espace")
    assert espace["a_faire"][0]["code"] == "lever-avertissement"
    assert espace["etat"]["phrase"].startswith("Armor Habitat vous a averti le ")
    maintenue = await faire(qui, "ma-demande/maintien", {"version": espace["version"]})
    assert maintenue["avertissement"] is None

    encore = await faire(anne, f"{dossier}/avertissement", {**lettre, "version": maintenue["version"]})
    clock.advance(days=63)
    anne = await agent("anne", "35")
    radiee = await faire(anne, f"{dossier}/radiation", {**radiation, "version": encore["version"]})
    assert radiee["etat"] == "AR"
    qui = await demandeur(compte)
    assert (await lire(qui, "mon-espace"))["a_faire"][0]["code"] == "restaurer"


async def test_un_brouillon_supprime_n_existe_plus_pour_personne(agent: SignIn, pdf: bytes) -> None:
    anne = await agent("anne", "35")
    creee = await anne.post("demandes", json={})
    assert creee.status_code == 201, creee.text
    brouillon = creee.json()
    assert "supprimer" in [a["code"] for a in brouillon["actions"] if a["permise"]]
    fait = await anne.post(f"demandes/{brouillon['id']}/suppression", json={"version": brouillon["version"]})
    assert fait.status_code == 204, fait.text
    assert (await anne.get(f"demandes/{brouillon['id']}")).status_code == 404
    assert (await anne.get(f"demandes/{brouillon['id']}/actions")).status_code == 404


async def test_une_demande_envoyee_garde_son_demandeur(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    qui, demande = await demande_envoyee(demandeur, pdf, nom="GARDE")
    anne = await agent("anne", "35")
    for client, chemin in ((qui, "ma-demande"), (anne, f"demandes/{demande['id']}")):
        refus = await client.patch(chemin, json={"version": demande["version"], "demandeur": None})
        assert refus.status_code == 422, refus.text
        assert refus.json()["code"] == "demandeur-indispensable"
    assert (await lire(qui, "ma-demande"))["formulaire"]["demandeur"]["nom_naissance"]


@pytest.mark.parametrize("contract", [c for c in CONTRACTS if c.name != "tiers"], ids=lambda c: c.name)
async def test_le_contrat_nomme_toutes_les_raisons(contract: Any) -> None:
    """Une application sait d'avance tout ce qui peut griser un bouton de la demande."""
    schemas = document(contract.name)["components"]["schemas"]
    assert set(schemas["CodeRaison"]["enum"]) == {c.value for c in CodeRaison}
    assert set(schemas["CodeRaisonDeGeste"]["enum"]) == {c.value for c in CodeRaisonDeGeste}


async def test_les_listes_de_la_vie_et_le_rapport_de_la_nuit_se_lisent(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom="LISTES")

    async def listes(*noms: str) -> dict[str, dict[str, Any]]:
        """Chaque liste où figure la demande, et sa ligne."""
        anne = await agent("anne", "35")
        trouvees: dict[str, dict[str, Any]] = {}
        for nom in noms:
            numero, page = 0, {"items": [demande]}
            while page["items"] and nom not in trouvees:
                numero += 1
                page = await lire(anne, f"echeances?liste={nom}&size=100&page={numero}")
                trouvees |= ((nom, ligne) for ligne in page["items"] if ligne["id"] == demande["id"])
        return trouvees

    async def comptees() -> dict[str, int]:
        """Ce que le rapport d'activité dit des demandes actives à renouveler, et des endormies à part."""
        rapport = await lire(await agent("gestionnaire", "35"), "indicateurs-d-activite")
        lus = {i["code"]: i["valeur"] for m in rapport["missions"] for i in m["indicateurs"]}
        return {code: lus[code] for code in ("a_renouveler", "en_sommeil", "radiees_RADREN")}

    toutes = ("preavis", "sommeil", "averties", "radiees")
    assert await listes(*toutes) == {}
    await au_matin(clock, container, 340)
    preavis = await listes(*toutes)
    assert list(preavis) == ["preavis"]
    assert preavis["preavis"]["echeance"] == demande["expire_le"]
    assert preavis["preavis"]["depuis_le"] is not None
    assert preavis["preavis"]["canal"] == "courriel"
    a_renouveler = await comptees()
    await au_matin(clock, container, 27)
    assert list(await listes(*toutes)) == ["sommeil"]
    endormie = await comptees()
    assert endormie["a_renouveler"] < a_renouveler["a_renouveler"], "endormie, elle ne se compte plus parmi les actives"
    assert endormie["en_sommeil"] > a_renouveler["en_sommeil"]
    await au_matin(clock, container, 40)
    assert (await comptees())["radiees_RADREN"] > endormie["radiees_RADREN"], "non renouvelée, elle se compte"
    radiees = await listes(*toutes)
    assert list(radiees) == ["radiees"]
    assert radiees["radiees"]["motif"] == "Non-renouvellement"

    gestionnaire = await agent("gestionnaire", "35")
    derniere = (await lire(gestionnaire, "nuits"))["items"][0]
    assert derniere["terminee_le"] is not None
    assert derniere["radiees_non_renouvelees"] >= 1
    assert (await lire(gestionnaire, f"nuits/exceptions?jour={derniere['jour']}"))["total"] == derniere["exceptions"]
    anne = await agent("anne", "35")
    assert (await anne.get("nuits")).status_code == 403


@pytest.mark.parametrize(
    ("joignable", "protection", "canal"),
    [
        ({"email": "morel@exemple.test"}, None, "courriel"),
        ({"telephone": "0639980001"}, None, "sms"),
        ({"telephone": "0639980001", "sms_refuses": True}, None, "courrier"),
        ({"telephone": "0299000000"}, None, "courrier"),
        ({}, None, "courrier"),
        ({"telephone": "0639980002"}, "0639980003", "sms"),
        ({}, "aucun", "aucun"),
    ],
)
async def test_les_echeances_disent_par_ou_le_fichier_ecrira_vraiment(
    agent: SignIn,
    pdf: bytes,
    clock: Clock,
    container: Container,
    joignable: dict[str, Any],
    protection: str | None,
    canal: str,
) -> None:
    anne = await agent("anne", "35")
    rempli = formulaire(nom="JOINDRE" + "".join(c for c in uuid4().hex if c.isalpha()).upper())
    rempli["demandeur"] |= {"email": None, "telephone": None} | joignable
    vue = await demande_du_guichet(anne, pdf, rempli)
    if protection:
        corps = {"personne_id": rempli["demandeur"]["id"], "motif": "ordonnance"}
        corps |= {} if protection == "aucun" else {"contact": protection}
        assert (await anne.put(f"demandes/{vue['id']}/protection", json=corps)).status_code == 200

    await au_matin(clock, container, 340)
    anne, ligne, numero = await agent("anne", "35"), None, 0
    while ligne is None:
        numero += 1
        page = (await lire(anne, f"echeances?liste=preavis&size=100&page={numero}"))["items"]
        assert page, "la demande n'est pas dans la liste"
        ligne = next((d for d in page if d["id"] == vue["id"]), None)
    assert ligne["canal"] == canal
    partis = [m["partenaire_libelle"] for m in await _avis(anne, vue["id"])]
    attendus = {"courriel": "Courriel", "sms": "SMS", "courrier": "Courrier"}
    assert partis == ([attendus[canal]] if canal in attendus else []), "ce que la liste annonce est ce qui est parti"


async def _avis(anne: httpx.AsyncClient, demande_id: str) -> list[dict[str, Any]]:
    """What the file wrote to the applicant about the end of validity."""
    echanges = (await lire(anne, f"demandes/{demande_id}/echanges?size=100"))["items"]
    return [e for e in echanges if e["partenaire"] == "demandeur" and "Renouvelez" in str(e)]


async def test_un_rejet_en_commission_ouvre_l_avertissement_au_seul_bailleur_et_la_decision_reprise_le_fait_tomber(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    _, autre = await candidat(agent, demandeur, pdf)
    _, tiers = await candidat(agent, demandeur, pdf)
    anne, bruno = await agent("anne", "35"), await agent("bruno")
    dossier = f"demandes/{demande['id']}"
    lettre = {"moyen": "LRAR", "envoye_le": demande["deposee_le"], "irrecevabilite": "IRRRES"}
    vue = await lire(anne, dossier)
    sans = await anne.post(f"{dossier}/avertissement", json=lettre | {"version": vue["version"]})
    assert [r["code"] for r in sans.json()["raisons"]] == ["rejet-absent"]

    propositions = await retenir(anne, await logement(anne), demande, autre, tiers)
    seance = await commission(anne)
    for proposition in propositions:
        await inscrire(anne, proposition, seance)
    await decider(anne, seance, propositions[0], decision="REJ", motif="IRRRES")

    vue = await lire(anne, dossier)
    ailleurs = await bruno.post(f"{dossier}/avertissement", json=lettre | {"version": vue["version"]})
    assert [r["code"] for r in ailleurs.json()["raisons"]] == ["reserve-a-la-commission"]
    autrement = lettre | {"version": vue["version"], "irrecevabilite": "IRRSEJ"}
    contraire = await anne.post(f"{dossier}/avertissement", json=autrement)
    assert (contraire.status_code, contraire.json()["code"]) == (422, "motif-contraire")
    avertie = await faire(anne, f"{dossier}/avertissement", lettre | {"version": vue["version"]})
    assert avertie["avertissement"] is not None
    boutons = {a["code"]: a for a in await lire(anne, f"{dossier}/actions")}
    trop_tot = boutons["radier-irrecevabilite"]["raisons"]
    assert [r["code"] for r in trop_tot] == ["avertissement-en-cours"], "un mois pour répondre, pièces à l'appui"

    espace = await lire(qui, "mon-espace")
    assert [x["code"] for x in espace["a_faire"]][:1] == ["repondre-avertissement"]
    maintien = {a["code"]: a for a in espace["actions"]}["lever-avertissement"]
    assert [r["code"] for r in maintien["raisons"]] == ["avertissement-du-bailleur"]
    texte = "Mes revenus ont baissé : voici mon dernier avis."
    repondue = await faire(qui, "ma-demande/reponse", {"version": espace["version"], "texte": texte})
    assert repondue["avertissement"]["reponse"] == texte
    assert (await lire(anne, dossier))["avertissement"]["reponse"] == texte, "le bailleur la lit"
    vue_d_ailleurs = (await lire(bruno, dossier))["avertissement"]
    assert vue_d_ailleurs["repondu_le"] is not None
    assert vue_d_ailleurs["reponse"] is None, "un autre organisme sait qu'il y en a une, sans la lire"
    recues = {x["demande_id"]: x for x in (await lire(anne, "declarations?size=100"))["items"]}
    assert recues[demande["id"]]["sorte"] == "reponse"
    assert demande["id"] not in {x["demande_id"] for x in (await lire(bruno, "declarations?size=100"))["items"]}
    levee = {"version": (await lire(bruno, dossier))["version"], "commentaire": "Je passais par là"}
    pas_a_lui = await bruno.post(f"{dossier}/avertissement/levee", json=levee)
    assert [r["code"] for r in pas_a_lui.json()["raisons"]] == ["reserve-a-la-commission"]

    await decider(anne, seance, propositions[0], decision="NAT", motif="N05")
    vue = await lire(anne, dossier)
    assert vue["avertissement"] is None
    lignes = (await lire(anne, f"{dossier}/historique"))["items"]
    assert "La commission est revenue sur sa décision." in [x["description"] for x in lignes]
    assert (await lire(qui, "ma-demande"))["etat"] == "AC"
