from collections.abc import Sequence
from datetime import date
from uuid import UUID

from adapters.pdf.attestation import AttestationPdf
from adapters.pdf.gabarit import Gabarit
from adapters.pdf.lettres import feuilles
from domain.communications.courriers.ports import Pli
from domain.communications.queries import Attestation, CommunicationsQueries
from domain.organismes.acteur import Acteur, Perimetre


class EditionsDeFichiers:
    """What an agent would read one by one, read and printed together."""

    def __init__(self, communications: CommunicationsQueries, pdf: AttestationPdf) -> None:
        self._communications = communications
        self._pdf = pdf
        self._lettres = Gabarit("lettres.typ")

    async def attestation(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> Attestation:
        return await self._communications.attestation(perimetre, acteur, demande_id)

    async def imprimer(self, attestations: Sequence[Attestation]) -> bytes:
        return await self._pdf(*attestations)

    async def imprimer_les_lettres(self, expediteur: Sequence[str], le: date, plis: Sequence[Pli]) -> bytes:
        return await self._lettres.imprimer(feuilles(expediteur, le, plis))
