from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.crew import Crew
from adapters.db.demandes.references import References
from adapters.db.organismes.sessions import SessionLimits
from adapters.db.referentiel.memory import Communes
from domain.communications.courriers.ports import Courrier
from domain.communications.groupes.ports import Editions
from domain.communications.ports import Messagerie, Sms
from domain.demandes.travaux.ports import Tableur
from domain.echanges.ports import Facteur
from domain.echanges.sne.ports import Sne
from domain.imports.ports import LecteurDeFichier
from domain.organismes.ports import Chiffre, Hacheur, MotsDePasseCommuns, Totp
from domain.pieces.ports import Antivirus, Atelier, Stockage


@dataclass(frozen=True, kw_only=True)
class CodeLimits:
    duree: timedelta
    essais: int


@dataclass(frozen=True, kw_only=True)
class Gateways:
    """What the use cases reach outside PostgreSQL, chosen by api/bootstrap.py."""

    hacheur: Hacheur
    chiffre: Chiffre
    totp: Totp
    mots_de_passe_communs: MotsDePasseCommuns
    session_limits: SessionLimits
    code_limits: CodeLimits
    index_nir: Callable[[str], bytes]
    signer_les_sceaux: Callable[[str], bytes]
    communes: Communes
    crew: Crew
    references: References
    stockage: Stockage
    atelier: Atelier
    antivirus: Antivirus
    messagerie: Messagerie
    sms: Sms
    courrier: Courrier
    facteur: Facteur
    sne: Sne
    tableur: Tableur
    editions: Editions
    lecteur_de_fichier: LecteurDeFichier
    url_publique: str
    clock: Callable[[], datetime]
