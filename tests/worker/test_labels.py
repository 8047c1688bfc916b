"""La nuit relit les labels de tout le stock par ensembles, et écrit ce que la relecture d'un seul aurait écrit."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from adapters.db.publics.repository import MANY
from api.worker import Lane, Relay
from domain.demandes.codes import EtatDemande, StatutLogement
from domain.demandes.formulaire import SECTIONS, Formulaire, LogementActuel
from domain.demandes.model import Canal, Demande
from domain.kernel.aggregate import Event
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.publics.events import LabelPose, LabelRetire, StockALabelliser
from domain.publics.model import VersionDeRegle
from domain.publics.reactions import labelliser_le_stock, labelliser_un_lot, relabelliser_la_demande
from domain.publics.rules import ecrire_public, publics_en_vigueur
from tests.factories.formulaires import un_formulaire
from tests.worker.conftest import Bench

pytestmark = pytest.mark.asyncio(loop_scope="session")

SANS_ABRI = LogementActuel(statut=StatutLogement.SANS_ABRI)
HISTORIQUE = """
select objet_id, type, libelle, description, phrase_publique, auteur_sorte, auteur, details
from historique where type in ('LabelPose', 'LabelRetire') order by objet_id, details->>'code', id
"""
LABELS = """
select demande_id, code, libelle, origine, depuis, faits, numero_regle, pose_par, retire_le is not null as retire,
  motif_retrait
