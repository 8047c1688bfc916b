"""Qui peut quoi, route par route : celles que l'on ajoutera y sont déjà.

Chaque route des partenaires est appelée avec un corps que son contrat accepte, sur les objets d'un autre puis sur
des objets qui n'existent pas : les deux réponses sont les mêmes. Et un profil sans aucun droit n'ouvre rien.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
import schemathesis
from hypothesis import HealthCheck, Phase, find, settings
from sqlalchemy import text

from api.bootstrap import Container
from tests.api.conftest import NewClient, SignIn, Territory
from tests.api.lieux import Lieux, peupler
from tests.documents import document

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

UN = settings(
    max_examples=1,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SANS_DROIT = {
    "GET /accueil",
    "GET /actualites",
    "GET /charte",
    "GET /communes",
    "GET /epcis",
    "GET /nomenclatures",
    "GET /organismes",
    "GET /organismes/{organisme_id}",
    "GET /organismes/{organisme_id}/agences",
    "GET /organismes/{organisme_id}/enregistrement",
    "GET /organismes/{organisme_id}/logo",
    "GET /profils",
    "GET /recherche-rapide",
    "GET /secteurs",
    "GET /secteurs-a-choisir",
    "GET /session",
    "PUT /mon-compte/favoris",
}
"""What every signed-in agent reads: himself, the directory of partners, the reference lists, the home page."""
DE_SOI = {
    "DELETE /session",
    "POST /activations",
    "POST /mon-compte/mot-de-passe",
    "POST /mon-compte/totp",
    "POST /mots-de-passe/oubli",
    "POST /session",
    "POST /session/charte",
    "POST /session/deconnexion-partout",
    "PUT /mon-compte/telephone",
    "PUT /mon-compte/totp",
    "PUT /session/departement",
}
"""One's own session and account: not called here, they would change who asks."""
PARTAGES = {
    "actualite_id",
    "autre_id",
    "contestation_id",
    "demande_id",
    "doublon_id",
    "evenement_id",
    "grille_id",
    "label_id",
    "organisme_id",
    "personne_id",
    "piece_id",
    "proposition_id",
    "separation_id",
    "transmission_id",
    "rendez_vous_id",
    "secteur_id",
    "simulation_id",
    "urgence_id",
    "validation_id",
}
"""What the organismes of one département share."""
CLOISONNES = {
    "accord_id",
    "delegation_id",
    "anomalie_id",
    "agence_id",
    "annonce_id",
    "bien_id",
    "client_id",
    "commission_id",
    "compte_id",
    "convention_id",
    "import_id",
    "filtre_id",
    "lettre_id",
    "lot_id",
    "question_id",
    "residence_id",
    "travail_id",
}


@dataclass(frozen=True)
class Appel:
    methode: str
    chemin: str
    corps: Any
    parametres: dict[str, Any]
    entetes: dict[str, str]

    @property
    def nom(self) -> str:
        return f"{self.methode} {self.chemin}"

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(re.findall(r"\{([a-z_]+)\}", self.chemin))

    async def faire(self, client: httpx.AsyncClient, connus: dict[str, str]) -> httpx.Response:
        url = self.chemin.lstrip("/").format(**connus)
        parametres = {k: connus.get(k, v) for k, v in self.parametres.items()}
        corps: Any = {"content": self.corps} if isinstance(self.corps, bytes) else {"json": self.corps}
        return await client.request(self.methode, url, params=parametres, headers=self.entetes, **corps)


@cache
def appels() -> tuple[Appel, ...]:
    """One call a route, with the smallest body that its contract allows."""
    return tuple(_appels())


def _appels() -> Iterator[Appel]:
    partenaires = document("partenaires")
    fichiers = dict(_fichiers(partenaires))
    for lue in schemathesis.openapi.from_dict(partenaires).get_all_operations():
        operation: Any = lue.ok()  # type: ignore[union-attr]
        case = find(operation.as_strategy(), lambda _: True, settings=UN)
        required = {p["name"] for p in operation.definition.raw.get("parameters", ()) if p.get("required")}
        media = fichiers.get(operation.definition.raw["operationId"])
        corps: Any = case.body if isinstance(case.body, dict | list) else None
        yield Appel(
            operation.method.upper(),
            operation.path,
            b"x" if media else corps,
            {k: v for k, v in (case.query or {}).items() if k in required},
            {k: str(v) for k, v in (case.headers or {}).items() if k in required}
            | ({"Content-Type": media} if media else {}),
        )


