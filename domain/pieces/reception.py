"""Un fichier arrive : il est reconnu, compté et rangé chiffré au fil de l'eau, puis examiné s'il est léger."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from domain.kernel.identifiers import new_id
from domain.pieces.errors import AntivirusIndisponible
from domain.pieces.feuillets import arrivees
from domain.pieces.parametres import entier
from domain.pieces.ports import Antivirus, Atelier, Document, Stockage
from domain.pieces.rules.formats import DEBUT, nom_montrable, reconnaitre, refus


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenuRecu:
    """Ce qui est arrivé. Tant que l'examen n'est pas fait, le document manque et le contenu brut est gardé."""

    nom: str
    format: str
    taille: int
    empreinte: str
    objet: str
    document: Document | None = None
    examen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    stockage: Stockage
    atelier: Atelier
    antivirus: Antivirus

    async def recevoir(self, flux: AsyncIterator[bytes], *, departement: str, nom: str, le: date) -> ContenuRecu:
        """Refuse à la première page ce qui n'entrera pas ; ne tient jamais un gros fichier en mémoire."""
        debut, suite = await _debut(flux)
        recu = ContenuRecu(
            nom=nom_montrable(nom),
            format=reconnaitre(debut).code,
            taille=0,
            empreinte="",
            objet=f"{arrivees(departement)}{new_id()}",
        )
        compteur = _Compteur(suite, entier("taille_maximale_octets", le))
        await self.stockage.ranger_le_flux(recu.objet, compteur.lire())
        recu = replace(recu, taille=compteur.taille, empreinte=compteur.condense.hexdigest())
        if recu.taille > entier("examen_immediat_octets", le):
            return recu
        try:
            contenu = await self.stockage.lire(recu.objet)
            document = await examiner(contenu, recu.format, le, atelier=self.atelier, antivirus=self.antivirus)
        except AntivirusIndisponible:
            return recu
        except BaseException:
            await self.stockage.effacer(recu.objet)
            raise
        await self.stockage.effacer(recu.objet)
        return replace(recu, document=document, examen=self.antivirus.nom)


async def examiner(contenu: bytes, format: str, le: date, *, atelier: Atelier, antivirus: Antivirus) -> Document:
    """L'antivirus d'abord, puis l'atelier : ce qui en sort peut être ouvert par un agent."""
    verdict = await antivirus.analyser(contenu)
    if verdict.signature is not None:
        raise refus("virus")
    return await atelier.preparer(contenu, format, le)


class _Compteur:
    """Compte et condense ce qui passe ; interrompt le flux au-delà du maximum."""

    def __init__(self, flux: AsyncIterator[bytes], maximum: int) -> None:
        self._flux = flux
        self._maximum = maximum
        self.taille = 0
        self.condense = sha256()

    async def lire(self) -> AsyncIterator[bytes]:
        async for morceau in self._flux:
            self.taille += len(morceau)
            if self.taille > self._maximum:
                raise refus("trop-lourd", maximum=self._maximum // (1024 * 1024))
            self.condense.update(morceau)
            yield morceau


async def _debut(flux: AsyncIterator[bytes]) -> tuple[bytes, AsyncIterator[bytes]]:
    """De quoi reconnaître le format, sans perdre un octet du flux."""
    debut = b""
    async for morceau in flux:
        debut += morceau
        if len(debut) >= DEBUT:
            break

    async def tout() -> AsyncIterator[bytes]:
        yield debut
        async for morceau in flux:
            yield morceau

    return debut[:DEBUT], tout()
