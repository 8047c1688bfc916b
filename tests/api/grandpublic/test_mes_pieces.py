"""Les documents du demandeur : ce qui manque, l'envoi par le téléphone, les coupures, les pages, les motifs."""

import io
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pikepdf
import pytest
import pytest_asyncio
from PIL import Image
from sqlalchemy import text

from adapters.antivirus.clamav import ClamAv
from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.calendrier import aujourd_hui
from domain.pieces.parametres import entier
from tests.adapters.antivirus.clamd import EICAR, Clamd
from tests.adapters.images.conftest import HEIC, photo, script_a_l_ouverture
from tests.adapters.images.conftest import pdf as un_pdf
from tests.api.conftest import SignIn
from tests.api.formulaires import formulaire

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARTE = "mes-pieces?type=ID_CNI&nom=carte.jpg"


@pytest_asyncio.fixture(loop_scope="session")
async def moi(demandeur: SignIn) -> httpx.AsyncClient:
    return await commencer(demandeur)


async def commencer(demandeur: SignIn, **autres: Any) -> httpx.AsyncClient:
    qui = await demandeur(f"{uuid4().hex[:12]}@exemple.test")
    vue = (await qui.post("ma-demande")).json()
    saisie = await qui.patch("ma-demande", json={"version": vue["version"], **formulaire(**autres)})
    assert saisie.status_code == 200, saisie.text
    return qui


async def dossier(qui: httpx.AsyncClient) -> dict[str, Any]:
    reponse = await qui.get("mon-dossier-de-pieces")
    assert reponse.status_code == 200, reponse.text
    trouve: dict[str, Any] = reponse.json()
    return trouve


async def deposee(reponse: httpx.Response) -> dict[str, Any]:
    assert reponse.status_code == 201, reponse.text
    derniere: dict[str, Any] = reponse.json()["pieces"][-1]
    return derniere


def lourde() -> bytes:
    """Too heavy to be examined while one waits."""
    bruit = Image.effect_noise((2600, 2600), 90).convert("RGB")
    sortie = io.BytesIO()
    bruit.save(sortie, "JPEG", quality=96)
    contenu = sortie.getvalue()
    assert len(contenu) > entier("examen_immediat_octets", aujourd_hui(datetime.now(UTC)))
    return contenu


async def test_l_ecran_dit_ce_qui_manque_pour_qui_et_pourquoi(moi: httpx.AsyncClient) -> None:
    vu = await dossier(moi)
    identite = next(a for a in vu["attendues"] if a["bloquante"])
    assert identite["etat"] == "ATTENDUE"
    assert identite["personne_id"] == vu["personnes"][0]["id"]
    assert {a["code"] for a in vu["attendues"]} == {"identite", "revenu_fiscal", "salaires", "bail", "motif_trop_cher"}
    assert all(a["pourquoi"] and a["reference"] for a in vu["attendues"])
    assert "numéro de sécurité sociale" in vu["depot"]["rappel_nir"]
    assert "n'est pas un antivirus" in vu["depot"]["controle"]
    assert vu["motifs_de_refus"] == []


async def test_une_photo_de_telephone_est_recue_et_montree_sans_son_lieu(moi: httpx.AsyncClient) -> None:
    piece = await deposee(await moi.post(CARTE, content=photo()))
    assert (piece["etat"], piece["pages"], piece["format"]) == ("RECUE", 1, "application/pdf")
    contenu = await moi.get(f"mes-pieces/{piece['id']}/contenu")
    assert contenu.headers["content-type"] == "application/pdf"
    assert contenu.headers["cache-control"] == "no-store"
    assert b"Telephone" not in contenu.content
    page = await moi.get(f"mes-pieces/{piece['id']}/pages/1")
    assert page.headers["content-type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(page.content)).getexif()
    assert (await moi.get(f"mes-pieces/{piece['id']}/pages/2")).status_code == 404
    assert next(a for a in (await dossier(moi))["attendues"] if a["bloquante"])["etat"] == "RECUE"


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"", "vide"),
        (b"BM" + bytes(100), "bmp"),
        (b"PK\x03\x04" + b"word/document.xml", "docx"),
        (un_pdf(script_a_l_ouverture), "programme-dans-le-pdf"),
        (photo(100, 100), "image-trop-petite"),
    ],
    ids=["vide", "bmp", "docx", "script", "timbre"],
)
async def test_un_fichier_refuse_l_est_aussitot_avec_sa_raison_et_ne_laisse_rien(
    moi: httpx.AsyncClient, contenu: bytes, raison: str
) -> None:
    reponse = await moi.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=contenu)
    assert reponse.status_code == 422, reponse.text
    assert reponse.json()["code"] == "format-refuse"
    assert [r["code"] for r in reponse.json()["raisons"]] == [raison]
    assert (await dossier(moi))["pieces"] == []


