"""Ce qui, autour d'une proposition, l'empêche d'avancer : le bien, la demande, les autres candidats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.biens.codes import EtatBien
from domain.demandes.codes import EtatDemande
from domain.kernel.francais import jour
from domain.kernel.raisons import Raison
from domain.propositions.codes import MotifRefusCandidat
from domain.propositions.errors import MotifDeRefusInvalide


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """Où en sont le bien, la demande et les autres propositions, au moment d'agir."""

    bien_etat: EtatBien
    meme_vacance: bool = True
    """Le bien en est toujours à la vacance pour laquelle le candidat a été retenu."""
    demande_etat: EtatDemande
    demande_tenue_par: str | None = None
    """Qui tient la demande inscrite en commission, quand ce n'est pas cette proposition."""
    rang_en_attente: int | None = None
    """Le meilleur rang, devant ce candidat, qui n'a pas encore répondu."""
    demande_retenue: bool = False
    """Le même bailleur a déjà inscrit ou proposé un autre logement à ce candidat."""
    demande_engagee: bool = False
    """Le candidat a déjà accepté un autre logement, ou en a signé le bail."""


_BIEN_FERME: Mapping[EtatBien, str] = {
    EtatBien.ATTRIBUE: "Ce logement vient d'être accepté par un autre candidat.",
    EtatBien.LOUE: "Ce logement est déjà loué.",
    EtatBien.RETIRE: "Ce logement a été retiré de la location.",
}


def moment_de_la_commission(tenue_le: date, heure: str | None) -> str:
    return f"{jour(tenue_le)} à {heure.replace(':', 'h')}" if heure else jour(tenue_le)


def nommer_la_commission(tenue_le: date, heure: str | None, lieu: str) -> str:
    """« commission du 3 décembre 2026 à 14h00, Siège » : de quoi la reconnaître parmi les autres."""
    moment = moment_de_la_commission(tenue_le, heure)
    return f"commission du {moment}, {lieu}" if lieu else f"commission du {moment}"


def raison_bien_pris(contexte: Contexte) -> Raison | None:
    """Un logement accepté, loué ou retiré ne se propose plus à personne."""
    if not contexte.meme_vacance:
        return Raison(code="bien-pris", phrase=_BIEN_FERME[EtatBien.LOUE])
    phrase = _BIEN_FERME.get(contexte.bien_etat)
    return None if phrase is None else Raison(code="bien-pris", phrase=phrase)


def raison_demande_inactive(contexte: Contexte) -> Raison | None:
    """Seule une demande active peut recevoir un logement."""
    if contexte.demande_etat is EtatDemande.ACTIVE:
        return None
    return Raison(
        code="demande-inactive",
        phrase=f"La demande n'est plus active : elle est « {contexte.demande_etat.libelle.lower()} ».",
    )


def raison_demande_tenue(contexte: Contexte) -> Raison | None:
    """Une demande inscrite en commission attend sa décision."""
    if contexte.demande_tenue_par is None:
        return None
    return Raison(
        code="demande-tenue",
        phrase=f"La demande est déjà inscrite en commission. Contact : {contexte.demande_tenue_par}.",
        parametres={"par": contexte.demande_tenue_par},
    )


def raison_demande_retenue(contexte: Contexte) -> Raison | None:
    """Un candidat n'a qu'un logement à la fois en commission ou en attente de réponse chez un bailleur."""
    if not contexte.demande_retenue:
        return None
    return Raison(
        code="demande-retenue",
        phrase="Vous avez déjà inscrit ce candidat en commission, ou attendez sa réponse, pour un autre logement.",
    )


def raison_demande_engagee(contexte: Contexte) -> Raison | None:
    """Un candidat qui a accepté un logement n'en reçoit pas d'autre."""
    if not contexte.demande_engagee:
        return None
    return Raison(code="demande-engagee", phrase="Ce candidat a déjà accepté un autre logement.")


def raison_rang(contexte: Contexte) -> Raison | None:
    """Le logement se propose dans l'ordre décidé par la commission (CCH R441-3)."""
    if contexte.rang_en_attente is None:
        return None
    return Raison(
        code="rang-en-attente",
        phrase=f"Le candidat de rang {contexte.rang_en_attente} passe avant : sa réponse est attendue.",
        parametres={"rang": contexte.rang_en_attente},
    )


def exiger_motif_de_refus(motif: MotifRefusCandidat, commentaire: str, *, par_le_candidat: bool) -> None:
    """Un refus dit pourquoi ; « autre motif » se précise."""
    if par_le_candidat and not motif.du_candidat:
        raise MotifDeRefusInvalide("Choisissez la raison de votre refus dans la liste.", champ="motif")
    if motif is MotifRefusCandidat.SANS_REPONSE:
        raise MotifDeRefusInvalide(
            "Le silence se constate tout seul, le lendemain du dernier jour pour répondre.", champ="motif"
        )
    if motif is MotifRefusCandidat.AUTRE and not commentaire.strip():
        raise MotifDeRefusInvalide("Précisez l'autre motif de refus.", champ="commentaire")
