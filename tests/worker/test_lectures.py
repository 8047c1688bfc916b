"""Les lectures qui se remarquent : chacune a sa règle, et rien ne se remarque sous le seuil."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from api.bootstrap import Container, create_container
from domain.kernel.calendrier import PARIS
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.tracabilite.reactions import relever_les_lectures
from tests.api.conftest import Territory, settle

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

JEUDI = datetime(2026, 11, 26, tzinfo=UTC).date()


class Journal:
    """Des demandes, et des lectures d'un agent à l'heure que l'on veut."""

    def __init__(self, container: Container, territory: Territory) -> None:
        self._container, self._territory = container, territory

    async def demande(self, **formulaire: Any) -> UUID:
        id = new_id()
        adresse = {"voie": "rue du Bois", "commune": "35238"} | formulaire.pop("adresse", {})
        champs = {
            "d": "35",
            "id": id,
            "r": str(id)[-12:],
            "o": self._territory.organismes[formulaire.get("guichet", "armor")],
            "communes": formulaire.get("communes", ["35238"]),
            "voie": adresse["voie"],
            "commune": adresse["commune"],
            "nom": formulaire.get("nom", "inconnu"),
        }
        async with self._container.engine.begin() as connection:
            await connection.execute(text("select set_config('app.departement', '35', true)"))
            for statement in (
                "insert into demandes (departement, id, reference, canal, etat, nature, formulaire, creee_le, version)"
                " values (:d, :id, :r, 'guichet', 'AC', 'STANDARD', jsonb_build_object('demandeur', jsonb_build_object("
                "'adresse', jsonb_build_object('voie', cast(:voie as text), 'commune', cast(:commune as text)))),"
                " now(), 1)",
                "insert into recherche_demandes (departement, demande_id, etat, reference, organisme_id, nom_affiche,"
                " cle_tri, cles_doublon, nb_personnes, personnes, uc_dixiemes, categorie, typologies, communes,"
                " demande_elargie, rez_de_chaussee, sans_ascenseur, adapte_handicap, handicap, parking, verrouillee)"
                " values (:d, :id, 'AC', :r, :o, 'X', 'x', '{}', 1, '1', 10, 1, '{T2}', :communes,"
                " false, true, true, false, false, false, false)",
                "insert into mots_recherche (departement, demande_id, mot, etat) values (:d, :id, :nom, 'AC')",
            ):
                needed = {k: v for k, v in champs.items() if f":{k}" in statement}
                await connection.execute(text(statement), needed)
        return id

    async def lire(self, agent: str, *demandes: UUID, heure: int = 10, jours: int = 0, quoi: str = "dossier") -> None:
        organisme = {"anne": "armor", "bruno": "vilaine"}[agent]
        le = datetime.combine(JEUDI - timedelta(days=jours), time(heure), PARIS)
        async with self._container.engine.begin() as connection:
            await connection.execute(text("select set_config('app.departement', '35', true)"))
            for demande in demandes:
                await connection.execute(
                    text(
                        "insert into consultations"
                        " (departement, demande_id, le, compte_id, auteur, organisme_id, organisme, quoi)"
                        " values ('35', :demande, :le, :compte, :auteur, :organisme, 'Un bailleur', :quoi)"
                    ),
                    {
                        "demande": demande,
                        "le": le,
                        "compte": self._territory.comptes[agent],
                        "auteur": f"Agent {agent}",
                        "organisme": self._territory.organismes[organisme],
                        "quoi": quoi,
                    },
                )

    async def nuit(self) -> dict[str, str]:
        """Ce que la nuit remarque : la phrase de chaque règle."""
        acteur = systeme("35")
        for _ in range(2):  # rejouée, elle ne remarque rien de plus
            async with self._container.new_uow(acteur, None) as uow:
                jour = JEUDI + timedelta(days=1)
                event = JourCommence(departement="35", aggregate_id=new_id(), occurred_at=uow.now(), jour=jour)
                await relever_les_lectures(event, acteur, uow)
        async with self._container.read("35") as connection:
            rows = (await connection.execute(text("select regle, phrase from anomalies_de_lecture"))).all()
        return {row.regle: row.phrase for row in rows}


