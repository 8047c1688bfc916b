"""Un fichier de demandes, de son dépôt à son bilan : rien n'entre sans avoir été contrôlé, puis ordonné."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text

from adapters.db.demandes.projection import project
from adapters.db.demandes.tables import recherche_demandes
from api.bootstrap import Container
from api.worker import relay_of
from domain.cotation.reactions import recoter_la_demande
from domain.demandes.events import DemandeVerrouillee
from domain.imports.reactions import oublier_les_imports
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, SignIn
from tests.factories.fichiers import csv_de
from tests.factories.lignes_import import NIR, ligne
from tests.factories.sne import sne, une_demande

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def deposer(
    client: httpx.AsyncClient, container: Container, contenu: bytes, *, nom: str = "demandes.csv", format: str = "csv"
) -> dict[str, Any]:
    """Envoyé en deux morceaux, puis contrôlé."""
    annonce = await client.post("imports", json={"nom": nom, "format": format, "taille": len(contenu)})
    assert annonce.status_code == 201, annonce.text
    url, milieu = f"imports/{annonce.json()['id']}", len(contenu) // 2
    for debut, morceau in ((0, contenu[:milieu]), (milieu, contenu[milieu:])):
        envoi = await client.patch(
            f"{url}/contenu",
            content=morceau,
            headers={"Upload-Offset": str(debut), "Content-Type": "application/offset+octet-stream"},
        )
        assert envoi.status_code == 200, envoi.text
    assert (await lire(client, annonce.json()["id"]))["etat"] == "CONTROLE"
    await relay_of(container).drain()
    return await lire(client, annonce.json()["id"])


async def lire(client: httpx.AsyncClient, import_id: str) -> dict[str, Any]:
    reponse = await client.get(f"imports/{import_id}")
    assert reponse.status_code == 200, reponse.text
    corps: dict[str, Any] = reponse.json()
    return corps


async def appliquer(
    client: httpx.AsyncClient, container: Container, depose: Mapping[str, Any], **source: str
) -> dict[str, Any]:
    ordre = await client.post(f"imports/{depose['id']}/application", json={"version": depose["version"], **source})
    assert ordre.status_code == 200, ordre.text
    await relay_of(container).drain()
    return await lire(client, depose["id"])


async def rapport(client: httpx.AsyncClient, import_id: str) -> list[dict[str, Any]]:
    page = (await client.get(f"imports/{import_id}/anomalies", params={"size": 100})).json()
    return list(page["items"])


async def chercher(client: httpx.AsyncClient, q: str, **filtres: str) -> list[dict[str, Any]]:
    return list((await client.get("demandes", params={"q": q} | filtres)).json()["items"])


async def compter(container: Container, table: str, ou: str = "true") -> int:
    async with container.read("35") as connection:
        return int(await connection.scalar(text(f"select count(*) from {table} where departement = '35' and {ou}")))


async def test_un_fichier_controle_puis_applique_donne_des_demandes_completes(
    agent: SignIn, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    mauvaise = ligne(3, demandeur__civilite="9", deposee_le="15/06/2025")
    depose = await deposer(gestionnaire, container, csv_de([ligne(1), ligne(2), mauvaise]))
    assert (depose["etat"], depose["lues"], depose["pretes"], depose["rejetees"]) == ("A_APPLIQUER", 3, 2, 1)
    assert await chercher(gestionnaire, "REPRISE0001") == []

    trouve = [(a["ligne"], a["champ"], a["code"]) for a in await rapport(gestionnaire, depose["id"])]
    assert trouve == [(4, "deposee_le", "date-illisible"), (4, "demandeur.civilite", "code-inconnu")]

    fait = await appliquer(gestionnaire, container, depose)
    assert fait["etat"] == "APPLIQUE"
    assert fait["bilan"] == {"creees": 2, "mises_a_jour": 0, "inchangees": 0, "anciennes": 0, "ecartees": 0}
    [resume] = await chercher(gestionnaire, "REPRISE0001")
    assert resume["numero_unique"] == "035062570000135A01"
    assert resume["deposee_le"] == "2025-06-15"
    assert resume["points"] is not None

    detail = (await gestionnaire.get(f"demandes/{resume['id']}")).json()
    assert (detail["canal"], detail["etat"], detail["expire_le"]) == ("import", "AC", "2026-06-15")
    histoire = (await gestionnaire.get(f"demandes/{resume['id']}/historique")).json()["items"]
    assert [(h["type"], h["auteur"]) for h in histoire] == [
        ("DemandeReprise", "Agent Gestionnaire, par l'import « demandes.csv »")
    ]
    assert await compter(container, "nirs", f"demande_id = '{resume['id']}'") == 1
    assert await compter(container, "import_lignes", f"import_id = '{depose['id']}' and etat = 'prete'") == 0


async def test_le_guichet_du_numero_unique_reste_celui_de_la_demande(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(10)])))
    [resume] = await chercher(gestionnaire, "REPRISE0010")
    detail = (await gestionnaire.get(f"demandes/{resume['id']}")).json()
    assert detail["guichet"]["nom"] == "Armor Habitat"


async def test_le_meme_fichier_deux_fois_ne_change_rien(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    contenu = csv_de([ligne(20), ligne(21)])
    premier = await appliquer(gestionnaire, container, await deposer(gestionnaire, container, contenu))
    avant = await compter(container, "historique", "objet = 'demande'")
    encore = await deposer(gestionnaire, container, contenu)
    assert encore["deja_applique_le"] == premier["applique_le"]
    fait = await appliquer(gestionnaire, container, encore)
    assert fait["bilan"] == {"creees": 0, "mises_a_jour": 0, "inchangees": 2, "anciennes": 0, "ecartees": 0}
    assert await compter(container, "historique", "objet = 'demande'") == avant


async def test_seule_une_ligne_plus_recente_met_le_dossier_a_jour(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(
        gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(30), ligne(31), ligne(32)]))
    )
    [saisie] = await chercher(gestionnaire, "REPRISE0032")
    dossier = (await gestionnaire.get(f"demandes/{saisie['id']}")).json()
    await gestionnaire.patch(
        f"demandes/{saisie['id']}", json={"version": dossier["version"], "motifs": {"codes": ["18"]}}
    )
    suite = [
        ligne(30, modifiee_le="2026-06-01T08:00:00", demandeur__nom_naissance="REPRISE0030BIS"),
        ligne(31, modifiee_le="2026-04-01T08:00:00", demandeur__nom_naissance="REPRISE0031BIS"),
        ligne(32, modifiee_le="2026-06-01T08:00:00", demandeur__nom_naissance="REPRISE0032BIS"),
    ]
    depose = await deposer(gestionnaire, container, csv_de(suite))
    fait = await appliquer(gestionnaire, container, depose)
    assert fait["bilan"] == {"creees": 0, "mises_a_jour": 1, "inchangees": 0, "anciennes": 2, "ecartees": 0}
    assert [a["ligne"] for a in await rapport(gestionnaire, depose["id"])] == [3, 4]
    [change] = await chercher(gestionnaire, "REPRISE0030BIS")
    assert await chercher(gestionnaire, "REPRISE0031BIS") == []
    assert await chercher(gestionnaire, "REPRISE0032BIS") == []
    histoire = (await gestionnaire.get(f"demandes/{change['id']}/historique")).json()["items"]
    assert [h["type"] for h in histoire] == ["DemandeMiseAJour", "DemandeReprise"]
    assert histoire[0]["details"]["avant"]["demandeur"]["nom_naissance"] == "REPRISE0030"
    assert (await gestionnaire.get(f"demandes/{change['id']}")).json()["version"] == 2


async def test_ce_qu_un_tiers_apporte_par_fichier_attend_l_accord_et_l_historique_le_dit(
    agent: SignIn, container: Container
) -> None:
    """Comme au guichet : la source se dit pour le fichier, une ligne peut dire la sienne."""
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(34), ligne(35)])))
    plus_tard = {"modifiee_le": "2026-06-01T08:00:00", "motifs__codes": "18"}
    sans_accord = ligne(35, **plus_tard, source="tiers")
    depose = await deposer(gestionnaire, container, csv_de([ligne(34, **plus_tard), sans_accord]))
    assert (depose["pretes"], depose["rejetees"]) == (1, 1)
    assert [(a["ligne"], a["champ"], a["code"]) for a in await rapport(gestionnaire, depose["id"])] == [
        (3, "accord_le", "accord-du-demandeur-manquant")
    ]
    ordre = {"version": depose["version"], "source": "tiers"}
    refus = await gestionnaire.post(f"imports/{depose['id']}/application", json=ordre)
    assert (refus.status_code, refus.json()["code"]) == (422, "accord-du-demandeur-manquant")
    assert (await lire(gestionnaire, depose["id"]))["etat"] == "A_APPLIQUER"

    await appliquer(gestionnaire, container, depose, source="tiers", accord_le="2026-05-28")
    with_agreement = ligne(35, **plus_tard, source="tiers", accord_le="2026-05-29")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([with_agreement])))
    for nom, accord in (("REPRISE0034", date(2026, 5, 28)), ("REPRISE0035", date(2026, 5, 29))):
        [resume] = await chercher(gestionnaire, nom)
        derniere = (await gestionnaire.get(f"demandes/{resume['id']}/historique")).json()["items"][0]
        assert derniere["type"] == "DemandeMiseAJour"
        assert derniere["description"].endswith(f"(fourni par un tiers, accord recueilli le {jour(accord)})")


async def test_sans_numero_unique_la_demande_entre_comme_brouillon_de_l_organisme(
    agent: SignIn, container: Container
) -> None:
    referent = await agent("referent")
    brouillon = ligne(40, numero_unique="", reference_externe="DOS-40")
    await appliquer(referent, container, await deposer(referent, container, csv_de([brouillon])))
    [resume] = await chercher(referent, "REPRISE0040", etat="BR")
    assert (resume["etat"], resume["numero_unique"]) == ("BR", None)
    assert await chercher(await agent("bruno"), "REPRISE0040", etat="BR") == []


async def test_une_demande_importee_se_retrouve_par_la_reference_que_son_organisme_lui_donne(
    agent: SignIn, container: Container
) -> None:
    referent, gestionnaire = await agent("referent"), await agent("gestionnaire", "35")
    a_armor = ligne(41, numero_unique="", reference_externe="Interne 41/B")
    await appliquer(referent, container, await deposer(referent, container, csv_de([a_armor])))
    meme_reference = ligne(42, reference_externe="Interne 41/B")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([meme_reference])))

    async def trouvees(nom: str, reference: str = "Interne 41/B") -> list[str]:
        client = await agent(nom, "35")
        answer = await client.post("recherches-de-demandes", json={"reference_interne": reference})
        assert answer.status_code == 200, answer.text
        return [d["nom_affiche"].split()[0] for d in answer.json()["items"]]

    assert await trouvees("anne") == ["REPRISE0041"], "une collègue d'Armor, par la référence d'Armor"
    assert await trouvees("gestionnaire") == ["REPRISE0042"], "la même référence, chez qui elle désigne une autre"
    assert await trouvees("bruno") == [], "celle d'un autre organisme ne dit rien ici"
    assert await trouvees("anne", "Interne 41") == [], "un numéro entier"
    [suite] = await chercher(gestionnaire, "REPRISE0042")
    lues = (await gestionnaire.get(f"demandes/{suite['id']}/consultations")).json()["items"]
    assert "recherche par référence interne" in {ligne["quoi"] for ligne in lues}
    plus_tard = ligne(42, reference_externe="Nouvelle 42", modifiee_le="2026-11-20T10:00:00+01:00")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([plus_tard])))
    assert await trouvees("gestionnaire", "Nouvelle 42") == ["REPRISE0042"]
    assert await trouvees("gestionnaire") == []


async def test_la_ligne_en_double_dans_le_fichier_est_rejetee(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    depose = await deposer(gestionnaire, container, csv_de([ligne(50), ligne(50)]))
    assert depose["rejetees"] == 1
    [anomalie] = await rapport(gestionnaire, depose["id"])
    assert (anomalie["ligne"], anomalie["code"]) == (3, "ligne-en-double")
    assert "ligne 2" in anomalie["message"]


async def test_le_rapport_dit_de_quelle_demande_parle_une_ligne_qui_ne_se_lit_pas(
    agent: SignIn, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    fausse = ligne(61, demandeur__civilite="9")
    abimee = csv_de([ligne(62)]).decode().splitlines()
    contenu = csv_de([fausse]).decode().rstrip("\r\n") + "\r\n" + abimee[1] + ";une case de trop\r\n"
    depose = await deposer(gestionnaire, container, contenu.encode())
    assert depose["rejetees"] == 2
    dites = {(a["ligne"], a["cle"], a["code"]) for a in await rapport(gestionnaire, depose["id"])}
    assert dites == {
        (2, fausse["numero_unique"], "code-inconnu"),
        (3, ligne(62)["numero_unique"], "nombre-de-cases"),
    }


async def test_les_lignes_rejetees_se_telechargent_se_corrigent_et_se_deposent_de_nouveau(
    agent: SignIn, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    fausse = ligne(60, demandeur__civilite="9", logement_recherche__precision="=2+3")
    depose = await deposer(gestionnaire, container, csv_de([fausse]))
    rejets = await gestionnaire.get(f"imports/{depose['id']}/rejets")
    assert rejets.status_code == 200
    assert NIR not in rejets.text
    assert "'=2+3" in rejets.text
    assert "demandeur.civilite : Ce code n'est pas dans la liste" in rejets.text
    repris = await deposer(gestionnaire, container, rejets.text.replace(";9;", ";2;").encode())
    assert (repris["pretes"], repris["rejetees"]) == (1, 0), await rapport(gestionnaire, repris["id"])
    await appliquer(gestionnaire, container, repris)
    [resume] = await chercher(gestionnaire, "REPRISE0060")
    assert await compter(container, "nirs", f"demande_id = '{resume['id']}'") == 1


async def test_le_numero_conserve_d_une_ligne_ne_sert_qu_a_son_organisme(agent: SignIn, container: Container) -> None:
    referent, epci = await agent("referent"), await agent("epci")
    depose = await deposer(referent, container, csv_de([ligne(61, demandeur__civilite="9")]))
    rejets = (await referent.get(f"imports/{depose['id']}/rejets")).text.replace(";9;", ";2;")
    vole = await deposer(epci, container, rejets.encode())
    assert [a["code"] for a in await rapport(epci, vole["id"])] == ["nir-invalide"]


async def test_annuler_avant_ou_pendant_l_application_ne_laisse_rien(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    depose = await deposer(gestionnaire, container, csv_de([ligne(70), ligne(71)]))
    await gestionnaire.post(f"imports/{depose['id']}/application", json={"version": depose["version"]})
    annule = await gestionnaire.post(f"imports/{depose['id']}/annulation")
    assert annule.json()["etat"] == "ANNULE"
    await relay_of(container).drain()
    assert await chercher(gestionnaire, "REPRISE0070") == []
    assert await compter(container, "import_lignes", f"import_id = '{depose['id']}'") == 0
    encore = await gestionnaire.post(f"imports/{depose['id']}/application", json={"version": 9})
    assert encore.status_code == 409


async def test_un_fichier_qui_ne_se_lit_pas_est_refuse_en_disant_pourquoi(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    for contenu, raison in (
        (b"nom;prenom\r\nMOREL;Jeanne\r\n", "Colonnes inconnues"),
        ("demandeur.prenoms\r\nZoé\r\n".encode("utf-16"), "UTF-8"),
        (b'numero_unique\r\n"' + b"x" * 600_000, "guillemet"),
    ):
        depose = await deposer(gestionnaire, container, contenu)
        assert depose["etat"] == "REFUSE", raison
        assert raison in depose["motif_refus"]


async def test_un_organisme_ne_voit_que_ses_fichiers(agent: SignIn, container: Container) -> None:
    referent, epci = await agent("referent"), await agent("epci")
    depose = await deposer(referent, container, csv_de([ligne(80)]))
    assert (await epci.get(f"imports/{depose['id']}")).status_code == 404
    assert depose["id"] not in [i["id"] for i in (await epci.get("imports")).json()["items"]]
    assert depose["id"] in [i["id"] for i in (await (await agent("gestionnaire", "35")).get("imports")).json()["items"]]
    assert (await (await agent("anne")).get("imports")).status_code == 403


async def test_le_morceau_mal_place_ne_perd_pas_l_envoi(agent: SignIn) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    annonce = (await gestionnaire.post("imports", json={"nom": "a.csv", "format": "csv", "taille": 10})).json()
    faux = await gestionnaire.patch(
        f"imports/{annonce['id']}/contenu",
        content=b"abc",
        headers={"Upload-Offset": "4", "Content-Type": "application/offset+octet-stream"},
    )
    assert faux.status_code == 409
    assert faux.json()["details"]["position"] == 0
    assert (await lire(gestionnaire, annonce["id"]))["position"] == 0


async def test_le_fichier_du_sne_entre_par_la_meme_porte(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    contenu = sne([une_demande(1), une_demande(2)])
    depose = await deposer(gestionnaire, container, contenu, nom="DEM35A01-202605041030-000000.xml", format="sne")
    assert (depose["pretes"], depose["rejetees"]) == (2, 0)
    fait = await appliquer(gestionnaire, container, depose)
    assert fait["bilan"]["creees"] == 2
    [resume] = await chercher(gestionnaire, "USAGE1")
    assert resume["nom_affiche"] == "USAGE1 (NAISSANCE1) Zoé"
    piege = await deposer(
        gestionnaire, container, sne([une_demande(3)], avant="<!DOCTYPE a>"), nom="piege.xml", format="sne"
    )
    assert piege["etat"] == "REFUSE"


async def test_une_radiation_du_fichier_radie_le_dossier_et_le_dit(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(90)])))
    [resume] = await chercher(gestionnaire, "REPRISE0090")
    radiee = ligne(90, modifiee_le="2026-06-01T08:00:00", radiee_le="2026-05-30", motif_radiation="RADABA")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([radiee])))
    dossier = (await gestionnaire.get(f"demandes/{resume['id']}")).json()
    assert (dossier["etat"], dossier["radiee_le"]) == ("AN", "2026-05-30")
    types = [h["type"] for h in (await gestionnaire.get(f"demandes/{resume['id']}/historique")).json()["items"]]
    assert {"DemandeReprise", "DemandeMiseAJour", "DemandeRadiee"} <= set(types)


async def test_un_dossier_tenu_par_une_commission_n_est_pas_change(agent: SignIn, container: Container) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(95)])))
    verrou = '{"raison": "Inscrite.", "depuis_le": "2026-05-01T08:00:00Z", "par": "Armor", "passage_id": "%s"}'
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.session.execute(
            text("update demandes set verrou = cast(:v as jsonb) where numero_unique = :n"),
            {"v": verrou % new_id(), "n": ligne(95)["numero_unique"]},
        )
    suite = ligne(95, modifiee_le="2026-06-01T08:00:00", demandeur__prenoms="Claude")
    depose = await deposer(gestionnaire, container, csv_de([suite]))
    fait = await appliquer(gestionnaire, container, depose)
    assert fait["bilan"]["ecartees"] == 1
    [dite] = await rapport(gestionnaire, depose["id"])
    assert dite["code"] == "inscrite-en-commission"


async def test_les_numeros_venus_d_ailleurs_ne_sont_pas_attribues_deux_fois(
    agent: SignIn, container: Container
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    loin = ligne(96, numero_unique="035062590000035B01")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([loin])))
    async with container.new_uow(systeme("35"), None) as uow:
        suivant = await uow.numeros_uniques.attribuer("35", date(2025, 6, 20), "35A01")
    assert suivant == "035062590000135A01"


async def test_le_fichier_et_ses_lignes_rejetees_s_effacent_le_delai_passe(
    agent: SignIn, container: Container, clock: Clock
) -> None:
    gestionnaire = await agent("gestionnaire", "35")
    depose = await deposer(gestionnaire, container, csv_de([ligne(97, demandeur__civilite="9")]))
    assert depose["rejetees"] == 1
    clock.advance(days=31)
    le_jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    async with container.new_uow(systeme("35"), None) as uow:
        await oublier_les_imports(le_jour, systeme("35"), uow)
    await relay_of(container).drain()
    assert await compter(container, "import_lignes", f"import_id = '{depose['id']}'") == 0
    clock.shift = timedelta(0)
    assert (await lire(gestionnaire, depose["id"]))["etat"] == "ANNULE"


ECRITES = ("recherche_demandes", "points_de_liste", "souhaits", "mots_recherche", "cotations")


async def ecrites(container: Container, demande_id: str) -> dict[str, list[str]]:
    found = {}
    async with container.read("35") as connection:
        for table in ECRITES:
            question = f"select to_jsonb(t)::text from {table} t where departement = '35' and demande_id = :d"
            found[table] = sorted(await connection.scalars(text(question), {"d": UUID(demande_id)}))
    return found


async def test_une_demande_importee_a_exactement_les_lignes_que_l_application_ecrirait(
    agent: SignIn, container: Container
) -> None:
    """Créée puis mise à jour par un fichier : la recoter et refaire ce qui la fait trouver ne change rien."""
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(110)])))
    for suite in (None, ligne(110, modifiee_le="2026-06-01T08:00:00", demandeur__nom_usage="USAGE")):
        if suite is not None:
            await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([suite])))
        [resume] = await chercher(gestionnaire, "REPRISE0110")
        avant = await ecrites(container, resume["id"])
        assert all(avant.values())
        async with container.new_uow(systeme("35"), None) as uow:
            demande = await uow.demandes.get("35", UUID(resume["id"]))
            relue = DemandeVerrouillee(
                departement="35", aggregate_id=demande.id, occurred_at=uow.now(), raison="", passage_id=new_id()
            )
            await recoter_la_demande(relue, systeme("35"), uow)
            points = await uow.cotations.classements_par_commune(demande)
            r = recherche_demandes.c
            modifiee_le = await uow.session.scalar(select(r.modifiee_le).where(r.demande_id == demande.id))
            assert modifiee_le is not None
            epci = container.communes.epci
            await project(uow.session, demande, uow.today(), points, epci, modifiee_le, known=True)
        assert await ecrites(container, resume["id"]) == avant


async def test_un_import_qui_met_a_jour_garde_ce_que_donnait_une_version_remplacee(
    agent: SignIn, container: Container
) -> None:
    """Le fichier arrive entre la prise d'effet d'une grille et son recalcul : ce que donnait l'ancienne reste."""
    gestionnaire = await agent("gestionnaire", "35")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([ligne(120)])))
    [resume] = await chercher(gestionnaire, "REPRISE0120")
    d = {"d": UUID(resume["id"])}
    async with container.new_uow(systeme("35"), None) as uow:
        ancienne = new_id()
        await uow.session.execute(
            text(
                "insert into grilles select n.* from (select g.* from grilles g join cotations c on c.grille_id = g.id"
                " where c.demande_id = :d limit 1) g, jsonb_populate_record(null::grilles, to_jsonb(g) ||"
                " jsonb_build_object('id', cast(:i as uuid), 'version_grille', 930, 'statut', 'archivee')) n"
            ),
            d | {"i": ancienne},
        )
        [total] = (
            await uow.session.scalars(
                text("update cotations set grille_id = :i where demande_id = :d returning total_verifie"),
                d | {"i": ancienne},
            )
        ).all()
    suite = ligne(120, modifiee_le="2026-06-01T08:00:00", demandeur__nom_usage="USAGE")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([suite])))
    async with container.read("35") as connection:
        gardees = await connection.execute(
            text("select grille_id, total_verifie, jusqu_au from cotations_passees where demande_id = :d"), d
        )
        assert [tuple(row) for row in gardees] == [(ancienne, total, container.today())]
        cotent = await connection.scalars(text("select grille_id from cotations where demande_id = :d"), d)
        assert ancienne not in cotent.all()
    meme = ligne(120, modifiee_le="2026-06-02T08:00:00", demandeur__nom_usage="AUTRE")
    await appliquer(gestionnaire, container, await deposer(gestionnaire, container, csv_de([meme])))
    assert await compter(container, "cotations_passees", f"demande_id = '{resume['id']}'") == 1
