"""The active demandes of a batch, found by what they wish: where the candidates of a dwelling come from."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from adapters.seed.dossiers import Dossier
from adapters.seed.hasard import Hasard
from domain.kernel.codes import Typologie

ASSEZ = 3
"""Past proposals that one demande may have received."""


class Vivier:
    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._par_souhait: dict[tuple[str, Typologie], list[Dossier]] = {}
        self._pris: set[UUID] = set()
        self._tous: list[Dossier] = []
        for dossier in dossiers:
            wish = dossier.demande.formulaire.logement_recherche
            if wish is None or dossier.demande.deposee_le is None:
                continue
            self._tous.append(dossier)
            for commune in wish.communes:
                for typologie in wish.typologies:
                    self._par_souhait.setdefault((commune, typologie), []).append(dossier)

    def passes(self, hasard: Hasard, commune: str, typologie: Typologie, le: date, combien: int) -> list[Dossier]:
        """Candidates of an attribution of the past: those who already waited then."""
        parmi = self._par_souhait.get((commune, typologie), [])
        found: dict[UUID, Dossier] = {}
        for _ in range(combien * 3 if parmi else 0):
            dossier = hasard.un(parmi)
            validee_le = dossier.demande.validee_le
            if validee_le is None or validee_le.date() >= le or dossier.propositions >= ASSEZ:
                continue
            if dossier.demande.id not in self._pris:
                found[dossier.demande.id] = dossier
            if len(found) == combien:
                break
        return list(found.values())

    def libres(self, hasard: Hasard, commune: str, typologie: Typologie, avant: date, combien: int) -> list[Dossier]:
        """Candidates of today, each for one dwelling only: the oldest of a handful."""
        parmi = self._par_souhait.get((commune, typologie), [])
        possibles = {
            d.demande.id: d
            for d in (hasard.un(parmi) for _ in range(combien * 4 if parmi else 0))
            if d.demande.id not in self._pris and d.demande.validee_le and d.demande.validee_le.date() < avant
        }
        found = sorted(possibles.values(), key=lambda d: (d.demande.deposee_le or avant, d.demande.id))[:combien]
        self._pris |= {d.demande.id for d in found}
        return found

    def prendre(self, id: UUID) -> None:
        self._pris.add(id)

    def souhait(self, hasard: Hasard) -> tuple[str, Typologie] | None:
        """What somebody wishes: where a vacancy will find candidates."""
        if not self._tous:
            return None
        wish = hasard.un(self._tous).demande.formulaire.logement_recherche
        assert wish is not None
        return wish.communes[0], hasard.un(wish.typologies)
