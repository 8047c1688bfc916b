"""Le format réel d'un fichier, lu dans son contenu et jamais dans son nom."""

from dataclasses import dataclass

from domain.kernel.francais import nombre
from domain.kernel.raisons import Raison
from domain.pieces.errors import FormatRefuse

DEBUT = 4096
"""Octets lus pour reconnaître un format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    code: str
    libelle: str


FORMATS = {
    "application/pdf": Format(code="application/pdf", libelle="PDF"),
    "image/jpeg": Format(code="image/jpeg", libelle="JPEG"),
    "image/png": Format(code="image/png", libelle="PNG"),
    "image/heic": Format(code="image/heic", libelle="HEIC"),
}

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_REFUSES = (
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd0\xcf\x11\xe0", "bureautique-ancien"),
    (b"{\\rtf", "bureautique-ancien"),
    (b"MZ", "programme"),
    (b"\x7fELF", "programme"),
    (b"#!", "programme"),
)
_DANS_UN_ZIP = ((b"word/", "docx"), (b"xl/", "tableur"), (b"ppt/", "docx"), (b"opendocument", "docx"))

_PHOTOGRAPHIEZ = "Enregistrez-le au format PDF, ou prenez le document en photo."
_PHRASES = {
    "vide": "Le fichier est vide. Choisissez-le de nouveau.",
    "bmp": "Les images BMP ne sont pas acceptées. Prenez le document en photo : JPEG, PNG ou HEIC conviennent.",
    "gif": "Les images GIF ne sont pas acceptées. Prenez le document en photo : JPEG, PNG ou HEIC conviennent.",
    "tiff": "Les images TIFF ne sont pas acceptées. Enregistrez-la en PDF ou en JPEG, puis renvoyez-la.",
    "webp": "Les images WebP ne sont pas acceptées. Enregistrez-la en PDF ou en JPEG, puis renvoyez-la.",
    "avif": "Les images AVIF ne sont pas acceptées. Enregistrez-la en PDF ou en JPEG, puis renvoyez-la.",
    "video": "C'est une vidéo. Prenez plutôt une photo de chaque page du document.",
    "docx": f"Les documents de traitement de texte (DOCX, ODT…) ne sont pas acceptés. {_PHOTOGRAPHIEZ}",
    "tableur": f"Les tableaux (XLSX, ODS…) ne sont pas acceptés. {_PHOTOGRAPHIEZ}",
    "bureautique-ancien": f"Les documents de traitement de texte ne sont pas acceptés. {_PHOTOGRAPHIEZ}",
    "archive": "Les fichiers compressés (ZIP…) ne sont pas acceptés. Envoyez chaque document, l'un après l'autre.",
    "page-web": f"Les pages web et les dessins SVG ne sont pas acceptés. {_PHOTOGRAPHIEZ}",
    "programme": "Ce fichier est un programme. Seuls les PDF et les photos sont acceptés.",
    "inconnu": "Ce fichier n'est ni un PDF ni une photo que l'on sache lire. Formats acceptés : PDF, JPEG, PNG, HEIC.",
    "trop-lourd": "Ce fichier dépasse {maximum} Mo. Reprenez la photo en qualité moyenne, ou envoyez les pages une à "
    "une.",
    "illisible": "Ce fichier est abîmé : il ne s'ouvre pas. Ouvrez-le sur votre appareil, puis renvoyez-le ou "
    "photographiez-le.",
    "image-trop-grande": "Cette image dépasse {maximum} millions de points. Reprenez la photo en qualité moyenne.",
    "image-trop-petite": "Cette image est trop petite pour être lue : il faut au moins {minimum} points de côté. "
    "Reprenez la photo de plus près.",
    "trop-de-pages": "Ce document compte {pages} pages, {maximum} au plus sont acceptées. Envoyez seulement les pages "
    "utiles.",
    "pdf-protege": "Ce PDF est protégé par un mot de passe. Enregistrez-le sans mot de passe, ou photographiez-le.",
    "programme-dans-le-pdf": "Ce PDF contient un programme. Imprimez-le au format PDF, ou photographiez-le, puis "
    "renvoyez-le.",
    "fichier-joint": "Ce PDF transporte un autre fichier. Imprimez-le au format PDF, ou photographiez-le, puis "
    "renvoyez-le.",
    "multimedia": "Ce PDF contient un son ou une vidéo. Imprimez-le au format PDF, ou photographiez-le.",
    "formulaire-actif": "Ce PDF est un formulaire qui exécute des actions. Imprimez-le au format PDF, ou "
    "photographiez-le.",
    "trop-complexe": "Ce document demande trop de calcul pour être ouvert sans risque. Photographiez-le, puis "
    "renvoyez-le.",
    "virus": "L'antivirus a reconnu un fichier dangereux. Ne l'ouvrez pas, et envoyez une photo du document papier.",
}
REFUS = frozenset(_PHRASES)
"""Tout ce qui peut empêcher un fichier d'entrer au dossier."""


def refus(code: str, **parametres: int) -> FormatRefuse:
    """Le refus d'un fichier, avec sa raison exacte. Rien n'a été ajouté."""
    dits = {nom: nombre(valeur) for nom, valeur in parametres.items()}
    phrase = _PHRASES[code].format(**dits)
    return FormatRefuse(phrase, raisons=[Raison(code=code, phrase=phrase, parametres=parametres)])


def reconnaitre(debut: bytes) -> Format:
    """PDF, JPEG, PNG ou HEIC d'après les premiers octets ; tout le reste est refusé en disant ce que c'est."""
    if not debut:
        raise refus("vide")
    for signature, code in _SIGNATURES:
        if debut.startswith(signature):
            return FORMATS[code]
    if debut[4:8] == b"ftyp":
        if debut[8:12] in _HEIC:
            return FORMATS["image/heic"]
        raise refus("avif" if debut[8:12] in (b"avif", b"avis") else "video")
    raise refus(_ce_que_c_est(debut))


def _ce_que_c_est(debut: bytes) -> str:
    if debut.startswith(b"PK\x03\x04"):
        return next((code for marque, code in _DANS_UN_ZIP if marque in debut), "archive")
    if debut[:4] == b"RIFF" and debut[8:12] == b"WEBP":
        return "webp"
    if debut.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "page-web"
    if debut.startswith((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")):
        return "archive"
    return next((code for signature, code in _REFUSES if debut.startswith(signature)), "inconnu")


def nom_montrable(nom: str) -> str:
    """Le nom d'origine sans chemin ni caractère de contrôle, cent caractères au plus."""
    court = nom.replace("\\", "/").rsplit("/", 1)[-1]
    propre = "".join(c for c in court if c.isprintable())
    return propre.strip()[:100] or "document"
