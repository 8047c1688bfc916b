"""Ce que compte le rapport mensuel au préfet, ce qu'il dit et ce qu'il tait."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.kernel.calendrier import ajouter_mois
from domain.kernel.codes import TypeReservataire
from domain.kernel.francais import jour
from domain.kernel.tableur import Cellule
from domain.observatoire.croisements.rules import TUE, cases_tues
from domain.observatoire.parametres import PARAMETRES
from domain.observatoire.rapport_prefectoral.errors import MoisSansRapport
from domain.observatoire.rapport_prefectoral.queries import LigneDuRapport, RapportPrefectoral, RubriqueDuRapport
from domain.publics.model import Public

CONTINGENTS = (TypeReservataire.ETAT_PRIORITAIRES, TypeReservataire.ETAT_AGENTS)
"""Ceux de l'État : les mal-logés et autres publics prioritaires, et ses agents (CCH R441-5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mois:
    """Un mois, du premier au dernier jour que l'on en compte."""

    du: date
    au: date

    @property
    def code(self) -> str:
        return f"{self.du:%Y-%m}"

    @property
    def fini(self) -> bool:
        return ajouter_mois(self.du, 1) == self.au + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Degre:
    """Le degré que le label d'un public donne dans un contingent de l'État."""

    code: str
    contingent: TypeReservataire
    degre: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompteDuContingent:
    demandes: int = 0
    propositions: int = 0
    attributions: int = 0
    refus: int = 0
    ecartees: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ComptesDuMois:
    """Ce que les faits datés disent d'un mois."""

    reconnues: int
    caduques: int
    relogees: int
    attentes_dalo: Mapping[int, int] = field(default_factory=dict)
    """Par nombre de mois depuis la décision."""
    hors_delai_dalo: int = 0
    delais_depasses: int = 0
    sorties_de_delai: Mapping[int, int] = field(default_factory=dict)
    """Par nombre de mois entre le dépassement et la sortie du fichier, satisfaites comprises."""
    attentes_de_delai: Mapping[int, int] = field(default_factory=dict)
    """Par nombre de mois depuis le dépassement."""
    logements: Mapping[TypeReservataire, tuple[int, int]] = field(default_factory=dict)
    """Par contingent : mis à disposition dans le mois, loués dans le mois."""
    contingent: Mapping[tuple[TypeReservataire, int | None], CompteDuContingent] = field(default_factory=dict)
    """Par contingent et degré de la demande."""


def premier_mois(le: date) -> date:
    """Le premier mois dont un rapport se demande."""
    valeur = PARAMETRES.a_la_date("rapport_prefectoral.premier_mois", le).texte()
    return date.fromisoformat(f"{valeur}-01")


def mois_demande(texte: str | None, aujourd_hui: date) -> Mois:
    """Celui que l'on demande ; sinon le dernier qui soit fini. Le mois en cours se compte jusqu'à la veille."""
    en_cours = aujourd_hui.replace(day=1)
    if texte is None:
        du = ajouter_mois(en_cours, -1)
    elif re.fullmatch(r"[1-9]\d{3}-(0[1-9]|1[0-2])", texte):
        du = date.fromisoformat(f"{texte}-01")
    else:
        raise MoisSansRapport("Écrivez le mois comme 2026-10. Aucun rapport n'a été fait.")
    premier = premier_mois(aujourd_hui)
    if not premier <= du < aujourd_hui:
        raise MoisSansRapport(
            f"Aucun rapport n'existe pour ce mois. Choisissez-en un depuis {premier:%m/%Y}, et qui a commencé avant "
            "aujourd'hui."
        )
    fin = ajouter_mois(du, 1) - timedelta(days=1)
    return Mois(du=du, au=min(fin, aujourd_hui - timedelta(days=1)))


def mois_a_arreter(departement: str, premier: date | None, arretes: Iterable[date], le: date) -> list[Mois]:
    """Les mois finis depuis assez longtemps et pas encore arrêtés, le plus récent d'abord, quelques-uns par nuit."""
    if premier is None:
        return []
    delai = PARAMETRES.a_la_date("rapport_prefectoral.jours_avant_arret", le, departement).entier()
    combien = PARAMETRES.a_la_date("rapport_prefectoral.mois_par_nuit", le, departement).entier()
    debut = max(premier.replace(day=1), premier_mois(le))
    faits = set(arretes)
    trouves: list[Mois] = []
    du = ajouter_mois(le.replace(day=1), -1)
    while du >= debut and len(trouves) < combien:
        au = ajouter_mois(du, 1) - timedelta(days=1)
        if du not in faits and au + timedelta(days=delai) < le:
            trouves.append(Mois(du=du, au=au))
        du = ajouter_mois(du, -1)
    return trouves


def degres(publics: Iterable[Public]) -> list[Degre]:
    """Ce que chaque public reconnu ouvre dans les contingents de l'État."""
    return [Degre(code=p.code, contingent=c, degre=p.degre) for p in publics for c in CONTINGENTS if c in p.contingents]


