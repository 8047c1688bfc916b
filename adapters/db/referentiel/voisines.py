from typing import Any

from sqlalchemy import ColumnElement, any_, case, func, select

from adapters.db.referentiel.tables import communes

near, own = communes.alias("voisines"), communes.alias("siennes")


def voisines_of(codes: ColumnElement[Any]) -> ColumnElement[Any]:
    """The communes of the EPCI of these; nothing is read for who has the whole département."""
    epcis = select(own.c.epci).where(own.c.code == any_(codes))
    found = select(func.array_agg(near.c.code)).where(near.c.epci.in_(epcis)).scalar_subquery()
    return case((codes.is_not(None), found)).label("voisines")
