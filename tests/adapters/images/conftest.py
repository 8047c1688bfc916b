"""Files as people send them, and as others would."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw

GPS = 0x8825
HEIC = (Path(__file__).parent / "photo.heic").read_bytes()


def dessin(largeur: int = 800, hauteur: int = 600, *, mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (largeur, hauteur), "white" if mode != "RGBA" else (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((20, 20, largeur // 2, hauteur // 3), fill="navy")
    return image


def photo(largeur: int = 800, hauteur: int = 600, *, orientation: int = 1, format: str = "JPEG") -> bytes:
    """With the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone d'essai"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 6.0, 0.0), 3: "W", 4: (1.0, 40.0, 0.0)})
    sortie = io.BytesIO()
    dessin(largeur, hauteur).save(sortie, format, exif=exif)
    return sortie.getvalue()


def png_immense(cote: int = 30_000) -> bytes:
    """Nine hundred million pixels in a few kilobytes."""

    def chunk(nom: bytes, contenu: bytes) -> bytes:
        return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))

    ligne = b"\0" + b"\0" * (cote // 8)
    taille = struct.pack(">IIBBBBB", cote, cote, 1, 0, 0, 0, 0)
    donnees = zlib.compress(ligne * 64, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", taille) + chunk(b"IDAT", donnees) + chunk(b"IEND", b"")


def pdf(changer: Callable[[Pdf], object] | None = None, *, pages: int = 1, **ecriture: Any) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Contents = Stream(document, b"0 0 1 rg 100 100 200 200 re f")
    if changer is not None:
        changer(document)
    sortie = io.BytesIO()
    document.save(sortie, **ecriture)
    return sortie.getvalue()


def action(nom: str, **autres: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{nom}"), **autres)


def annoter(document: Pdf, sous_type: str, **autres: Any) -> None:
    annotation = Dictionary(Type=Name.Annot, Subtype=Name(f"/{sous_type}"), Rect=Array([0, 0, 10, 10]), **autres)
    document.pages[0].obj.Annots = Array([document.make_indirect(annotation)])


def joindre(document: Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ..."


def script_a_l_ouverture(document: Pdf) -> None:
    document.Root.OpenAction = action("JavaScript", JS=String("app.alert(1)"))


def script_nomme(document: Pdf) -> None:
    noms = Array([String("a"), action("JavaScript", JS=String("app.alert(1)"))])
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=noms))


def lancement(document: Pdf) -> None:
    document.pages[0].obj.AA = Dictionary(O=action("Launch", F=String("cmd.exe")))


def formulaire_xfa(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(document, b"<xdp/>"))


def envoi(document: Pdf) -> None:
    annoter(document, "Link", A=action("SubmitForm", F=String("http://exemple.test")))


ACTIFS: dict[str, tuple[Callable[[Pdf], object], str]] = {
    "script à l'ouverture": (script_a_l_ouverture, "programme-dans-le-pdf"),
    "script nommé": (script_nomme, "programme-dans-le-pdf"),
    "lancement d'un programme": (lancement, "programme-dans-le-pdf"),
    "fichier joint": (joindre, "fichier-joint"),
    "annotation jointe": (lambda d: annoter(d, "FileAttachment"), "fichier-joint"),
    "vidéo": (lambda d: annoter(d, "RichMedia"), "multimedia"),
    "formulaire dynamique": (formulaire_xfa, "formulaire-actif"),
    "formulaire qui s'envoie": (envoi, "formulaire-actif"),
}


@pytest.fixture
def texte_de() -> Callable[[bytes], str]:
    import pypdfium2

    def lire(contenu: bytes) -> str:
        document = pypdfium2.PdfDocument(contenu)
        return "".join(page.get_textpage().get_text_range() for page in document)

    return lire
