"""Les gardes de la table de vie : chacun répond par une raison, ou par rien quand la voie est libre."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.rules.delais import (
    apres_l_avis,
    examen_de_la_reponse,
    mise_en_sommeil,
    preavis,
    radiation_faute_de_renouvellement,
    radiee_avant,
    restauration_jusqu_au,
    retractation_jusqu_au,
    trop_tot_pour_renouveler,
)
from domain.demandes.vie.raisons import CodeRaison
from domain.demandes.vie.table import Garde
from domain.demandes.vie.valeurs import Avertissement, Rejet, Verrou
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.raisons import Raison


class EnVie(Protocol):
    """Ce que les gardes lisent d'une demande : la même chose, qu'elle soit chargée entière ou lue par lots."""

    @property
    def departement(self) -> str: ...
    @property
    def etat(self) -> EtatDemande: ...
    @property
    def deposee_le(self) -> date | None: ...
    @property
    def renouvelee_le(self) -> date | None: ...
    @property
    def expire_le(self) -> date | None: ...
    @property
    def radiee_le(self) -> date | None: ...
    @property
    def rappelee_le(self) -> date | None: ...
    @property
    def verrou(self) -> Verrou | None: ...
    @property
    def avertissement(self) -> Avertissement | None: ...
    @property
    def rejet(self) -> Rejet | None: ...


def base(d: EnVie) -> date | None:
    """Le dépôt ou le dernier renouvellement : la validité et la radiation se comptent de là."""
    return d.renouvelee_le or d.deposee_le


def _libre(d: EnVie, le: date) -> Raison | None:
    return None if d.verrou is None else d.verrou.opposer(le)


def _renouvelable(d: EnVie, le: date) -> Raison | None:
    return None if d.expire_le is None else trop_tot_pour_renouveler(d.expire_le, le, d.departement)


def _endormissable(d: EnVie, le: date) -> Raison | None:
    return _attendre(
        le,
        None if d.expire_le is None else mise_en_sommeil(d.expire_le, d.departement).valeur,
        CodeRaison.ENCORE_VALABLE,
        "La demande est encore valable.",
    )


def _radiable(d: EnVie, le: date) -> Raison | None:
    depuis = base(d)
    return _attendre(
        le,
        None if depuis is None else radiation_faute_de_renouvellement(depuis, d.departement).valeur,
        CodeRaison.RADIATION_TROP_TOT,
        "Le demandeur peut encore renouveler sa demande.",
    )


def prevenue(d: EnVie) -> bool:
    """L'avis d'expiration de cette échéance est parti."""
    if d.expire_le is None:
        return True
    return d.rappelee_le is not None and d.rappelee_le >= preavis(d.expire_le, d.departement).valeur


def _prevenue(d: EnVie, le: date) -> Raison | None:
    if not prevenue(d):
        return Raison(
            code=CodeRaison.JAMAIS_PREVENUE.value,
            phrase="Aucun avis d'expiration n'est encore parti : le demandeur doit être prévenu avant la radiation.",
        )
    ouverture = None if d.rappelee_le is None else apres_l_avis(d.rappelee_le, d.departement)
    return _attendre(le, ouverture, CodeRaison.RADIATION_TROP_TOT, "Le demandeur vient d'être prévenu.")


def _rejetee(d: EnVie, le: date) -> Raison | None:
    if d.rejet is not None:
        return None
    return Raison(
        code=CodeRaison.REJET_ABSENT.value,
        phrase="Aucune commission n'a rejeté cette demande pour irrecevabilité : c'est elle qui en décide d'abord.",
    )


def _sans_avertissement(d: EnVie, le: date) -> Raison | None:
    if d.avertissement is None:
        return None
    return Raison(
        code=CodeRaison.DEJA_AVERTIE.value,
        phrase=f"Un avertissement court déjà. {d.avertissement.annoncer()}",
        parametres=_dates(d.avertissement),
    )


def _avertie(d: EnVie, le: date) -> Raison | None:
    return None if d.avertissement is not None else _PAS_AVERTIE


def _avertie_pour_absence(d: EnVie, le: date) -> Raison | None:
    if d.avertissement is None or d.avertissement.motif is MotifRadiation.ABSENCE_DE_REPONSE:
        return _avertie(d, le)
    return Raison(
        code=CodeRaison.AVERTISSEMENT_DU_BAILLEUR.value,
        phrase=f"L'avertissement vient d'une commission d'attribution : {d.avertissement.par} seul peut le lever. "
        "Répondez-lui depuis votre espace, avec vos documents.",
        parametres=_dates(d.avertissement),
    )


def _avertie_pour_irrecevabilite(d: EnVie, le: date) -> Raison | None:
    if d.avertissement is not None and d.avertissement.motif is MotifRadiation.IRRECEVABILITE:
        return None
    return Raison(
        code=CodeRaison.AVERTISSEMENT_ABSENT.value,
        phrase="Aucun avertissement d'irrecevabilité n'est en cours : il n'y a rien à répondre.",
    )


def _echu(motif: MotifRadiation) -> "Verification":
    def verifier(d: EnVie, le: date) -> Raison | None:
        if d.avertissement is None or d.avertissement.motif is not motif:
            return _PAS_AVERTIE
        return _attendre(
            le,
            d.avertissement.echeance,
            CodeRaison.AVERTISSEMENT_EN_COURS,
            d.avertissement.annoncer(),
            depuis_le=d.avertissement.envoye_le,
        ) or _a_lire(d, d.avertissement, le)

    return verifier


def _a_lire(d: EnVie, avertissement: Avertissement, le: date) -> Raison | None:
    """Une réponse arrivée se lit, et ses documents avec elle, avant que la demande soit radiée."""
    if avertissement.reponse is None:
        return None
    arrivee = aujourd_hui(avertissement.reponse.le)
    return _attendre(
        le,
        examen_de_la_reponse(arrivee, d.departement).valeur,
        CodeRaison.REPONSE_A_LIRE,
        f"Le demandeur a répondu le {jour(arrivee)} : lisez sa réponse et ses documents, puis levez l'avertissement "
        "ou laissez passer ce délai.",
        depuis_le=arrivee,
    )


def _restaurable(d: EnVie, le: date) -> Raison | None:
    fin = restauration_jusqu_au(d.etat, depuis=base(d), radiee_le=d.radiee_le, departement=d.departement)
    if fin is None or le <= fin.valeur:
        return None
    return Raison(
        code=CodeRaison.RESTAURATION_TROP_TARD.value,
        phrase=f"La demande pouvait être restaurée jusqu'au {jour(fin.valeur)}. Il faut en déposer une nouvelle.",
        parametres={"jusqu_au": fin.valeur.isoformat()},
    )


def _retractable(d: EnVie, le: date) -> Raison | None:
    fin = None if d.radiee_le is None else retractation_jusqu_au(d.radiee_le, d.departement)
    if fin is None or le <= fin.valeur:
        return None
    return Raison(
        code=CodeRaison.RETRACTATION_TROP_TARD.value,
        phrase=f"L'annulation pouvait être reprise d'un geste jusqu'au {jour(fin.valeur)}. Un guichet habilité peut "
        "encore restaurer la demande, avec un motif.",
        parametres={"jusqu_au": fin.valeur.isoformat()},
    )


def _conservation_passee(d: EnVie, le: date) -> Raison | None:
    if d.radiee_le is not None and d.radiee_le < radiee_avant(le, d.departement):
        return None
    return Raison(
        code=CodeRaison.CONSERVATION_EN_COURS.value,
        phrase="Les données d'une demande qui n'est plus active se gardent encore le temps que veut la loi.",
    )


def _attendre(
    le: date, ouverture: date | None, code: CodeRaison, phrase: str, depuis_le: date | None = None
) -> Raison | None:
    if ouverture is None or le >= ouverture:
        return None
    depuis = {"depuis_le": depuis_le.isoformat()} if depuis_le else {}
    return Raison(code=code.value, phrase=phrase, parametres={"possible_le": ouverture.isoformat(), **depuis})


def _dates(avertissement: Avertissement) -> dict[str, str]:
    return {"depuis_le": avertissement.envoye_le.isoformat(), "echeance": avertissement.echeance.isoformat()}


_PAS_AVERTIE = Raison(
    code=CodeRaison.AVERTISSEMENT_ABSENT.value,
    phrase="Aucun avertissement n'a été envoyé au demandeur. La loi demande de l'avertir avant de radier.",
)

Verification = Callable[[EnVie, date], Raison | None]
GARDES: Mapping[Garde, Verification] = {
    Garde.LIBRE: _libre,
    Garde.RENOUVELABLE: _renouvelable,
    Garde.ENDORMISSABLE: _endormissable,
    Garde.RADIABLE: _radiable,
    Garde.PREVENUE: _prevenue,
    Garde.REJETEE: _rejetee,
    Garde.SANS_AVERTISSEMENT: _sans_avertissement,
    Garde.AVERTIE: _avertie,
    Garde.AVERTIE_POUR_ABSENCE: _avertie_pour_absence,
    Garde.AVERTIE_POUR_IRRECEVABILITE: _avertie_pour_irrecevabilite,
    Garde.AVERTISSEMENT_ABSENCE_ECHU: _echu(MotifRadiation.ABSENCE_DE_REPONSE),
    Garde.AVERTISSEMENT_IRRECEVABILITE_ECHU: _echu(MotifRadiation.IRRECEVABILITE),
    Garde.RESTAURABLE: _restaurable,
    Garde.RETRACTABLE: _retractable,
    Garde.CONSERVATION_PASSEE: _conservation_passee,
}
