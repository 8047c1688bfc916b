from dataclasses import dataclass

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")

TAILLE_MAXIMALE_LISIBLE = "20 Mo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Le format réel d'un fichier, lu dans son contenu et jamais dans son nom."""

    code: str
    libelle: str


FORMATS = {
    "application/pdf": Format(code="application/pdf", libelle="PDF"),
    "image/jpeg": Format(code="image/jpeg", libelle="JPEG"),
    "image/png": Format(code="image/png", libelle="PNG"),
    "image/heic": Format(code="image/heic", libelle="HEIC"),
}


def format_du_contenu(debut: bytes) -> Format | None:
    """PDF, JPEG, PNG ou HEIC d'après les premiers octets ; rien pour tout le reste."""
    for signature, code in _SIGNATURES:
        if debut.startswith(signature):
            return FORMATS[code]
    if debut[4:8] == b"ftyp" and debut[8:12] in _HEIC:
        return FORMATS["image/heic"]
    return None


def contenu_actif(contenu: bytes) -> bool:
    """Un PDF qui lance un programme ou emporte un fichier n'entre pas au dossier. Ce n'est pas un antivirus."""
    return contenu.startswith(b"%PDF-") and any(
        marque in contenu for marque in (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile")
    )


def nom_montrable(nom: str) -> str:
    """Le nom d'origine sans chemin ni caractère de contrôle, cent caractères au plus."""
    court = nom.replace("\\", "/").rsplit("/", 1)[-1]
    propre = "".join(c for c in court if c.isprintable() and c not in "\u202e\u202d\u2066\u2067\u2068")
    return propre.strip()[:100] or "document"
