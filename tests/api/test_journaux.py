"""Ce que l'on écrit de ce qui se passe : un fil de bout en bout, et personne dedans."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import redis

from adapters.seed.coffre import nir_fictif
from api.logs import _PERSONAL, MASKED, _mask_values
from domain.demandes.codes import Civilite
from domain.demandes.formulaire import Personne
from migrations.models import metadata
from tests.api.conftest import PASSPHRASE
from tests.api.formulaires import formulaire
from tests.embedded import Servers
from tests.maison import PIECE, Maison
from tests.processes import Processes

FIL = "fil-de-bout-en-bout-0001"
NOM, PRENOM = "KERVRAZHQUIBEL", "Zuldanig"
MOBILE = "0639981234"


@dataclass
class Passage:
    """Someone whom nothing else is called, and what her passage left."""

    maison: Maison
    secrets: dict[str, str]
    nir: str


@pytest.fixture(scope="module")
def passage(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Passage]:
    with (
        Processes.running(tmp_path_factory.mktemp("journaux-du-passage")) as processes,
        Maison.ouverte(servers, processes, tmp_path_factory.mktemp("fichiers-du-passage")) as maison,
    ):
        yield _passer(maison)


def _passer(maison: Maison) -> Passage:
    email = f"{PRENOM}.{NOM}@exemple.test".lower()
    personne = Personne(
        id=UUID(int=1), civilite=Civilite.MADAME, nom_naissance=NOM, prenoms=PRENOM, ne_le=date(1988, 4, 12)
    )
    nir = nir_fictif(personne, "35").valeur
    qui = maison.demandeur(email)
    vue = qui.post("ma-demande").json()
    rempli = formulaire(nom=NOM, prenoms=PRENOM)
    rempli["demandeur"] |= {"email": email, "telephone": MOBILE}
    saisie = qui.patch("ma-demande", json={"version": vue["version"], **rempli})
    assert saisie.status_code == 200, saisie.text
    depot = {"personne_id": rempli["demandeur"]["id"], "nir": nir}
    assert qui.put("ma-demande/nir", json=depot).status_code == 204
    assert qui.put("ma-demande/nir", json=depot | {"nir": f"{nir[:-2]}00"}).status_code == 422
    assert qui.patch("ma-demande", json={"version": "x", "demandeur": {"nom": NOM}}).status_code == 422
    assert qui.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=PIECE.read_bytes()).status_code == 201
    maison.attendre(maison.tout_est_fait)
    envoi = {"version": qui.get("ma-demande").json()["version"]}
    assert qui.post("ma-demande/soumission", json=envoi, headers={"X-Correlation-Id": FIL}).status_code == 200
    anne = maison.agent("anne", "35")
    assert anne.get("demandes", params={"q": NOM, "etat": "EV"}).json()["items"]
    assert anne.get("demandes", params={"q": email}).status_code == 200
    assert anne.get(f"demandes/{NOM}").status_code == 422
    faux = {"email": email, "mot_de_passe": f"{PRENOM} {NOM}"}
    assert maison.visiteur("partenaires").post("session", json=faux).status_code == 401
    assert maison.visiteur("partenaires").post("mots-de-passe/oubli", json={"email": email}).status_code == 202
    maison.attendre(maison.tout_est_fait)
    code = re.search(r"\b\d{6}\b", str(maison.courriels(email)[0]))
    assert code is not None
    return Passage(
        maison,
        {
            "nom": NOM,
            "prenom": PRENOM,
            "courriel": email,
            "mobile": MOBILE[1:],
            "nir": nir[:13],
            "phrase de passe": PASSPHRASE,
            "code": f" {code[0]}",
        },
        nir,
    )


@pytest.mark.lent
def test_chaque_ligne_des_journaux_est_du_json_et_ne_nomme_personne(passage: Passage) -> None:
    ecrit = passage.maison.processes.written()
    for quoi, valeur in passage.secrets.items():
        assert valeur.lower() not in ecrit.lower(), quoi
    lignes = [json.loads(ligne) for ligne in ecrit.splitlines()]
    evenements = {ligne["event"] for ligne in lignes}
    assert {"requete", "refus", "livraison", "travailleur_pret"} <= evenements
    assert all({"level", "timestamp"} <= ligne.keys() for ligne in lignes)
    assert {ligne["route"] for ligne in lignes if ligne["event"] == "requete"} >= {"/demandes", "/ma-demande/nir"}


@pytest.mark.lent
def test_un_seul_fil_suit_l_acte_de_la_requete_au_message_parti(passage: Passage) -> None:
    maison = passage.maison
    lignes = [json.loads(ligne) for ligne in maison.processes.written().splitlines()]
    suivi = [ligne for ligne in lignes if ligne.get("correlation") == FIL]
    assert [ligne["route"] for ligne in suivi if ligne["event"] == "requete"] == ["/ma-demande/soumission"]
    livrees = {ligne["reaction"] for ligne in suivi if ligne["event"] == "livraison"}
    assert {"accuser_reception", "envoyer_le_message"} <= livrees, livrees
    assert maison.lignes(f"select count(*) from historique where correlation = '{FIL}'") != [(0,)]
    assert maison.lignes(f"select count(*) from outbox_events where correlation = '{FIL}'") != [(0,)]


@pytest.mark.lent
def test_le_numero_de_securite_sociale_n_est_lisible_nulle_part(passage: Passage) -> None:
    """Ni dans une table, ni dans une adresse, ni dans Redis : seulement chiffré, au coffre."""
    maison = passage.maison
    trouvees = asyncio.run(_tables_qui_contiennent(maison.variables["DATABASE_URL"], passage.nir[:13]))
    assert trouvees == []
    with redis.Redis.from_url(maison.variables["REDIS_URL"]) as client:
        garde = b"".join((client.dump(cle) or b"") for cle in client.scan_iter())
    assert passage.nir.encode() not in garde
    [(chiffre, index)] = maison.lignes("select chiffre, index_aveugle from nirs")
    assert passage.nir.encode() not in bytes(chiffre) + bytes(index)
    assert len(index) == 32


async def _tables_qui_contiennent(url: str, valeur: str) -> list[str]:
    """As the owner, who sees every row; bytes are written in hexadecimal."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    formes = [f"%{valeur}%", f"%{valeur.encode().hex()}%"]
    try:
        return [
            table.name
            for table in metadata.sorted_tables
            if await connection.fetchval(
                f"select exists (select from {table.name} t where t::text like any($1))", formes
            )
        ]
    finally:
        await connection.close()


