"""Le document JSON d'une grille : la seule porte par laquelle une grille entre et sort."""

import re
from collections.abc import Mapping
from typing import Final

from domain.cotation.champs import Nombre
from domain.cotation.coherence import Coherence
from domain.cotation.conditions import (
    lire_duree,
    lire_predicat,
)
from domain.cotation.ensembles import (
    PART_MAXIMUM,
    POURCENT_MAXIMUM,
    POURCENT_MINIMUM,
    Ensemble,
    PlafondRelatif,
    Variation,
)
from domain.cotation.errors import GrilleInvalide
from domain.cotation.grille import (
    Adoption,
    Bloc,
    Critere,
    Cumul,
    Deliberation,
    Grille,
    HorsCotation,
    Preuve,
)
from domain.cotation.predicats import Predicat, Secteur
from domain.cotation.reader import (
    Journal,
    Objet,
    Refus,
    lecteur_de_choix,
    lire_booleen,
    lire_date,
    lire_entier,
    lire_nombre,
    lire_texte,
)
from domain.cotation.valeurs import LecteurDeValeurs, lire_points
from domain.cotation.vocabulary import (
    Arrondi,
    Departage,
    Famille,
    ModeDeBloc,
    ModeDEnsemble,
    ModeDePreuve,
    Population,
)

VERSION_DU_FORMAT: Final = 1
"""Une rupture du format en ouvrirait une autre, à une autre adresse."""

CODE_DE_COMMUNE: Final = r"\d[\dAB]\d{3}"

COEFFICIENT_MAXIMUM: Final = 10
"""Un bloc qui pèserait plus que dix fois ses critères s'écrit en changeant leurs points."""


def lire_grille(document: Mapping[str, object]) -> Grille:
    """Une grille bien formée, ou toutes les corrections à y apporter, chacune avec son emplacement."""
    journal = Journal()
    grille = journal.tenter(lambda: _Lecture(journal).grille(document))
    if journal.erreurs or grille is None:
        raise GrilleInvalide(
            "Cette grille ne peut pas être lue. Corrigez les points signalés.", erreurs=journal.erreurs
        )
    return grille


