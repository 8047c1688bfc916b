"""Emporter une liste : exactement ce que l'on voit, sans formule, tracé, et jamais une personne en danger."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from adapters.db.outbox import MAX_ATTEMPTS
from api.bootstrap import Container
from api.worker import relay_of
from tests.api.conftest import RENNES_METROPOLE, Clock, SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_du_guichet, demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")

COLONNES = ["nom", "etat", "ne_le", "anciennete", "communes"]


def _marque() -> str:
    return uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))[:16].upper()


async def _saisir(agent: httpx.AsyncClient, nom: str, **autres: Any) -> dict[str, Any]:
    answer = await agent.post("demandes", json=formulaire(nom, **autres))
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


def _voulu(marque: str, **autres: Any) -> dict[str, Any]:
    recherche = {"q": marque, "etat": ["BR"], "sort": "nom"} | autres.pop("recherche", {})
    return {
        "recherche": recherche,
        "colonnes": COLONNES,
        "format": "csv",
        "motif": "Préparer la commission",
    } | autres


async def _exporter(agent: httpx.AsyncClient, container: Container, voulu: dict[str, Any]) -> httpx.Response:
    demande = await agent.post("exports-de-demandes", json=voulu)
    assert demande.status_code == 201, demande.text
    await relay_of(container).drain()
    fait = (await agent.get(f"travaux/{demande.json()['id']}")).json()
    assert (fait["etat"], fait["faits"]) == ("fini", fait["total"]), fait
    contenu = await agent.get(f"travaux/{fait['id']}/contenu")
    assert contenu.status_code == 200, contenu.text
    return contenu


def _csv(contenu: httpx.Response) -> list[list[str]]:
    assert contenu.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(contenu.content.decode("utf-8-sig")), delimiter=";"))


def _tableau(contenu: httpx.Response) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(contenu.content)).get_sheet_by_index(0).to_python()


async def test_le_fichier_a_les_colonnes_l_ordre_et_les_filtres_de_l_ecran(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    for prenoms in ("Zoé", "Anaïs", "Brieuc"):
        await _saisir(anne, marque, prenoms=prenoms, ne_le="1988-04-12")
    contenu = await _exporter(anne, container, _voulu(marque))
    assert contenu.headers["content-type"].startswith("text/csv")
    [entetes, *lignes] = _csv(contenu)
    assert entetes == ["Demandeur", "État", "Né(e) le", "Ancienneté (mois)", "Communes souhaitées"]
    assert [ligne[0] for ligne in lignes] == [f"{marque} Anaïs", f"{marque} Brieuc", f"{marque} Zoé"]
    assert lignes[0][1:] == ["Brouillon", "12/04/1988", "0", "Rennes"]
    a_l_envers = await _exporter(anne, container, _voulu(marque, recherche={"sort": "-nom"}, colonnes=["ne_le", "nom"]))
    assert _csv(a_l_envers)[1] == ["12/04/1988", f"{marque} Zoé"]


async def test_une_liste_reunie_s_emporte_un_groupe_apres_l_autre(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque, prenoms="Anaïs", logement_recherche=None)
    await _saisir(anne, marque, prenoms="Brieuc")
    reunie = _voulu(marque, recherche={"par": "commune"}, colonnes=["nom", "communes"])
    lignes = _csv(await _exporter(anne, container, reunie))[1:]
    assert lignes == [[f"{marque} Brieuc", "Rennes"], [f"{marque} Anaïs", ""]]


@pytest.mark.parametrize("format", ["xlsx", "ods"])
async def test_un_tableur_retrouve_textes_dates_et_nombres(agent: SignIn, container: Container, format: str) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque, prenoms="Anaïs & <Zoé>", ne_le="1988-04-12")
    [entetes, ligne] = _tableau(await _exporter(anne, container, _voulu(marque, format=format)))
    assert entetes[0] == "Demandeur"
    assert ligne == [f"{marque} Anaïs & <Zoé>", "Brouillon", date(1988, 4, 12), 0, "Rennes"]


def _formules() -> Iterator[str]:
    for debut in ("=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "'=", '"=', "|"):
        yield f'{debut}HYPERLINK("http://exemple.test")'


async def test_un_nom_ne_devient_jamais_une_formule(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    noms = list(_formules())
    for nom in noms:
        demandeur = formulaire()["demandeur"] | {"nom_naissance": f"{nom} {marque}", "prenoms": "X"}
        await _saisir(anne, marque, demandeur=demandeur)
    lignes = _csv(await _exporter(anne, container, _voulu(marque, colonnes=["nom"])))[1:]
    assert len(lignes) == len(noms)
    assert [x for [x] in lignes if x.lstrip(' "')[:1] in "=+-@|＝＋－＠"] == []
    for format in ("xlsx", "ods"):
        contenu = await _exporter(anne, container, _voulu(marque, colonnes=["nom"], format=format))
        textes = [x for [x] in _tableau(contenu)[1:]]
        assert sorted(t.split()[0] for t in textes) == sorted(
            f"{n.strip().upper()} {marque} X".split()[0] for n in noms
        )
        assert b"<f>" not in contenu.content


async def test_une_situation_protegee_n_est_pas_emportee_sauf_volonte_expresse(
    agent: SignIn, container: Container, territory: Any
) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque, prenoms="Visible")
    await _saisir(anne, marque, prenoms="Cachée", motifs={"codes": ["06", "13"]})
    assert [x for [x] in _csv(await _exporter(anne, container, _voulu(marque, colonnes=["nom"])))[1:]] == [
        f"{marque} Visible"
    ]
    toutes = await _exporter(anne, container, _voulu(marque, colonnes=["nom"], avec_protegees=True))
    assert len(_csv(toutes)) == 3


async def test_chaque_demande_emportee_le_dit_a_son_journal_de_lecture(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    vue = await _saisir(anne, marque)
    await _exporter(anne, container, _voulu(marque))
    lectures = (await anne.get(f"demandes/{vue['id']}/consultations")).json()["items"]
    assert [(ligne["quoi"], ligne["auteur"]) for ligne in lectures] == [("export", "Agent Anne")]


async def test_les_lignes_cochees_et_elles_seules(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    vues = [await _saisir(anne, marque, prenoms=p) for p in ("Un", "Deux", "Trois")]
    cochees = {"demandes": [vues[0]["id"], vues[2]["id"]]}
    lignes = _csv(await _exporter(anne, container, _voulu(marque, recherche=cochees, colonnes=["nom"])))[1:]
    assert sorted(x.split()[-1] for [x] in lignes) == ["Trois", "Un"]


async def test_les_lignes_d_un_autre_organisme_ne_s_emportent_pas(agent: SignIn) -> None:
    anne, bruno, marque = await agent("anne", "35"), await agent("bruno", "35"), _marque()
    vue = await _saisir(anne, marque)
    answer = await bruno.post("exports-de-demandes", json=_voulu(marque, recherche={"demandes": [vue["id"]]}))
    assert (answer.status_code, answer.json()["code"]) == (422, "aucune-demande")


async def test_le_fichier_d_un_collegue_n_existe_pas(agent: SignIn, container: Container) -> None:
    anne, referent, marque = await agent("anne", "35"), await agent("referent"), _marque()
    await _saisir(anne, marque)
    demande = await anne.post("exports-de-demandes", json=_voulu(marque))
    for url in (f"travaux/{demande.json()['id']}", f"travaux/{demande.json()['id']}/contenu"):
        assert (await referent.get(url)).json()["code"] == "travail-introuvable"
    await relay_of(container).drain()


async def test_un_fichier_perime_ne_se_prend_plus_puis_s_efface(
    agent: SignIn, container: Container, clock: Clock
) -> None:
    from domain.demandes.travaux.reactions import oublier_les_fichiers
    from domain.kernel.jour import JourCommence
    from domain.organismes.acteur import systeme

    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque)
    contenu = await _exporter(anne, container, _voulu(marque))
    travail = str(contenu.url).split("/")[-2]
    clock.advance(hours=25)
    async with container.new_uow(systeme("35"), None) as uow:
        fini = await uow.travaux.get("35", UUID(travail))
        assert await container.stockage.existe(fini.fichier or "")
        jour = JourCommence(
            departement="35", aggregate_id=uuid4(), occurred_at=uow.now(), jour=datetime.now(UTC).date()
        )
        objet = fini.fichier or ""
        await oublier_les_fichiers(jour, systeme("35"), uow)
    assert not await container.stockage.existe(objet)
    clock.shift = timedelta(0)
    refus = await anne.get(f"travaux/{travail}/contenu")
    assert (refus.status_code, refus.json()["code"]) == (409, "resultat-indisponible")


async def test_un_travail_annule_ne_se_fait_pas(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque)
    demande = (await anne.post("exports-de-demandes", json=_voulu(marque))).json()
    assert (await anne.post(f"travaux/{demande['id']}/annulation")).json()["etat"] == "annule"
    await relay_of(container).drain()
    assert (await anne.get(f"travaux/{demande['id']}")).json()["etat"] == "annule"
    refus = await anne.post(f"travaux/{demande['id']}/annulation")
    assert (refus.status_code, refus.json()["code"]) == (409, "travail-deja-fini")


@pytest.mark.parametrize(
    ("qui", "autres", "code"),
    [
        ("anne", {"colonnes": ["nir"]}, "colonne-inconnue"),
        ("anne", {"recherche": {"q": "ZZZZQQQ"}}, "aucune-demande"),
        ("cesson", {}, "droit-manquant"),
        ("anne", {"motif": "x"}, "saisie-invalide"),
    ],
)
async def test_ce_qui_ne_s_exporte_pas_le_dit(agent: SignIn, qui: str, autres: dict[str, Any], code: str) -> None:
    answer = await (await agent(qui, "35")).post("exports-de-demandes", json=_voulu("A", **autres))
    assert answer.json()["code"] == code


async def _jusqu_au_dernier_essai(container: Container, travail_id: str) -> None:
    """Le temps passe entre les essais."""
    for _ in range(MAX_ATTEMPTS):
        await relay_of(container).drain()
        async with container.transaction() as session:
            due = "update outbox_deliveries set not_before = now() where done_at is null and event_id in"
            of = "(select id from outbox_events where payload->>'aggregate_id' = :id)"
            await session.execute(text(f"{due} {of}"), {"id": travail_id})
    await relay_of(container).drain()


async def _colonnes(container: Container, travail_id: str, colonnes: list[str]) -> None:
    async with container.transaction() as session:
        await session.execute(text("select set_config('app.departement', '35', true)"))
        await session.execute(
            text("update travaux set ordre = jsonb_set(ordre, '{colonnes}', cast(:c as jsonb)) where id = :id"),
            {"c": json.dumps(colonnes), "id": travail_id},
        )


async def test_un_export_qui_echoue_a_chaque_essai_le_dit_et_se_relance(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque)
    voulu = (await anne.post("exports-de-demandes", json=_voulu(marque))).json()
    await _colonnes(container, voulu["id"], ["colonne_d_hier"])

    await _jusqu_au_dernier_essai(container, voulu["id"])

    perdu = next(t for t in (await anne.get("travaux")).json()["items"] if t["id"] == voulu["id"])
    assert (perdu["etat"], perdu["etat_libelle"], perdu["nom"]) == ("echec", "Non abouti", None)
    assert perdu["cause"].startswith("Le fichier n'a pas pu être préparé, après plusieurs essais. Relancez-le.")
    bruno = await agent("bruno", "35")
    assert (await bruno.post(f"travaux/{voulu['id']}/relance")).status_code == 404

    await _colonnes(container, voulu["id"], COLONNES)
    relance = await anne.post(f"travaux/{voulu['id']}/relance")
    assert relance.status_code == 200, relance.text
    assert (relance.json()["etat"], relance.json()["cause"]) == ("a_faire", None)
    await relay_of(container).drain()
    fait = (await anne.get(f"travaux/{voulu['id']}")).json()
    assert (fait["etat"], fait["faits"], fait["nom"] is not None) == ("fini", 1, True)
    encore = await anne.post(f"travaux/{voulu['id']}/relance")
    assert (encore.status_code, encore.json()["code"]) == (409, "travail-non-relancable")


async def test_les_travaux_des_collegues_se_lisent_sans_leurs_fichiers(agent: SignIn, container: Container) -> None:
    anne, referent, bruno = [await agent(qui, "35") for qui in ("anne", "referent", "bruno")]
    marque = _marque()
    await _saisir(anne, marque)
    voulu = (await anne.post("exports-de-demandes", json=_voulu(marque, motif=f"Préparer {marque}"))).json()
    await relay_of(container).drain()

    async def lus(qui: httpx.AsyncClient) -> list[dict[str, Any]]:
        page = await qui.get("travaux-de-mes-collegues?size=100")
        assert page.status_code == 200, page.text
        return [t for t in page.json()["items"] if t["motif"] == f"Préparer {marque}"]

    [lu] = await lus(referent)
    assert (lu["etat"], lu["faits"], lu["total"]) == ("fini", 1, 1)
    assert lu["auteur"] == "Agent Anne"
    assert not {"nom", "manques", "expire_le"} & lu.keys()
    assert (await referent.get(f"travaux/{voulu['id']}/contenu")).status_code == 404, "le fichier reste à qui l'a voulu"
    assert await lus(anne) == [], "les siens sont dans « Mes travaux »"
    assert await lus(bruno) == [], "un autre organisme n'en sait rien"


async def test_le_detail_des_points_a_une_colonne_par_critere_et_leur_somme_est_le_total(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    marque, sans_abri = _marque(), {"statut": "SD", "proprietaire": False}
    await demande_validee(agent, demandeur, pdf, nom=marque, logement_actuel=sans_abri)
    anne = await agent("anne", "35")
    await _saisir(anne, marque)
    voulu = _voulu(marque, recherche={"etat": ["AC", "BR"]}, colonnes=["etat", "points"], points_de=RENNES_METROPOLE)
    [entetes, *rangs] = _tableau(await _exporter(anne, container, voulu | {"format": "xlsx"}))
    lignes = [dict(zip(entetes, rang, strict=True)) for rang in rangs]
    cotee = next(ligne for ligne in lignes if ligne["État"] == "Active")
    assert cotee["Points vérifiés"] == cotee["Cotation"] == 40
    details = entetes[entetes.index("Points déclarés") + 1 :]
    assert "Critères dont le détail est réservé" in details
    assert "Violences" not in " ".join(details)
    assert sum(cotee[critere] for critere in details) == 40
    brouillon = next(ligne for ligne in lignes if ligne["État"] == "Brouillon")
    assert {brouillon[critere] for critere in details} == {""}


async def test_un_territoire_sans_grille_ne_se_detaille_pas(agent: SignIn, container: Container) -> None:
    anne, marque = await agent("anne", "35"), _marque()
    await _saisir(anne, marque)
    refus = await anne.post("exports-de-demandes", json=_voulu(marque, points_de="200070670"))
    assert (refus.status_code, refus.json()["code"]) == (422, "territoire-sans-grille")
    assert "Rien n'a été exporté" in refus.json()["title"]


@pytest.mark.parametrize("limite", [{"communes": ["35051"]}, {"communes": ["35051"], "handicap_seulement": True}])
async def test_un_perimetre_limite_n_emporte_que_ce_que_sa_liste_montre(
    agent: SignIn, container: Container, pdf: bytes, territory: Any, limite: dict[str, Any]
) -> None:
    anne, gestionnaire, marque = await agent("anne", "35"), await agent("gestionnaire", "35"), _marque()
    souhait: dict[str, Any] = {
        "categorie": "I",
        "typologies": ["T2"],
        "communes": ["35238"],
        "demande_elargie": False,
    }
    dossiers: dict[str, dict[str, Any]] = {
        "Ailleurs": {},
        "Ici": {"communes": ["35051"]},
        "Adaptée": {"communes": ["35051"], "adapte_handicap": True},
        "Élargie": {"demande_elargie": True, "adapte_handicap": True},
        "Lointaine": {"communes": ["35288"], "adapte_handicap": True},
    }
    for prenoms, change in dossiers.items():
        await demande_du_guichet(anne, pdf, formulaire(marque, prenoms, logement_recherche=souhait | change))
    adresse = f"organismes/{territory.organismes['cesson']}"

    async def limiter(vers: dict[str, Any]) -> None:
        lu = (await gestionnaire.get(adresse)).json()
        corps = {"version": lu["perimetre_version"], "code_guichet": lu["code_guichet"], **vers}
        change = await gestionnaire.put(f"{adresse}/perimetre", json=corps)
        assert change.status_code == 200, change.text

    await limiter(limite)
    try:
        mairie = await agent("cesson-logement")
        vues = [
            d["nom_affiche"]
            for d in (await mairie.get("demandes", params={"q": marque, "sort": "nom"})).json()["items"]
        ]
        voulu = _voulu(marque, recherche={"etat": ["AC"]}, colonnes=["nom"])
        emportees = [nom for [nom] in _csv(await _exporter(mairie, container, voulu))[1:]]
    finally:
        await limiter({"communes": ["35051"]})
    attendues = {"Adaptée", "Élargie"} | (set() if limite.get("handicap_seulement") else {"Ici"})
    assert {nom.split()[-1] for nom in vues} == attendues
    assert emportees == vues


async def test_un_export_relance_prend_le_perimetre_du_jour(
    agent: SignIn, container: Container, pdf: bytes, territory: Any
) -> None:
    """It failed when the town saw two communes; it sees one when it asks again."""
    anne, gestionnaire, marque = await agent("anne", "35"), await agent("gestionnaire", "35"), _marque()
    for prenoms, commune in (("Ici", "35051"), ("Ailleurs", "35288")):
        await demande_du_guichet(anne, pdf, formulaire(marque, prenoms, communes=(commune,)))
    adresse = f"organismes/{territory.organismes['cesson']}"

    async def limiter(*communes: str) -> None:
        lu = (await gestionnaire.get(adresse)).json()
        corps = {"version": lu["perimetre_version"], "code_guichet": lu["code_guichet"], "communes": list(communes)}
        assert (await gestionnaire.put(f"{adresse}/perimetre", json=corps)).status_code == 200

    await limiter("35051", "35288")
    try:
        mairie = await agent("cesson-logement")
        voulu = _voulu(marque, recherche={"etat": ["AC"]}, colonnes=["nom"])
        travail = (await mairie.post("exports-de-demandes", json=voulu)).json()
        assert travail["total"] == 2
        await _colonnes(container, travail["id"], ["colonne_d_hier"])
        await _jusqu_au_dernier_essai(container, travail["id"])
        await _colonnes(container, travail["id"], ["nom"])
    finally:
        await limiter("35051")
    mairie = await agent("cesson-logement")
    assert (await mairie.post(f"travaux/{travail['id']}/relance")).status_code == 200
    await relay_of(container).drain()
    lignes = _csv(await mairie.get(f"travaux/{travail['id']}/contenu"))[1:]
    assert [nom.split()[-1] for [nom] in lignes] == ["Ici"]
