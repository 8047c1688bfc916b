"""Ce qui sort de l'atelier s'ouvre sans risque et ne dit rien de plus que ses pages."""

import io
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from adapters.images.atelier import AtelierIsole
from domain.pieces.errors import FormatRefuse
from domain.pieces.parametres import entier
from domain.pieces.ports import Document
from tests.adapters.images.conftest import ACTIFS, GPS, HEIC, dessin, pdf, photo, png_immense

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

LE = date(2026, 6, 15)
PDF, JPEG, PNG, HEIF = "application/pdf", "image/jpeg", "image/png", "image/heic"


@pytest.fixture
def atelier() -> AtelierIsole:
    return AtelierIsole()


async def raison(atelier: AtelierIsole, contenu: bytes, format: str) -> str:
    with pytest.raises(FormatRefuse) as refus:
        await atelier.preparer(contenu, format, LE)
    return refus.value.raisons[0].code


def images_de(document: Document) -> list[bytes]:
    with pikepdf.open(io.BytesIO(document.pdf)) as lu:
        streams = [o for o in lu.objects if isinstance(o, Stream) and o.get("/Subtype") == "/Image"]
        return [stream.read_raw_bytes() for stream in streams]


@pytest.mark.parametrize(
    ("contenu", "format"),
    [(photo(), JPEG), (photo(format="PNG"), PNG), (HEIC, HEIF)],
    ids=["jpeg", "png", "heic"],
)
async def test_une_photo_devient_une_page_sans_dire_ou_elle_a_ete_prise(
    atelier: AtelierIsole, contenu: bytes, format: str
) -> None:
    document = await atelier.preparer(contenu, format, LE)
    assert document.pages == 1
    (image,) = images_de(document)
    for jpeg in (image, document.apercus[0]):
        lue = Image.open(io.BytesIO(jpeg))
        assert lue.format == "JPEG"
        assert not lue.getexif()
        assert not lue.getexif().get_ifd(GPS)
        assert b"Exif" not in jpeg
        assert b"Telephone" not in jpeg
    assert b"Telephone" not in document.pdf


async def test_une_photo_couchee_se_redresse(atelier: AtelierIsole) -> None:
    document = await atelier.preparer(photo(800, 600, orientation=6), JPEG, LE)
    (image,) = images_de(document)
    assert Image.open(io.BytesIO(image)).size == (600, 800)


async def test_une_grande_photo_est_ramenee_a_la_taille_d_une_page(atelier: AtelierIsole) -> None:
    document = await atelier.preparer(photo(6000, 4000), JPEG, LE)
    (image,) = images_de(document)
    assert max(Image.open(io.BytesIO(image)).size) <= entier("cote_conserve_pixels", LE)
    assert max(Image.open(io.BytesIO(document.apercus[0])).size) <= entier("cote_apercu_pixels", LE)


async def test_une_image_transparente_se_pose_sur_du_blanc(atelier: AtelierIsole) -> None:
    sortie = io.BytesIO()
    dessin(mode="RGBA").save(sortie, "PNG")
    document = await atelier.preparer(sortie.getvalue(), PNG, LE)
    vu = Image.open(io.BytesIO(document.apercus[0]))
    assert vu.getpixel((vu.width - 5, vu.height - 5)) == (255, 255, 255)


