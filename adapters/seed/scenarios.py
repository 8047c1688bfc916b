"""How a vacancy ends, or where it stands today."""

from datetime import date, timedelta
from enum import Enum, auto
from uuid import UUID

from adapters.seed.dossiers import Dossier
from adapters.seed.hasard import Tirage
from adapters.seed.relocations import Candidature, Relocation, Relocations
from adapters.seed.seances import RECENTE
from adapters.seed.vivier import Vivier
from domain.commissions.model import Avis, Seance
from domain.demandes.codes import MotifRadiation
from domain.kernel.codes import Typologie
from domain.propositions.codes import Decision, MotifNonAttribution, MotifRefusCandidat

M, R = MotifNonAttribution, MotifRefusCandidat

_ECARTS = Tirage(
    {M.PRIORITAIRE: 46.0, M.EFFORT: 20.0, M.DOSSIER: 14.0, M.TYPOLOGIE: 10.0, M.EQUILIBRE: 6.0, M.ELOIGNEMENT: 4.0}
)
_REFUS = Tirage(
    {R.QUARTIER: 26.0, R.LOYER: 16.0, R.SURFACE: 12.0, R.ETAGE: 8.0, R.SITUATION: 8.0, R.AUTRE_LOGEMENT: 8.0,
     R.TRAJET: 7.0, R.ETAT: 6.0, R.VOISINAGE: 4.0, R.STATIONNEMENT: 3.0, R.ANNEXES: 2.0}
)  # fmt: skip


UNE_REPONSE, DEUX_REPONSES = 4, 21
"""Days between the commission and the lease, when the first candidate accepts and when the second does."""


class Etape(Enum):
    """Where a vacancy of today stands."""

    SANS_CANDIDAT = auto()
    CANDIDATS_RETENUS = auto()
    INSCRITE = auto()
    PROPOSEE = auto()
    ACCEPTEE = auto()
    REFUSEE = auto()


ETAPES = Tirage(
    {
        Etape.SANS_CANDIDAT: 40.0,
        Etape.CANDIDATS_RETENUS: 16.0,
        Etape.INSCRITE: 18.0,
        Etape.PROPOSEE: 12.0,
        Etape.ACCEPTEE: 6.0,
        Etape.REFUSEE: 8.0,
    }
)


def loger(chantier: Relocations, vivier: Vivier, dossier: Dossier) -> bool:
    """The attribution that satisfied this demande, with those who were examined beside it."""
    hasard, demande, vie = chantier.hasard, dossier.demande, dossier.vie
    wish = demande.formulaire.logement_recherche
    assert wish is not None
    assert vie.radiee_le is not None
    assert vie.validee_le is not None
    bail = vie.radiee_le
    commune, typologie = wish.communes[min(len(wish.communes) - 1, hasard.entre(0, 2))], hasard.un(wish.typologies)
    enregistree = vie.validee_le.date()
    ouverture = max(enregistree + timedelta(days=1), bail - hasard.jours(48, 85))
    relocation = chantier.ouvrir(commune, typologie, hasard.instant(ouverture), ouverture + hasard.jours(0, 40))
    seance = _seance_avant(chantier, relocation, ouverture, bail)
    if seance is None:
        return False
    autres = vivier.passes(hasard, commune, typologie, ouverture, 2)
    chantier.retenir(relocation, [dossier, *autres], hasard.instant(ouverture + timedelta(days=1)))
    chantier.inscrire(relocation, seance, hasard.instant(ouverture + timedelta(days=2)))
    gagnante, *suivantes = relocation.candidatures
    notifiee = seance.tenue_le + timedelta(days=1)
    premiere = suivantes[0] if suivantes and (bail - seance.tenue_le).days >= DEUX_REPONSES else None
    if premiere is not None:
        _classer(chantier, relocation, [premiere, gagnante, *suivantes[1:]])
        chantier.notifier(relocation, premiere, notifiee)
        notifiee = _ne_pas_aboutir(chantier, relocation, premiere, notifiee) + timedelta(days=1)
    else:
        _classer(chantier, relocation, relocation.candidatures)
    limite = chantier.notifier(relocation, gagnante, notifiee)
    chantier.accepter(relocation, gagnante, min(limite, bail - timedelta(days=1), notifiee + hasard.jours(0, 9)))
    le = chantier.signer(relocation, gagnante, bail)
    demande.radier(motif=MotifRadiation.ATTRIBUTION, radiee_le=bail, le=le)
    dossier.noter(demande, relocation.agent)
    return True


def _seance_avant(chantier: Relocations, relocation: Relocation, ouverture: date, bail: date) -> Seance | None:
    """Half of the time early enough for a first candidate to refuse."""
    for jours in (DEUX_REPONSES, UNE_REPONSE) if chantier.hasard.oui(0.5) else (UNE_REPONSE,):
        found = chantier.seances.derniere(
            relocation.bien.organisme_id, apres=ouverture + timedelta(days=4), avant=bail - timedelta(days=jours)
        )
        if found is not None:
            return found
    return None


