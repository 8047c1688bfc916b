"""La nuit avance la vie de toutes les demandes d'un département, une seule fois, même coupée ou rejouée."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from api.bootstrap import create_container
from api.worker import open_the_day, relay_of
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.formulaire import SECTIONS, Formulaire
from domain.demandes.model import Canal, Demande
from domain.demandes.vie.valeurs import Avertissement, Verrou
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from tests.domain.demandes.vies import avertie, en_commission
from tests.factories.formulaires import un_formulaire
from tests.worker.conftest import Bench

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAS = {"AvisDExpirationDu", "DemandeEndormie", "DemandeRadiee"}
JOUR = date(2026, 11, 22)
MATIN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 4 h à Paris


@dataclass
class Registre:
    """Le registre d'Ille-et-Vilaine, et le matin où le travailleur se réveille."""

    bench: Bench
    url: str
    matin: datetime = MATIN

    def __post_init__(self) -> None:
        self.travailleur = create_container(lambda: self.matin, database_url=self.url)

    async def inscrire(
        self,
        expire_le: date,
        *,
        etat: EtatDemande = EtatDemande.ACTIVE,
        rappelee_le: date | None = None,
        verrou: Verrou | None = None,
        avertissement: Avertissement | None = None,
    ) -> UUID:
        id = new_id()
        async with self.bench.container.new_uow(systeme("35"), None) as uow:
            rempli = un_formulaire()
            demande = Demande(
                departement="35",
                id=id,
                reference=await uow.demandes.prochaine_reference("35", JOUR),
                canal=Canal.GUICHET,
                etat=EtatDemande.ACTIVE,
                formulaire=Formulaire(),
                creee_le=datetime(2020, 1, 1, tzinfo=UTC),
                numero_unique=f"0350120{id.int % 10**6:06d}35A01",
                deposee_le=date(2020, 1, 1),
                renouvelee_le=ajouter_mois(expire_le, -12),
                expire_le=expire_le,
                rappelee_le=rappelee_le,
                endormie_le=expire_le + timedelta(days=1) if etat is EtatDemande.EN_SOMMEIL else None,
                verrou=verrou,
                avertissement=avertissement,
            )
            uow.demandes.add(demande)
            demande.modifier({section: getattr(rempli, section) for section in SECTIONS}, le=MATIN)
            demande.etat = etat
        return id

    async def lire(self, requete: str) -> list[Any]:
        async with self.bench.container.engine.connect() as connection:
            await connection.execute(text("select set_config('app.departement', '35', true)"))
            return list((await connection.execute(text(requete))).all())

    async def passer_la_nuit(self, *, coupee: bool = False) -> None:
        """Le jour s'ouvre ; `coupee` : le travailleur meurt après deux lots."""
        await open_the_day(self.travailleur)
        relay = relay_of(self.travailleur)
        while await relay.deliver_next():
            if coupee and (await self.rapport()).get("examinees", 0) >= 6:
                return

    async def etat(self, id: UUID) -> str:
        [(etat,)] = await self.lire(f"select etat from demandes where id = '{id}'")
        return str(etat)

    async def lignes(self, id: UUID) -> list[str]:
        """Ce que la nuit a écrit : ni la saisie d'avant, ni les étiquettes, ni le départ des messages."""
        rows = await self.lire(f"select type from historique where objet_id = '{id}' order by id")
        return [row.type for row in rows if row.type in PAS]

    async def rapport(self) -> dict[str, Any]:
        rows = await self.lire(f"select * from nuits where jour = '{self.matin:%Y-%m-%d}'")
        return dict(rows[0]._mapping) if rows else {}


@pytest_asyncio.fixture(loop_scope="session")
async def registre(bench: Bench, fresh_database: str) -> AsyncIterator[Registre]:
    async with bench.container.engine.begin() as connection:
        await connection.execute(
            text("insert into organismes (id, type, nom, totp_exige, version) values (:i, 'BAILLEUR', 'B', false, 1)"),
            {"i": (organisme := new_id())},
        )
        await connection.execute(
            text("insert into organismes_territoires (departement, organisme_id) values ('35', :i)"), {"i": organisme}
        )
    found = Registre(bench, fresh_database)
    try:
        yield found
    finally:
        await found.travailleur.close()


