from collections.abc import Sequence
from dataclasses import dataclass

from domain.demandes.formulaire import Formulaire
from domain.demandes.ports import DoublonCandidat
from domain.demandes.rules.doublons import Comparaison, Force, Identite, comparer
from domain.kernel.raisons import Raison

_ORDRE = (Force.CERTAINE, Force.FORTE, Force.FAIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonProbable:
    """Une autre demande, et pourquoi ce serait la même personne."""

    candidat: DoublonCandidat
    force: Force
    pour: tuple[Raison, ...]
    contre: tuple[Raison, ...]


def doublons_probables(formulaire: Formulaire, candidats: Sequence[DoublonCandidat]) -> list[DoublonProbable]:
    """Compare chaque adulte de la demande à chaque adulte des autres ; une ligne par autre demande, la plus sûre."""
    meilleurs: dict[object, DoublonProbable] = {}
    for candidat in candidats:
        autre = Identite(
            nom_naissance=candidat.nom_naissance,
            nom_usage=candidat.nom_usage,
            prenoms=candidat.prenoms,
            ne_le=candidat.ne_le,
        )
        comparaisons = [
            comparer(Identite.de(adulte), autre, meme_nir=candidat.meme_nir or None) for adulte in formulaire.adultes
        ]
        trouvees = [c for c in comparaisons if c.force is not Force.AUCUNE]
        if not trouvees:
            continue
        sure = min(trouvees, key=_rang)
        connu = meilleurs.get(candidat.demande_id)
        if connu is None or _rang(sure) < _ORDRE.index(connu.force):
            meilleurs[candidat.demande_id] = DoublonProbable(
                candidat=candidat, force=sure.force, pour=sure.pour, contre=sure.contre
            )
    return sorted(meilleurs.values(), key=lambda d: _ORDRE.index(d.force))


def _rang(comparaison: Comparaison) -> int:
    return _ORDRE.index(comparaison.force)