@pytest.mark.parametrize(
    ("ecrit", "reste"),
    [
        ("pour maelle.tardivel+x@exemple.test parti", f"pour {MASKED} parti"),
        ("nir 2 88 04 35 990 123 45 lu", f"nir {MASKED} lu"),
        ("nir 2880435990123", f"nir {MASKED}"),
        ("nir 188042A990123 45", f"nir {MASKED}"),
        ("sms à +33639981234", f"sms à {MASKED}"),
        ("demande 035112600000135B01 à 2026-11-26T13:18:06.386155Z", None),
        ("01a21810-aaec-7df0-a27e-39c41c0c88ef en 244.3 ms", None),
    ],
)
def test_la_derniere_ceinture_masque_ce_qui_aurait_echappe(ecrit: str, reste: str | None) -> None:
    assert _PERSONAL.sub(MASKED, ecrit) == (ecrit if reste is None else reste)


@pytest.mark.parametrize(
    "erreur",
    [
        "UniqueViolationError: duplicate key\nDETAIL:  Key (email)=(MAELLE) already exists.",
        "1 validation error for Body\nnom\n  Input should be [type=x, input_value='MAELLE', input_type=str]",
        "DataError: invalid input for query argument $2: 'MAELLE' (expected str)",
    ],
)
def test_les_valeurs_que_repetent_les_erreurs_sont_masquees(erreur: str) -> None:
    event: dict[str, Any] = _mask_values(None, "", {"event": "x", "exception": erreur})  # type: ignore[assignment]
    assert "MAELLE" not in event["exception"]
    assert MASKED in event["exception"]
    assert erreur.split("\n")[0].split(":")[0] in event["exception"]
