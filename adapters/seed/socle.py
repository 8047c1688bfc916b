"""What the demandes stand on: the geography, the portals, the organismes and their agents, the grids, the stock."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db import historique
from adapters.db.biens.tables import residences
from adapters.db.conventions_flux.tables import conventions_flux
from adapters.db.copie import copier, inserer
from adapters.db.cotation.tables import grilles as table_des_grilles
from adapters.db.demandes.secteurs import secteurs as table_des_secteurs
from adapters.db.lignes import lignes
from adapters.db.organismes.logos import digest
from adapters.db.organismes.tables import (
    actualites,
    agences,
    comptes,
    habilitations,
    logos,
    logos_des_portails,
    organismes,
    organismes_territoires,
    reglages,
)
from adapters.referentiel.loader import charger, charger_qpv
from adapters.referentiel.profils import charger_profils
from adapters.referentiel.qpv import lire_qpv_de_demonstration
from adapters.securite.crypto import Argon2Hacheur
from adapters.seed.comptes import PHRASE_DE_PASSE
from adapters.seed.conventions import conventions
from adapters.seed.geographie import geographie
from adapters.seed.grilles import grilles
from adapters.seed.hasard import Hasard
from adapters.seed.logos import logo, logo_du_portail
from adapters.seed.lots import Territoire
from adapters.seed.partenaires import CREES_LE, AgentDemo, Annuaire, Partenaire, annuaire, portail, portails
from adapters.seed.patrimoine import patrimoine
from adapters.seed.secteurs import secteurs
from domain.organismes.acteur import systeme
from domain.organismes.model import TypeOrganisme
from domain.organismes.portail.model import ContactDuPortail, QuestionFrequente, TextesDuPortail
from domain.organismes.rules import charte_en_vigueur


@dataclass(frozen=True, slots=True)
class Secrets:
    """Hashes of the known pass phrase, and of one that nobody knows."""

    connu: str
    inconnu: str

    @classmethod
    async def tirer(cls) -> "Secrets":
        hacheur = Argon2Hacheur()
        return cls(await hacheur.hacher(PHRASE_DE_PASSE), await hacheur.hacher(os.urandom(24).hex()))


async def poser(connection: AsyncConnection, territoires: Sequence[Territoire], secrets: Secrets) -> None:
    """Merged into what is there: the socle of a second run is the one of the first."""
    await charger(connection)
    await charger_qpv(connection, lire_qpv_de_demonstration())
    await charger_profils(connection)
    premier = territoires[0]
    tous = annuaire(premier.graine, premier.departements)
    await _poser_les_portails(connection, premier.departements)
    await _poser_les_partenaires(connection, tous, premier.today, secrets)
    for territoire in territoires:
        await _poser_le_departement(connection, territoire)


async def _poser_les_portails(connection: AsyncConnection, departements: Sequence[str]) -> None:
    lus = portails()
    codes = sorted({*departements, *(p["code"] for p in lus["portail"])})
    images = {code: logo_du_portail(portail(code)["couleur"], code) for code in codes}
    poses = [lignes(reglages).depuis(_portail(code, lus, images[code])) for code in codes]
    await inserer(connection, reglages, poses)
    dessines = [lignes(logos_des_portails).depuis({"departement": code, "image": images[code]}) for code in codes]
    await inserer(connection, logos_des_portails, dessines)


def _portail(code: str, lus: dict[str, Any], image: bytes) -> dict[str, Any]:
    propre = portail(code)
    nom = lus["contact"]["nom"].format(de=propre["de"])
    return {
        "departement": code,
        "nom": propre["nom"],
        "titre": f"Demande de logement {propre['nom']}",
        "couleur_accent": propre["couleur"],
        "textes": TextesDuPortail(
            accueil=propre.get("accueil", lus["textes"]["accueil"]),
            presentation=propre.get("presentation", lus["textes"]["presentation"]).format(de=propre["de"]),
        ),
        "contact": ContactDuPortail(
            nom=nom,
            telephone=f"02619100{code[:2]}" if code[:2].isdecimal() else "0261910000",
            email=f"contact.{code}@exemple.test",
            horaires=propre.get("horaires", lus["contact"]["horaires"]),
        ),
        "questions": tuple(QuestionFrequente(**q) for q in lus["questions"]),
        "logo": digest(image),
        "logo_texte": nom,
        "version": 1,
    }


async def _poser_les_partenaires(connection: AsyncConnection, tous: Annuaire, today: date, secrets: Secrets) -> None:
    dessines = {p.id: logo(tous.graine, p.cle, p.sigle) for p in tous if p.sigle}
    await inserer(connection, organismes, [_organisme(p, dessines.get(p.id)) for p in tous])
    images = [lignes(logos).depuis({"organisme_id": id, "image": image}) for id, image in dessines.items()]
    await inserer(connection, logos, images)
    await inserer(connection, organismes_territoires, [ligne for p in tous for ligne in _implantations(p)])
    await inserer(connection, agences, [ligne for p in tous for ligne in _agences(p)])
    couples = [(p, a) for p in tous for a in p.agents]
    await inserer(connection, comptes, [_compte(p, a, today, secrets) for p, a in couples])
    await inserer(
        connection,
        habilitations,
        [
            lignes(habilitations).depuis(
                {"compte_id": a.id, "departement": d, "profil": profil, "agence_id": a.agence_id}
            )
            for _, a in couples
            for d, profil in a.profils.items()
        ],
    )


def _organisme(p: Partenaire, image: bytes | None) -> tuple[Any, ...]:
    return lignes(organismes).depuis(
        {
            "id": p.id,
            "type": p.type,
            "nom": p.nom,
            "sigle": p.sigle,
            "siren": p.siren,
            "epci": p.siren,
            "telephone": p.telephone,
            "email": p.email,
            "logo": digest(image) if image else None,
            "totp_exige": False,
            "version": 1,
        }
    )


def _implantations(p: Partenaire) -> list[tuple[Any, ...]]:
    return [
        lignes(organismes_territoires).depuis(
            {
                "departement": departement,
                "organisme_id": p.id,
                "communes": list(i.communes) if i.communes else None,
                "code_guichet": i.code_guichet,
                "version": 1,
            }
        )
        for departement, i in p.implantations.items()
    ]


def _agences(p: Partenaire) -> list[tuple[Any, ...]]:
    found = []
    for agence in p.agences:
        commune = geographie(agence.departement).communes[agence.commune]
        hasard = Hasard.de(agence.id)
        adresse = geographie(agence.departement).adresse(hasard, agence.commune)
        found.append(
            lignes(agences).depuis(
                {
                    "departement": agence.departement,
                    "id": agence.id,
                    "organisme_id": p.id,
                    "libelle": agence.libelle,
                    "rue": f"{adresse.numero or 1} {adresse.voie}",
                    "code_postal": adresse.code_postal,
                    "ville": commune.nom,
                    "telephone": agence.telephone,
                    "email": p.email,
                    "signature_1": "Le service de la relocation",
                    "signature_2": p.nom,
                    "version": 1,
                }
            )
        )
    return found


def _compte(p: Partenaire, agent: AgentDemo, today: date, secrets: Secrets) -> tuple[Any, ...]:
    accepte_le = CREES_LE if agent.charte_acceptee else None
    return lignes(comptes).depuis(
        {
            "id": agent.id,
            "organisme_id": p.id,
            "email": agent.email,
            "nom": agent.nom,
            "prenom": agent.prenom,
            "telephone": agent.telephone,
            "mot_de_passe": secrets.connu if agent.demonstration else secrets.inconnu,
            "actif": True,
            "charte_version": charte_en_vigueur(today).version if agent.charte_acceptee else None,
            "charte_acceptee_le": accepte_le,
            "favoris": [],
            "version": 1,
        }
    )


async def _poser_le_departement(connection: AsyncConnection, t: Territoire) -> None:
    await inserer(
        connection, table_des_grilles, [lignes(table_des_grilles).objet(g) for g in grilles(t.graine, t.departement)]
    )
    tous = annuaire(t.graine, t.departements)
    gestionnaire = next(p.id for p in tous if p.type is TypeOrganisme.GESTIONNAIRE)
    dessines = [lignes(table_des_secteurs).objet(s, version=1) for s in secteurs(t.graine, t.departement, gestionnaire)]
    await inserer(connection, table_des_secteurs, dessines)
    parc = patrimoine(t.graine, t.departements, t.departement)
    await inserer(connection, residences, [lignes(residences).objet(r, version=1) for r in parc.residences()])
    signees = conventions(t.graine, t.departements, t.departement, t.demandes, t.today)
    neuves = await inserer(connection, conventions_flux, [lignes(conventions_flux).objet(c) for c in signees.liste])
    if neuves:
        acteur = systeme(t.departement)
        lues = historique.lines(signees.signatures, acteur, None)
        await copier(connection, historique.historique, [lignes(historique.historique).depuis(line) for line in lues])
    await inserer(connection, actualites, _actualites(t))


def _actualites(t: Territoire) -> list[tuple[Any, ...]]:
    """What the home page of partners announces."""
    textes = (
        (
            "Rappel : vérifier l'identité avant de valider",
            "Une demande en ligne se valide après la lecture de la pièce d'identité. Si elle est illisible, "
            "retournez la demande avec le motif « Pièce illisible » : le demandeur sait alors quoi faire.",
            -12,
            45,
            None,
        ),
        (
            "Bilan des conventions de flux",
            "Le suivi de l'année est sur la page d'accueil, en temps réel. Le bilan à remettre aux réservataires "
            "se prépare en janvier.",
            -5,
            60,
            ["BAILLEUR", "EPCI", "COMMUNE", "DEPARTEMENT", "ALS", "ETAT"],
        ),
        (
            "Nouvelle adresse de l'assistance",
            "Pour une question sur le fichier, écrivez à assistance@exemple.test ou appelez le 02 61 91 00 00.",
            -30,
            20,
            None,
        ),
    )
    creee_le = datetime.combine(t.today, time(), UTC) - timedelta(days=30)
    hasard = Hasard.de(t.graine, "actualites", t.departement, t.today.year, t.today.month)
    return [
        lignes(actualites).depuis(
            {
                "departement": t.departement,
                "id": hasard.identifiant(creee_le),
                "titre": titre,
                "texte": texte,
                "du": t.today + timedelta(days=du),
                "au": t.today + timedelta(days=au),
                "types_organisme": types,
                "creee_le": creee_le,
                "version": 1,
            }
        )
        for titre, texte, du, au, types in textes
    ]