from labellisations order by demande_id, code, retire
"""


class Stock:
    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        muettes = (LabelPose, LabelRetire)
        ecoutes: dict[type[Event], Any] = {
            JourCommence: (labelliser_le_stock,),
            StockALabelliser: (labelliser_un_lot,),
            **dict.fromkeys(muettes, ()),
        }
        self.office = bench.relay(ecoutes)
        self.relay = Relay(self.office._outbox, bench.container.transaction, self.office.uow, [Lane()])

    async def inscrire(self, combien: int) -> list[UUID]:
        """Comme un import : rien ne les a encore relues."""
        ids = [new_id() for _ in range(combien)]
        async with self.office.uow(systeme("35"), None) as uow:
            rempli = un_formulaire()
            for rang, id in enumerate(ids):
                demande = Demande(
                    departement="35",
                    id=id,
                    reference=await uow.demandes.prochaine_reference("35", date(2026, 11, 22)),
                    canal=Canal.GUICHET,
                    etat=EtatDemande.ACTIVE,
                    formulaire=Formulaire(
                        **{section: getattr(rempli, section) for section in SECTIONS if section != "logement_actuel"},
                        logement_actuel=SANS_ABRI,
                    ),
                    creee_le=datetime(2020, 1, 1, tzinfo=UTC),
                    numero_unique=f"0350120{rang:06d}35A01",
                    deposee_le=date(2020, 1, 1),
                    expire_le=date(2027, 6, 1),
                )
                uow.demandes.add(demande)
        return ids

    async def passer_la_nuit(self) -> None:
        async with self.office.uow(systeme("35"), None) as uow:
            jour = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=uow.today())
            uow.record(jour)
        await self.relay.drain()
        [(echecs,)] = await self.bench.rows("select count(*) from outbox_deliveries where done_at is null")
        assert echecs == 0

    async def derniere_passe(self) -> dict[str, Any]:
        question = "select examinees, entrees, sorties from passes_de_labellisation order by id desc limit 1"
        [passe] = await self.lire(question)
        return passe

    async def changer_la_regle(self, code: str, *, actif: bool, effet_du: date) -> None:
        [livree] = [p for p in publics_en_vigueur("35", [], effet_du) if p.code == code]
        async with self.office.uow(systeme("35"), None) as uow:
            await uow.publics.ajouter_version(
                VersionDeRegle(
                    departement="35",
                    code=code,
                    numero=1,
                    contenu=ecrire_public(livree) | {"actif": actif},
                    effet_du=effet_du,
                    motif="Comité",
                    auteur="Lucie Morvan",
                    organisme="Préfecture",
                    creee_le=uow.now(),
                )
            )

    async def reloger(self, ids: list[UUID]) -> None:
        """Sans que personne ne les relise : la nuit le verra."""
        chez_soi = """{"statut": "LP", "nb_habitants": 1}"""
        await self.ecrire(
            "update demandes set version = version + 1, formulaire = jsonb_set(formulaire, '{logement_actuel}',"
            " formulaire->'logement_actuel' || cast(:chez as jsonb)) where id = any(:ids)",
            chez=chez_soi,
            ids=ids,
        )

    async def ecrire(self, ordre: str, **valeurs: Any) -> None:
        async with self.bench.container.transaction() as session:
            await session.execute(text("select set_config('app.departement', '35', true)"))
            await session.execute(text(ordre), valeurs)

    async def lire(self, question: str) -> list[dict[str, Any]]:
        async with self.bench.container.read("35") as connection:
            return [dict(row) for row in (await connection.execute(text(question))).mappings()]


@pytest_asyncio.fixture(loop_scope="session")
async def stock(bench: Bench) -> AsyncIterator[Stock]:
    yield Stock(bench)


async def test_la_nuit_ecrit_ce_que_la_relecture_d_un_seul_dossier_aurait_ecrit(stock: Stock) -> None:
    ids = await stock.inscrire(MANY + 10)
    await stock.passer_la_nuit()
    labels, lignes = await stock.lire(LABELS), await stock.lire(HISTORIQUE)
    assert {label["demande_id"] for label in labels} == set(ids)
    assert {"L441_1_k", "DAL"} <= {label["code"] for label in labels}
    assert [(ligne["objet_id"], ligne["details"]["code"]) for ligne in lignes] == [
        (label["demande_id"], label["code"]) for label in labels
    ]

    await stock.ecrire("delete from labellisations where demande_id = any(:ids)", ids=ids)
    dernier = (await stock.lire("select max(id) as id from historique"))[0]["id"]
    for id in ids:
        async with stock.office.uow(systeme("35"), None) as uow:
            event = Event(departement="35", aggregate_id=id, occurred_at=uow.now())
            await relabelliser_la_demande(event, systeme("35"), uow)
    assert await stock.lire(LABELS) == labels
    assert await stock.lire(HISTORIQUE.replace("order by", f"and id > {dernier} order by", 1)) == lignes


async def test_une_nuit_ou_rien_ne_bouge_n_ecrit_rien_et_la_suivante_retire_ce_qui_n_est_plus_vrai(
    stock: Stock,
) -> None:
    ids = await stock.inscrire(6)
    await stock.passer_la_nuit()
    apres_une = await stock.lire(LABELS), await stock.lire(HISTORIQUE)
    await stock.passer_la_nuit()
    assert (await stock.lire(LABELS), await stock.lire(HISTORIQUE)) == apres_une

    await stock.reloger(ids[:4])
    await stock.passer_la_nuit()
    retires = [label for label in await stock.lire(LABELS) if label["retire"]]
    assert {label["demande_id"] for label in retires} == set(ids[:4])
    assert {label["motif_retrait"] for label in retires} == {"Le dossier ne répond plus à la règle."}
    passes = await stock.lire(
        "select examinees, entrees, sorties, terminee_le from passes_de_labellisation order by commencee_le"
    )
    assert [p["examinees"] for p in passes] == [6, 0, 4], "ce qui n'a pas changé ne se relit pas"
    assert passes[1]["entrees"] == passes[1]["sorties"] == {}
    assert passes[2]["sorties"]["L441_1_k"] == 4
    assert all(p["terminee_le"] for p in passes)


async def test_ne_relire_que_ce_qui_a_pu_changer_revient_a_relire_tout_le_stock(stock: Stock) -> None:
    """Après chaque nuit, tout relire n'y ajoute ni n'y retire rien."""
    soir = [datetime(2025, 6, 15, 3, tzinfo=UTC)]
    stock.bench.container.clock = lambda: soir[0]

    async def nuit(apres: timedelta) -> dict[str, Any]:
        soir[0] += apres
        await stock.passer_la_nuit()
        partielle = await stock.derniere_passe()
        await stock.ecrire("delete from relectures_de_label")
        await stock.passer_la_nuit()
        tout = await stock.derniere_passe()
        assert (tout["examinees"], tout["entrees"], tout["sorties"]) == (8, {}, {})
        return partielle

    ids = await stock.inscrire(8)
    assert (await nuit(timedelta()))["examinees"] == 8
    assert (await nuit(timedelta(days=1)))["examinees"] == 0, "rien n'a changé"

    await stock.reloger(ids[:3])
    changee = await nuit(timedelta(days=1))
    assert (changee["examinees"], changee["sorties"]["L441_1_k"]) == (3, 3)

    terme = soir[0].date() + timedelta(days=2)
    await stock.ecrire(
        "insert into labellisations (departement, id, demande_id, code, libelle, sensible, public, origine, depuis,"
        " expire_le, faits, motif, numero_regle, pose_le, pose_par) select departement, :nouveau, demande_id,"
        " 'L441_1_c', 'Mal logé', false, true, 'manuel', depuis, :terme, '{}', 'Rapport social', 0, pose_le, 'Anne'"
        " from labellisations where demande_id = :id and code = 'DAL'",
        nouveau=new_id(),
        terme=terme,
        id=ids[7],
    )
    assert (await nuit(timedelta(days=2)))["examinees"] == 0, "le dernier jour du terme, il vaut encore"
    echue = await nuit(timedelta(days=1))
    assert (echue["examinees"], echue["sorties"]["L441_1_c"]) == (1, 1)

    await stock.changer_la_regle("L441_1_k", actif=False, effet_du=soir[0].date() + timedelta(days=1))
    regle = await nuit(timedelta(days=1))
    assert (regle["examinees"], regle["sorties"]["L441_1_k"]) == (8, 5)

    assert (await nuit(timedelta(days=365)))["examinees"] == 8, "un an a passé : chacun a un an de plus"