def _classer(chantier: Relocations, relocation: Relocation, ordre: list[Candidature]) -> None:
    """The first two are ranked, the third is now and then set aside."""
    assert relocation.seance is not None
    le = chantier.hasard.instant(relocation.seance.tenue_le, 8, 16)
    rang = 0
    for candidature in ordre:
        if rang >= 2 and chantier.hasard.oui(0.7):
            avis = Avis(decision=Decision.NON_ATTRIBUTION, motif=_ECARTS(chantier.hasard))
        else:
            rang += 1
            avis = Avis(decision=Decision.ATTRIBUTION_CLASSEE, rang=rang)
        chantier.decider(relocation, candidature, avis, le)


def _ne_pas_aboutir(chantier: Relocations, relocation: Relocation, candidature: Candidature, notifiee: date) -> date:
    """A refusal, or silence: the day it was known."""
    hasard = chantier.hasard
    if hasard.oui(0.75):
        jour = notifiee + hasard.jours(0, 8)
        chantier.refuser(relocation, candidature, _REFUS(hasard), jour)
        return jour
    limite = candidature.proposition.repondre_avant_le
    assert limite is not None
    chantier.se_taire(candidature, limite + timedelta(days=1))
    return limite + timedelta(days=1)


def vacance_d_aujourd_hui(
    chantier: Relocations,
    vivier: Vivier,
    etape: Etape,
    commune: str,
    typologie: Typologie,
    *imposes: Dossier,
    bailleur_id: UUID | None = None,
) -> Relocation:
    """A vacancy open today. `imposes`: demandes that must be among its candidates, first."""
    hasard, today = chantier.hasard, chantier.today
    ouverture = today - hasard.jours(26, 60)
    relocation = chantier.ouvrir(
        commune, typologie, hasard.instant(ouverture), today + hasard.jours(-25, 40), bailleur_id
    )
    if etape is Etape.SANS_CANDIDAT:
        return relocation
    autres = vivier.libres(hasard, commune, typologie, ouverture, 3 - len(imposes))
    candidats = [*imposes, *autres]
    if not candidats:
        return relocation
    if etape is Etape.CANDIDATS_RETENUS:
        chantier.retenir(relocation, candidats, hasard.instant(today - hasard.jours(1, 9)))
        return relocation
    chantier.retenir(relocation, candidats, hasard.instant(ouverture + timedelta(days=1)))
    if etape is Etape.INSCRITE:
        seance = chantier.seances.prochaine(relocation.bien.organisme_id)
        chantier.inscrire(relocation, seance, hasard.instant(today - hasard.jours(1, 5)))
        return relocation
    _apres_commission(chantier, relocation, etape, recente=bool(imposes))
    return relocation


def _apres_commission(chantier: Relocations, relocation: Relocation, etape: Etape, *, recente: bool) -> None:
    hasard, today = chantier.hasard, chantier.today
    seance = chantier.seances.derniere(
        relocation.bien.organisme_id,
        apres=today - timedelta(days=RECENTE + 4),
        avant=today - timedelta(days=RECENTE - 2),
    )
    assert seance is not None
    chantier.inscrire(relocation, seance, hasard.instant(seance.tenue_le - hasard.jours(2, 6)))
    _classer(chantier, relocation, relocation.candidatures)
    premiere = relocation.candidatures[0]
    notifiee = (
        today - timedelta(days=1) if recente else min(seance.tenue_le, today - timedelta(days=4)) + timedelta(days=2)
    )
    chantier.notifier(relocation, premiere, notifiee)
    if etape is Etape.ACCEPTEE:
        chantier.accepter(relocation, premiere, today - timedelta(days=1))
    elif etape is Etape.REFUSEE:
        jour = today - timedelta(days=1)
        chantier.refuser(relocation, premiere, _REFUS(hasard), jour)
        _au_suivant(chantier, relocation, jour)


def _au_suivant(chantier: Relocations, relocation: Relocation, jour: date) -> None:
    """As poursuivre_la_relocation: the next rank is offered the dwelling, or it waits for other candidates."""
    rangs = [c for c in relocation.candidatures[1:] if c.proposition.rang is not None]
    if rangs:
        chantier.notifier(relocation, min(rangs, key=lambda c: c.proposition.rang or 0), jour)
        return
    le = chantier.hasard.instant(jour, 16, 17)
    relocation.bien.remettre_a_disposition(motif="Les candidats retenus ont refusé ou se sont désistés.", le=le)
    chantier.noter(relocation.bien, relocation.agent)
