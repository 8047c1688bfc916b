from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.kernel.read_model import ReadModel

Parametre = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raison(ReadModel):
    """Pourquoi : un code stable, ses paramètres, et la phrase française que tout le monde lit."""

    code: str
    """Code stable, connu des applications."""
    phrase: str
    """La raison, en français clair."""
    parametres: Mapping[str, Parametre] = field(default_factory=dict)
    """Ce que la phrase cite : dates, montants, noms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPossible(ReadModel):
    """Une action de l'écran, permise ou non, et pourquoi."""

    code: str
    """Nom stable de l'action."""
    libelle: str
    """Texte du bouton."""
    permise: bool
    raisons: tuple[Raison, ...] = ()
    """Vide quand l'action est permise."""
    possible_le: date | None = None
    """Date à laquelle elle deviendra possible, quand on la connaît."""
    qui: str | None = None
    """Qui peut débloquer la situation."""
    depuis_le: date | None = None
    """Depuis quand elle n'est pas possible, quand on le sait."""
    lien: str | None = None
    """Page de l'application où la raison se comprend ou se lève."""
    montrer: bool | None = None
    """Faux quand l'action n'a pas de sens aujourd'hui : les écrans ne la dessinent pas."""

    def __post_init__(self) -> None:
        if self.permise is bool(self.raisons):
            raise ValueError(f"{self.code} : une action est permise, ou dit pourquoi elle ne l'est pas.")


def action(
    code: str,
    libelle: str,
    *raisons: Raison | None,
    qui: str | None = None,
    depuis_le: date | None = None,
    lien: str | None = None,
    montrer: bool | None = None,
    plus_tot: bool = False,
) -> ActionPossible:
    """Une action est permise quand aucune raison ne s'y oppose. Ce qui n'attend qu'une date n'attend personne.

    `plus_tot` : sauf si quelqu'un peut l'ouvrir avant sa date.
    """
    opposees = tuple(r for r in raisons if r is not None)
    connues = [le for le in map(possible_le, opposees) if le is not None]
    attend_une_date = bool(opposees) and len(connues) == len(opposees)
    return ActionPossible(
        code=code,
        libelle=libelle,
        permise=not opposees,
        raisons=opposees,
        possible_le=max(connues) if attend_une_date else None,
        qui=qui if opposees and (plus_tot or not attend_une_date) else None,
        depuis_le=depuis_le,
        lien=lien,
        montrer=montrer,
    )


def possible_le(raison: Raison) -> date | None:
    """Le jour où cette raison tombera d'elle-même, quand elle le dit."""
    le = raison.parametres.get("possible_le")
    return date.fromisoformat(le) if isinstance(le, str) else None
