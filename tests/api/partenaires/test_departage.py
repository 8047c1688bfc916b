"""À égalité de points, c'est la grille qui départage : la liste, la commission et la position disent le même ordre."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from api.bootstrap import Container
from domain.cotation.departage import cle_de_departage
from domain.cotation.vocabulary import Departage
from domain.organismes.acteur import systeme
from tests.api.conftest import Clock, SignIn
from tests.api.grilles import adopter
from tests.api.parcours import demande_envoyee
from tests.api.relocation import commission, inscrire, logement, retenir

pytestmark = pytest.mark.asyncio(loop_scope="session")
VITRE, FOUGERES = "35360", "35115"
DEPOT, NUMERO = Departage.DATE_DEPOT, Departage.NUMERO_UNIQUE


@dataclass(frozen=True)
class Territoire:
    """Une commune dont l'EPCI donne les mêmes points à tout le monde, et ce qui y départage."""

    commune: str
    voisine: str
    departage: tuple[Departage, ...]
    phrase: str


LE_NUMERO = Territoire(
    VITRE,
    "35068",
    (NUMERO, DEPOT),
    "À égalité de points : le numéro unique le plus petit passe devant, puis la demande la plus ancienne passe devant.",
)
LA_DATE = Territoire(FOUGERES, "35150", (DEPOT,), "À égalité de points : la demande la plus ancienne passe devant.")


@pytest.mark.parametrize("ou", [LE_NUMERO, LA_DATE], ids=["numero", "date"])
async def test_la_liste_la_commission_et_la_position_departagent_comme_la_grille(
    ou: Territoire,
    agent: SignIn,
    demandeur: SignIn,
    pdf: bytes,
    clock: Clock,
    container: Container,
    owner: AsyncEngine,
) -> None:
    secteur = {"code": "PAYS", "libelle": "Pays", "communes": [ou.commune, ou.voisine]}
    departage = [critere.value for critere in ou.departage]
    await adopter(owner, container, ou.commune, departage=departage, secteurs=[secteur])
    _au_milieu_d_un_mois(clock)
    _, ancienne = await demande_envoyee(demandeur, pdf, nom=un_nom(), communes=(ou.commune,))
    qui, jumelle = await demande_envoyee(demandeur, pdf, nom=un_nom(), communes=(ou.commune,))
    clock.advance(days=1)
    _, recente = await demande_envoyee(demandeur, pdf, nom=un_nom(), communes=(ou.commune,))
    anne = await agent("anne", "35")
    # the last that was sent gets the first number
    vues = [await _valider(anne, envoyee) for envoyee in (recente, jumelle, ancienne)]
    assert [v["cotations"][0]["points_verifies"] for v in vues] == [7, 7, 7]
    assert vues[0]["numero_unique"] < vues[1]["numero_unique"] < vues[2]["numero_unique"]
    assert vues[0]["deposee_le"] > vues[1]["deposee_le"] == vues[2]["deposee_le"]
    places = {v["id"]: _cle(ou, v) for v in vues}
    attendues = [v["id"] for v in sorted(vues, key=lambda v: (_cle(ou, v), UUID(v["id"])))]
    assert attendues[0] == (recente if ou is LE_NUMERO else ancienne)["id"]

    bien = await logement(anne, commune=ou.commune, code_postal="35500")
    liste = (await anne.get(f"biens/{bien['id']}/candidats")).json()
    assert [c["demande_id"] for c in liste["items"]] == attendues
    assert [c["rang"] for c in liste["items"]] == [1, 2, 3]
    assert _simple(liste["departage"]) == ou.phrase

    listee = (await anne.get("demandes", params={"commune": ou.commune, "sort": "-points"})).json()["items"]
    assert [d["id"] for d in listee] == attendues
    rebours = (await anne.get("demandes", params={"commune": ou.commune, "sort": "points"})).json()["items"]
    assert [d["id"] for d in rebours] == attendues[::-1]

    seance = await commission(anne)
    for proposition in await retenir(anne, bien, *vues):
        await inscrire(anne, proposition, seance)
    [examine] = (await anne.get(f"commissions/{seance['id']}")).json()["biens"]
    assert [p["candidat"]["demande_id"] for p in examine["passages"]] == attendues
    assert _simple(examine["departage"]) == ou.phrase

    async with container.new_uow(systeme("35"), None) as uow:
        await uow.positions.photographier("35", clock().date())
    async with owner.connect() as connection:
        lues = text("select demande_id::text, niveau, rang from positions where demande_id = any(:ids)")
        rows = (await connection.execute(lues, {"ids": [UUID(v["id"]) for v in vues]})).all()
    assert {row.niveau for row in rows} == {"commune", "secteur", "epci"}
    for id, _, rang in rows:
        # those that nothing decides between share a rank
        assert rang == 1 + sum(cle < places[id] for cle in places.values())
    [cotation] = (await qui.get("ma-cotation")).json()
    assert [_simple(p["departage"]) for p in cotation["positions"]] == [ou.phrase]


def un_nom() -> str:
    """Personne d'autre ne le porte."""
    return "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:12])


def _au_milieu_d_un_mois(clock: Clock) -> None:
    """Deux jours qui se suivent et que leurs numéros uniques rangent dans la même série."""
    while clock().day != 10:
        clock.advance(days=1)


async def _valider(anne: httpx.AsyncClient, envoyee: dict[str, Any]) -> dict[str, Any]:
    corps = {"version": envoyee["version"], "identite_verifiee": True}
    reponse = await anne.post(f"demandes/{envoyee['id']}/validation", json=corps)
    assert reponse.status_code == 200, reponse.text
    vue: dict[str, Any] = reponse.json()
    return vue


def _cle(ou: Territoire, vue: dict[str, Any]) -> int:
    return cle_de_departage(ou.departage, date.fromisoformat(vue["deposee_le"]), vue["numero_unique"])


def _simple(phrase: str) -> str:
    return phrase.replace("\u00a0", " ")
