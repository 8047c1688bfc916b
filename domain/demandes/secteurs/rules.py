from collections.abc import Callable, Sequence

from domain.demandes.formulaire import QuartierSouhaite


def dire_ce_qu_il_couvre(
    communes: Sequence[str], quartiers: Sequence[QuartierSouhaite], nom_de: Callable[[str], str]
) -> str:
    """« Betton, Rennes (Cleunay, La Poterie) » : une commune entière, ou les seuls quartiers qu'il y vise."""
    dites = []
    for code in communes:
        vises = [q.nom for q in quartiers if q.commune == code]
        dites.append(f"{nom_de(code)} ({', '.join(vises)})" if vises else nom_de(code))
    return ", ".join(dites)
