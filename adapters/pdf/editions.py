from collections.abc import Sequence
from uuid import UUID

from adapters.pdf.attestation import AttestationPdf
from domain.communications.queries import Attestation, CommunicationsQueries
from domain.organismes.acteur import Acteur, Perimetre


class EditionsDeFichiers:
    """What an agent would read one by one, read and printed together."""

    def __init__(self, communications: CommunicationsQueries, pdf: AttestationPdf) -> None:
        self._communications = communications
        self._pdf = pdf

    async def attestation(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> Attestation:
        return await self._communications.attestation(perimetre, acteur, demande_id)

    async def imprimer(self, attestations: Sequence[Attestation]) -> bytes:
        return await self._pdf(*attestations)
