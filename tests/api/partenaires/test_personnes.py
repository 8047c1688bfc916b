"""Qui entre dans une demande ou en sort, et la protection d'une personne en danger."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.bootstrap import Container
from api.worker import relay_of
from domain.communications.model import CanalMessage, Destinataire, Message
from tests.api.conftest import SignIn
from tests.api.couples import PART, un_codemandeur, un_couple, un_nom
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _geste(anne: httpx.AsyncClient, demande: dict[str, Any], **geste: Any) -> httpx.Response:
    vue = (await anne.get(f"demandes/{demande['id']}")).json()
    return await anne.post(f"demandes/{demande['id']}/personnes", json={"version": vue["version"], **geste})


async def test_l_apercu_dit_les_consequences_d_une_separation_sans_rien_changer(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf)
    corps = {"sorte": "separation", "personne_id": autre["id"]}
    apercu = await anne.post(f"demandes/{demande['id']}/personnes/apercu", json=corps)
    assert apercu.status_code == 200, apercu.text
    vu = apercu.json()
    assert vu["action"]["permise"]
    codes = [c["code"] for c in vu["consequences"]]
    assert {"nouvelle-demande", "pieces-suivent", "acces-fermes", "taille-du-foyer", "ressources"} <= set(codes)
    assert [j["code"] for j in vu["justificatifs"]] == ["accord_ecrit", "attestation_honneur"]
    assert (vu["avant"]["personnes"], vu["apres"]["personnes"]) == ("2 adultes, 2 à charge", "1 adulte, 2 à charge")
    assert vu["nouvelle"]["personnes"] == "1 adulte"
    assert (await anne.get(f"demandes/{demande['id']}")).json()["version"] == demande["version"]


async def test_une_separation_donne_une_demande_crs_a_la_meme_anciennete_et_lie_les_numeros(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf)
    enfant = demande["formulaire"]["occupants"][0]["id"]
    sans_preuve = await _geste(anne, demande, sorte="separation", personne_id=autre["id"])
    assert sans_preuve.json()["code"] == "justificatif-insuffisant"
    faite = await _geste(
        anne,
        demande,
        sorte="separation",
        personne_id=autre["id"],
        justificatif="attestation_honneur",
        occupants=[enfant],
    )
    assert faite.status_code == 200, faite.text
    reste = faite.json()
    assert reste["numero_unique"] == demande["numero_unique"]
    assert reste["formulaire"]["codemandeurs"] == []
    assert reste["formulaire"]["demandeur"]["situation_familiale"] == "S"
    assert [o["id"] for o in reste["formulaire"]["occupants"]] != [enfant]
    [lien] = reste["liens"]
    assert lien["nature"] == "separation"
    nouvelle = (await anne.get(f"demandes/{lien['demande_id']}")).json()
    assert nouvelle["type_creation"] == "CRS"
    assert nouvelle["etat"] == "AC"
    assert nouvelle["numero_unique"] == lien["numero"] != demande["numero_unique"]
    assert (nouvelle["deposee_le"], nouvelle["expire_le"]) == (demande["deposee_le"], demande["expire_le"])
    assert nouvelle["formulaire"]["demandeur"]["id"] == autre["id"]
    assert [o["id"] for o in nouvelle["formulaire"]["occupants"]] == [enfant]
    assert {r["personne_id"] for r in nouvelle["formulaire"]["revenus"]["ressources"]} == {autre["id"]}
    assert autre["id"] not in str(reste["formulaire"]["revenus"])
    assert [x["numero"] for x in nouvelle["liens"]] == [demande["numero_unique"]]
    assert nouvelle["formulaire"]["logement_recherche"] == demande["formulaire"]["logement_recherche"]
    trouvees = (await anne.get("demandes", params={"q": nouvelle["numero_unique"]})).json()["items"]
    assert [d["id"] for d in trouvees] == [nouvelle["id"]]
    container.demandeur_sessions._cache.drop_where(lambda _: True)
    assert (await qui.get("session")).status_code == 401, "the shared session is closed"


async def test_le_demandeur_qui_reste_ne_voit_pas_le_numero_de_qui_est_parti(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf)
    faite = await _geste(anne, demande, sorte="separation", personne_id=autre["id"], justificatif="attestation_honneur")
    [lien] = faite.json()["liens"]
    compte = demande["formulaire"]["demandeur"]["email"]
    revenu = await demandeur(compte)
    mienne = await revenu.get("ma-demande")
    if mienne.status_code == 200:
        assert lien["numero"] not in mienne.text


async def test_des_maries_ne_se_separent_pas_sur_une_simple_attestation(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf, lien="M")
    refus = await _geste(anne, demande, sorte="separation", personne_id=autre["id"], justificatif="attestation_honneur")
    assert refus.json()["code"] == "justificatif-insuffisant"
    faite = await _geste(anne, demande, sorte="separation", personne_id=autre["id"], justificatif="jugement_divorce")
    assert faite.status_code == 200, faite.text
    assert faite.json()["formulaire"]["demandeur"]["situation_familiale"] == "D"


async def test_au_deces_du_demandeur_son_conjoint_garde_le_numero_et_l_anciennete(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf, lien="M")
    defunt = demande["formulaire"]["demandeur"]["id"]
    deces = {"sorte": "deces", "personne_id": defunt, "justificatif": "acte_deces"}
    faite = await _geste(anne, demande, **deces, le="2026-01-15")
    assert faite.status_code == 200, faite.text
    lignes = (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]
    assert any("décès d'un titulaire le 15/01/2026 (Acte de décès)" in x["description"] for x in lignes)
    reste = faite.json()
    assert reste["formulaire"]["demandeur"]["id"] == autre["id"]
    assert reste["formulaire"]["demandeur"]["situation_familiale"] == "V"
    assert (reste["numero_unique"], reste["deposee_le"]) == (demande["numero_unique"], demande["deposee_le"])
    assert reste["formulaire"]["codemandeurs"] == []


async def test_un_deces_s_enregistre_avec_sa_date(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf, lien="M", enfants=0)
    deces = {"sorte": "deces", "personne_id": autre["id"], "justificatif": "acte_deces"}
    refus = await _geste(anne, demande, **deces)
    assert (refus.status_code, refus.json()["code"]) == (422, "date-de-deces-manquante"), refus.text
    assert [e["champ"] for e in refus.json()["erreurs"]] == ["le"]
    for le, code in (("2090-01-01", "deces-a-venir"), ("1901-01-01", "deces-avant-naissance")):
        refus = await _geste(anne, demande, **deces, le=le)
        assert [r["code"] for r in refus.json()["raisons"]] == [code], refus.text
    vue = (await anne.get(f"demandes/{demande['id']}")).json()
    assert [c["id"] for c in vue["formulaire"]["codemandeurs"]] == [autre["id"]], "rien n'a été changé"


async def test_au_deces_d_une_personne_seule_la_demande_se_ferme_pour_deces_et_personne_ne_lui_ecrit(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom(), prenoms="Jeanne")
    anne = await agent("anne", "35")
    defunt = demande["formulaire"]["demandeur"]["id"]
    apercu = await anne.post(
        f"demandes/{demande['id']}/personnes/apercu", json={"sorte": "deces", "personne_id": defunt}
    )
    assert apercu.json()["apres"] is None
    assert "demande-close" in [c["code"] for c in apercu.json()["consequences"]]
    await relay_of(container).drain()
    avant = {m["id"] for m in (await qui.get("mes-messages")).json()}
    deces = {"sorte": "deces", "personne_id": defunt, "justificatif": "acte_deces", "le": "2026-01-15"}
    faite = await _geste(anne, demande, **deces)
    vue = faite.json()
    assert (vue["etat"], vue["etat_libelle"]) == ("DC", "Radiée, décès"), faite.text
    assert vue["motif_radiation"] == "Décès de la seule personne titulaire"
    await relay_of(container).drain()
    assert {m["id"] for m in (await qui.get("mes-messages")).json()} == avant, "personne ne lui écrit"
    lignes = {
        x["libelle"]: x["description"] for x in (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]
    }
    assert lignes["Radiation"] == "Décès de la seule personne titulaire"
    assert "décès d'un titulaire le 15/01/2026" in lignes["Titulaire retiré"]
    for page in ("mon-espace", "mon-historique", "ma-demande"):
        lue = (await qui.get(page)).text
        assert "enonciation" not in lue, page
        assert "renonc" not in lue, page
    restaurer = next(
        a for a in (await anne.get(f"demandes/{demande['id']}/actions")).json() if a["code"] == "restaurer"
    )
    assert restaurer["permise"], "une erreur se répare"


async def test_un_codemandeur_ne_disparait_pas_par_une_simple_correction(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, qui, demande, _ = await un_couple(agent, demandeur, pdf)
    corps = {"version": demande["version"], "codemandeurs": []}
    for client, chemin in ((anne, f"demandes/{demande['id']}"), (qui, "ma-demande")):
        refus = await client.patch(chemin, json=corps)
        assert refus.json()["code"] == "codemandeur-a-garder", refus.text


async def test_un_codemandeur_n_entre_pas_par_une_simple_correction_et_le_refus_mene_a_son_acte(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom(), prenoms="Jeanne")
    anne, entrant = await agent("anne", "35"), un_codemandeur(un_nom(), civilite="2")
    corps = {"version": demande["version"], "codemandeurs": [entrant], "motifs": {"codes": ["09"]}}
    for client, chemin, ou in (
        (anne, f"demandes/{demande['id']}", "Ajouter un codemandeur"),
        (qui, "ma-demande", "Les titulaires de ma demande"),
    ):
        refus = await client.patch(chemin, json=corps)
        assert (refus.status_code, refus.json()["code"]) == (409, "codemandeur-a-ajouter"), refus.text
        assert ou in refus.json()["title"]
    assert (await anne.get(f"demandes/{demande['id']}")).json()["version"] == demande["version"]
    entre = await _geste(anne, demande, sorte="ajout", codemandeur=entrant, commentaire="Vie commune depuis juin")
    assert entre.status_code == 200, entre.text
    # once a holder, what is wrong about the person is mended like the rest
    [avec] = entre.json()["formulaire"]["codemandeurs"]
    corrige = corps | {"version": entre.json()["version"], "codemandeurs": [avec | {"telephone": "0612121212"}]}
    assert (await anne.patch(f"demandes/{demande['id']}", json=corrige)).status_code == 200


async def test_ajouter_un_codemandeur_dit_s_il_a_deja_une_demande(agent: SignIn, demandeur: SignIn, pdf: bytes) -> None:
    nom = un_nom()
    _, sienne = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms=PART, ne_le="1986-02-03")
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom(), prenoms="Jeanne")
    anne = await agent("anne", "35")
    entrant = un_codemandeur(nom, civilite="2")
    apercu = await anne.post(
        f"demandes/{demande['id']}/personnes/apercu", json={"sorte": "ajout", "codemandeur": entrant}
    )
    deja = next(c for c in apercu.json()["consequences"] if c["code"] == "a-deja-une-demande")
    assert sienne["numero_unique"] in deja["phrase"]
    au_portail = await qui.post("ma-demande/personnes/apercu", json={"sorte": "ajout", "codemandeur": entrant})
    assert sienne["numero_unique"] not in au_portail.text, "the portal never tells another's file"
    vue = (await qui.get("ma-demande")).json()
    faite = await qui.post(
        "ma-demande/personnes", json={"version": vue["version"], "sorte": "ajout", "codemandeur": entrant}
    )
    assert faite.status_code == 200, faite.text
    assert [c["prenoms"] for c in faite.json()["formulaire"]["codemandeurs"]] == [PART]
    phrases = [x["phrase"] for x in (await qui.get("mon-historique")).json()]
    assert any("demande désormais avec vous" in p for p in phrases)
    depart = await qui.post("ma-demande/personnes/apercu", json={"sorte": "separation", "personne_id": entrant["id"]})
    assert [r["code"] for r in depart.json()["action"]["raisons"]] == ["reserve-au-guichet"]


@pytest.mark.parametrize(
    ("faute", "code", "dit"),
    [
        ({"telephone": "06 12 34"}, "telephone-invalide", "il compte dix chiffres"),
        ({"email": "dominique@"}, "email-invalide", "prenom.nom@exemple.fr"),
        ({"ne_le": "2126-02-03"}, "naissance-future", "vérifiez l'année"),
    ],
)
async def test_ce_qu_un_formulaire_ne_peut_pas_contenir_n_y_entre_pas_avec_un_codemandeur(
    agent: SignIn, demandeur: SignIn, pdf: bytes, faute: dict[str, str], code: str, dit: str
) -> None:
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom())
    anne = await agent("anne", "35")
    arrivee = {"sorte": "ajout", "codemandeur": un_codemandeur(un_nom()) | faute}
    acte = arrivee | {"version": demande["version"], "commentaire": "Vie commune depuis juin"}
    for client, base in ((anne, f"demandes/{demande['id']}"), (qui, "ma-demande")):
        action = (await client.post(f"{base}/personnes/apercu", json=arrivee)).json()["action"]
        assert [r["code"] for r in action["raisons"]] == [code]
        assert dit in action["raisons"][0]["phrase"].replace("\u00a0", " ")
        assert action["qui"] is None, "c'est à qui le saisit de le corriger"
        refus = await client.post(f"{base}/personnes", json=acte)
        assert (refus.status_code, refus.json()["raisons"][0]["code"]) == (409, code), refus.text
    assert (await qui.get("ma-demande")).json()["formulaire"]["codemandeurs"] == []


async def test_une_personne_protegee_n_est_plus_montree_a_son_cotitulaire(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf)
    refuge = f"refuge-{uuid4().hex[:8]}@exemple.test"
    corps = {"personne_id": autre["id"], "motif": "violences", "contact": refuge}
    guichet = await agent("cesson")
    assert (await guichet.put(f"demandes/{demande['id']}/protection", json=corps)).status_code in (403, 404)
    fait = await anne.put(f"demandes/{demande['id']}/protection", json=corps)
    assert fait.status_code == 200, fait.text
    assert fait.json()["protection"]["contact"] == refuge
    assert fait.json()["formulaire"]["codemandeurs"][0]["adresse"]["voie"] == "rue cachée"
    container.demandeur_sessions._cache.drop_where(lambda _: True)
    assert (await qui.get("ma-demande")).status_code == 401, "every session is closed"
    protegee = await demandeur(refuge)
    assert "rue cachée" in (await protegee.get("ma-demande")).text


async def test_le_cotitulaire_lit_et_corrige_sa_demande_sans_voir_ni_effacer_ce_qui_est_protege(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf)
    titulaire = demande["formulaire"]["demandeur"]
    sien = f"titulaire-{uuid4().hex[:8]}@exemple.test"
    vue = await anne.patch(
        f"demandes/{demande['id']}",
        json={
            "version": demande["version"],
            "demandeur": titulaire | {"email": sien},
            "motifs": {"codes": ["09", "06", "13"]},
        },
    )
    async with container.new_uow(_systeme(), None) as uow:
        compte = await uow.comptes_demandeurs.par_demande("35", vue.json()["id"])
        assert compte is not None
        compte.identifiant = sien
    await anne.put(f"demandes/{demande['id']}/protection", json={"personne_id": autre["id"], "motif": "ordonnance"})
    conjoint = await demandeur(sien)
    lue = await conjoint.get("ma-demande")
    assert lue.status_code == 200
    async with container.new_uow(_systeme(), None) as uow:
        uow.messages.add(_message(demande["id"], autre["email"]))
    messages = await conjoint.get("mes-messages")
    assert messages.status_code == 200
    for secret in ("rue cachée", autre["email"], "Garage"):
        assert secret not in lue.text
        assert secret not in messages.text
    assert lue.json()["protection"] is None
    assert lue.json()["formulaire"]["motifs"]["codes"] == ["09", "13"], "the reason is not told either"
    assert (await conjoint.get("ma-cotation")).status_code == 200
    for page in ("mon-historique", "mon-espace", "mes-messages"):
        assert "rotég" not in (await conjoint.get(page)).text
    masque = lue.json()["formulaire"]["codemandeurs"]
    corrige = await conjoint.patch(
        "ma-demande", json={"version": lue.json()["version"], "codemandeurs": masque, "motifs": {"codes": ["09"]}}
    )
    assert corrige.status_code == 200, corrige.text
    gardee = (await anne.get(f"demandes/{demande['id']}")).json()["formulaire"]["codemandeurs"][0]
    assert gardee["adresse"]["voie"] == "rue cachée"
    assert gardee["email"] == autre["email"]
    assert (await anne.get(f"demandes/{demande['id']}")).json()["formulaire"]["motifs"]["codes"] == ["09", "06"]


@pytest.mark.parametrize("sorte", ["separation", "renonciation", "deces"])
async def test_apres_un_depart_les_messages_d_avant_ne_disent_plus_l_adresse_de_qui_est_parti(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, sorte: str
) -> None:
    anne, qui, demande, autre = await un_couple(agent, demandeur, pdf, enfants=0)
    sienne = demande["formulaire"]["demandeur"]["email"]
    chez_lui = f"M. {autre['nom_naissance']} {autre['prenoms']}\n12 rue d'Ailleurs\n35000 Rennes"
    async with container.new_uow(_systeme(), None) as uow:
        uow.messages.add(_message(demande["id"], autre["email"], corps=f"Nous avons écrit à {autre['email']}."))
        uow.messages.add(_message(demande["id"], sienne))
        uow.messages.add(_message(demande["id"], chez_lui, canal=CanalMessage.COURRIER))
    avant = await qui.get("mes-messages")
    assert autre["email"] in avant.text, "tant qu'ils demandent ensemble, chacun lit à qui le fichier a écrit"

    preuve = {"separation": "accord_ecrit", "renonciation": "renonciation_ecrite", "deces": "acte_deces"}[sorte]
    faite = await _geste(anne, demande, sorte=sorte, personne_id=autre["id"], justificatif=preuve, le="2026-01-15")
    assert faite.status_code == 200, faite.text
    container.demandeur_sessions._cache.drop_where(lambda _: True)
    lus = await (await demandeur(sienne)).get("mes-messages")
    assert len(lus.json()) >= len(avant.json()), "les messages restent, sans l'adresse"
    for secret in (autre["email"], "rue d'Ailleurs"):
        assert secret not in lus.text
    destinataires = [m["destinataire"] for m in lus.json()]
    assert destinataires.count("une adresse qui n'est plus celle de la demande") == 2
    assert sienne in destinataires


async def test_d_une_demande_protegee_les_listes_ne_disent_plus_ou_vit_le_demandeur(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom=un_nom(), prenoms="Jeanne")
    anne = await agent("anne", "35")
    moi = demande["formulaire"]["demandeur"]["id"]
    contact = f"sure-{uuid4().hex[:8]}@exemple.test"
    corps = {"personne_id": moi, "motif": "violences", "contact": contact}
    assert (await anne.put(f"demandes/{demande['id']}/protection", json=corps)).status_code == 200
    (ligne,) = (await anne.get("demandes", params={"q": demande["numero_unique"]})).json()["items"]
    assert ligne["commune_actuelle"] is None
    adil = await agent("adil")
    vue = (await adil.get(f"demandes/{demande['id']}")).json()
    assert vue["formulaire"]["demandeur"]["adresse"] is None
    assert vue["informations_masquees"]
    assert vue["protection"] == {
        "personne_id": None,
        "depuis_le": None,
        "par": None,
        "motif": None,
        "motif_libelle": None,
        "contact": None,
        "coordonnees_masquees": True,
    }
    voie = demande["formulaire"]["demandeur"]["adresse"]["voie"]
    historique = await adil.get(f"demandes/{demande['id']}/historique")
    assert historique.status_code == 200
    assert voie not in historique.text
    assert voie in (await anne.get(f"demandes/{demande['id']}/historique")).text
    levee = await anne.post(f"demandes/{demande['id']}/protection/levee", json={"motif": "Danger écarté."})
    assert levee.json()["protection"] is None


async def test_le_demandeur_se_protege_lui_meme_et_revient_par_une_adresse_a_lui(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, qui, _, autre = await un_couple(agent, demandeur, pdf)
    partagee = await qui.put("ma-demande/protection", json={"motif": "violences", "contact": autre["email"]})
    assert partagee.json()["code"] == "protection-impossible"
    sure = f"sure-{uuid4().hex[:8]}@exemple.test"
    fait = await qui.put("ma-demande/protection", json={"motif": "violences", "contact": sure})
    assert fait.status_code == 204, fait.text
    container.demandeur_sessions._cache.drop_where(lambda _: True)
    assert (await qui.get("ma-demande")).status_code == 401
    revenue = await demandeur(sure)
    assert (await revenue.get("ma-demande")).json()["protection"]["contact"] == sure


def _message(
    demande_id: str, adresse: str, *, corps: str = "Bonjour", canal: CanalMessage = CanalMessage.COURRIEL
) -> Message:
    """What the fichier writes to one holder, at an address of his own."""
    return Message.ecrire(
        departement="35",
        demande_id=UUID(demande_id),
        modele="demande_renouvelee",
        destinataire=Destinataire(canal=canal, adresse=adresse),
        objet="Votre demande",
        corps=corps,
        le=datetime.now(UTC),
    )


def _systeme() -> Any:
    from domain.organismes.acteur import systeme

    return systeme("35")


async def test_une_separation_se_defait_avec_l_accord_des_deux_et_tout_revient(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf)
    faite = await _geste(anne, demande, sorte="separation", personne_id=autre["id"], justificatif="accord_ecrit")
    [lien] = faite.json()["liens"]
    lues = await anne.get(f"demandes/{demande['id']}/separations")
    [separation] = lues.json()
    assert separation["autre_numero"] == lien["numero"]
    assert separation["action"]["permise"], separation
    adresse = f"demandes/{demande['id']}/separations/{separation['id']}/defaite"
    refus = await anne.post(adresse, json={"motif": "Ils se sont remis ensemble.", "accord_des_deux": False})
    assert refus.json()["code"] == "accord-des-deux-manquant"
    defaite = await anne.post(adresse, json={"motif": "Ils se sont remis ensemble.", "accord_des_deux": True})
    assert defaite.status_code == 200, defaite.text
    reste = defaite.json()
    assert reste["formulaire"] == demande["formulaire"]
    assert reste["numero_unique"] == demande["numero_unique"]
    assert reste["liens"] == []
    partie = (await anne.get(f"demandes/{lien['demande_id']}")).json()
    assert partie["etat"] == "FU"
    assert [x["nature"] for x in partie["liens"]] == ["fusionnee_dans"]
    trouvees = (await anne.get("demandes", params={"q": lien["numero"]})).json()["items"]
    assert [d["etat"] for d in trouvees] in ([], ["FU"])
    de_nouveau = await anne.post(adresse, json={"motif": "Ils se sont remis ensemble.", "accord_des_deux": True})
    assert de_nouveau.json()["code"] == "separation-irreversible"
    revenue = await demandeur(autre["email"])
    assert (await revenue.get("ma-demande")).status_code in (200, 404)


async def test_une_separation_ne_se_defait_plus_quand_une_demande_a_vecu_ou_que_quelqu_un_est_protege(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    anne, _, demande, autre = await un_couple(agent, demandeur, pdf)
    faite = await _geste(anne, demande, sorte="separation", personne_id=autre["id"], justificatif="accord_ecrit")
    [lien] = faite.json()["liens"]
    nouvelle = (await anne.get(f"demandes/{lien['demande_id']}")).json()
    partie = nouvelle["formulaire"]["demandeur"] | {"telephone": "0612345678"}
    corrigee = await anne.patch(
        f"demandes/{nouvelle['id']}", json={"version": nouvelle["version"], "demandeur": partie}
    )
    assert corrigee.status_code == 200, corrigee.text
    corps = {"personne_id": autre["id"], "motif": "violences", "contact": f"sure-{uuid4().hex[:8]}@exemple.test"}
    assert (await anne.put(f"demandes/{nouvelle['id']}/protection", json=corps)).status_code == 200
    [vue] = (await anne.get(f"demandes/{demande['id']}/separations")).json()
    assert not vue["action"]["permise"]
    assert {r["code"] for r in vue["action"]["raisons"]} == {"situation-protegee", "separation-foyer-change"}
    assert "rue cachée" not in str(vue)
    refus = await anne.post(
        f"demandes/{demande['id']}/separations/{vue['id']}/defaite",
        json={"motif": "Erreur de saisie.", "accord_des_deux": True},
    )
    assert refus.json()["code"] == "separation-irreversible"
