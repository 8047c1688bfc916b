"""Ce que le fichier garde déjà d'une demande au moment où elle se recote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.cotation.faits import Faits
from domain.cotation.model import Resultat, VersionDeGrille


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsGardes:
    """Ce qui suffit à reconnaître les faits qu'un territoire lisait la fois d'avant."""

    empreinte: str
    a_revoir_le: date | None

    @classmethod
    def de(cls, lus: Faits) -> "FaitsGardes":
        return cls(empreinte=lus.empreinte(), a_revoir_le=lus.a_revoir_le)


@dataclass(frozen=True, slots=True, kw_only=True)
class CotationConnue:
    """Les grilles qui s'appliquent ce jour-là à une demande, ses résultats et ses faits gardés, par EPCI."""

    grilles: Sequence[VersionDeGrille] = ()
    resultats: Mapping[str, Resultat]
    faits: Mapping[str, FaitsGardes]

    def encore_bon(self, grille: VersionDeGrille, lus: Faits, le: date) -> Resultat | None:
        """Même grille, mêmes faits et bascule à venir : le résultat gardé est encore le bon."""
        connu = self.resultats.get(grille.epci)
        if connu is None or connu.grille_id != grille.id or connu.empreinte != lus.empreinte():
            return None
        if connu.prochaine_bascule is not None and connu.prochaine_bascule <= le:
            return None
        return connu if self.faits.get(grille.epci) == FaitsGardes.de(lus) else None

    def dit_deja(self, faits: Faits, resultats: Mapping[str, Resultat]) -> bool:
        """Rien à réécrire : ni les faits, ni les résultats n'ont changé."""
        return (
            self.resultats.keys() == resultats.keys()
            and all(resultat.redit(self.resultats[epci]) for epci, resultat in resultats.items())
            and self.faits == {epci: FaitsGardes.de(faits.pour(epci)) for epci in faits.territoires}
        )
