import json
from functools import cache
from pathlib import Path
from typing import Any

from domain.cotation.document import lire_grille
from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.grille import Grille

CAS = Path(__file__).parent / "cas"
DEMONSTRATION = Path("domain/cotation/parameters/grille_demonstration.json")


def document(nom: str) -> dict[str, Any]:
    chemin = Path(__file__).parents[3] / DEMONSTRATION if nom == "demonstration" else CAS / f"{nom}.json"
    lu: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
    return lu


@cache
def grille(nom: str) -> Grille:
    return lire_grille(document(nom))


def faits(ligne: dict[str, Any]) -> Faits:
    return Faits.de(
        ligne.get("faits", {}),
        pieces=tuple(PreuveAdmise(**piece) for piece in ligne.get("pieces", ())),
        validations={
            code: tuple(PreuveAdmise(**validation) for validation in validations)
            for code, validations in ligne.get("validations", {}).items()
        },
        evenements=tuple(Evenement(**evenement) for evenement in ligne.get("evenements", ())),
    )


def une_grille(*blocs: dict[str, Any], **autres: Any) -> Grille:
    """Une petite grille, écrite comme dans un document."""
    return lire_grille({"id": "PETITE", "blocs": list(blocs), **autres})


def un_bloc(*criteres: dict[str, Any], code: str = "B", **autres: Any) -> dict[str, Any]:
    return {"code": code, "criteres": list(criteres), **autres}


def grille_d_un_critere(**critere: Any) -> dict[str, Any]:
    return {"id": "X", "blocs": [un_bloc({"code": "A", **critere})]}


def grille_d_une_condition(**condition: Any) -> dict[str, Any]:
    return grille_d_un_critere(points=1, si=condition)


def document_du_cas(ligne: dict[str, Any]) -> dict[str, Any]:
    if "document" in ligne:
        return dict(ligne["document"])
    if "bloc" in ligne:
        return {"id": "X", "blocs": [un_bloc({"code": "A", "points": 1}, **ligne["bloc"])]}
    if "ensemble" in ligne:
        ensembles = [{"code": "E", **ligne["ensemble"]}]
        return {"id": "X", "blocs": [un_bloc({"code": "A", "points": 1})], "ensembles": ensembles}
    return grille_d_une_condition(**ligne["si"]) if "si" in ligne else grille_d_un_critere(**ligne["critere"])
