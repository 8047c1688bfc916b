"""The rows of `faits_de_cotation`: written in the transaction of every change, by the seed and by the imports."""

from typing import Any
from uuid import UUID

from adapters.db.cotation.colonnes import en_colonne, nom_de_colonne
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.use_cases import est_une_mutation


def fait_rows(departement: str, demande_id: UUID, faits: Faits) -> list[dict[str, Any]]:
    """One row for each EPCI whose communes are wished, with what that EPCI reads."""
    return [_row(departement, demande_id, epci, faits.pour(epci)) for epci in faits.territoires]


def _row(departement: str, demande_id: UUID, epci: str, faits: Faits) -> dict[str, Any]:
    evenements = faits.evenements
    preuves: list[tuple[str | None, PreuveAdmise]] = [(None, piece) for piece in faits.pieces]
    preuves += [(critere, admise) for critere, admises in faits.validations.items() for admise in admises]
    return {
        "departement": departement,
        "epci": epci,
        "demande_id": demande_id,
        "est_mutation": est_une_mutation(faits),
        **_VIDE,
        **{_NOMS[code]: en_colonne(CATALOGUE[code], fait) for code, fait in faits.valeurs.items()},
        "evenements_type": [e.type for e in evenements] or None,
        "evenements_le": [e.le for e in evenements] or None,
        "evenements_adapte": [e.adapte for e in evenements] or None,
        "preuves_critere": [critere for critere, _ in preuves] or None,
        "preuves_type": [admise.type for _, admise in preuves] or None,
        "preuves_valide_le": [admise.valide_le for _, admise in preuves] or None,
        "preuves_expire_le": [admise.expire_le for _, admise in preuves] or None,
        "a_revoir_le": faits.a_revoir_le,
        "empreinte": faits.empreinte(),
    }


_NOMS = {code: nom_de_colonne(champ) for code, champ in CATALOGUE.items()}
_VIDE: dict[str, Any] = dict.fromkeys(_NOMS.values())
