"""La maison se relit elle-même : ce qu'une machine peut vérifier n'est pas laissé à la relecture."""

import inspect
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.contracts import CONTRACTS
from api.main import create_contract
from api.problems import codes_of, status_of
from api.subscriptions import AT_ONCE, SUBSCRIPTIONS
from domain.kernel.aggregate import Event
from domain.kernel.errors import DomainError
from domain.organismes.acteur import Droit, Perimetre
from migrations.models import metadata
from tests.architecture.decouverte import api_classes, domain_classes, leaves, modules, routes
from tests.documents import document

ROOT = Path(__file__).parents[2]

PUBLIC = {
    "partenaires": {
        "POST /session",
        "POST /mots-de-passe/oubli",
        "POST /activations",
        "GET /charte",
    },
    "grandpublic": {
        "POST /session",
        "POST /session/codes",
        "POST /session/recherches",
        "GET /formats/grille-de-cotation/1",
        "GET /territoires",
        "GET /territoires/{departement}",
        "GET /territoires/{departement}/logo",
        "GET /territoires/{departement}/nomenclatures",
        "GET /territoires/{departement}/communes",
        "GET /territoires/{departement}/secteurs",
        "GET /territoires/{departement}/questions",
        "POST /territoires/{departement}/questions",
        "GET /territoires/{departement}/guichets",
        "GET /territoires/{departement}/chiffres-cles",
        "GET /territoires/{departement}/chiffres-cles/communes/{commune}",
        "GET /territoires/{departement}/annonces",
        "GET /territoires/{departement}/annonces/{annonce_id}",
        "POST /territoires/{departement}/annonces/{annonce_id}/contacts",
        "GET /territoires/{departement}/grilles-de-cotation",
        "GET /territoires/{departement}/grilles-de-cotation/{adresse_grille}/document",
        "GET /territoires/{departement}/grilles-de-cotation/{adresse_grille}",
    },
    "tiers": {"POST /jetons"},
}
"""Everything that answers without an actor. Adding a line here is a decision."""

SANS_PERIMETRE = {"ReferentielQueries", "ReglagesQueries", "ChiffresQueries", "AnnoncesPubliquesQueries"}
"""Public information: no perimeter, but always a département."""

NATIONALES = {
    "regions",
    "departements",
    "epcis",
    "communes",
    "qpv",
    "organismes",
    "profils",
    "comptes",
    "habilitations",
    "organismes_territoires",
    "sessions",
    "jetons",
    "tentatives",
    "verrous_de_connexion",
    "logos",
    "numeros_uniques",
    "compteurs",
    "outbox_events",
    "outbox_deliveries",
    "idempotence",
}
"""Tables that hold no territory's data, or that must be unique in the whole country."""


def _depends_on(route: Any) -> set[str]:
    found: set[str] = set()
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        for sub in dependant.dependencies:
            found.add(getattr(sub.call, "__name__", ""))
            waiting.append(sub)
    return found


def test_tout_evenement_a_sa_ligne_dans_les_abonnements() -> None:
    events = {e for e in leaves(domain_classes(Event)) if not e.__name__.startswith("_")}
    assert {e.__name__ for e in events - set(SUBSCRIPTIONS)} == set()
    assert set(AT_ONCE) <= set(SUBSCRIPTIONS)


def test_deux_reactions_ne_portent_pas_le_meme_nom() -> None:
    reactions = {r for rs in SUBSCRIPTIONS.values() for r in rs}
    assert [n for n, times in Counter(r.__name__ for r in reactions).items() if times > 1] == []


def test_toute_lecture_commence_par_le_perimetre() -> None:
    ports = {c for c in domain_classes() if c.__name__.endswith("Queries") and c.__name__ not in SANS_PERIMETRE}
    assert ports
    fautes = [
        f"{port.__name__}.{name}"
        for port in ports
        for name, method in inspect.getmembers(port, inspect.isfunction)
        if not name.startswith("_")
        and list(inspect.signature(method).parameters.values())[1].annotation is not Perimetre
    ]
    assert fautes == []


