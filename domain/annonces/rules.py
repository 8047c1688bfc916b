from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from domain.annonces.model import Texte
from domain.biens.codes import EtatBien
from domain.biens.model import Bien
from domain.demandes.formulaire import Formulaire
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.parametres import Parametres, charger
from domain.kernel.raisons import Raison
from domain.kernel.text import normaliser_nom

PUBLIABLES = (EtatBien.PREAVIS, EtatBien.DISPONIBLE, EtatBien.PROPOSE)
ATTRIBUTION_EN_COURS = (EtatBien.EN_COMMISSION, EtatBien.ATTRIBUE)


@cache
def parametres() -> Parametres:
    """Les limites datées des annonces et des messages."""
    return charger(Path(__file__).parent / "parameters")


def entier(cle: str, le: date) -> int:
    return parametres().a_la_date(cle, le).entier()


def raison_publication(bien: Bien) -> Raison | None:
    """Un logement dont l'attribution est en cours ne se propose pas au public : l'annonce donnerait un faux espoir."""
    if bien.etat in PUBLIABLES:
        return None
    if bien.etat in ATTRIBUTION_EN_COURS:
        return Raison(
            code="attribution-en-cours",
            phrase="Une attribution est en cours sur ce logement : il ne peut pas être proposé au public.",
            parametres={"etat": bien.etat.value},
        )
    return Raison(
        code="bien-non-vacant",
        phrase="Ce logement n'est plus à louer : il ne peut pas être proposé au public.",
        parametres={"etat": bien.etat.value},
    )


def incoherences(texte: Texte, le: datetime) -> list[ErreurDeChamp]:
    """Une période qui finit après avoir commencé, après maintenant, et pas trop tard."""
    trouvees: list[tuple[str, str, str]] = []
    maximum = entier("annonce.duree_maximale_jours", aujourd_hui(le))
    if texte.au <= texte.du:
        trouvees.append(("au", "fin-avant-debut", "La fin de diffusion doit suivre son début."))
    elif texte.au <= le:
        trouvees.append(("au", "fin-passee", "La fin de diffusion est déjà passée."))
    elif texte.au - texte.du > timedelta(days=maximum):
        trouvees.append(("au", "diffusion-trop-longue", f"Une annonce reste en ligne {maximum} jours au plus."))
    if not (texte.contact_email or texte.contact_telephone):
        trouvees.append(
            ("contact_email", "contact-absent", "Donnez une adresse électronique ou un téléphone où vous joindre.")
        )
    return [ErreurDeChamp(champ=champ, code=code, message=message) for champ, code, message in trouvees]


def porte_ce_nom(formulaire: Formulaire, nom: str) -> bool:
    """Le nom est bien celui d'un adulte de la demande : un numéro mal recopié ne désigne personne d'autre."""
    cherche = normaliser_nom(nom)
    connus = {normaliser_nom(n) for a in formulaire.adultes for n in (a.nom_usage, a.nom_naissance) if n}
    return bool(cherche) and cherche in connus