@pytest_asyncio.fixture(loop_scope="session")
async def journal(fresh_database: str, environment: dict[str, str]) -> AsyncIterator[Journal]:
    territory = await settle(fresh_database)
    container = create_container(database_url=fresh_database)
    try:
        yield Journal(container, territory)
    finally:
        await container.close()


async def test_une_journee_ordinaire_ne_se_remarque_pas(journal: Journal) -> None:
    demandes = [await journal.demande(adresse={"voie": f"rue {n}"}) for n in range(12)]
    await journal.lire("anne", *demandes)
    assert await journal.nuit() == {}


async def test_la_nuit_et_le_nom_de_l_agent_se_remarquent(journal: Journal) -> None:
    demandes = [await journal.demande(adresse={"voie": f"rue {n}"}) for n in range(5)]
    await journal.lire("anne", *demandes, heure=23)
    await journal.lire("bruno", await journal.demande(nom="bruno"))
    trouvees = await journal.nuit()
    assert set(trouvees) == {"HORS_HEURES", "MEME_NOM"}
    assert "hors de 7 h à 20 h" in trouvees["HORS_HEURES"]


async def test_une_rafale_et_une_meme_rue_se_remarquent(journal: Journal) -> None:
    demandes = [await journal.demande(adresse={"voie": f"rue {n}"}) for n in range(52)]
    voisins = [await journal.demande(adresse={"voie": "Rue du Puits"}) for _ in range(8)]
    await journal.lire("anne", *demandes, *voisins)
    trouvees = await journal.nuit()
    assert set(trouvees) == {"EN_RAFALE", "MEME_RUE"}
    assert "Rue Du Puits" in trouvees["MEME_RUE"]


async def test_un_long_ordre_du_jour_n_est_pas_une_rafale_mais_le_nom_de_l_agent_s_y_remarque(journal: Journal) -> None:
    demandes = [await journal.demande(adresse={"voie": f"rue {n}"}) for n in range(62)]
    await journal.lire("anne", *demandes, await journal.demande(nom="anne"), quoi="commission")
    trouvees = await journal.nuit()
    assert "MEME_NOM" in trouvees
    assert not {"EN_RAFALE", "EN_MASSE"} & set(trouvees)


async def test_la_trois_centieme_lecture_du_jour_se_remarque_et_pas_la_precedente(journal: Journal) -> None:
    demandes = [await journal.demande(adresse={"voie": f"rue {n}"}) for n in range(300)]
    for heure in range(7):
        await journal.lire("anne", *demandes[heure * 42 : heure * 42 + 42], heure=heure + 9)
    await journal.lire("anne", *demandes[294:299], heure=17)
    assert await journal.nuit() == {}
    await journal.lire("anne", demandes[299], heure=18)
    trouvees = await journal.nuit()
    assert set(trouvees) == {"EN_MASSE"}
    assert "300 dossiers lus dans la journée" in trouvees["EN_MASSE"].replace("\xa0", " ")


async def test_le_meme_dossier_relu_la_nuit_ne_compte_qu_une_fois(journal: Journal) -> None:
    demande = await journal.demande()
    for _ in range(6):
        await journal.lire("anne", demande, heure=23)
    assert await journal.nuit() == {}


async def test_loin_de_ses_communes_et_sans_suite_se_remarquent(journal: Journal) -> None:
    habituelles = [await journal.demande(adresse={"voie": f"rue {n}"}) for n in range(20)]
    await journal.lire("bruno", *habituelles, jours=3)
    loin = [await journal.demande(communes=["35288"], adresse={"voie": f"quai {n}"}) for n in range(40)]
    await journal.lire("bruno", *loin)
    trouvees = await journal.nuit()
    assert set(trouvees) == {"HORS_COMMUNES", "SANS_SUITE"}
    assert "ni enregistrés, ni proposés, ni modifiés" in trouvees["SANS_SUITE"]
