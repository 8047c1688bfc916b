from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.kernel.raisons import Parametre, Raison

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explication(Generic[T_co]):
    """Ce qu'une règle répond : une valeur, la phrase qui la justifie et le texte dont elle vient."""

    valeur: T_co
    code: str
    phrase: str
    parametres: Mapping[str, Parametre] = field(default_factory=dict)
    reference: str | None = None
    a_verifier: bool = False
    """Vrai quand un paramètre utilisé n'a pas encore été relu sur le texte officiel."""

    @property
    def raison(self) -> Raison:
        """La même chose, dans la forme que tout le monde lit."""
        return Raison(code=self.code, phrase=self.phrase, parametres=self.parametres)
