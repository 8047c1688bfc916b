"""Letters to print: one PDF with a page per letter, and the addresses as a CSV file.

The address stands where a window envelope shows it. A mail provider's own API is another class with the same methods.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from uuid import UUID

from adapters.pdf.gabarit import Gabarit
from adapters.pdf.lettres import feuilles
from adapters.stockage.objets import StockageChiffre
from adapters.tableur.ecriture import TableurDeFichiers
from domain.communications.courriers.model import Documents
from domain.communications.courriers.ports import Pli
from domain.kernel.tableur import Cellule, FormatTableur

ENTETES = ("Lettre", "Objet", "Nom", *(f"Adresse {rang}" for rang in range(1, 8)))


class CourrierAImprimer:
    def __init__(self, stockage: StockageChiffre) -> None:
        self._stockage = stockage
        self._gabarit = Gabarit("lettres.typ")
        self._tableur = TableurDeFichiers()

    async def preparer(
        self, departement: str, lot_id: UUID, expediteur: Sequence[str], le: date, plis: Sequence[Pli]
    ) -> Documents:
        """Made again, the same batch takes the same place."""
        folder = f"{departement}/courriers/{lot_id}"
        documents = Documents(lettres=f"{folder}/lettres.pdf", adresses=f"{folder}/adresses.csv")
        await self._stockage.ranger(documents.lettres, await self._gabarit.imprimer(feuilles(expediteur, le, plis)))
        adresses = self._tableur.ecrire(FormatTableur.CSV, "Adresses", "Adresses", ENTETES, _lignes(plis))
        await self._stockage.ranger_le_flux(documents.adresses, adresses)
        return documents

    def ouvrir(self, objet: str) -> AsyncIterator[bytes]:
        return self._stockage.ouvrir(objet)

    async def effacer(self, documents: Documents) -> None:
        await self._stockage.effacer(documents.lettres)
        await self._stockage.effacer(documents.adresses)


async def _lignes(plis: Sequence[Pli]) -> AsyncIterator[Sequence[Sequence[Cellule]]]:
    yield [(pli.reference, pli.objet, *pli.enveloppe) for pli in plis]
