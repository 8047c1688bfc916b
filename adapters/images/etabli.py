"""What opens a stranger's file: a process of its own, with no secret, little memory and little time.

Run alone (`python -I etabli.py '<json>'`): parts on stdin, parts on stdout, each with its length before it.
The first part out says what was found, or which refusal the parent must word.
"""

import io
import json
import resource
import struct
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

JPEG, PNG, HEIC, PDF = "image/jpeg", "image/png", "image/heic", "application/pdf"
A4 = (595.276, 841.89)
OBJETS_MAXIMAUX = 200_000

ACTIONS = {
    "/JavaScript": "programme-dans-le-pdf",
    "/Launch": "programme-dans-le-pdf",
    "/ImportData": "programme-dans-le-pdf",
    "/SubmitForm": "formulaire-actif",
    "/RichMediaExecute": "programme-dans-le-pdf",
    "/Rendition": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/GoToE": "fichier-joint",
    "/GoTo3DView": "multimedia",
}
CLES = {
    "/JS": "programme-dans-le-pdf",
    "/JavaScript": "programme-dans-le-pdf",
    "/EF": "fichier-joint",
    "/XFA": "formulaire-actif",
}
ANNOTATIONS = {
    "/FileAttachment": "fichier-joint",
    "/RichMedia": "multimedia",
    "/Screen": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/3D": "multimedia",
}


class Refus(Exception):
    def __init__(self, code: str, **parametres: int) -> None:
        super().__init__(code)
        self.code = code
        self.parametres = parametres


def refuser(code: str, **parametres: int) -> NoReturn:
    raise Refus(code, **parametres)


def se_limiter(memoire: int, secondes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memoire, memoire))
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# --- images


def image(contenu: bytes, format: str, limites: dict[str, int]) -> list[bytes]:
    """Upright, on white, no larger than a scanned page; what the phone wrote beside the pixels stays behind."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = limites["pixels"]
    if format == HEIC:
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
    noms = {JPEG: "JPEG", PNG: "PNG", HEIC: "HEIF"}
    cible = limites["cote_conserve"]
    try:
        with Image.open(io.BytesIO(contenu), formats=[noms[format]]) as lue:
            largeur, hauteur = lue.size
            if largeur * hauteur > limites["pixels"]:
                refuser("image-trop-grande", maximum=limites["pixels"] // 1_000_000)
            if min(largeur, hauteur) < limites["cote_minimal"]:
                refuser("image-trop-petite", minimum=limites["cote_minimal"])
            lue.draft("RGB", (cible, cible))
            droite = ImageOps.exif_transpose(lue)
            plate = sur_blanc(droite)
    except Image.DecompressionBombError:
        refuser("image-trop-grande", maximum=limites["pixels"] // 1_000_000)
    except (OSError, ValueError, SyntaxError, EOFError) as erreur:
        raise Refus("illisible") from erreur
    plate.thumbnail((cible, cible))
    page = en_jpeg(plate, 85)
    largeur, hauteur = plate.size
    plate.thumbnail((limites["cote_apercu"], limites["cote_apercu"]))
    return [page_de(page, largeur, hauteur), en_jpeg(plate, 75)]


def sur_blanc(image: Any) -> Any:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        avec = image.convert("RGBA")
        fond = Image.new("RGB", avec.size, "white")
        fond.paste(avec, mask=avec.getchannel("A"))
        return fond
    return image.convert("RGB")


def en_jpeg(image: Any, qualite: int) -> bytes:
    sortie = io.BytesIO()
    # saved from the pixels alone: no EXIF, no GPS, no thumbnail, no comment
    image.info.clear()
    image.save(sortie, "JPEG", quality=qualite, optimize=True)
    return sortie.getvalue()


def page_de(jpeg: bytes, largeur: int, hauteur: int) -> bytes:
    """One A4 page that holds the picture whole."""
    import pikepdf

    plein = A4 if hauteur >= largeur else (A4[1], A4[0])
    echelle = min(plein[0] / largeur, plein[1] / hauteur)
    large, haut = largeur * echelle, hauteur * echelle
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=plein)
    dessin = pikepdf.Stream(
        pdf,
        jpeg,
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": largeur,
            "/Height": hauteur,
            "/ColorSpace": pikepdf.Name.DeviceRGB,
            "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name.DCTDecode,
        },
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=dessin))
    x, y = (plein[0] - large) / 2, (plein[1] - haut) / 2
    page.obj.Contents = pikepdf.Stream(pdf, f"q {large:.3f} 0 0 {haut:.3f} {x:.3f} {y:.3f} cm /Page Do Q".encode())
    return ecrit(pdf)


# --- PDF


def document(contenu: bytes, limites: dict[str, int]) -> list[bytes]:
    """The same pages in a new file, without anything that acts, travels inside or tells where it comes from."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(contenu)) as source:
            combien = len(source.pages)
            if combien == 0:
                refuser("illisible")
            if combien > limites["pages"]:
                refuser("trop-de-pages", pages=combien, maximum=limites["pages"])
            chercher_l_actif(source)
            aplatir(source)
            propre = ecrit(seules_les_pages(source))
    except pikepdf.PasswordError as erreur:
        raise Refus("pdf-protege") from erreur
    except pikepdf.PdfError as erreur:
        raise Refus("illisible") from erreur
    return [propre, *apercus(propre, limites)]


