"""What the SNE says of a file: its `listeAnomalie`, empty when all is well."""

from xml.parsers import expat

from domain.echanges.sne.errors import SneIndisponible

SAID, MANY = 512, 50


def anomalies_of(content: bytes) -> tuple[str, ...]:
    """expat alone, no DTD: an answer that cannot be read is no answer."""
    found: list[str] = []
    state = {"open": False, "code": "", "text": "", "root": ""}

    def start(name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(":")[2]
        state["root"] = state["root"] or short
        if short == "anomalie":
            state.update(open=True, code=attributes.get("code", ""), text="")

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "anomalie" and len(found) < MANY:
            said = " ".join(str(state["text"]).split())[:SAID]
            found.append(f"{state['code']} : {said}" if said else f"{state['code']}.")
            state["open"] = False

    def data(said: str) -> None:
        if state["open"]:
            state["text"] = f"{state['text']}{said}"

    def forbidden(*_: object) -> None:
        raise SneIndisponible("La réponse du SNE n'est pas lisible.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = data, forbidden
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise SneIndisponible("La réponse du SNE n'est pas lisible.") from broken
    if state["root"] != "interfaceNuu":
        raise SneIndisponible("La réponse du SNE n'est pas lisible.")
    return tuple(found)