async def test_un_pdf_garde_ses_pages_et_une_image_de_chacune(atelier: AtelierIsole) -> None:
    document = await atelier.preparer(pdf(pages=3), PDF, LE)
    assert document.pages == 3
    with pikepdf.open(io.BytesIO(document.pdf)) as lu:
        assert len(lu.pages) == 3
    vu = Image.open(io.BytesIO(document.apercus[0]))
    rouge, _, bleu = (
        vu.crop((vu.width // 4, vu.height * 3 // 4, vu.width // 4 + 1, vu.height * 3 // 4 + 1)).resize((1, 1)).tobytes()
    )
    assert (rouge < 50, bleu > 200) == (True, True)


@pytest.mark.parametrize("nom", ACTIFS)
@pytest.mark.parametrize("cache", [False, True], ids=["en clair", "dans un flux compressé"])
async def test_un_pdf_qui_agit_est_refuse_avec_sa_raison(atelier: AtelierIsole, nom: str, cache: bool) -> None:
    changer, attendue = ACTIFS[nom]
    mode = pikepdf.ObjectStreamMode.generate if cache else pikepdf.ObjectStreamMode.disable
    contenu = pdf(changer, object_stream_mode=mode)
    if cache and nom.startswith("script"):
        assert b"JavaScript" not in contenu, "une recherche d'octets ne l'aurait pas vu"
    assert await raison(atelier, contenu, PDF) == attendue


async def test_un_pdf_a_mot_de_passe_est_refuse(atelier: AtelierIsole) -> None:
    chiffre = pdf(encryption=pikepdf.Encryption(owner="a", user="secret"))
    assert await raison(atelier, chiffre, PDF) == "pdf-protege"


async def test_un_pdf_qui_interdit_seulement_d_imprimer_est_accepte(atelier: AtelierIsole) -> None:
    """Les attestations des caisses en portent souvent : elles s'ouvrent sans mot de passe."""
    document = await atelier.preparer(pdf(encryption=pikepdf.Encryption(owner="a", user="")), PDF, LE)
    with pikepdf.open(io.BytesIO(document.pdf)) as lu:
        assert not lu.is_encrypted


async def test_un_lien_vers_le_web_ne_refuse_pas_le_document_mais_disparait(atelier: AtelierIsole) -> None:
    def lien(document: Pdf) -> None:
        cible = Dictionary(S=Name.URI, URI=String("https://exemple.test"))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=cible)
        document.pages[0].obj.Annots = Array([document.make_indirect(note)])
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])

    document = await atelier.preparer(pdf(lien), PDF, LE)
    assert b"exemple.test" not in document.pdf
    with pikepdf.open(io.BytesIO(document.pdf)) as lu:
        assert "/OpenAction" not in lu.Root
        assert "/Annots" not in lu.pages[0].obj


async def test_ce_qui_a_ete_saisi_dans_un_formulaire_reste_sur_la_page(
    atelier: AtelierIsole, texte_de: Callable[[bytes], str]
) -> None:
    def remplir(document: Pdf) -> None:
        police = document.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )
        champ = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("nom"),
                V=String("MOREL"),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=Array([100, 700, 300, 720]),
                F=4,
                P=document.pages[0].obj,
            )
        )
        document.pages[0].obj.Annots = Array([champ])
        document.Root.AcroForm = Dictionary(
            Fields=Array([champ]),
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=police)),
            DA=String("/Helv 0 Tf 0 g"),
        )

    document = await atelier.preparer(pdf(remplir), PDF, LE)
    assert "MOREL" in texte_de(document.pdf)


async def test_une_photo_dans_un_pdf_perd_aussi_son_lieu(atelier: AtelierIsole) -> None:
    jpeg = photo()
    assert b"Telephone" in jpeg

    def poser(document: Pdf) -> None:
        forme = {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": 800,
            "/Height": 600,
            "/ColorSpace": Name.DeviceRGB,
            "/BitsPerComponent": 8,
            "/Filter": Name.DCTDecode,
        }
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=Stream(document, jpeg, forme)))
        document.pages[0].obj.Contents = Stream(document, b"q 400 0 0 300 50 50 cm /I Do Q")

    document = await atelier.preparer(pdf(poser), PDF, LE)
    assert b"Telephone" not in document.pdf
    (image,) = images_de(document)
    assert Image.open(io.BytesIO(image)).size == (800, 600)


