"""One demande from its first word to today, played on the aggregate: what the domain forbids cannot be seeded."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.partenaires import Partenaire, annuaire
from adapters.seed.vies import Vie
from domain.cotation.faits import Evenement, PreuveAdmise
from domain.demandes.codes import EtatDemande, MotifRadiation, MotifRetour
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import Canal, Demande
from domain.demandes.rules.delais import expiration
from domain.kernel.aggregate import Aggregate, Event
from domain.kernel.vocabulary import NumeroUnique, territoire_du_departement
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur, systeme
from domain.organismes.model import TypeOrganisme
from domain.pieces.model import Piece

E = EtatDemande

MOTIFS_RADIES = {
    E.RADIEE_ABANDON: MotifRadiation.ABANDON,
    E.RADIEE_ABSENCE_DE_REPONSE: MotifRadiation.ABSENCE_DE_REPONSE,
    E.RADIEE_IRRECEVABILITE: MotifRadiation.IRRECEVABILITE,
    E.RADIEE_NON_RENOUVELLEMENT: MotifRadiation.NON_RENOUVELLEMENT,
}
_RETOURS = Tirage(
    {
        (MotifRetour.ILLISIBLE, "Votre pièce d'identité est illisible. Reprenez la photo en pleine lumière."): 34.0,
        (MotifRetour.MANQUANTE, "Il manque le verso de votre pièce d'identité."): 26.0,
        (MotifRetour.INCOHERENCE, "Votre conjoint manque. Ajoutez-le s'il doit vivre avec vous."): 22.0,
        (MotifRetour.SEJOUR, "Votre titre de séjour a expiré. Ajoutez le récépissé de renouvellement."): 12.0,
        (MotifRetour.AUTRE, "L'adresse indiquée n'existe pas. Vérifiez-la."): 6.0,
    }
)  # fmt: skip


@dataclass(slots=True)
class Dossier:
    demande: Demande
    vie: Vie
    journal: list[tuple[Event, Acteur]] = field(default_factory=list)
    evenements: list[Evenement] = field(default_factory=list)
    """What the grids count: refusals, commissions."""
    preuves: list[PreuveAdmise] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    propositions: int = 0
    suivi: bool = False
    """Surely consulted lately."""

    def noter(self, objet: Aggregate, acteur: Acteur) -> None:
        self.journal += [(event, acteur) for event in objet.pull_events()]


@cache
def demandeur(departement: str) -> Acteur:
    return Acteur(
        sorte=SorteActeur.DEMANDEUR,
        compte_id=None,
        libelle="Le demandeur",
        perimetre=Perimetre(departement=departement),
    )


class Guichets:
    """Who registers the demandes of a département, each in proportion of what it sees."""

    def __init__(self, graine: str, departements: tuple[str, ...], departement: str) -> None:
        tous = annuaire(graine, departements)
        self._departement = departement
        self._par_part = Tirage({p.cle: p.implantations[departement].part for p in tous.bailleurs(departement)})
        self._bailleurs = {p.cle: p for p in tous.bailleurs(departement)}
        autres = [p for p in tous.guichets(departement) if p.type is not TypeOrganisme.BAILLEUR]
        self._autres = [p for p in autres if p.type is not TypeOrganisme.GESTIONNAIRE]
        self._geographie = geographie(departement)

    @property
    def noms_des_bailleurs(self) -> list[str]:
        return [p.nom for p in self._bailleurs.values()]

    def tirer(self, hasard: Hasard, commune: str) -> Partenaire:
        if hasard.oui(0.38):
            autre = hasard.un(self._autres)
            communes = autre.implantations[self._departement].communes
            if communes is None or commune in communes:
                return autre
        return self._bailleurs[self._par_part(hasard)]


def derouler(
    hasard: Hasard,
    departement: str,
    vie: Vie,
    formulaire: Formulaire,
    reference: str,
    sequence: int | None,
    guichet: Partenaire,
    id: UUID | None = None,
) -> Dossier:
    """`sequence`: the rank of its numéro unique in the month of its deposit."""
    agent = guichet.agent(hasard, departement)
    en_ligne = vie.canal is Canal.PORTAIL
    qui = demandeur(departement) if en_ligne else agent
    demande = Demande.commencer(
        id=id or hasard.identifiant(vie.creee_le),
        departement=departement,
        reference=reference,
        canal=vie.canal,
        organisme_id=None if en_ligne else guichet.id,
        le=vie.creee_le,
    )
    demande.formulaire = formulaire if vie.soumise_le or vie.validee_le else inachever(hasard, formulaire)
    dossier = Dossier(demande, vie)
    if vie.soumise_le is not None:
        demande.soumettre(le=vie.soumise_le)
    dossier.noter(demande, qui)
    if vie.retournee_le is not None:
        motif, commentaire = _RETOURS(hasard)
        demande.retourner(motif=motif, commentaire=commentaire, le=vie.retournee_le)
    if vie.validee_le is not None and vie.deposee_le is not None and sequence is not None:
        demande.dalo = vie.etat is E.ACTIVE and hasard.oui(0.008)
        _valider(demande, vie.deposee_le, vie.validee_le, sequence, guichet)
    dossier.noter(demande, agent)
    for jour in vie.renouvellements:
        par_internet = hasard.oui(0.7)
        le = hasard.instant(jour, 6, 20) if par_internet else hasard.instant(jour)
        demande.renouveler(renouvelee_le=jour, expire_le=expiration(jour, departement).valeur, le=le)
        dossier.noter(demande, demandeur(departement) if par_internet else agent)
    demande.rappelee_le = vie.rappelee_le
    if vie.endormie_le is not None:
        demande.endormir(endormie_le=vie.endormie_le, le=hasard.instant(vie.endormie_le, 4, 5))
        dossier.noter(demande, systeme(departement))
    if vie.radiee_le is not None and vie.etat in MOTIFS_RADIES:
        demande.radier(motif=MOTIFS_RADIES[vie.etat], radiee_le=vie.radiee_le, le=hasard.instant(vie.radiee_le))
        dossier.noter(demande, systeme(departement) if vie.etat is E.RADIEE_NON_RENOUVELLEMENT else agent)
    return dossier


def _valider(demande: Demande, deposee_le: date, le: datetime, sequence: int, guichet: Partenaire) -> None:
    code = guichet.implantations[demande.departement].code_guichet
    assert code is not None
    numero = NumeroUnique.composer(
        territoire=territoire_du_departement(demande.departement), mois=deposee_le, sequence=sequence, guichet=code
    )
    demande.valider(
        numero_unique=str(numero),
        organisme_id=guichet.id,
        deposee_le=deposee_le,
        expire_le=expiration(deposee_le, demande.departement).valeur,
        doublon_ecarte=None,
        le=le,
    )


_RUBRIQUES: tuple[dict[str, Any], ...] = (
    {"motifs": Formulaire().motifs},
    {"logement_recherche": None},
    {"logement_actuel": None},
    {"revenus": Formulaire().revenus},
    {"occupants": (), "a_naitre": None},
)


def inachever(hasard: Hasard, formulaire: Formulaire) -> Formulaire:
    """A draft stops somewhere: its last sections are still blank."""
    blanches: dict[str, Any] = {}
    for rubrique in _RUBRIQUES[: hasard.entre(1, len(_RUBRIQUES))]:
        blanches |= rubrique
    return replace(formulaire, **blanches)


@cache
def guichets(graine: str, departements: tuple[str, ...], departement: str) -> Guichets:
    return Guichets(graine, departements, departement)