def chercher_l_actif(pdf: Any) -> None:
    import pikepdf

    objets = pdf.objects
    if len(objets) > OBJETS_MAXIMAUX:
        refuser("trop-complexe")
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        refuser("fichier-joint")
    for objet in objets:
        for dictionnaire in dictionnaires(objet):
            for cle, code in CLES.items():
                if cle in dictionnaire:
                    refuser(code)
            refuser_si(ACTIONS, dictionnaire.get("/S"))
            refuser_si(ANNOTATIONS, dictionnaire.get("/Subtype"))


def dictionnaires(objet: Any, profondeur: int = 0) -> Iterator[Any]:
    """Itself and those written inside it; the indirect ones are met on their own."""
    import pikepdf

    if profondeur > 30:
        refuser("trop-complexe")
    if isinstance(objet, pikepdf.Stream):
        objet = objet.stream_dict
    if isinstance(objet, pikepdf.Dictionary):
        yield objet
        dedans = [valeur for _, valeur in objet.items()]
    elif isinstance(objet, pikepdf.Array):
        dedans = list(objet)
    else:
        return
    for valeur in dedans:
        if isinstance(valeur, pikepdf.Dictionary | pikepdf.Array) and not valeur.is_indirect:
            yield from dictionnaires(valeur, profondeur + 1)


def refuser_si(liste: dict[str, str], valeur: Any) -> None:
    import pikepdf

    if isinstance(valeur, pikepdf.Name) and str(valeur) in liste:
        refuser(liste[str(valeur)])


def aplatir(pdf: Any) -> None:
    """What was typed in a form becomes part of the page."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations()


def seules_les_pages(source: Any) -> Any:
    import pikepdf

    neuf = pikepdf.new()
    neuf.pages.extend(source.pages)
    for page in neuf.pages:
        for cle in ("/AA", "/Annots", "/PieceInfo", "/Metadata", "/LastModified", "/B"):
            if cle in page.obj:
                del page.obj[cle]
    for objet in neuf.objects:
        if isinstance(objet, pikepdf.Stream):
            nettoyer_la_photo(objet)
    return neuf


def nettoyer_la_photo(objet: Any) -> None:
    """A scanner's application leaves the phone's EXIF, place included, in the pictures of its PDF."""
    for cle in ("/Metadata", "/PieceInfo"):
        if cle in objet.stream_dict:
            del objet.stream_dict[cle]
    filtre = objet.stream_dict.get("/Filter")
    if objet.stream_dict.get("/Subtype") != "/Image" or filtre != "/DCTDecode":
        return
    brut = objet.read_raw_bytes()
    propre = sans_exif(brut)
    if len(propre) != len(brut):
        objet.write(propre, filter=filtre, decode_parms=objet.stream_dict.get("/DecodeParms"))


def sans_exif(jpeg: bytes) -> bytes:
    """Without APP1 (EXIF, XMP), APP13 (IPTC) and comments: the pixels are not touched."""
    garde, place = [jpeg[:2]], 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF and jpeg[place + 1] != 0xDA:
        longueur = 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
        if jpeg[place + 1] not in (0xE1, 0xED, 0xFE):
            garde.append(jpeg[place : place + longueur])
        place += longueur
    return b"".join((*garde, jpeg[place:]))


def ecrit(pdf: Any) -> bytes:
    import pikepdf

    sortie = io.BytesIO()
    # streams are copied, never inflated: a bomb stays as small as it came
    pdf.save(
        sortie,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return sortie.getvalue()


def apercus(pdf: bytes, limites: dict[str, int]) -> list[bytes]:
    import pypdfium2

    cote = limites["cote_apercu"]
    try:
        lu = pypdfium2.PdfDocument(pdf)
        images = []
        for page in lu:
            largeur, hauteur = page.get_size()
            echelle = cote / max(largeur, hauteur, 1)
            images.append(en_jpeg(page.render(scale=echelle).to_pil().convert("RGB"), 75))
            page.close()
    except pypdfium2.PdfiumError as erreur:
        raise Refus("illisible") from erreur
    return images


def assembler(parties: list[bytes]) -> list[bytes]:
    import pikepdf

    neuf = pikepdf.new()
    for partie in parties:
        with pikepdf.open(io.BytesIO(partie)) as source:
            neuf.pages.extend(source.pages)
    return [ecrit(neuf)]


# --- the two pipes


def lire_les_parties(flux: Any) -> list[bytes]:
    parties = []
    while entete := flux.read(8):
        parties.append(flux.read(struct.unpack(">Q", entete)[0]))
    return parties


def dire(flux: Any, parties: list[bytes]) -> None:
    for partie in parties:
        flux.write(struct.pack(">Q", len(partie)))
        flux.write(partie)
    flux.flush()


def travailler(commande: dict[str, Any], parties: list[bytes]) -> list[bytes]:
    limites = commande["limites"]
    match commande["acte"]:
        case "preparer" if commande["format"] == PDF:
            return document(parties[0], limites)
        case "preparer":
            return image(parties[0], commande["format"], limites)
        case "apercus":
            return apercus(parties[0], limites)
        case _:
            return assembler(parties)


def main() -> None:
    commande = json.loads(sys.argv[1])
    se_limiter(commande["limites"]["memoire"], commande["limites"]["secondes"])
    parties = lire_les_parties(sys.stdin.buffer)
    try:
        faites, dit = travailler(commande, parties), {}
    except Refus as refus:
        faites, dit = [], {"refus": refus.code, "parametres": refus.parametres}
    except MemoryError:
        faites, dit = [], {"refus": "trop-complexe", "parametres": {}}
    dire(sys.stdout.buffer, [json.dumps(dit).encode(), *faites])


if __name__ == "__main__":
    main()
