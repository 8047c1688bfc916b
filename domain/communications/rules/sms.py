"""Ce que tient un SMS : l'alphabet court du réseau, ou celui qui coûte deux fois plus."""

_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_ETENDU = frozenset("^{}\\[]~|€\f")
_SIMPLES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "…": "...",
        "–": "-",
        "—": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "°": "o",
        "ç": "c",
        "â": "a",
        "ê": "e",
        "î": "i",
        "ô": "o",
        "û": "u",
        "ë": "e",
        "ï": "i",
        "œ": "oe",
        "À": "A",
        "Â": "A",
        "È": "E",
        "Ê": "E",
        "Î": "I",
        "Ô": "O",
        "Û": "U",
        "Œ": "OE",
    }
)


def simplifier(texte: str) -> str:
    """Le même message dans l'alphabet court : un SMS au lieu de deux, guillemets et tirets simples."""
    return texte.translate(_SIMPLES)


def segments(texte: str) -> int:
    """Combien de SMS le réseau compte (3GPP 23.038 : 160 puis 153 signes, ou 70 puis 67 hors alphabet)."""
    if all(c in _GSM7 or c in _GSM7_ETENDU for c in texte):
        unites = sum(2 if c in _GSM7_ETENDU else 1 for c in texte)
        seul, suite = 160, 153
    else:
        unites = len(texte.encode("utf-16-be")) // 2
        seul, suite = 70, 67
    return 1 if unites <= seul else -(-unites // suite)