@pytest.fixture
def petits_lots(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def fixer(combien: int) -> None:
        monkeypatch.setattr("domain.demandes.vie.reactions.par_lot", lambda le, departement: combien)

    return fixer


async def test_chaque_demande_fait_le_pas_que_veut_la_loi(registre: Registre) -> None:
    dans_deux_mois = await registre.inscrire(date(2027, 1, 22))
    preavis = await registre.inscrire(date(2026, 12, 22))
    deja_prevenue = await registre.inscrire(date(2026, 12, 20), rappelee_le=date(2026, 11, 20))
    rappel = await registre.inscrire(date(2026, 11, 29), rappelee_le=date(2026, 10, 29))
    expiree = await registre.inscrire(date(2026, 11, 21), rappelee_le=date(2026, 11, 14))
    treize_mois = await registre.inscrire(
        date(2026, 10, 22), etat=EtatDemande.EN_SOMMEIL, rappelee_le=date(2026, 10, 15)
    )
    jamais_prevenue = await registre.inscrire(date(2026, 6, 1))
    tenue = await registre.inscrire(date(2026, 11, 1), rappelee_le=date(2026, 10, 25), verrou=en_commission())
    sans_reponse = await registre.inscrire(
        date(2027, 6, 1), avertissement=avertie(MotifRadiation.ABSENCE_DE_REPONSE, date(2026, 9, 22))
    )
    irrecevable = await registre.inscrire(
        date(2027, 6, 1), avertissement=avertie(MotifRadiation.IRRECEVABILITE, date(2026, 10, 1))
    )
    d_avant_les_regles = await registre.inscrire(date(2009, 5, 1))

    await registre.passer_la_nuit()

    assert await registre.lignes(dans_deux_mois) == []
    assert await registre.lignes(preavis) == ["AvisDExpirationDu"]
    assert await registre.lignes(deja_prevenue) == []
    assert await registre.lignes(rappel) == ["AvisDExpirationDu"]
    assert (await registre.etat(expiree), await registre.lignes(expiree)) == ("SO", ["DemandeEndormie"])
    assert (await registre.etat(treize_mois), await registre.lignes(treize_mois)) == ("NR", ["DemandeRadiee"])
    assert await registre.etat(jamais_prevenue) == "SO", "on ne radie personne sans l'avoir prévenu"
    assert (await registre.etat(tenue), await registre.lignes(tenue)) == ("AC", [])
    assert await registre.etat(sans_reponse) == "AR"
    assert await registre.etat(irrecevable) == "AC", "seule la commission la prononce"

    rapport = await registre.rapport()
    assert rapport["terminee_le"] is not None
    assert rapport["comptes"] == {"avis": 2, "endormir": 2, "radier-absence": 1, "radier-non-renouvelee": 1}
    exceptions = await registre.lire("select demande_id, code from exceptions_de_nuit")
    assert {(e.demande_id, e.code) for e in exceptions} == {
        (tenue, "inscrite-en-commission"),
        (irrecevable, "irrecevabilite-a-prononcer"),
        (d_avant_les_regles, "date-sans-regle"),
    }, "un dossier sans règle n'arrête pas les autres"


async def test_endormie_la_demande_sort_des_recherches_et_des_candidats(registre: Registre) -> None:
    id = await registre.inscrire(date(2026, 11, 21), rappelee_le=date(2026, 11, 14))
    assert await registre.lire(f"select 1 from souhaits where demande_id = '{id}'") != []

    await registre.passer_la_nuit()

    assert await registre.lire(f"select 1 from souhaits where demande_id = '{id}'") == []
    assert await registre.lire(f"select 1 from cotations where demande_id = '{id}'") == []
    for table in ("recherche_demandes", "points_de_liste"):
        assert await registre.lire(f"select etat from {table} where demande_id = '{id}'") == [("SO",)], table
    mots = await registre.lire(f"select distinct etat from mots_recherche where demande_id = '{id}'")
    assert mots == [("SO",)]
    [(deposee_le, numero)] = await registre.lire(f"select deposee_le, numero_unique from demandes where id = '{id}'")
    assert deposee_le == date(2020, 1, 1)
    assert numero is not None


async def test_coupee_la_nuit_reprend_ou_elle_en_etait_et_ne_fait_rien_deux_fois(
    registre: Registre, petits_lots: Callable[[int], None]
) -> None:
    petits_lots(3)
    inscrites = [await registre.inscrire(date(2026, 11, 21) - timedelta(days=n % 4)) for n in range(10)]

    await registre.passer_la_nuit(coupee=True)
    assert 0 < [await registre.etat(id) for id in inscrites].count("SO") < 10
    assert (await registre.rapport())["terminee_le"] is None
    await registre.passer_la_nuit()

    assert [await registre.lignes(id) for id in inscrites] == [["DemandeEndormie"]] * 10
    rapport = await registre.rapport()
    assert rapport["comptes"] == {"endormir": 10}
    assert rapport["examinees"] == 10
    assert rapport["terminee_le"] is not None

    registre.matin += timedelta(days=1)
    await registre.passer_la_nuit()
    assert (await registre.rapport())["comptes"] == {}
    assert [await registre.lignes(id) for id in inscrites] == [["DemandeEndormie"]] * 10


async def test_un_an_d_oubli_mene_du_preavis_a_la_radiation_en_prevenant_a_chaque_fois(registre: Registre) -> None:
    oubliee = await registre.inscrire(date(2026, 12, 22))
    etats: dict[str, date] = {}
    while registre.matin < datetime(2027, 2, 1, tzinfo=UTC):
        await registre.passer_la_nuit()
        etats.setdefault(await registre.etat(oubliee), registre.matin.date())
        registre.matin += timedelta(days=1)
    assert etats == {"AC": date(2026, 11, 22), "SO": date(2026, 12, 23), "NR": date(2027, 1, 22)}
    assert await registre.lignes(oubliee) == [
        "AvisDExpirationDu",
        "AvisDExpirationDu",
        "DemandeEndormie",
        "DemandeRadiee",
    ]
    messages = await registre.lire(f"select modele from messages where demande_id = '{oubliee}' order by cree_le")
    assert [m.modele for m in messages] == ["demande_expire", "demande_expire", "demande_en_sommeil", "demande_radiee"]


async def test_une_demande_avertie_qui_expire_aussi_est_radiee_une_fois_et_n_arrete_pas_la_nuit(
    registre: Registre,
) -> None:
    """Les deux lectures de la nuit la trouvent : celle des échéances et celle des avertissements échus."""
    echue = avertie(MotifRadiation.ABSENCE_DE_REPONSE)
    deux_fois = await registre.inscrire(JOUR + timedelta(days=3), avertissement=echue)
    autre = await registre.inscrire(JOUR - timedelta(days=2), rappelee_le=JOUR - timedelta(days=40))
    await registre.passer_la_nuit()
    assert await registre.etat(deux_fois) == "AR"
    assert (await registre.lignes(deux_fois)).count("DemandeRadiee") == 1
    assert await registre.etat(autre) == "SO"
    assert (await registre.rapport())["terminee_le"] is not None
    assert await registre.lire("select code from exceptions_de_nuit") == [], "elle n'a été lue qu'une fois"
