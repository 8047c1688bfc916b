"""L'en-tête d'une demande en instruction : qui est-ce, depuis quand, et comment le joindre."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.demandes.codes import SituationFamiliale
from domain.demandes.formulaire import Codemandeur, Formulaire, Personne
from domain.demandes.parametres import PARAMETRES
from domain.demandes.synthese import nom_affiche
from domain.kernel.calendrier import age, mois_entiers
from domain.kernel.francais import duree
from domain.kernel.parametres import Parametres
from domain.kernel.read_model import ReadModel

SITUATIONS = {
    SituationFamiliale.CELIBATAIRE: "Célibataire",
    SituationFamiliale.MARIE: "Mariage",
    SituationFamiliale.DIVORCE: "Divorce",
    SituationFamiliale.SEPARE: "Séparation",
    SituationFamiliale.PACSE: "PACS",
    SituationFamiliale.CONCUBIN: "Concubinage",
    SituationFamiliale.VEUF: "Veuvage",
}
"""La situation sans accord : « Concubinage », que l'on soit un homme ou une femme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TelephoneVue(ReadModel):
    """Un numéro où joindre un titulaire."""

    de: str
    """Son prénom."""
    libelle: str
    """Portable, fixe ou professionnel."""
    numero: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteteVue(ReadModel):
    """Ce qui reste sous les yeux d'un onglet à l'autre."""

    phrase: str
    """« 12/01/2021 (1 an 3 mois) – 40 ans – Concubinage – Française – Aide-soignante »."""
    codemandeurs: list[str]
    """« BELUIL Anne, codemandeur – Assistante comptable »."""
    telephones: list[TelephoneVue]


def entete(
    formulaire: Formulaire,
    deposee_le: date | None,
    le: date,
    departement: str,
    parametres: Parametres = PARAMETRES,
) -> EnteteVue:
    """Se compose seul, de ce que dit le formulaire. Le numéro professionnel n'y est que si le département le règle."""
    professionnel = parametres.a_la_date("entete.telephone_professionnel", le, departement).booleen()
    demandeur = formulaire.demandeur
    depot = None if deposee_le is None else f"{deposee_le:%d/%m/%Y} ({duree(mois_entiers(deposee_le, le))})"
    return EnteteVue(
        phrase=" – ".join(mot for mot in (depot, *(_identite(demandeur, le) if demandeur else ())) if mot),
        codemandeurs=[_codemandeur(c) for c in formulaire.codemandeurs],
        telephones=[t for adulte in formulaire.adultes for t in _telephones(adulte, professionnel)],
    )


def _identite(personne: Personne, le: date) -> Iterator[str]:
    if personne.ne_le is not None:
        yield f"{age(personne.ne_le, le)} ans"
    if personne.situation_familiale is not None:
        yield SITUATIONS[personne.situation_familiale]
    if personne.nationalite is not None:
        yield personne.nationalite.libelle
    if (metier := _metier(personne)) is not None:
        yield metier


def _codemandeur(personne: Codemandeur) -> str:
    return " – ".join(mot for mot in (f"{nom_affiche(personne)}, codemandeur", _metier(personne)) if mot)


def _metier(personne: Personne) -> str | None:
    """La profession, sinon la situation professionnelle."""
    travail = personne.situation_professionnelle
    return None if travail is None else travail.profession or travail.contrat.libelle


def _telephones(personne: Personne, professionnel: bool) -> Iterator[TelephoneVue]:
    connus = (
        ("Portable", personne.telephone),
        ("Fixe", personne.telephone_domicile),
        ("Professionnel", personne.telephone_travail if professionnel else None),
    )
    for libelle, numero in connus:
        if numero:
            yield TelephoneVue(de=personne.prenoms or "", libelle=libelle, numero=numero)
