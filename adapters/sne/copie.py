"""Documents to and from the SNE (`COP`): a file that names them, and each of them beside it in the same message.

The public schema 02.01 knows the kind `COP` and not its content: the block below is ours, and this file the only one
to change on the day the State's is published.
"""

from datetime import datetime
from email.message import Message
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.parsers import expat

from adapters.sne.ecriture import NAMESPACE, VERSION, Writer
from domain.echanges.sne.errors import SneIndisponible
from domain.echanges.sne.ports import CopieNumerique, FichierSne

PART = "copie"
"""Content-ID of the document that leaves."""
_UNREADABLE = "La réponse du SNE n'est pas lisible."


def write_copy(fichier: FichierSne, copie: CopieNumerique) -> bytes:
    w, d = Writer(), fichier.demande
    root = Element(f"{{{NAMESPACE}}}interfaceNuu", {"versionInterface": VERSION})
    head = SubElement(root, "entete")
    w.text(head, "typeFichier", fichier.type_fichier.value)
    w.text(head, "dateFichier", f"{fichier.le:%Y-%m-%dT%H:%M:%S}")
    demande = SubElement(root, "demande")
    logement = SubElement(demande, "demandeLogement")
    w.text(logement, "numGuichet", fichier.guichet, 5)
    w.text(logement, "numUnique", d.numero_unique, 18)
    node = SubElement(SubElement(demande, "listeCopieNumerique"), "copieNumerique", {"reference": copie.reference})
    w.code(node, "typePiece", copie.type)
    w.text(node, "nomFichier", copie.nom)
    if copie.le is not None:
        w.text(node, "dateDepot", f"{copie.le:%Y-%m-%dT%H:%M:%S}")
    w.text(node, "contenu", f"cid:{PART}")
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def read_copies(message: Message) -> list[CopieNumerique]:
    """What an answer brings: the file, then the documents it names by their Content-ID."""
    if message.defects:
        raise SneIndisponible("La réponse du SNE s'arrête au milieu.")
    parts: dict[str, bytes] = {}
    named: list[dict[str, str]] | None = None
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if part.get_content_type() == "text/xml":
            named = _named(payload)
        else:
            parts[str(part.get("Content-ID", "")).strip("<>")] = payload
    if named is None:
        raise SneIndisponible("La réponse du SNE ne contient pas de fichier lisible.")
    return [_copy(one, parts) for one in named]


def _copy(said: dict[str, str], parts: dict[str, bytes]) -> CopieNumerique:
    content = parts.get(said.get("contenu", "").removeprefix("cid:"))
    if content is None:
        raise SneIndisponible("Un document annoncé manque dans la réponse du SNE.")
    return CopieNumerique(
        reference=said.get("reference", ""),
        type=said.get("typePiece", ""),
        nom=said.get("nomFichier", "") or "document",
        le=_instant(said.get("dateDepot", "")),
        contenu=content,
    )


def _instant(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _named(content: bytes) -> list[dict[str, str]]:
    """expat alone, no DTD, as for every answer."""
    found: list[dict[str, str]] = []
    opened: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(":")[2]
        opened.append(short)
        if short == "copieNumerique":
            found.append({"reference": attributes.get("reference", "")})
        elif "copieNumerique" in opened and "code" in attributes:
            found[-1][short] = attributes["code"]

    def data(said: str) -> None:
        if "copieNumerique" in opened[:-1]:
            found[-1][opened[-1]] = found[-1].get(opened[-1], "") + said

    def forbidden(*_: object) -> None:
        raise SneIndisponible(_UNREADABLE)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: opened.pop()
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = data, forbidden
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise SneIndisponible(_UNREADABLE) from broken
    return found
