"""Ce que PostgreSQL refuse de lui-même, même si deux actes passaient ensemble sous les gardes du domaine."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.constraints import translate
from adapters.db.engine import create_engine, set_context
from adapters.db.propositions.tables import propositions
from domain.demandes.codes import EtatDemande
from domain.kernel.identifiers import new_id
from domain.propositions.codes import EtatProposition
from tests.adapters.db.parc import ARMOR, DEPARTEMENT, LE, VILAINE
from tests.adapters.db.rapprochement.vivier import Vivier, vivier
from tests.embedded import Servers

pytestmark = pytest.mark.asyncio(loop_scope="session")
E = EtatProposition
BIEN, AUTRE_BIEN, BIEN_D_UN_AUTRE = 1, 2, 3
TERMINEES = (E.REFUSEE, E.SANS_REPONSE, E.SANS_SUITE, E.ANNULEE)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def un_vivier(servers: Servers) -> AsyncIterator[Vivier]:
    with servers.database() as url:
        async with vivier(url, combien=120, biens=6, avec_propositions=False) as made:
            yield made


@pytest_asyncio.fixture(loop_scope="session")
async def base(un_vivier: Vivier) -> AsyncIterator[AsyncConnection]:
    """A transaction of the application's own, undone at the end."""
    engine = create_engine(un_vivier.parc.engine.url.render_as_string(hide_password=False))
    async with engine.connect() as connection:
        transaction = await connection.begin()
        await set_context(connection, DEPARTEMENT, None, local=True)
        yield connection
        await transaction.rollback()
    await engine.dispose()


def ligne(demande: UUID, bien: int, etat: EtatProposition) -> dict[str, Any]:
    return {
        "departement": DEPARTEMENT,
        "id": new_id(),
        "bien_id": UUID(int=10_000 + bien),
        "mise_en_location_id": UUID(int=100_000 + bien),
        "demande_id": demande,
        "organisme_id": VILAINE if bien == BIEN_D_UN_AUTRE else ARMOR,
        "numero_unique": "035012600000135A01",
        "bien_libelle": "T2",
        "etat": etat,
        "creee_le": LE,
        "creee_par": "Agent",
        "version": 1,
    }


MEME_DEMANDE, AUTRE_DEMANDE = 0, 1
CAS = [
    # (état de la première, demande et bien de la seconde, état de la seconde) -> code du refus
    (E.EN_COURS, MEME_DEMANDE, BIEN, E.EN_COURS, "demande-deja-positionnee"),
    (E.NOTIFIEE, MEME_DEMANDE, BIEN, E.EN_COURS, "demande-deja-positionnee"),
    (E.EN_COURS, AUTRE_DEMANDE, BIEN, E.EN_COURS, None),
    (E.EN_COURS, MEME_DEMANDE, AUTRE_BIEN, E.EN_COURS, None),
    (E.ACCEPTEE, AUTRE_DEMANDE, BIEN, E.ACCEPTEE, "bien-deja-attribue"),
    (E.BAIL_SIGNE, AUTRE_DEMANDE, BIEN, E.ACCEPTEE, "bien-deja-attribue"),
    (E.BAIL_SIGNE, AUTRE_DEMANDE, BIEN, E.BAIL_SIGNE, "bien-deja-attribue"),
    (E.ACCEPTEE, AUTRE_DEMANDE, BIEN, E.NOTIFIEE, None),
    (E.NOTIFIEE, AUTRE_DEMANDE, BIEN, E.NOTIFIEE, None),
    (E.ACCEPTEE, MEME_DEMANDE, BIEN_D_UN_AUTRE, E.ACCEPTEE, "demande-deja-logee"),
    (E.BAIL_SIGNE, MEME_DEMANDE, BIEN_D_UN_AUTRE, E.BAIL_SIGNE, "demande-deja-logee"),
    (E.INSCRITE, MEME_DEMANDE, AUTRE_BIEN, E.INSCRITE, "demande-deja-retenue"),
    (E.NOTIFIEE, MEME_DEMANDE, AUTRE_BIEN, E.INSCRITE, "demande-deja-retenue"),
    (E.INSCRITE, MEME_DEMANDE, AUTRE_BIEN, E.DECIDEE, None),
    (E.INSCRITE, MEME_DEMANDE, BIEN_D_UN_AUTRE, E.INSCRITE, None),
    (E.NOTIFIEE, MEME_DEMANDE, BIEN_D_UN_AUTRE, E.NOTIFIEE, None),
    *((etat, MEME_DEMANDE, BIEN, E.EN_COURS, None) for etat in TERMINEES),
    *((etat, MEME_DEMANDE, AUTRE_BIEN, E.NOTIFIEE, None) for etat in TERMINEES),
]


@pytest.mark.parametrize(("premiere", "qui", "bien", "seconde", "code"), CAS)
async def test_deux_propositions_ne_coexistent_que_si_la_loi_le_permet(
    un_vivier: Vivier,
    base: AsyncConnection,
    premiere: EtatProposition,
    qui: int,
    bien: int,
    seconde: EtatProposition,
    code: str | None,
) -> None:
    actives = [d.id for d in un_vivier.demandes if d.etat is EtatDemande.ACTIVE]
    await base.execute(propositions.insert().values(ligne(actives[0], BIEN, premiere)))
    autre = propositions.insert().values(ligne(actives[qui], bien, seconde))
    if code is None:
        await base.execute(autre)
        return
    with pytest.raises(IntegrityError) as refus:
        await base.execute(autre)
    dit = translate(refus.value)
    assert dit is not None
    assert dit.code == code
    assert dit.message.endswith(".")
