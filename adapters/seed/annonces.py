"""Public advertisements of vacant dwellings, and the messages left on some."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from adapters.seed.noms import courriel, mobile, noms, prenom
from adapters.seed.relocations import Relocation, Relocations
from domain.annonces.events import AnnoncePubliee, ContactRecu
from domain.annonces.model import Annonce, Contact, Texte
from domain.biens.logement import Logement
from domain.kernel.aggregate import Event
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.codes import CategorieLogement, Sexe
from domain.kernel.francais import jour
from domain.organismes.acteur import Acteur, systeme

_MESSAGES = (
    "Bonjour, ce logement m'intéresse. Est-il possible de le visiter ?",
    "Bonjour, y a-t-il une école à proximité ? Nous avons deux enfants.",
    "Bonjour, le logement est-il accessible avec une poussette ? Merci d'avance.",
    "Bonjour, je travaille tout près. Comment déposer ma candidature ?",
)
_QUARTIERS = (
    "Commerces, écoles et arrêt de bus à moins de dix minutes à pied.",
    "Quartier calme, proche d'un parc et des équipements sportifs.",
    "Au cœur du bourg, à deux pas du marché et de la médiathèque.",
    "À proximité de la gare et des grands axes.",
)


@dataclass(slots=True)
class Publication:
    annonce: Annonce
    contacts: list[Contact] = field(default_factory=list)
    journal: list[tuple[Event, Acteur]] = field(default_factory=list)


def publier(chantier: Relocations, relocation: Relocation) -> Publication:
    """As Annonce.publier, with drawn identifiers."""
    hasard, bien = chantier.hasard, relocation.bien
    debut = hasard.instant(chantier.today - hasard.jours(1, 24))
    texte = Texte(
        titre=_titre(bien.logement, chantier.departement),
        description=_description(hasard, bien.logement),
        du=debut,
        au=datetime.combine(chantier.today + hasard.jours(12, 75), time(22), UTC),
        contact_nom=relocation.bailleur.nom,
        contact_email=relocation.bailleur.email,
        contact_telephone=relocation.bailleur.telephone,
    )
    annonce = Annonce(
        departement=chantier.departement,
        id=hasard.identifiant(debut),
        bien_id=bien.id,
        mise_en_location_id=bien.mise_en_location_id,
        organisme_id=bien.organisme_id,
        texte=texte,
        creee_le=debut,
        modifiee_le=debut,
    )
    publication = Publication(annonce)
    periode = f"du {jour(aujourd_hui(texte.du))} au {jour(aujourd_hui(texte.au))}"
    event = AnnoncePubliee(
        departement=chantier.departement,
        aggregate_id=annonce.id,
        occurred_at=debut,
        bien_id=bien.id,
        titre=texte.titre,
        periode=periode,
    )
    publication.journal.append((event, relocation.agent))
    if hasard.oui(0.2):
        _ecrire(chantier, publication, debut)
    return publication


def _ecrire(chantier: Relocations, publication: Publication, debut: datetime) -> None:
    hasard, annonce = chantier.hasard, publication.annonce
    fin = datetime.combine(chantier.today, time(), UTC)
    recu_le = debut + timedelta(seconds=int((fin - debut).total_seconds() * hasard.random()))
    sexe = hasard.un((Sexe.FEMININ, Sexe.MASCULIN))
    qui, nom = prenom(hasard, sexe, (debut - timedelta(days=365 * hasard.entre(24, 60))).date()), hasard.un(noms())
    contact = Contact(
        departement=annonce.departement,
        id=hasard.identifiant(recu_le),
        annonce_id=annonce.id,
        bien_id=annonce.bien_id,
        demande_id=None,
        nom=nom,
        prenom=qui,
        email=courriel(hasard, qui, nom),
        telephone=mobile(hasard) if hasard.oui(0.6) else None,
        numero_unique=None,
        message=hasard.un(_MESSAGES),
        recu_le=recu_le,
    )
    publication.contacts.append(contact)
    event = ContactRecu(
        departement=annonce.departement,
        aggregate_id=annonce.id,
        occurred_at=recu_le,
        bien_id=annonce.bien_id,
        titre=annonce.texte.titre,
        contact_id=contact.id,
        demande_id=None,
        numero_unique=None,
    )
    publication.journal.append((event, systeme(annonce.departement, "Visiteur")))


def _genre(logement: Logement) -> str:
    return "Maison" if logement.categorie is CategorieLogement.MAISON else "Appartement"


def _titre(logement: Logement, departement: str) -> str:
    ou = geographie(departement).nom(logement.commune)
    plus = " avec jardin" if logement.jardin else " avec balcon" if logement.balcon else ""
    return f"{_genre(logement)} {logement.typologie.libelle}{plus}, {ou}"


def _description(hasard: Hasard, logement: Logement) -> str:
    pieces = [f"{_genre(logement)} de {logement.surface} m²"]
    if logement.etage is not None:
        niveau = "au rez-de-chaussée" if logement.etage == 0 else f"à l'étage {logement.etage}"
        pieces.append(niveau + (", avec ascenseur" if logement.ascenseur else ", sans ascenseur"))
    atouts = [
        nom
        for nom, vrai in (
            ("un balcon", logement.balcon),
            ("un jardin", logement.jardin),
            ("une place de stationnement", logement.parking),
        )
        if vrai
    ]
    phrases = [", ".join(pieces) + "."]
    if atouts:
        phrases.append(
            f"Il dispose de {' et '.join(atouts)}."
            if _genre(logement) == "Appartement"
            else f"Elle dispose de {' et '.join(atouts)}."
        )
    if logement.chauffage is not None:
        phrases.append(f"Chauffage {logement.chauffage.libelle.lower()}.")
    phrases.append(hasard.un(_QUARTIERS))
    return " ".join(phrases)