def test_toute_route_a_un_acteur_ou_figure_sur_la_liste_publique() -> None:
    with_actor = {"current_acteur", "agent_session", "demandeur_session", "demande_session", "tiers_acteur"}
    sans_acteur: dict[str, set[str]] = {}
    for contract, name, route in routes():
        if not with_actor & _depends_on(route):
            sans_acteur.setdefault(contract, set()).add(name)
    assert sans_acteur == PUBLIC


def test_ouvrir_une_adresse_n_execute_rien() -> None:
    """Un antivirus de messagerie suit tous les liens d'un courriel : une lecture ne lance aucun cas d'usage."""
    assert {
        f"{contract} {name}"
        for contract, name, route in routes()
        if name.startswith(("GET ", "HEAD ")) and "executor" in _depends_on(route)
    } == set()


A_QUI = {"destinataire", "destinataires", "adresse", "email", "telephone", "mobile", "a", "vers"}


def test_personne_ne_dit_au_service_a_qui_ecrire() -> None:
    """Le destinataire d'un message se lit au dossier, jamais dans la requête."""
    corps = {
        f"{contract} {nom}": set(schema.get("properties", {}))
        for contract in ("partenaires", "grandpublic", "tiers")
        for nom, schema in document(contract)["components"]["schemas"].items()
        if nom.endswith("Body") and re.search("Message|Reponse|Courrier|Remise", nom)
    }
    assert "partenaires MessageGroupeBody" in corps
    assert {nom: champs & A_QUI for nom, champs in corps.items() if champs & A_QUI} == {}


