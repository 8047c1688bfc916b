"""The words of the letters, as their template reads them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.communications.courriers.ports import Pli
from domain.kernel.francais import jour


def feuilles(expediteur: Sequence[str], le: date, plis: Sequence[Pli]) -> Mapping[str, Any]:
    pages = [{"enveloppe": pli.enveloppe, "objet": pli.objet, "paragraphes": pli.corps.split("\n\n")} for pli in plis]
    return {"expediteur": list(expediteur), "le": jour(le), "plis": pages}
