"""Chercher une demande par un numéro entier : jamais dans l'adresse, toujours avec sa trace."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import event

from api.bootstrap import Container
from tests.api.conftest import SignIn
from tests.api.formulaires import formulaire
from tests.api.parcours import demande_validee
from tests.api.partenaires.brouillons import saisir, un_nom

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _par_numero(agent: httpx.AsyncClient, **corps: str) -> dict[str, Any]:
    answer = await agent.post("recherches-de-demandes", json=corps)
    assert answer.status_code == 200, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


def _nir(annee: str = "88", mois: str = "04") -> str:
    corps = f"2{annee}{mois}35{uuid4().int % 1_000_000:06d}"
    return f"{corps}{97 - int(corps) % 97:02d}"


async def test_un_nir_se_cherche_dans_le_corps_et_laisse_sa_trace(agent: SignIn, container: Container) -> None:
    anne, marque, nir = await agent("anne", "35"), un_nom(), _nir()
    vue = await saisir(anne, marque, prenoms="Anaïs")
    personne = vue["formulaire"]["demandeur"]["id"]
    depot = await anne.put(f"demandes/{vue['id']}/nir", json={"personne_id": personne, "nir": nir})
    assert depot.status_code == 204, depot.text
    trouve = await _par_numero(anne, nir=f"{nir[:1]} {nir[1:]}")
    assert [ligne["id"] for ligne in trouve["items"]] == [vue["id"]]
    assert trouve["ailleurs"] is None
    lectures = (await anne.get(f"demandes/{vue['id']}/consultations")).json()["items"]
    assert "recherche par numéro de sécurité sociale" in [ligne["quoi"] for ligne in lectures]
    async with container.read("35") as connection:
        [trace] = (
            await connection.exec_driver_sql(
                "select par, trouvees, ailleurs, auteur from recherches_tracees where par = 'nir' "
                "order by id desc limit 1"
            )
        ).all()
    assert tuple(trace) == ("nir", 1, False, "Agent Anne")
    for route in ("demandes", "recherche-rapide"):
        refus = await anne.get(route, params={"q": nir})
        assert (refus.status_code, refus.json()["code"]) == (422, "nir-dans-l-adresse"), route
        assert nir not in refus.text


async def test_un_brouillon_d_un_autre_organisme_n_existe_pas_meme_par_son_nir(agent: SignIn) -> None:
    anne, bruno, nir = await agent("anne", "35"), await agent("bruno", "35"), _nir()
    vue = await saisir(anne, un_nom())
    personne = vue["formulaire"]["demandeur"]["id"]
    assert (await anne.put(f"demandes/{vue['id']}/nir", json={"personne_id": personne, "nir": nir})).status_code == 204
    assert await _par_numero(bruno, nir=nir) == {"items": [], "ailleurs": None}


async def test_un_telephone_se_trouve_ecrit_autrement(agent: SignIn) -> None:
    anne, marque = await agent("anne", "35"), un_nom()
    numero = f"07{uuid4().int % 100_000_000:08d}"
    await saisir(anne, marque, demandeur=formulaire(marque)["demandeur"] | {"telephone": numero})
    ecrit = f"+33 {numero[1:3]} {numero[3:6]} {numero[6:]}"
    assert [ligne["nom_affiche"].split()[0] for ligne in (await _par_numero(anne, telephone=ecrit))["items"]] == [
        marque
    ]


async def test_hors_de_son_perimetre_on_apprend_qu_elle_existe_et_rien_de_plus(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    marque = un_nom()
    _, vue = await demande_validee(agent, demandeur, pdf, nom=marque)
    cesson, chloe = await agent("cesson", "35"), await agent("chloe", "44")
    hors = await _par_numero(cesson, numero_unique=vue["numero_unique"])
    assert (hors["items"], hors["ailleurs"]["code"]) == ([], "hors-perimetre")
    ailleurs = await _par_numero(chloe, numero_unique=vue["numero_unique"])
    assert (ailleurs["items"], ailleurs["ailleurs"]["code"]) == ([], "autre-departement")
    for reponse in (hors, ailleurs):
        assert marque not in str(reponse)
        assert vue["id"] not in str(reponse)
    inconnu = f"{vue['numero_unique'][:7]}999999{vue['numero_unique'][13:]}"
    assert await _par_numero(cesson, numero_unique=inconnu) == {"items": [], "ailleurs": None}


@pytest.mark.parametrize(
    ("corps", "code"),
    [
        ({}, "un-seul-numero"),
        ({"nir": "1", "telephone": "0600000000"}, "un-seul-numero"),
        ({"nir": "284053523800125"}, "nir-invalide"),
        ({"numero_unique": "12"}, "numero-unique-invalide"),
        ({"telephone": "000000"}, "telephone-illisible"),
    ],
)
async def test_un_numero_mal_ecrit_le_dit(agent: SignIn, corps: dict[str, str], code: str) -> None:
    answer = await (await agent("anne", "35")).post("recherches-de-demandes", json=corps)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_les_recherches_par_numero_sont_comptees(agent: SignIn) -> None:
    epci = await agent("epci", "35")
    codes = [
        (await epci.post("recherches-de-demandes", json={"telephone": "0612345678"})).status_code for _ in range(61)
    ]
    assert codes[:60] == [200] * 60
    assert codes[60] == 429


async def test_sans_le_droit_d_ecrire_un_nir_ne_se_cherche_pas(agent: SignIn) -> None:
    answer = await (await agent("adil", "35")).post("recherches-de-demandes", json={"nir": _nir()})
    assert (answer.status_code, answer.json()["code"]) == (403, "droit-manquant")


@pytest.mark.parametrize("corps", [{"telephone": "0199000001"}, {"numero_unique": "035112600099935A01"}])
async def test_une_recherche_par_numero_coute_quatre_instructions_au_plus(
    agent: SignIn, container: Container, corps: dict[str, str]
) -> None:
    """Chercher, chercher dans la suite nationale, tracer la recherche, tracer chaque lecture."""
    anne = await agent("anne", "35")
    await anne.post("recherches-de-demandes", json=corps)
    statements: list[str] = []

    def keep(*args: Any) -> None:
        statements.append(args[2])

    engine = container.trace_engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        assert (await anne.post("recherches-de-demandes", json=corps)).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    theirs = [s for s in statements if any(t in s for t in ("recherche", "numeros_uniques", "consultations"))]
    assert 1 <= len(theirs) <= 4, theirs