def rubriques(comptes: ComptesDuMois, le: date) -> list[RubriqueDuRapport]:
    """Le rapport, rubrique par rubrique, dans l'ordre où il se lit."""
    return [
        _rubrique(
            "dalo",
            ["Demandes"],
            [
                ("reconnues", "Reconnues prioritaires et urgentes dans le mois", [comptes.reconnues]),
                ("relogees", "Relogées dans le mois", [comptes.relogees]),
                ("caduques", "Devenues caduques dans le mois", [comptes.caduques]),
                ("en_attente", "En attente d'un logement au dernier jour", [sum(comptes.attentes_dalo.values())]),
                ("hors_delai", "Parmi elles, à loger avant une date passée", [comptes.hors_delai_dalo]),
            ],
        ),
        _rubrique("dalo_attentes", ["Demandes"], _par_tranches(comptes.attentes_dalo, le)),
        _rubrique(
            "delais",
            ["Demandes"],
            [
                ("entrees", "Ont dépassé le délai dans le mois", [comptes.delais_depasses]),
                (
                    "sorties",
                    "L'avaient dépassé et ont quitté le fichier dans le mois",
                    [sum(comptes.sorties_de_delai.values())],
                ),
                ("en_attente", "En attente au dernier jour", [sum(comptes.attentes_de_delai.values())]),
            ],
        ),
        _rubrique("delais_attentes", ["Demandes"], _par_tranches(comptes.attentes_de_delai, le)),
        _rubrique("delais_sorties", ["Demandes"], _par_tranches(comptes.sorties_de_delai, le)),
        _rubrique(
            "logements",
            ["Mis à disposition", "Loués"],
            [(c.value, c.libelle, list(comptes.logements.get(c, (0, 0)))) for c in CONTINGENTS],
        ),
        *(_contingent(c, comptes) for c in CONTINGENTS),
    ]


_COLONNES = ("Demandes au dernier jour", "Propositions", "Attributions", "Refus du candidat", "Écartées en commission")
TITRES = {
    "dalo": "Droit au logement opposable",
    "dalo_attentes": "Droit au logement opposable : attente depuis la décision",
    "delais": "Délais anormalement longs",
    "delais_attentes": "Délais anormalement longs : attente depuis le dépassement",
    "delais_sorties": "Délais anormalement longs : attente au-delà du délai de celles qui ont quitté le fichier",
    "logements": "Logements du contingent de l'État",
    "PPRIOR": "Contingent de l'État, publics prioritaires, par degré",
    "PFONCT": "Contingent de l'État, fonctionnaires et agents publics, par degré",
}
_PAR_DEGRE = (
    "Demandes actives dont un label ouvre ce contingent au dernier jour du mois, chacune à son degré le plus "
    "prioritaire. Propositions notifiées, baux signés, refus ou silences du candidat et candidats écartés en "
    "commission dans le mois, sur les logements de ce contingent, au degré que la demande avait ce jour-là."
)
DEFINITIONS = {
    "dalo": (
        "Décisions de la commission de médiation enregistrées au fichier, à la date de la décision ; relogements à la "
        "date du bail. Une demande attend tant que sa dernière décision la reconnaît, qu'aucun bail n'est signé et "
        "qu'elle n'est pas radiée."
    ),
    "dalo_attentes": "Demandes en attente au dernier jour du mois, selon les mois passés depuis la décision.",
    "delais": (
        "Demandes que le fichier a marquées le jour où elles ont dépassé le délai fixé par le préfet ; elles quittent "
        "le fichier satisfaites ou radiées."
    ),
    "delais_attentes": "Demandes en attente au dernier jour du mois, selon les mois passés depuis le dépassement.",
    "delais_sorties": (
        "Demandes qui avaient dépassé le délai et ont quitté le fichier dans le mois, satisfaites ou radiées, selon "
        "les mois passés entre le dépassement et cette sortie : ce temps reste compté."
    ),
    "logements": "Vacances ouvertes dans le mois sur chaque contingent, et baux signés dans le mois.",
    "PPRIOR": _PAR_DEGRE,
    "PFONCT": _PAR_DEGRE,
}
REFERENCES = {
    "dalo": "CCH L441-2-3",
    "dalo_attentes": "CCH L441-2-3",
    "delais": "CCH L441-1-4",
    "delais_attentes": "CCH L441-1-4",
    "delais_sorties": "CCH L441-1-4",
    "logements": "CCH R441-5",
    "PPRIOR": "CCH L441-1, R441-5",
    "PFONCT": "CCH R441-5",
}
Rangs = Sequence[tuple[str, str, Sequence[int]]]