def _fichiers(contrat: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The operations whose body is a file: taken out of the document, which only describes JSON to the generator."""
    for item in contrat["paths"].values():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {})
            if content and "application/json" not in content:
                del operation["requestBody"]
                yield operation["operationId"], next(iter(content))


@pytest_asyncio.fixture(loop_scope="session")
async def lieux(
    agent: SignIn, demandeur: SignIn, new_client: NewClient, pdf: bytes, territory: Territory, container: Container
) -> Lieux:
    return await peupler(agent, demandeur, new_client, pdf, territory, container)


async def test_l_objet_d_un_autre_repond_comme_l_objet_qui_n_existe_pas(agent: SignIn, lieux: Lieux) -> None:
    """Ni le corps, ni le statut, ni la longueur ne disent que la chose existe ailleurs."""
    ailleurs = {p: lieux.connus[p] for p in PARTAGES | CLOISONNES}
    voisins = {p: lieux.connus[p] for p in CLOISONNES}
    acteurs = (
        (await agent("chloe"), ailleurs),
        (await agent("gestionnaire", "44"), ailleurs),
        (await agent("bruno"), voisins),
    )
    joues, fuites = 0, {}
    for appel in appels():
        for client, objets in acteurs:
            vises = appel.ids & objets.keys()
            if not vises or appel.nom in DE_SOI:
                continue
            reels = {p: lieux.connus[p] for p in appel.ids | {"numero_unique"}}
            inconnus = reels | {p: _inconnu(reels[p]) for p in appel.ids if p.endswith("_id")}
            d_un_autre, inconnu = await appel.faire(client, reels), await appel.faire(client, inconnus)
            joues += 1
            lu = appel.methode == "GET" and d_un_autre.status_code not in (403, 404)
            if lu or _dit(d_un_autre, reels) != _dit(inconnu, inconnus):
                fuites[appel.nom] = (d_un_autre.status_code, d_un_autre.text[:200], inconnu.text[:200])
    assert fuites == {}, "\n".join(f"{n} {v}" for n, v in sorted(fuites.items()))
    assert joues > 120


async def test_un_profil_sans_aucun_droit_n_ouvre_rien(
    agent: SignIn, lieux: Lieux, territory: Territory, container: Container
) -> None:
    async with container.engine.begin() as connection:
        await connection.execute(
            text(
                "insert into profils (code, libelle, droits, types_organisme, ordre)"
                " values ('rien', 'Rien', '{}', '{BAILLEUR}', 99) on conflict do nothing"
            )
        )
        await connection.execute(
            text("update habilitations set profil = 'rien' where compte_id = :c and departement = '35'"),
            {"c": UUID(str(territory.comptes["bruno"]))},
        )
    try:
        bruno = await agent("bruno")
        ouvertes = {}
        for appel in appels():
            if appel.nom in SANS_DROIT | DE_SOI:
                continue
            reponse = await appel.faire(bruno, lieux.connus)
            if reponse.status_code not in (403, 404):
                ouvertes[appel.nom] = (reponse.status_code, reponse.text[:200])
        assert ouvertes == {}, "\n".join(f"{n} {v}" for n, v in sorted(ouvertes.items()))
    finally:
        async with container.engine.begin() as connection:
            await connection.execute(
                text("update habilitations set profil = 'charge-de-clientele' where compte_id = :c"),
                {"c": UUID(str(territory.comptes["bruno"]))},
            )


def _inconnu(comme: str) -> str:
    return "999999999" if comme.isdigit() else str(uuid4())


def _dit(reponse: httpx.Response, ids: dict[str, str]) -> tuple[int, str, str]:
    corps = reponse.text
    for valeur in ids.values():
        corps = corps.replace(valeur, "…")
    return reponse.status_code, reponse.headers.get("content-type", ""), corps
