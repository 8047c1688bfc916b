import json
from functools import cache

from domain.cotation.quartiles import premiers_quartiles


@cache
def seuils_du_premier_quartile() -> str:
    """The first quartile of each territory and year, as the statements read them."""
    return json.dumps(
        [
            {"epci": epci, "du": du.isoformat(), "au": au and au.isoformat(), "seuil": seuil}
            for epci, du, au, seuil in premiers_quartiles()
        ]
    )
