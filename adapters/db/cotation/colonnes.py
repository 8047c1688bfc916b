"""A field of the catalogue as a column: numbers in the unit of their last decimal, sets as arrays, ages as dates."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY

from domain.cotation.champs import Champ, Temps, TypeChamp, ValeurDeFait


def nom_de_colonne(champ: Champ) -> str:
    """What is counted from a date is kept as that date: the row stays true when the days go by."""
    if champ.temps is None:
        return champ.code
    if champ.temps is Temps.MOIS_AVANT:
        return f"{champ.code.removeprefix('mois_avant_')}_le"
    return f"{champ.code.removesuffix('_mois').removesuffix('_depuis')}_depuis"


def colonne_du_champ(champ: Champ) -> Column[Any]:
    nom = nom_de_colonne(champ)
    if champ.temps is not None:
        return Column(nom, Date)
    match champ.type:
        case TypeChamp.BOOLEEN:
            return Column(nom, Boolean)
        case TypeChamp.NOMBRE:
            return Column(nom, Integer)
        case TypeChamp.CODE:
            return Column(nom, Text)
        case TypeChamp.ENSEMBLE:
            return Column(nom, ARRAY(Text))


def en_colonne(champ: Champ, fait: ValeurDeFait | None) -> Any:
    if fait is None:
        return None
    if champ.temps is not None:
        if not isinstance(fait, date):
            raise ValueError(f"Le champ {champ.code} se garde par la date d'où il se compte.")
        return fait
    match champ.type:
        case TypeChamp.NOMBRE:
            return int(fait * 10**champ.decimales)
        case TypeChamp.ENSEMBLE:
            return sorted(fait)  # type: ignore[arg-type]
        case _:
            return fait