@pytest.mark.parametrize(
    ("contenu", "format", "attendue"),
    [
        (png_immense(), PNG, "image-trop-grande"),
        (photo(120, 90), JPEG, "image-trop-petite"),
        (photo()[:2000], JPEG, "illisible"),
        (b"\xff\xd8\xff" + bytes(500), JPEG, "illisible"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), PNG, "illisible"),
        (HEIC[:1200], HEIF, "illisible"),
        (b"%PDF-1.7\nrien", PDF, "illisible"),
        (b"%PDF-1.7\n" + os.urandom(4000), PDF, "illisible"),
        (pdf(pages=41), PDF, "trop-de-pages"),
    ],
    ids=[
        "bombe de pixels",
        "timbre",
        "tronquée",
        "vide jpeg",
        "vide png",
        "heic tronqué",
        "sans objet",
        "bruit",
        "41 pages",
    ],
)
async def test_un_fichier_dangereux_ou_abime_est_refuse_avec_sa_raison(
    atelier: AtelierIsole, contenu: bytes, format: str, attendue: str
) -> None:
    assert await raison(atelier, contenu, format) == attendue


async def test_un_arbre_de_pages_qui_boucle_est_refuse(atelier: AtelierIsole) -> None:
    def boucler(document: Pdf) -> None:
        document.Root.Pages.Kids.append(document.Root.Pages)

    assert await raison(atelier, pdf(boucler), PDF) in {"illisible", "trop-complexe"}


async def test_une_bombe_de_compression_meurt_a_l_ecart(atelier: AtelierIsole) -> None:
    """Un gigaoctet de dessin dans un mégaoctet : le processus qui l'ouvre est arrêté, le nôtre n'en sait rien."""
    import zlib

    def gonfler(document: Pdf) -> None:
        compacteur = zlib.compressobj(9)
        bloc = b"0 0 m 500 500 l S\n" * 60_000
        serre = b"".join(compacteur.compress(bloc) for _ in range(1000)) + compacteur.flush()
        document.pages[0].obj.Contents = Stream(document, serre, {"/Filter": Name.FlateDecode})

    contenu = pdf(gonfler, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(contenu) < 8_000_000
    prudent = AtelierIsole(cpu_seconds=3)
    assert await raison(prudent, contenu, PDF) in {"trop-complexe", "illisible"}


async def test_trop_de_memoire_ou_trop_de_temps_refuse_sans_rien_casser() -> None:
    grande = photo(6000, 6000)
    assert await raison(AtelierIsole(memory=120 * 1024 * 1024), grande, JPEG) == "trop-complexe"
    assert await raison(AtelierIsole(wall_seconds=0.01), grande, JPEG) == "trop-complexe"
    assert (await AtelierIsole().preparer(photo(), JPEG, LE)).pages == 1


async def test_l_atelier_n_a_aucun_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    espion = tmp_path / "espion.py"
    espion.write_text(
        "import json, os, struct, sys\n"
        "def ecrire(b): sys.stdout.buffer.write(struct.pack('>Q', len(b)) + b)\n"
        "ecrire(b'{}'); ecrire(json.dumps(sorted(os.environ)).encode())\n"
    )
    monkeypatch.setattr("adapters.images.atelier.ETABLI", espion)
    monkeypatch.setenv("CLE_CHIFFREMENT", "secret")
    vu = await AtelierIsole().assembler([], LE)
    assert b"CLE_CHIFFREMENT" not in vu
    assert b"DATABASE_URL" not in vu


async def test_des_pages_s_assemblent_dans_l_ordre_donne(
    atelier: AtelierIsole, texte_de: Callable[[bytes], str]
) -> None:
    def marquer(lettre: str) -> Callable[[Pdf], object]:
        def ecrire(document: Pdf) -> None:
            page = document.pages[0].obj
            page.Resources = Dictionary(
                Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
            )
            page.Contents = Stream(document, f"BT /F 20 Tf 50 500 Td ({lettre}) Tj ET".encode())

        return ecrire

    parties = [(await atelier.preparer(pdf(marquer(x)), PDF, LE)).pdf for x in "ABC"]
    assemble = await atelier.assembler([parties[2], parties[0], parties[1]], LE)
    assert texte_de(assemble) == "CAB"
    assert len(await atelier.apercus(assemble, LE)) == 3