class _Lecture:
    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.secteurs: dict[str, Secteur] = {}

    def grille(self, document: object) -> Grille:
        objet = Objet(document, "", self.journal)
        objet.lire("$schema", _lire_format)
        secteurs = objet.elements("secteurs", self.secteur)
        self.secteurs = {secteur.code: secteur for secteur in secteurs}
        grille = Grille(
            id=objet.exiger("id", lire_texte),
            libelle_public=objet.lire("libelle", lire_texte),
            epci_siren=objet.lire("epci_siren", lire_texte),
            communes_insee=objet.elements("communes_insee", lire_texte),
            secteurs=secteurs,
            population=objet.choix("population", Population, Population.TOUS),
            blocs=tuple(sorted(objet.elements("blocs", self.bloc), key=lambda bloc: bloc.ordre)),
            ensembles=objet.elements("ensembles", self.ensemble),
            hors_cotation=objet.elements("hors_cotation", self.hors_cotation),
            departage=objet.elements("departage", lecteur_de_choix(Departage)) or tuple(Departage),
            arrondi=objet.choix("arrondi", Arrondi, Arrondi.PROCHE),
            plafond_total=objet.lire("plafond_total", lire_points),
            plancher_total=objet.lire("plancher_total", lire_points),
            note_methode=objet.lire("note_methode_fr", lire_texte),
            fictive=objet.lire("fictive", lire_booleen) or False,
            adoption=self.adoption(objet),
        )
        objet.fermer()
        Coherence(self.journal).verifier(grille)
        return grille

    def secteur(self, brut: object, chemin: str) -> Secteur:
        objet = Objet(brut, chemin, self.journal)
        secteur = Secteur(
            code=objet.exiger("code", lire_texte),
            libelle=objet.exiger("libelle", lire_texte),
            communes=frozenset(objet.elements("communes", _lire_commune)),
        )
        objet.fermer()
        if not secteur.communes:
            raise Refus(objet.sous("communes"), "liste-vide", "Un secteur réunit au moins une commune.")
        return secteur

    def adoption(self, objet: Objet) -> Adoption | None:
        adoption = Adoption(
            version=objet.lire("version", lire_entier),
            statut=objet.lire("statut", lire_texte),
            effet_du=objet.lire("effet_du", lire_date),
            effet_au=objet.lire("effet_au", lire_date),
            deliberation=objet.lire("deliberation", self.deliberation),
        )
        return None if adoption == Adoption() else adoption

    def deliberation(self, brut: object, chemin: str) -> Deliberation:
        objet = Objet(brut, chemin, self.journal)
        deliberation = Deliberation(
            date=objet.exiger("date", lire_date),
            reference=objet.exiger("ref", lire_texte),
            url=objet.lire("url", lire_texte),
        )
        objet.fermer()
        return deliberation

    def predicat(self, brut: object, chemin: str) -> Predicat:
        return lire_predicat(brut, chemin, self.journal, self.secteurs)

    def hors_cotation(self, brut: object, chemin: str) -> HorsCotation:
        objet = Objet(brut, chemin, self.journal)
        exclusion = HorsCotation(
            motif=objet.exiger("motif", lire_texte),
            si=objet.exiger("si", self.predicat),
            libelle_public=objet.lire("libelle", lire_texte),
            base_legale=objet.lire("base_legale", lire_texte),
        )
        objet.fermer()
        return exclusion

    def bloc(self, brut: object, chemin: str) -> Bloc:
        objet = Objet(brut, chemin, self.journal)
        bloc = Bloc(
            code=objet.exiger("code", lire_texte),
            libelle_public=objet.lire("libelle", lire_texte),
            ordre=objet.lire("ordre", lire_entier) or 0,
            famille=objet.lire("famille", lecteur_de_choix(Famille)),
            mode=objet.choix("mode", ModeDeBloc, ModeDeBloc.SOMME),
            retenus=objet.lire("retenus", lire_entier),
            coefficient=objet.lire("coefficient", _lire_coefficient) or 1,
            plafond=objet.lire("plafond", _lire_plafond),
            plancher=objet.lire("plancher", _lire_plancher),
            exclu_si_positif=objet.elements("exclu_si_positif", lire_texte),
            exclu_si=objet.elements("exclu_si", self.predicat),
            criteres=objet.elements("criteres", self.critere),
        )
        objet.fermer()
        if "criteres" not in objet or not objet.contenu["criteres"]:
            raise Refus(objet.sous("criteres"), "liste-vide", "Un bloc porte au moins un critère.")
        if bloc.retenus is not None and bloc.mode is not ModeDeBloc.SOMME:
            raise Refus(
                objet.sous("retenus"),
                "retenus-sans-somme",
                "Un nombre de critères comptés suppose que les points du bloc s'additionnent.",
            )
        if bloc.retenus is not None and bloc.retenus < 1:
            raise Refus(objet.sous("retenus"), "retenus-nul", "Au moins un critère doit pouvoir compter.")
        return bloc

    def ensemble(self, brut: object, chemin: str) -> Ensemble:
        objet = Objet(brut, chemin, self.journal)
        ensemble = Ensemble(
            code=objet.exiger("code", lire_texte),
            libelle_public=objet.lire("libelle", lire_texte),
            parmi=tuple(dict.fromkeys(objet.elements("parmi", lire_texte))),
            mode=objet.choix("mode", ModeDEnsemble, ModeDEnsemble.SOMME),
            variations=objet.elements("variations", self.variation),
            plafond=objet.lire("plafond", _lire_plafond),
            plafond_relatif=objet.lire("plafond_relatif", self.plafond_relatif),
            plancher=objet.lire("plancher", _lire_plancher),
        )
        objet.fermer()
        if not ensemble.parmi:
            raise Refus(objet.sous("parmi"), "liste-vide", "Un ensemble compte au moins un bloc.")
        return ensemble

    def plafond_relatif(self, brut: object, chemin: str) -> PlafondRelatif:
        objet = Objet(brut, chemin, self.journal)
        relatif = PlafondRelatif(
            bloc=objet.exiger("bloc", lire_texte),
            pourcent=objet.exiger("pourcent", _lire_part),
        )
        objet.fermer()
        return relatif

    def variation(self, brut: object, chemin: str) -> Variation:
        objet = Objet(brut, chemin, self.journal)
        variation = Variation(
            si=objet.exiger("si", self.predicat),
            pourcent=objet.exiger("pourcent", _lire_pourcent),
            libelle_public=objet.lire("libelle", lire_texte),
        )
        objet.fermer()
        return variation

    def critere(self, brut: object, chemin: str) -> Critere:
        objet = Objet(brut, chemin, self.journal)
        code = objet.exiger("code", lire_texte)
        preuve = objet.lire("preuve", self.preuve) or Preuve()
        validite = objet.lire("validite_mois", lire_duree)
        if validite is not None:
            if not preuve.exigee:
                raise Refus(
                    objet.sous("validite_mois"),
                    "validite-sans-preuve",
                    "Une validité suppose une preuve exigée.",
                )
            preuve = Preuve(mode=preuve.mode, types_pj=preuve.types_pj, role=preuve.role, validite_mois=validite)
        critere = Critere(
            code=code,
            libelle_public=objet.lire("libelle_public", lire_texte),
            explication_public=objet.lire("explication_public", lire_texte),
            base_legale=objet.lire("base_legale", lire_texte),
            si=objet.lire("si", self.predicat),
            valeur=LecteurDeValeurs(self.journal).lire(objet),
            groupe_exclusif=objet.lire("groupe_exclusif", lire_texte),
            preuve=preuve,
            visible_portail=objet.lire("visible_portail", lire_booleen) is not False,
        )
        objet.fermer()
        if isinstance(critere.valeur, Cumul) and critere.preuve.exigee:
            raise Refus(
                objet.sous("preuve"),
                "cumul-avec-preuve",
                "Un cumul ne demande pas de preuve : ses points se vérifient par les critères qu'il compte.",
            )
        return critere

    def preuve(self, brut: object, chemin: str) -> Preuve:
        """« justifie », ou {"justifie": [types de pièces]}, ou {"valide_par": rôle}."""
        if isinstance(brut, str):
            mode = lecteur_de_choix(ModeDePreuve)(brut, chemin)
            if mode is ModeDePreuve.VALIDE_PAR:
                raise Refus(chemin, "role-manquant", 'Qui valide ? Écrivez {"valide_par": "rôle"}.')
            return Preuve(mode=mode)
        objet = Objet(brut, chemin, self.journal)
        types = objet.elements("justifie", lire_texte)
        role = objet.lire("valide_par", lire_texte)
        objet.fermer()
        if bool(types) == (role is not None):
            raise Refus(chemin, "preuve-ambigue", "Une preuve est soit « justifie », soit « valide_par ».")
        mode = ModeDePreuve.JUSTIFIE if types else ModeDePreuve.VALIDE_PAR
        return Preuve(mode=mode, types_pj=types, role=role)