async def test_le_meme_fichier_envoye_deux_fois_ne_fait_qu_une_piece(moi: httpx.AsyncClient) -> None:
    for _ in range(2):
        assert len((await moi.post(CARTE, content=photo())).json()["pieces"]) == 1
    cle = {"Idempotency-Key": uuid4().hex}
    for _ in range(2):
        reponse = await moi.post("mes-pieces?type=LOG_BAIL", content=photo(900, 700), headers=cle)
        assert len(reponse.json()["pieces"]) == 2
    autre = await moi.post("mes-pieces?type=LOG_BAIL", content=photo(700, 900), headers=cle)
    assert (autre.status_code, autre.json()["code"]) == (409, "cle-deja-utilisee")


async def test_plusieurs_photos_font_un_document_dont_l_ordre_change(moi: httpx.AsyncClient) -> None:
    piece = await deposee(await moi.post("mes-pieces?type=LOG_BAIL&nom=1.jpg", content=photo(600, 800)))
    for rang, taille in ((2, (620, 800)), (3, (640, 800))):
        adresse = f"mes-pieces?type=LOG_BAIL&nom={rang}.jpg&piece_id={piece['id']}"
        piece = await deposee(await moi.post(adresse, content=photo(*taille)))
    un, deux, trois = (f["id"] for f in piece["feuillets"])

    async def largeurs() -> list[int]:
        with pikepdf.open(io.BytesIO((await moi.get(f"mes-pieces/{piece['id']}/contenu")).content)) as lu:
            return [int(next(iter(p.obj.Resources.XObject.values())).Width) for p in lu.pages]

    assert await largeurs() == [600, 620, 640]
    range_ = await moi.put(f"mes-pieces/{piece['id']}/ordre", json={"feuillets": [trois, un, deux]})
    assert [f["nom"] for f in range_.json()["pieces"][0]["feuillets"]] == ["3.jpg", "1.jpg", "2.jpg"]
    assert await largeurs() == [640, 600, 620]
    faux = await moi.put(f"mes-pieces/{piece['id']}/ordre", json={"feuillets": [trois, un]})
    assert (faux.status_code, faux.json()["code"]) == (422, "ordre-des-pages-incomplet")
    assert (await moi.delete(f"mes-pieces/{piece['id']}/feuillets/{un}")).status_code == 200
    assert await largeurs() == [640, 620]
    lignes = [x["phrase"] for x in (await moi.get("mon-historique")).json()]
    assert "Une page a été retirée de votre document : bail ou quittance de loyer." in lignes


# --- L'envoi qui reprend


async def annoncer(qui: httpx.AsyncClient, taille: int, **autres: Any) -> str:
    corps = {"type": "ID_CNI", "nom": "photo.jpg", "taille": taille, **autres}
    reponse = await qui.post("mes-televersements", json=corps)
    assert reponse.status_code == 201, reponse.text
    return f"mes-televersements/{reponse.json()['id']}"


async def envoyer(qui: httpx.AsyncClient, adresse: str, position: int, morceau: bytes) -> httpx.Response:
    entetes = {"Upload-Offset": str(position), "Content-Type": "application/offset+octet-stream"}
    return await qui.patch(adresse, content=morceau, headers=entetes)


async def test_un_envoi_coupe_reprend_ou_il_en_etait(moi: httpx.AsyncClient) -> None:
    contenu = photo(1200, 900)
    adresse = await annoncer(moi, len(contenu))
    assert (await envoyer(moi, adresse, 0, contenu[:4000])).json()["position"] == 4000
    ou = await moi.head(adresse)
    assert (ou.status_code, ou.headers["upload-offset"], ou.headers["upload-length"]) == (
        200,
        "4000",
        str(len(contenu)),
    )
    assert ou.content == b""
    encore = await envoyer(moi, adresse, 0, contenu[:4000])
    assert (encore.status_code, encore.json()["code"]) == (409, "position-inattendue")
    assert encore.json()["details"] == {"position": 4000}
    fini = await envoyer(moi, adresse, 4000, contenu[4000:])
    assert fini.status_code == 200, fini.text
    piece = fini.json()["dossier"]["pieces"][0]
    assert fini.json()["piece_id"] == piece["id"]
    assert (piece["etat"], piece["nom"], piece["taille"]) == ("RECUE", "photo.jpg", len(contenu))
    redit = await envoyer(moi, adresse, len(contenu), b"")
    assert redit.json()["piece_id"] == piece["id"], "la fin dite deux fois ne dépose qu'une pièce"
    assert len((await dossier(moi))["pieces"]) == 1