def _rubrique(code: str, colonnes: Sequence[str], rangs: Rangs) -> RubriqueDuRapport:
    return RubriqueDuRapport(
        code=code,
        titre=TITRES[code],
        definition=DEFINITIONS[code],
        reference=REFERENCES[code],
        colonnes=list(colonnes),
        lignes=[LigneDuRapport(code=c, libelle=libelle, valeurs=list(valeurs)) for c, libelle, valeurs in rangs],
    )


def _contingent(contingent: TypeReservataire, comptes: ComptesDuMois) -> RubriqueDuRapport:
    ici = {degre: compte for (c, degre), compte in comptes.contingent.items() if c is contingent}
    rangs: list[tuple[str, str, Sequence[int]]] = [
        (
            "sans_degre" if degre is None else f"degre_{degre}",
            "Sans degré" if degre is None else f"Degré {degre}",
            _nombres(ici[degre]),
        )
        for degre in sorted(ici, key=lambda d: (d is None, d or 0))
    ]
    total = [sum(colonne) for colonne in zip(*(valeurs for _, _, valeurs in rangs), strict=True)]
    rangs.append(("ensemble", "Ensemble", total or [0] * len(_COLONNES)))
    return _rubrique(contingent.value, _COLONNES, rangs)


def _nombres(compte: CompteDuContingent) -> list[int]:
    return [compte.demandes, compte.propositions, compte.attributions, compte.refus, compte.ecartees]


def _par_tranches(mois: Mapping[int, int], le: date) -> list[tuple[str, str, Sequence[int]]]:
    """Les attentes en tranches : les bornes sont un réglage daté."""
    bornes = [int(b) for b in PARAMETRES.a_la_date("rapport_prefectoral.tranches_de_mois", le).textes()]
    rangs: list[tuple[str, str, Sequence[int]]] = []
    for debut, fin in zip([0, *bornes], [*bornes, None], strict=True):
        libelle = f"Depuis {debut} mois ou plus" if fin is None else f"De {debut} à moins de {fin} mois"
        combien = sum(n for m, n in mois.items() if debut <= max(m, 0) and (fin is None or m < fin))
        rangs.append((f"{debut}+", f"Moins de {fin} mois" if debut == 0 else libelle, [combien]))
    rangs.append(("ensemble", "Ensemble", [sum(mois.values())]))
    return rangs


AVEC_ENSEMBLE = frozenset({"dalo_attentes", "delais_attentes", "delais_sorties", "PPRIOR", "PFONCT"})
"""Les rubriques dont la dernière ligne est la somme des autres."""


def taire(rubriques: Sequence[RubriqueDuRapport], petit: int) -> list[RubriqueDuRapport]:
    """Les nombres trop petits se taisent, et ceux d'où l'on les déduirait."""
    return [_tue(rubrique, petit) for rubrique in rubriques]


def _tue(rubrique: RubriqueDuRapport, petit: int) -> RubriqueDuRapport:
    nombres = [[valeur or 0 for valeur in ligne.valeurs] for ligne in rubrique.lignes]
    if rubrique.code in AVEC_ENSEMBLE:
        # chaque colonne a son total, et les colonnes ne s'ajoutent pas : elles se taisent une à une
        colonnes = [cases_tues([[rang[j]] for rang in nombres], petit) for j in range(len(rubrique.colonnes))]
        tues = [[colonne[i][0] for colonne in colonnes] for i in range(len(nombres))]
    else:
        tues = [[0 < valeur < petit for valeur in rang] for rang in nombres]
    lignes = [
        replace(ligne, valeurs=[None if tu else v for v, tu in zip(ligne.valeurs, rang, strict=True)])
        for ligne, rang in zip(rubrique.lignes, tues, strict=True)
    ]
    return replace(rubrique, lignes=lignes)


def phrase_du_rapport(nom: str, mois: Mois, arrete_le: date | None) -> str:
    ou = f"{nom}, du {jour(mois.du)} au {jour(mois.au)}."
    if arrete_le is not None:
        return f"{ou} Arrêté le {jour(arrete_le)} : ces nombres ne changent plus."
    return f"{ou} Provisoire : un fait de ce mois enregistré plus tard y entre encore, jusqu'à ce qu'il soit arrêté."


def feuille(rapport: RapportPrefectoral) -> tuple[list[str], list[list[Cellule]]]:
    """Un nombre par ligne, avec sa rubrique, sa définition et son texte : ce que l'écran montre, et rien de plus."""
    entetes = ["Département", "Mois", "Rubrique", "Ligne", "Mesure", "Nombre", "Définition", "Texte"]
    lignes: list[list[Cellule]] = [
        [
            rapport.departement,
            rapport.mois,
            rubrique.titre,
            ligne.libelle,
            colonne,
            TUE if valeur is None else valeur,
            rubrique.definition,
            rubrique.reference,
        ]
        for rubrique in rapport.rubriques
        for ligne in rubrique.lignes
        for colonne, valeur in zip(rubrique.colonnes, ligne.valeurs, strict=True)
    ]
    lignes.append([rapport.departement, rapport.mois, rapport.phrase])
    return entetes, lignes
