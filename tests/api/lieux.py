"""Un territoire où chaque chose existe en trois exemplaires, et qui peut la lire."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from secrets import randbelow
from typing import Any
from uuid import UUID, uuid4

import httpx
from PIL import Image
from sqlalchemy import text

from adapters.db.engine import enter
from adapters.db.observatoire.chiffres import photographier
from api.bootstrap import Container
from domain.communications.courriers.reactions import preparer_les_lettres
from domain.communications.model import CanalMessage, Destinataire, Message
from domain.communications.questions.model import Auteur, Question
from domain.cotation.faits import ValidationPosee
from domain.demandes.doublons.reactions import reperer_les_doublons
from domain.demandes.events import DemandeSoumise
from domain.demandes.formulaire import Formulaire
from domain.demandes.personnes.separation import Separation
from domain.echanges.sne.codes import TypeFichier
from domain.echanges.sne.model import Transmission
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import systeme
from domain.tracabilite.codes import RegleDeLecture
from domain.tracabilite.model import AnomalieDeLecture
from tests.api.conftest import RENNES, RENNES_METROPOLE, NewClient, SignIn, Territory
from tests.api.parcours import demande_envoyee
from tests.api.relocation import candidat, commission, decider, faire, inscrire, lire, logement, retenir


@dataclass
class Lieux:
    clients: dict[str, list[httpx.AsyncClient]]
    """By contract, those to try in turn until one has the right."""
    connus: dict[str, str]
    nom: str
    """Of the person whose demande it is: nobody else has it."""


async def peupler(
    agent: SignIn,
    demandeur: SignIn,
    new_client: NewClient,
    pdf: bytes,
    territory: Territory,
    container: Container,
) -> Lieux:
    """At least three rows in each list that has pages."""
    anne, referent, gestionnaire = await agent("anne", "35"), await agent("referent"), await agent("gestionnaire", "35")
    qui, premiere = await candidat(agent, demandeur, pdf)
    autres = [(await candidat(agent, demandeur, pdf))[1] for _ in range(2)]
    annee = datetime.now(UTC).year
    commune = await gestionnaire.post("organismes", json={"type": "COMMUNE", "nom": f"Ville {uuid4().hex[:6]}"})
    armor, ville, du = territory.organismes["armor"], commune.json()["id"], f"{annee}-01-01"
    acte = {"acte": "délibération d'essai", "du": du}
    donnee = await gestionnaire.post(f"organismes/{armor}/delegations", json={"mandataire_id": ville, **acte})
    dispense = {"portee": "tout", "vers_id": str(armor), **acte}
    conclu = await gestionnaire.post(f"organismes/{ville}/accords-d-enregistrement", json=dispense)
    assert (donnee.status_code, conclu.status_code) == (201, 201), (donnee.text, conclu.text)
    convention = {
        "bailleur_id": str(territory.organismes["armor"]),
        "reservataire_id": commune.json()["id"],
        "type_reservataire": "COLTER",
        "annee": annee,
        "taux": 0.1,
        "objectif": 5,
        "debut": f"{annee}-01-01",
        "fin": f"{annee}-12-31",
    }
    signee = await referent.post("conventions-de-flux", json=convention)
    assert signee.status_code == 201, signee.text
    biens = [await logement(anne, reservataire_id=convention["reservataire_id"]) for _ in range(3)]
    annonces = [await _annonce(anne, bien) for bien in biens[1:]]
    propositions = await retenir(anne, biens[0], premiere, *autres)
    seance = await commission(anne)
    for proposition in propositions:
        await inscrire(anne, proposition, seance)
    await decider(anne, seance, propositions[0], decision="ATT")
    await faire(anne, await lire(anne, propositions[0]), "notification")
    await compter(container, propositions)
    await commission(anne)
    residence = {"nom": "Les Ormes", "adresse": "2 rue du Mail", "code_postal": "35000", "commune": "35238"}
    residences = [(await referent.post("residences", json=residence)).json() for _ in range(3)]
    client = await referent.post("clients-tiers", json={"nom": "Essai", "portees": ["biens:lire"]})
    actualite = {"titre": "Fermeture", "texte": "Lundi.", "du": f"{annee}-01-01", "au": f"{annee}-12-31"}
    assert (await gestionnaire.post("actualites", json=actualite)).status_code == 201
    [affichee, *_] = (await gestionnaire.get("actualites")).json()
    pieces = (await anne.get(f"demandes/{premiere['id']}/pieces")).json()
    chez_armor = f"organismes/{armor}"
    image = BytesIO()
    Image.new("RGB", (8, 8)).save(image, "PNG")
    assert (await referent.put(f"{chez_armor}/logo", content=image.getvalue())).status_code == 200
    [agence, *_] = (await referent.post(f"{chez_armor}/agences", json={"libelle": "Agence Est"})).json()
    envoi = {"type": "ID_CNI", "taille": 12}
    commence = await anne.post(f"demandes/{premiere['id']}/televersements", json=envoi)
    assert commence.status_code == 201, commence.text
    fichiers = [
        await referent.post("imports", json={"nom": "demandes.csv", "format": "csv", "taille": 10}) for _ in range(3)
    ]
    visiteur = await new_client()
    visiteur.base_url = qui.base_url
    for annonce in annonces[:1]:
        for _ in range(3):
            await _contact(visiteur, annonce)
    async with container.transaction() as session:
        await photographier(await session.connection(), "35", container.communes, container.now())
    export = {"recherche": {"demandes": [premiere["id"]]}, "colonnes": ["nom"], "format": "csv", "motif": "Essai"}
    filtre = {"nom": uuid4().hex, "recherche": {"etat": ["AC"]}}
    [garde, *_] = (await referent.post("filtres-de-demandes", json=filtre)).json()
    travaux = [(await referent.post("exports-de-demandes", json=export)).json() for _ in range(3)]
    grilles = (await anne.get("grilles-de-cotation")).json()
    essais = [
        (await gestionnaire.post("simulations-de-grilles", json={"grille_id": grilles[0]["id"]})).json()
        for _ in range(3)
    ]
    rendez_vous = await reunir(gestionnaire)
    secteur = await dessiner(gestionnaire)
    inexacte = {"type": "declaration_inexacte", "le": container.today().isoformat(), "motif": "Essai."}
    notee = await anne.post(f"demandes/{premiere['id']}/evenements-de-vie", json=inexacte)
    assert notee.status_code == 200, notee.text
    fait = notee.json()["evenements"][0]["id"]
    contestee = await anne.post(
        f"demandes/{premiere['id']}/evenements-de-vie/{fait}/contestation", json={"motif": "Essai."}
    )
    assert contestee.status_code == 200, contestee.text
    validee = await _valider_un_critere(container, premiere["id"])
    remarquees = await remarquer(container, territory)
    responsable = await agent("priorites")
    for code in ("PDALHPD", "ACD", "TRAV_ESSENTIEL"):
        corps = {"code": code, "motif": "Comité."}
        assert (await responsable.post(f"demandes/{premiere['id']}/priorites", json=corps)).status_code == 201
    labels = (await responsable.get(f"demandes/{premiere['id']}/priorites")).json()["labels"]
    for motif in ("SANS_ABRI", "EXPULSION", "AUTRE"):
        assert (await qui.post("mes-urgences", json={"motif": motif, "texte": "Vite."})).status_code == 201
    [urgence, *_] = (await responsable.get("urgences")).json()["items"]
    question = await interroger(container, territory, premiere["id"])
    lot, lettre = await mettre_sous_pli(container, gestionnaire, premiere["id"])
    return Lieux(
        clients={"partenaires": [referent, gestionnaire, responsable], "grandpublic": [qui, visiteur]},
        connus={
            "actualite_id": affichee["id"],
            "agence_id": agence["id"],
            "anomalie_id": str(remarquees[0].id),
            "annonce_id": annonces[0]["id"],
            "bien_id": biens[0]["id"],
            "code": "PDALHPD",
            "client_id": client.json()["client"]["id"],
            "commission_id": seance["id"],
            "compte_id": str(territory.comptes["anne"]),
            "convention_id": signee.json()["id"],
            "demande_id": premiere["id"],
            "departement": "35",
            "commune": RENNES,
            "autre_id": autres[0]["id"],
            "doublon_id": await _doublon(agent, demandeur, pdf, container),
            "filtre_id": garde["id"],
            "grille_id": grilles[0]["id"],
            "avec": grilles[0]["id"],
            "effet_du": "2030-01-01",
            "adresse_grille": f"{RENNES_METROPOLE}-tous-1",
            "import_id": fichiers[0].json()["id"],
            "label_id": labels[0]["id"],
            "lettre_id": lettre,
            "lot_id": lot,
            "numero_unique": premiere["numero_unique"],
            "organisme_id": str(territory.organismes["armor"]),
            "delegation_id": donnee.json()["delegations"][0]["id"],
            "validation_id": str(validee),
            "contestation_id": contestee.json()["contestations"][0]["id"],
            "evenement_id": str(fait),
            "accord_id": conclu.json()["accords"][0]["id"],
            "feuillet_id": pieces[0]["feuillets"][0]["id"],
            "page": "1",
            "personne_id": premiere["formulaire"]["demandeur"]["id"],
            "piece_id": pieces[0]["id"],
            "televersement_id": commence.json()["id"],
            "separation_id": await _separation(container, premiere["id"], autres[0]["id"]),
            "rendez_vous_id": rendez_vous,
            "secteur_id": secteur,
            "simulation_id": essais[0]["id"],
            "transmission_id": await _transmission(container, anne, premiere["id"]),
            "travail_id": travaux[0]["id"],
            "proposition_id": propositions[0]["id"],
            "q": "ren",
            "question_id": question,
            "urgence_id": urgence["id"],
            "residence_id": residences[0]["id"],
        },
        nom=premiere["formulaire"]["demandeur"]["nom_naissance"],
    )


async def _doublon(agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container) -> str:
    """Three pairs of demandes that may be one."""
    trouvees = []
    nom = "QUEM" + "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:10])
    for _ in range(3):
        _, envoyee = await demande_envoyee(demandeur, pdf, nom=nom, prenoms="Lou")
        async with container.new_uow(systeme("35"), None) as uow:
            event = DemandeSoumise(departement="35", aggregate_id=UUID(envoyee["id"]), occurred_at=datetime.now(UTC))
            await reperer_les_doublons(event, systeme("35"), uow)
        trouvees.append(envoyee["id"])
    anne = await agent("anne", "35")
    lues = (await anne.get("doublons", params={"demande_id": trouvees[0]})).json()
    return str(lues["items"][0]["id"])


async def reunir(gestionnaire: httpx.AsyncClient) -> str:
    """Three dates to come, to which those who write the grids are invited."""
    dates: list[dict[str, Any]] = []
    for titre in ("Webinaire de lancement", "Phase de test", "Bilan"):
        debut = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
        corps = {"sorte": "webinaire", "titre": titre, "debut": debut, "ou": "https://visio.exemple.test/1"}
        planifie = await gestionnaire.post("rendez-vous-de-cotation", json=corps)
        assert planifie.status_code == 201, planifie.text
        dates = planifie.json()["dates"]
    return next(str(d["rendez_vous"]["id"]) for d in dates if d["rendez_vous"])


async def dessiner(gestionnaire: httpx.AsyncClient) -> str:
    """Three sectors of Rennes Métropole."""
    lus: list[dict[str, Any]] = []
    for _ in range(3):
        corps = {"epci": RENNES_METROPOLE, "nom": uuid4().hex, "communes": ["35024"]}
        ouvert = await gestionnaire.post("secteurs", json=corps | {"acte": "Essai", "du": "2026-01-01"})
        assert ouvert.status_code == 201, ouvert.text
        lus = ouvert.json()["items"]
    return str(lus[0]["id"])


async def _separation(container: Container, demande_id: str, nouvelle_id: str) -> str:
    """One household in two demandes, as the counter left it."""
    separation = Separation(
        departement="35",
        id=new_id(),
        demande_id=UUID(demande_id),
        nouvelle_id=UUID(nouvelle_id),
        personne_id=new_id(),
        le=container.now(),
        par="Anne",
        organisme=None,
        justificatif="Jugement de divorce",
        avant=Formulaire(),
        apres=Formulaire(),
        nouvelle=Formulaire(),
    )
    async with container.new_uow(systeme("35"), None) as uow:
        uow.separations.add(separation)
    return str(separation.id)


async def _transmission(container: Container, anne: httpx.AsyncClient, demande_id: str) -> str:
    """At least three facts that the SNE must be told."""
    async with container.new_uow(systeme("35"), None) as uow:
        for type_fichier in (TypeFichier.CREATION, TypeFichier.RENOUVELLEMENT, TypeFichier.RADIATION):
            uow.transmissions.add(
                Transmission.inscrire(
                    departement="35",
                    demande_id=UUID(demande_id),
                    type_fichier=type_fichier,
                    evenement="Essai",
                    le=container.now(),
                )
            )
    lues = (await anne.get(f"demandes/{demande_id}/echanges")).json()
    return str(lues["items"][0]["id"])


async def interroger(container: Container, territory: Territory, demande_id: str) -> str:
    """Three questions that Armor Habitat must answer."""
    auteur = Auteur(nom="Morel", prenom="Jeanne", email="j@exemple.test", telephone=None, numero_unique=None)
    posees = [
        Question.recevoir(
            departement="35",
            demande_id=UUID(demande_id),
            organisme_id=territory.organismes["armor"],
            auteur=auteur,
            texte="Où en est ma demande ?",
            le=container.now(),
        )
        for _ in range(3)
    ]
    async with container.new_uow(systeme("35"), None) as uow:
        for question in posees:
            uow.questions.add(question)
    return str(posees[0].id)


async def mettre_sous_pli(container: Container, gestionnaire: httpx.AsyncClient, demande_id: str) -> tuple[str, str]:
    """Three days of letters, three letters the last day."""
    a = Destinataire(canal=CanalMessage.COURRIER, adresse="Madame X\n4 rue du Bois\n35000 Rennes")
    for lettres in (1, 1, 3):
        async with container.new_uow(systeme("35"), None) as uow:
            for _ in range(lettres):
                uow.messages.add(
                    Message.ecrire(
                        departement="35",
                        demande_id=UUID(demande_id),
                        modele="demande_expire",
                        destinataire=a,
                        objet="Renouvelez votre demande",
                        corps="Bonjour,",
                        le=container.now(),
                    )
                )
        matin = JourCommence(
            departement="35", aggregate_id=new_id(), occurred_at=container.now(), jour=container.today()
        )
        await container.executor(preparer_les_lettres, matin, systeme("35"))
    [lot, *_] = (await gestionnaire.get("lots-de-courriers")).json()["items"]
    lues = (await gestionnaire.get(f"lots-de-courriers/{lot['id']}/lettres")).json()["items"]
    return lot["id"], lues[0]["id"]


async def remarquer(container: Container, territory: Territory) -> list[AnomalieDeLecture]:
    """Three days of readings of Anne that deserve a look."""
    trouvees = [
        AnomalieDeLecture(
            departement="35",
            id=new_id(),
            jour=date(2026, 1, 5) + timedelta(days=randbelow(200)),
            regle=regle,
            compte_id=territory.comptes["anne"],
            auteur="Agent Anne",
            organisme_id=territory.organismes["armor"],
            organisme="Armor Habitat",
            nombre=7,
            phrase="7 lectures hors des heures.",
            exemples=(),
        )
        for regle in (RegleDeLecture.HORS_HEURES, RegleDeLecture.EN_MASSE, RegleDeLecture.MEME_RUE)
    ]
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.lectures.garder(trouvees)
    return trouvees


async def _valider_un_critere(container: Container, demande_id: str) -> UUID:
    """As an agent would, in a territory whose grid asks for it."""
    validation = ValidationPosee(
        id=new_id(),
        epci=RENNES_METROPOLE,
        critere="EVALUE",
        libelle="Vulnérabilité évaluée",
        sensible=False,
        type="travailleur social",
        valide_le=container.today(),
        motif="Essai.",
        par="Armor Habitat",
    )
    async with container.new_uow(systeme("35"), None) as uow:
        await uow.validations.poser("35", UUID(demande_id), validation)
    return validation.id


async def compter(container: Container, propositions: list[dict[str, Any]]) -> None:
    """As if each had ended with a lease signed today."""
    async with container.transaction() as session:
        await enter(session, "35", None)
        await session.execute(
            text(
                "insert into attributions_comptees (departement, proposition_id, bail_signe_le, bailleur_id,"
                " contingent, commune, qpv, quartile_fixe, relogement, groupe)"
                " select departement, id, :jour, organisme_id, 'AUCUN', '35238', false, true, false, 'autre'"
                " from propositions where departement = '35' and id = any(:ids)"
            ),
            {"jour": container.today(), "ids": [UUID(p["id"]) for p in propositions]},
        )


async def _annonce(anne: httpx.AsyncClient, bien: dict[str, Any]) -> dict[str, Any]:
    now = datetime.now(UTC)
    corps = {
        "bien_id": bien["id"],
        "titre": "Un logement",
        "du": now.isoformat(),
        "au": (now + timedelta(days=20)).isoformat(),
        "contact_email": "location@exemple.test",
    }
    answer = await anne.post("annonces", json=corps)
    assert answer.status_code == 201, answer.text
    vue: dict[str, Any] = answer.json()
    return vue


async def _contact(visiteur: httpx.AsyncClient, annonce: dict[str, Any]) -> None:
    corps = {"nom": "Le Goff", "prenom": "Maël", "email": f"{uuid4().hex[:12]}@exemple.test", "message": "Bonjour"}
    answer = await visiteur.post(f"territoires/35/annonces/{annonce['id']}/contacts", json=corps)
    assert answer.status_code == 204, answer.text
