"""Ouvrir une pièce : ses pages dans l'ordre, en un seul PDF, ou l'image d'une page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from domain.pieces.errors import PieceEnAnalyse, PieceIntrouvable
from domain.pieces.feuillets import EtatFeuillet, Feuillet, objet_de_l_apercu, objets_de_la_piece
from domain.pieces.ports import Atelier, Stockage
from domain.pieces.queries import PieceContenu


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture:
    stockage: Stockage
    atelier: Atelier

    async def document(self, contenu: PieceContenu, le: date) -> AsyncIterator[bytes]:
        """Un seul fichier se lit tel quel ; plusieurs s'assemblent une fois pour chaque ordre."""
        prets = _prets(contenu)
        if len(prets) == 1:
            return self.stockage.ouvrir(prets[0].objet)
        suite = sha256("".join(str(f.id) for f in prets).encode()).hexdigest()[:16]
        piece = objets_de_la_piece(contenu.departement, contenu.demande_id, contenu.id)
        assemble = f"{piece}.{suite}"
        if not await self.stockage.existe(assemble):
            parties = [await self.stockage.lire(f.objet) for f in prets]
            await self.stockage.ranger(assemble, await self.atelier.assembler(parties, le))
        return self.stockage.ouvrir(assemble)

    async def page(self, contenu: PieceContenu, page: int, le: date) -> bytes:
        """L'image d'une page, refaite si elle manque."""
        reste = page
        for feuillet in _prets(contenu):
            if 1 <= reste <= feuillet.pages:
                objet = objet_de_l_apercu(feuillet.objet, reste)
                if not await self.stockage.existe(objet):
                    await self._refaire(feuillet, le)
                return await self.stockage.lire(objet)
            reste -= feuillet.pages
        raise PieceIntrouvable("Cette page est introuvable.")

    async def _refaire(self, feuillet: Feuillet, le: date) -> None:
        apercus = await self.atelier.apercus(await self.stockage.lire(feuillet.objet), le)
        for rang, apercu in enumerate(apercus, start=1):
            await self.stockage.ranger(objet_de_l_apercu(feuillet.objet, rang), apercu)


def _prets(contenu: PieceContenu) -> list[Feuillet]:
    """Personne n'ouvre ce qui n'a pas encore été examiné."""
    if any(f.etat is EtatFeuillet.EN_ANALYSE for f in contenu.feuillets):
        raise PieceEnAnalyse("Ce document est en cours d'analyse. Il pourra s'ouvrir dans un instant.")
    prets = [f for f in contenu.feuillets if f.etat is EtatFeuillet.PRET]
    if not prets:
        raise PieceIntrouvable("Ce document n'a pas pu être lu : il n'y a rien à ouvrir.")
    return prets