def _lire_format(brut: object, chemin: str) -> str:
    adresse = lire_texte(brut, chemin)
    if not adresse.endswith(f"/grille-de-cotation/{VERSION_DU_FORMAT}"):
        raise Refus(
            chemin,
            "format-inconnu",
            f"Ce document suit un autre format que le nôtre, le format {VERSION_DU_FORMAT} des grilles de cotation.",
        )
    return adresse


def _lire_commune(brut: object, chemin: str) -> str:
    code = lire_texte(brut, chemin)
    if not re.fullmatch(CODE_DE_COMMUNE, code):
        raise Refus(chemin, "commune-attendue", "Un code officiel de commune a cinq caractères, comme 35238 ou 2A004.")
    return code


def _lire_coefficient(brut: object, chemin: str) -> Nombre:
    coefficient = lire_nombre(brut, chemin)
    if not 0 < coefficient <= COEFFICIENT_MAXIMUM:
        raise Refus(chemin, "coefficient-hors-limites", f"Un coefficient va de 0 (exclu) à {COEFFICIENT_MAXIMUM}.")
    return coefficient


def _lire_pourcent(brut: object, chemin: str) -> int:
    pourcent = lire_entier(brut, chemin)
    if pourcent == 0 or not POURCENT_MINIMUM <= pourcent <= POURCENT_MAXIMUM:
        raise Refus(
            chemin,
            "pourcent-hors-limites",
            f"Une variation va de −{-POURCENT_MINIMUM} % à {POURCENT_MAXIMUM} %, sauf 0.",
        )
    return pourcent


def _lire_part(brut: object, chemin: str) -> int:
    part = lire_entier(brut, chemin)
    if not 1 <= part <= PART_MAXIMUM:
        raise Refus(chemin, "pourcent-hors-limites", f"Une part va de 1 % à {PART_MAXIMUM} %.")
    return part


def _lire_plafond(brut: object, chemin: str) -> int:
    plafond = lire_points(brut, chemin)
    if plafond < 0:
        raise Refus(chemin, "plafond-negatif", "Un bloc vide vaut zéro : son plafond ne peut pas être négatif.")
    return plafond


def _lire_plancher(brut: object, chemin: str) -> int:
    plancher = lire_points(brut, chemin)
    if plancher > 0:
        raise Refus(chemin, "plancher-positif", "Un bloc vide vaut zéro : son plancher ne peut pas être positif.")
    return plancher