async def test_la_fin_qui_n_a_pas_ete_entendue_se_redit(
    moi: httpx.AsyncClient, container: Container, environment: dict[str, str]
) -> None:
    """Le dernier octet est arrivé, puis le disque a lâché avant que l'on en fasse une pièce."""
    contenu = photo()
    adresse = await annoncer(moi, len(contenu))
    with en_panne(Path(urlsplit(environment["STOCKAGE_URL"]).path) / "arrivees"):
        assert (await envoyer(moi, adresse, 0, contenu)).status_code >= 500
    assert (await moi.head(adresse)).headers["upload-offset"] == str(len(contenu))
    repris = await envoyer(moi, adresse, len(contenu), b"")
    assert repris.json()["dossier"]["pieces"][0]["etat"] == "RECUE"


@contextmanager
def en_panne(dossier: Path) -> Iterator[None]:
    """A folder where nothing can be written."""
    a_cote = dossier.with_name("a-cote")
    dossier.mkdir(exist_ok=True)
    dossier.rename(a_cote)
    dossier.write_text("plus un dossier")
    try:
        yield
    finally:
        dossier.unlink()
        a_cote.rename(dossier)


async def test_un_envoi_refuse_l_est_des_le_premier_morceau(moi: httpx.AsyncClient) -> None:
    trop = await moi.post("mes-televersements", json={"type": "ID_CNI", "nom": "x", "taille": 21 * 1024 * 1024})
    assert [r["code"] for r in trop.json()["raisons"]] == ["trop-lourd"]
    adresse = await annoncer(moi, 5000)
    refuse = await envoyer(moi, adresse, 0, b"BM" + bytes(100))
    assert [r["code"] for r in refuse.json()["raisons"]] == ["bmp"]
    assert (await moi.head(adresse)).headers["upload-offset"] == "0"


async def test_l_envoi_d_un_autre_est_introuvable(moi: httpx.AsyncClient, demandeur: SignIn) -> None:
    adresse = await annoncer(moi, 5000)
    autre = await commencer(demandeur)
    assert (await autre.head(adresse)).status_code == 404
    assert (await envoyer(autre, adresse, 0, photo()[:100])).status_code == 404


async def test_un_envoi_ajoute_une_page_a_une_piece(moi: httpx.AsyncClient) -> None:
    piece = await deposee(await moi.post(CARTE, content=photo(600, 800)))
    contenu = photo(800, 600)
    adresse = await annoncer(moi, len(contenu), piece_id=piece["id"])
    fini = await envoyer(moi, adresse, 0, contenu)
    assert [f["nom"] for f in fini.json()["dossier"]["pieces"][0]["feuillets"]] == ["carte.jpg", "photo.jpg"]


# --- L'examen des fichiers lourds, et l'antivirus


@pytest.mark.lent
async def test_un_fichier_lourd_est_examine_apres_coup(moi: httpx.AsyncClient, container: Container) -> None:
    avant = set(await container.stockage.ranges_avant("arrivees/35/", container.now()))
    piece = await deposee(await moi.post(CARTE, content=lourde()))
    assert (piece["etat"], piece["pages"]) == ("ANALYSE", 0)
    assert len(set(await container.stockage.ranges_avant("arrivees/35/", container.now())) - avant) == 1
    attente = await moi.get(f"mes-pieces/{piece['id']}/contenu")
    assert (attente.status_code, attente.json()["code"]) == (409, "piece-en-analyse")
    await relay_of(container).drain()
    (prete,) = (await dossier(moi))["pieces"]
    assert (prete["etat"], prete["pages"]) == ("RECUE", 1)
    assert (await moi.get(f"mes-pieces/{piece['id']}/contenu")).status_code == 200
    assert set(await container.stockage.ranges_avant("arrivees/35/", container.now())) <= avant, "rien de brut ne reste"


def heic_de(octets: int) -> bytes:
    """A telephone's photo of that weight: its last box is free space, as the cameras that keep a burst leave some."""
    return HEIC + struct.pack(">I4s", octets - len(HEIC), b"free") + bytes(octets - len(HEIC) - 8)


