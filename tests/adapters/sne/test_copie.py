"""Un document passe d'un système à l'autre sans perdre un octet, et une réponse douteuse n'en donne aucun."""

import asyncio
from datetime import UTC, datetime
from random import Random

import pytest

from adapters.sne.client import SneSoap
from domain.demandes.codes import EtatDemande
from domain.echanges.sne.codes import TypeFichier
from domain.echanges.sne.errors import SneIndisponible
from domain.echanges.sne.ports import CopieNumerique, FichierSne
from tests.domain.demandes.vies import la_demande
from tests.standins.sne import FauxSne

LE = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
NUMERO = "035112600000135A01"
CONTENUS = [
    Random(1).randbytes(300_000),
    b"%PDF-1.7\r\n\r\n--limite de page\r\nfin\r",
    b"\n\n" + bytes(range(256)) + b"\r\n",
]


def copie(contenu: bytes, rang: int = 0) -> CopieNumerique:
    return CopieNumerique(reference=f"ref-{rang}", type="ID_CNI", nom=f"carte-{rang}.pdf", le=LE, contenu=contenu)


def fichier(contenu: bytes, rang: int) -> FichierSne:
    demande = la_demande(EtatDemande.ACTIVE)
    demande.numero_unique = NUMERO
    return FichierSne(
        nom=f"DEM35A01-{rang}.xml",
        type_fichier=TypeFichier.COPIE,
        guichet="35A01",
        demande=demande,
        le=LE,
        copie=copie(contenu, rang),
    )


def test_un_document_part_et_revient_octet_pour_octet() -> None:
    async def voyage() -> list[CopieNumerique]:
        async with FauxSne() as sne:
            porte = SneSoap(sne.url)
            for rang, contenu in enumerate(CONTENUS):
                assert not (await porte.transmettre(fichier(contenu, rang))).anomalies
            revenues = await porte.copies(NUMERO, LE)
            await porte.close()
            return list(revenues)

    revenues = asyncio.run(voyage())
    assert [c.contenu for c in revenues] == CONTENUS
    assert [(c.reference, c.type, c.nom) for c in revenues] == [
        (f"ref-{rang}", "ID_CNI", f"carte-{rang}.pdf") for rang in range(len(CONTENUS))
    ]


@pytest.mark.parametrize("panne", ["reset_before", "reset_after_commit", "status:503", "html", "truncated"])
def test_une_reponse_coupee_ou_illisible_ne_donne_aucun_document(panne: str) -> None:
    async def demander() -> None:
        async with FauxSne() as sne:
            sne.documents[NUMERO] = [("ref", "ID_CNI", "carte.pdf", CONTENUS[0])]
            sne.pannes = [panne]
            porte = SneSoap(sne.url)
            try:
                await porte.copies(NUMERO, LE)
            finally:
                await porte.close()

    with pytest.raises(SneIndisponible):
        asyncio.run(demander())
