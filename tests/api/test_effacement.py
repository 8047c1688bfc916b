"""Un an après la radiation, plus rien ne nomme personne, et ce qui se compte se compte encore (arrêté, § 7)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.tracabilite.effacement import A_PART, GARDEES, VIDEES, liees
from adapters.db.tracabilite.verification import verify
from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.pieces.reactions import purger_les_pieces
from domain.tracabilite.codes import Registre
from domain.tracabilite.reactions import effacer_les_demandes
from migrations.models import metadata
from tests.api.conftest import SignIn
from tests.api.parcours import demande_validee
from tests.api.relocation import candidat, commission, decider, inscrire, logement, retenir

pytestmark = pytest.mark.asyncio(loop_scope="session")

NIR = "288043523800179"


def _nom() -> str:
    return "OUBLI" + "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:10])


async def _radier_depuis(container: Container, jours: int, *demandes: str) -> None:
    async with container.engine.begin() as connection:
        await connection.execute(text("select set_config('app.departement', '35', true)"))
        for demande in demandes:
            await connection.execute(
                text("update demandes set etat = 'AN', motif_radiation = 'RADABA', radiee_le = :le where id = :id"),
                {"le": ajouter_mois(container.today(), -12) - timedelta(days=jours), "id": demande},
            )


async def _passer_la_nuit(container: Container) -> None:
    acteur = systeme("35")
    event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(purger_les_pieces, event, acteur)
    await relay_of(container).drain()
    await container.executor(effacer_les_demandes, event, acteur)
    await relay_of(container).drain()


async def _ou_se_lit(connection: AsyncConnection, *traces: str) -> dict[str, list[str]]:
    """The tables where one of these words can still be read, bytes included."""
    trouvees: dict[str, list[str]] = {}
    for table in metadata.sorted_tables:
        for trace in traces:
            lines = await connection.scalar(
                text(f'select count(*) from "{table.name}" t where t::text ilike :trace'),
                {"trace": f"%{trace}%"},
            )
            if lines:
                trouvees.setdefault(table.name, []).append(trace)
    return trouvees


async def test_un_an_apres_plus_rien_dans_toute_la_base_ne_nomme_la_personne(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    nom, tel = _nom(), f"0612{uuid4().int % 10**6:06d}"
    qui, demande = await demande_validee(agent, demandeur, pdf, nom=nom, prenoms="Zélie")
    anne = await agent("anne", "35")
    moi = demande["formulaire"]["demandeur"]
    corrige = await anne.patch(
        f"demandes/{demande['id']}", json={"version": demande["version"], "demandeur": moi | {"telephone": tel}}
    )
    assert corrige.status_code == 200, corrige.text
    assert (await qui.put("ma-demande/nir", json={"personne_id": moi["id"], "nir": NIR})).is_success
    urgence = {"motif": "AUTRE", "texte": f"Je suis {nom}, c'est urgent."}
    assert (await qui.post("mes-urgences", json=urgence)).status_code == 201
    bien = await logement(anne)
    _, autre = await candidat(agent, demandeur, pdf)
    _, tiers = await candidat(agent, demandeur, pdf)
    propositions = await retenir(anne, bien, demande, autre, tiers)
    seance = await commission(anne)
    for proposition in propositions:
        await inscrire(anne, proposition, seance)
    ecarte = {"decision": "NAT", "motif": "N99", "commentaire": f"Madame {nom} n'a pas répondu."}
    await decider(anne, seance, propositions[0], **ecarte)
    export = {"recherche": {"q": nom}, "colonnes": ["nom"], "format": "csv", "motif": "Courrier"}
    assert (await anne.post("exports-de-demandes", json=export)).status_code == 201
    await relay_of(container).drain()
    async with container.engine.connect() as connection:
        await connection.execute(text("select set_config('app.departement', '35', false)"))
        compte = await connection.scalar(
            text("select identifiant from comptes_demandeurs where demande_id = :id"), {"id": demande["id"]}
        )
        index = await connection.scalar(
            text("select encode(index_aveugle, 'hex') from nirs where demande_id = :id"), {"id": demande["id"]}
        )
        traces = [nom, tel, moi["email"], str(compte), str(index), demande["numero_unique"]]
        avant = await _ou_se_lit(connection, *traces)
        await connection.rollback()
    assert {"demandes", "nirs", "comptes_demandeurs", "historique", "messages", "urgences", "propositions"} <= set(
        avant
    )
    await _radier_depuis(container, 1, demande["id"])
    async with container.engine.begin() as connection:
        await connection.execute(text("select set_config('app.departement', '35', true)"))
        await connection.execute(text("update travaux set cree_le = cree_le - interval '400 days'"))
    await _passer_la_nuit(container)
    async with container.new_uow(systeme("35"), None) as uow:
        later = container.now() + timedelta(hours=1)
        await uow.oublier_avant(evenements=later, cles=later)
    async with container.engine.connect() as connection:
        await connection.execute(text("select set_config('app.departement', '35', false)"))
        restes = await _ou_se_lit(connection, *traces)
        assert restes.pop("numeros_uniques") == [demande["numero_unique"]], "un numéro ne sert jamais deux fois"
        assert restes == {}
        row = (
            await connection.execute(
                text("select etat, motif_radiation, formulaire::text from demandes where id = :id"),
                {"id": demande["id"]},
            )
        ).one()
        assert (row.etat, row.motif_radiation) == ("SU", "RADABA")
        gardee = (await connection.execute(text("select * from demandes_effacees order by id desc limit 1"))).one()
        assert (gardee.etat, gardee.categorie, gardee.deposee_en.day) == ("AN", 1, 1)
    assert await container.stockage.ranges_avant(f"35/{demande['id']}/", container.now() + timedelta(days=1)) == []
    assert (await anne.get(f"demandes/{demande['id']}")).status_code == 404
    assert (await anne.get(f"propositions/{propositions[0]['id']}")).status_code in (200, 404)
    lue = await anne.get(f"commissions/{seance['id']}")
    assert lue.status_code == 200, lue.text
    passages = {p["proposition_id"]: p for bien in lue.json()["biens"] for p in bien["passages"]}
    partie = passages[propositions[0]["id"]]
    assert partie["efface"], "the line stays, and what was decided"
    assert (partie["candidat"]["nom_affiche"], partie["candidat"]["numero_unique"]) == ("Dossier effacé", "")
    assert partie["decision"] is not None
    assert not any(p["efface"] for id, p in passages.items() if id != propositions[0]["id"])
    assert (await anne.get(f"demandes/{autre['id']}")).status_code == 200
    nuits = (await (await agent("gestionnaire", "35")).get("nuits", params={"size": 100})).json()["items"]
    assert any(nuit["effacees"] >= 1 for nuit in nuits), "le rapport de la nuit le dit"


async def test_un_an_jour_pour_jour_la_demande_est_encore_la_et_ses_pieces_partent_d_abord(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, gardee = await demande_validee(agent, demandeur, pdf, nom=_nom())
    _, tenue = await demande_validee(agent, demandeur, pdf, nom=_nom())
    await _radier_depuis(container, 0, gardee["id"])
    await _radier_depuis(container, 3, tenue["id"])
    event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today())
    await container.executor(effacer_les_demandes, event, systeme("35"))
    anne = await agent("anne", "35")
    assert (await anne.get(f"demandes/{gardee['id']}")).status_code == 200
    assert (await anne.get(f"demandes/{tenue['id']}")).status_code == 200, "ses documents existent encore"
    await _passer_la_nuit(container)
    assert (await anne.get(f"demandes/{gardee['id']}")).status_code == 200
    assert (await anne.get(f"demandes/{tenue['id']}")).status_code == 404


async def test_une_demande_fusionnee_s_efface_et_celle_qui_reste_n_en_porte_plus_le_numero(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, reste = await demande_validee(agent, demandeur, pdf, nom=_nom())
    _, partie = await demande_validee(agent, demandeur, pdf, nom=_nom())
    lien = '[{"demande_id": "%s", "numero": "%s", "nature": "%s", "depuis_le": "2024-01-01"}]'
    async with container.engine.begin() as connection:
        await connection.execute(text("select set_config('app.departement', '35', true)"))
        for une, autre, nature in ((reste, partie, "fusion_de"), (partie, reste, "fusionnee_dans")):
            await connection.execute(
                text("update demandes set liens = cast(:liens as jsonb) where id = :id"),
                {"liens": lien % (autre["id"], autre["numero_unique"], nature), "id": une["id"]},
            )
    await _radier_depuis(container, 1, partie["id"])
    await _passer_la_nuit(container)
    anne = await agent("anne", "35")
    assert (await anne.get(f"demandes/{reste['id']}")).json()["liens"] == []


async def test_les_sceaux_tiennent_quand_les_textes_s_effacent(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container
) -> None:
    _, demande = await demande_validee(agent, demandeur, pdf, nom=_nom())
    await _radier_depuis(container, 1, demande["id"])
    await _passer_la_nuit(container)
    for registre in Registre:
        relu = await verify(container.read, "35", registre, None, container.gateways.signer_les_sceaux)
        assert relu.ruptures == []
    async with container.engine.connect() as connection:
        await connection.execute(text("select set_config('app.departement', '35', false)"))
        lignes = (
            await connection.execute(
                text("select description, details::text from historique where objet = 'demande' and objet_id = :id"),
                {"id": UUID(demande["id"])},
            )
        ).all()
    assert lignes
    assert {tuple(x) for x in lignes} == {("", "{}")}


async def test_toute_table_qui_parle_d_une_demande_dit_ce_que_l_oubli_en_fait() -> None:
    parlent = {t.name for t in metadata.sorted_tables if "demande_id" in t.c}
    connues: set[Any] = {t.name for t in (*liees(), *GARDEES, *VIDEES, *A_PART)}
    assert parlent <= connues
    proteges = {t.name for t in liees() if t.info.get("append_only")}
    assert proteges == set(), (
        "l'application ne sait pas effacer ce registre : nommez-le dans GARDEES, et dites pourquoi"
    )