def test_tout_refus_a_un_code_unique() -> None:
    erreurs = leaves(domain_classes(DomainError) | api_classes(DomainError))
    codes = Counter(e.code for e in erreurs if hasattr(e, "code"))
    assert [c for c, times in codes.items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", c) for c in codes)


SANS_ROUTE = {
    "messagerie-indisponible": "l'ouvrier réessaie lui-même l'envoi",
    "sne-indisponible": "l'ouvrier réessaie lui-même la transmission",
    "grille-figee": "la vie d'une grille n'a pas encore de route",
    "etape-de-grille-interdite": "la vie d'une grille n'a pas encore de route",
    "grille-non-publiable": "la vie d'une grille n'a pas encore de route",
}
"""Refusals that nobody at a screen can meet, each with why."""


@cache
def document_of(name: str) -> dict[str, Any]:
    """Made once: it takes seconds."""
    return create_contract(next(c for c in CONTRACTS if c.name == name)).openapi()


def test_tout_refus_d_agir_est_annonce_par_un_contrat() -> None:
    """403, 409, 423: the applications are compiled with the list of codes; one that is absent explains nothing."""
    documents = [document_of(contract.name) for contract in CONTRACTS]
    known = {code for d in documents for code in d["components"]["schemas"]["CodeDeRefus"]["enum"]}
    kinds = leaves(domain_classes(DomainError) | api_classes(DomainError))
    refus = {kind.code for kind in kinds if issubclass(kind, DomainError) and status_of(kind) in (403, 409, 423)}
    assert refus - known == set(SANS_ROUTE) - known, "annoncez-le dans problems(...) des routes qui le répondent"


def test_chaque_refus_d_agir_nomme_ses_codes() -> None:
    for contract in CONTRACTS:
        document = document_of(contract.name)
        known = set(document["components"]["schemas"]["CodeDeRefus"]["enum"])
        for path, item in document["paths"].items():
            for method, operation in item.items():
                for status in {"403", "409", "423"} & set(operation["responses"]):
                    codes = codes_of(operation["responses"][status])
                    assert codes, f"{method} {path} : {status} sans code"
                    assert codes <= known, (method, path, codes - known)


def test_tout_cas_d_usage_est_atteignable() -> None:
    """A use case that no route, subscription or command line reaches is dead weight."""
    entries = "\n".join(p.read_text("utf-8") for p in [*ROOT.glob("api/**/*.py"), *ROOT.glob("adapters/seed/**/*.py")])
    within = "\n".join(p.read_text("utf-8") for p in ROOT.glob("domain/**/*.py") if "reactions" in str(p))
    orphans = []
    for module in modules(__import__("domain")):
        if "use_cases" not in module.__name__.split("."):
            continue
        own = inspect.getsource(module)
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if function.__module__ != module.__name__ or name.startswith("_"):
                continue
            parameters = list(inspect.signature(function).parameters)
            if parameters != ["command", "acteur", "uow"]:
                continue
            called = len(re.findall(rf"\b{name}\(", own)) > 1
            if not re.search(rf"\b{name}\b", entries + within) and not called:
                orphans.append(f"{module.__name__}.{name}")
    assert orphans == []


def test_toute_table_de_territoire_porte_le_departement_dans_ses_cles() -> None:
    for table in metadata.sorted_tables:
        if table.name in NATIONALES:
            continue
        assert "departement" in table.primary_key.columns, table.name
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table.name not in NATIONALES:
                assert "departement" in [c.name for c in constraint.columns], (
                    f"{table.name} -> {constraint.referred_table.name}"
                )
        for index in table.indexes:
            if index.unique:
                assert "departement" in [getattr(c, "name", "") for c in index.expressions], index.name


def test_toute_table_personnelle_est_sous_la_securite_par_ligne() -> None:
    """Tables that name a demande, a person or a message are personal: each says how its rows are protected."""
    speaking = {"demande_id", "destinataire", "identifiant", "formulaire", "objet_id", "email_contact"}
    for table in metadata.sorted_tables:
        if table.name not in NATIONALES and speaking & set(table.columns.keys()):
            assert table.info.get("rls"), f"{table.name} holds personal data and says nothing of row-level security"


def test_tout_droit_appartient_a_un_profil() -> None:
    import tomllib

    profils = tomllib.loads((ROOT / "adapters/referentiel/profils.toml").read_text("utf-8"))["profil"]
    assert {d for p in profils for d in p["droits"]} == {d.value for d in Droit}


def test_tout_droit_se_dit_en_francais_a_l_ecran() -> None:
    said = (ROOT / "frontend-partenaires/src/features/organismes/texts.ts").read_text("utf-8")
    assert [d.value for d in Droit if f"'{d.value}':" not in said] == []


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.name)
def test_le_contrat_publie_est_a_jour(contract: Any) -> None:
    written = json.loads((ROOT / "openapi" / f"{contract.name}.json").read_text("utf-8"))
    assert json.loads(json.dumps(document_of(contract.name))) == written, "lancez « make openapi » et relisez le diff"


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.name)
def test_le_contrat_suit_ses_conventions(contract: Any) -> None:
    document = document_of(contract.name)
    assert document["openapi"].startswith("3.1")
    operations: Counter[str] = Counter()
    for path, item in document["paths"].items():
        for segment in path.strip("/").split("/"):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-z_]+\}", segment), path
        for method, operation in item.items():
            operations[operation["operationId"]] += 1
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")):
                    assert "application/json" not in response.get("content", {}) or "Problem" in json.dumps(response), (
                        method,
                        path,
                        status,
                    )
    assert [o for o, times in operations.items() if times > 1] == []


def test_chaque_parcours_ecrit_se_joue_une_fois() -> None:
    folder = ROOT / "tests/journeys"
    scripts = json.loads((folder / "package.json").read_text())["scripts"]
    joues = [nom for script in scripts.values() for nom in script.split() if ".test." in nom]
    assert sorted(joues) == sorted(parcours.name for parcours in folder.glob("*.test.mjs"))
    lances = re.search(r"^PARCOURS := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert lances is not None
    assert lances[1].split() == [f"journeys-{nom}" for nom in scripts]