@pytest.mark.lent
async def test_une_photo_heic_de_vingt_megaoctets_arrive_malgre_une_coupure_et_se_lit_en_pdf(
    moi: httpx.AsyncClient, container: Container
) -> None:
    depot = (await dossier(moi))["depot"]
    contenu, morceau = heic_de(depot["taille_maximale"]), depot["morceau"]
    assert len(contenu) == 20 * 1024 * 1024
    adresse = await annoncer(moi, len(contenu))
    position = 0
    while position < len(contenu):
        if position == 8 * morceau:
            # the network drops: nothing is known any more but the address
            position = int((await moi.head(adresse)).headers["upload-offset"])
            assert position == 8 * morceau
        dit = await envoyer(moi, adresse, position, contenu[position : position + morceau])
        assert dit.status_code == 200, dit.text
        position = dit.json()["position"]
    await relay_of(container).drain()
    (piece,) = (await dossier(moi))["pieces"]
    assert (piece["etat"], piece["pages"], piece["taille"]) == ("RECUE", 1, len(contenu))
    lu = await moi.get(f"mes-pieces/{piece['id']}/contenu")
    assert lu.headers["content-type"] == "application/pdf"
    assert lu.content.startswith(b"%PDF-")
    assert len(lu.content) < 1024 * 1024, "ce qui est gardé est l'image, et rien de ce qui l'accompagnait"
    apercu = await moi.get(f"mes-pieces/{piece['id']}/pages/1")
    assert Image.open(io.BytesIO(apercu.content)).format == "JPEG"


@pytest_asyncio.fixture(loop_scope="session")
async def clamd(container: Container) -> AsyncIterator[Clamd]:
    """The house with a real antivirus, for the time of a test."""
    async with Clamd().listening() as listening:
        ecouter(container, listening)
        try:
            yield listening
        finally:
            oublier_l_antivirus(container)


def ecouter(container: Container, clamd: Clamd, **patience: float) -> None:
    oublier_l_antivirus(container)
    container.__dict__["antivirus"] = ClamAv(clamd.url, **patience)


def oublier_l_antivirus(container: Container) -> None:
    for name in ("antivirus", "reception", "gateways", "pieces"):
        container.__dict__.pop(name, None)


async def test_un_virus_est_refuse_et_le_demandeur_sait_quoi_faire(clamd: Clamd, moi: httpx.AsyncClient) -> None:
    reponse = await moi.post(CARTE, content=un_pdf() + EICAR)
    assert [r["code"] for r in reponse.json()["raisons"]] == ["virus"]
    sain = await deposee(await moi.post(CARTE, content=photo()))
    assert sain["feuillets"][0]["examen"] == "Analysé par l'antivirus ClamAV."


@pytest.mark.parametrize("humeur", ["silent", "killed", "confused"])
async def test_tant_que_l_antivirus_se_tait_la_piece_reste_en_analyse(
    clamd: Clamd, moi: httpx.AsyncClient, container: Container, humeur: str
) -> None:
    clamd.mood = humeur
    if humeur == "silent":
        ecouter(container, clamd, timeout_s=0.2)  # heard eleven times: thirty seconds of it would prove nothing more
    piece = await deposee(await moi.post(CARTE, content=photo()))
    assert piece["etat"] == "ANALYSE"
    for _ in range(10):
        await en_avant(container)
        assert (await dossier(moi))["pieces"][0]["etat"] == "ANALYSE"
    clamd.mood = "well"
    ecouter(container, clamd)
    await en_avant(container)
    (prete,) = (await dossier(moi))["pieces"]
    assert (prete["etat"], prete["feuillets"][0]["examen"]) == ("RECUE", "Analysé par l'antivirus ClamAV.")


async def test_un_virus_reconnu_apres_coup_refuse_la_piece_en_francais(
    clamd: Clamd, moi: httpx.AsyncClient, container: Container
) -> None:
    clamd.mood = "killed"
    await deposee(await moi.post(CARTE, content=un_pdf() + EICAR))
    clamd.mood = "well"
    await en_avant(container)
    (refusee,) = (await dossier(moi))["pieces"]
    assert refusee["etat"] == "REFUSEE"
    assert "dangereux" in refusee["motif_refus"]
    assert (await moi.get(f"mes-pieces/{refusee['id']}/contenu")).status_code == 404


async def en_avant(container: Container) -> None:
    """Everything that waits for its hour is due now."""
    async with container.transaction() as session:
        await session.execute(text("update outbox_deliveries set not_before = now() where done_at is null"))
    await relay_of(container).drain()
