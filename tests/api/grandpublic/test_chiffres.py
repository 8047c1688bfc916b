"""Les chiffres publics : refaits chaque nuit, lus sans compte, par département et par commune."""

import pytest

from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, NewClient, SignIn
from tests.api.parcours import demande_validee

pytestmark = pytest.mark.asyncio(loop_scope="session")

BEAUCE = "35021"
"""No other test wishes it."""


async def la_nuit(container: Container) -> None:
    async with container.new_uow(systeme("35"), None) as uow:
        uow.record(JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today()))
    await relay_of(container).drain()


async def test_la_nuit_refait_les_chiffres_du_departement_et_la_fiche_de_chaque_commune(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, new_client: NewClient, clock: Clock
) -> None:
    visiteur = await new_client()
    visiteur.base_url = visiteur.base_url.join("/grandpublic/v1/")
    chez_elle = f"territoires/35/chiffres-cles/communes/{BEAUCE}"
    for n in range(10):
        await demande_validee(agent, demandeur, pdf, nom=f"BEAUC{'ABCDEFGHIJ'[n]}", communes=(BEAUCE,))
    await la_nuit(container)
    hier = (await visiteur.get("territoires/35/chiffres-cles")).json()
    fiche = (await visiteur.get(chez_elle)).json()
    assert (fiche["commune"], fiche["nom"]) == (BEAUCE, "Beaucé")
    demandes = next(c for c in fiche["chiffres"] if c["code"] == "demandes")
    assert demandes["valeur"] is None, "dix demandes : trop peu pour se dire"
    assert "Moins de 11" in demandes["secret"]

    await demande_validee(agent, demandeur, pdf, nom="BEAUCK", communes=(BEAUCE,))
    assert (await visiteur.get(chez_elle)).json() == fiche, "une page publique lit la photo, pas le fichier"
    clock.advance(days=1)
    await la_nuit(container)
    fiche = (await visiteur.get(chez_elle)).json()
    assert {c["code"]: c["valeur"] for c in fiche["chiffres"]}["demandes"] == 11
    assert (await visiteur.get("territoires/35/chiffres-cles")).json()["photo_du"] > hier["photo_du"]


@pytest.mark.parametrize("commune", ["44109", "35999"])
async def test_une_commune_d_ailleurs_ou_inconnue_n_a_pas_de_fiche(new_client: NewClient, commune: str) -> None:
    visiteur = await new_client()
    refus = await visiteur.get(f"/grandpublic/v1/territoires/35/chiffres-cles/communes/{commune}")
    assert (refus.status_code, refus.json()["code"]) == (404, "commune-sans-chiffres")
