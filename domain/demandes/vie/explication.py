"""L'explicateur : chaque action sur une demande, avec des raisons que les applications connaissent d'avance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from domain.demandes.personnes.codes import CodeRaisonDeGeste, SorteGeste
from domain.demandes.vie.raisons import CodeRaison
from domain.demandes.vie.table import Acte
from domain.kernel.raisons import ActionPossible, Parametre, Raison, possible_le
from domain.kernel.read_model import ReadModel

_RAISONS: Mapping[str, CodeRaison | CodeRaisonDeGeste] = {c.value: c for c in (*CodeRaison, *CodeRaisonDeGeste)}
_ACTIONS: Mapping[str, Acte | SorteGeste] = {c.value: c for c in (*Acte, *SorteGeste)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisonDemande(ReadModel):
    """Ce qui s'oppose à une action sur la demande."""

    code: CodeRaison | CodeRaisonDeGeste
    phrase: str
    """La raison, en français clair."""
    possible_le: date | None
    """Le jour où elle tombera d'elle-même, quand on le sait."""
    parametres: Mapping[str, Parametre] = field(default_factory=dict)

    @classmethod
    def de(cls, raison: Raison) -> Self:
        return cls(
            code=_RAISONS[raison.code],
            phrase=raison.phrase,
            possible_le=possible_le(raison),
            parametres=raison.parametres,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDemande(ReadModel):
    """Une action sur la demande : permise ou non, pourquoi, depuis quand, qui débloque, à partir de quand."""

    code: Acte | SorteGeste
    """Un acte de la vie de la demande, ou l'arrivée et le départ d'un titulaire."""
    libelle: str
    """Texte du bouton."""
    permise: bool
    montrer: bool
    """Faux quand l'action n'a pas de sens dans cet état : les écrans ne la dessinent pas."""
    raisons: tuple[RaisonDemande, ...]
    """Vide quand l'action est permise."""
    depuis_le: date | None
    possible_le: date | None
    qui: str | None
    """Qui peut débloquer la situation."""
    lien: str | None
    """Page de l'application où la raison se comprend ou se lève."""

    @classmethod
    def de(cls, action: ActionPossible) -> Self:
        return cls(
            code=_ACTIONS[action.code],
            libelle=action.libelle,
            permise=action.permise,
            montrer=action.montrer is not False,
            raisons=tuple(RaisonDemande.de(r) for r in action.raisons),
            depuis_le=action.depuis_le,
            possible_le=action.possible_le,
            qui=action.qui,
            lien=action.lien,
        )
