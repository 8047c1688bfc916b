"""Un tableau que l'on emporte : ses formats et ses cellules."""

from datetime import date
from typing import TypeAlias

from domain.kernel.nomenclature import Nomenclature

Cellule: TypeAlias = str | int | date | None


class FormatTableur(Nomenclature):
    """Le format d'un fichier de tableur. Codes du projet."""

    XLSX = "xlsx", "Excel (XLSX)"
    ODS = "ods", "LibreOffice (ODS)"
    CSV = "csv", "Texte (CSV)"

    @property
    def media_type(self) -> str:
        return _TYPES[self]


_TYPES = {
    FormatTableur.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FormatTableur.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FormatTableur.CSV: "text/csv; charset=utf-8",
}

_INTERDITS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_PLUS_LONG = 31


def nom_de_feuille(contenu: str) -> str:
    """Le nom d'une feuille, tel que les tableurs l'acceptent : sans crochets ni barres, 31 signes au plus."""
    permis = " ".join(contenu.translate(_INTERDITS).split()).strip("'")
    if len(permis) > _PLUS_LONG:
        permis = permis[: _PLUS_LONG + 1].rpartition(" ")[0] or permis[:_PLUS_LONG]
    return permis.strip("' ×") or "Feuille 1"


_FORMULES = "=+-@\t\r\n|％＝＋－＠"


def sans_formule(texte: str) -> str:
    """Un texte qu'aucun tableur ne prendra pour une formule, même ouvert depuis un CSV.

    OWASP ASVS 5.0, 1.2.10. L'apostrophe ajoutée ne s'affiche pas dans la cellule.
    """
    return f"'{texte}" if texte.lstrip(" \u00a0'\"")[:1] in tuple(_FORMULES) else texte
