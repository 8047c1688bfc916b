"""Ce qui ne se voit que sur l'ensemble d'une grille, une fois chacune de ses parties bien écrite."""

from domain.cotation.bornes import portee_du_total
from domain.cotation.grille import TOTAL_MAXIMUM, Cumul, Grille, ordre_d_evaluation
from domain.cotation.reader import Journal


class Coherence:
    """Note au journal ce que les parties d'une grille ont d'inconciliable."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def verifier(self, grille: Grille) -> None:
        """Codes en double, blocs inconnus, exclusions en rond, total démesuré."""
        if not grille.blocs and not self.journal.erreurs:
            self.journal.noter("blocs", "liste-vide", "Une grille porte au moins un bloc.")
        self._uniques("secteurs", [secteur.code for secteur in grille.secteurs])
        self._uniques("blocs", [partie.code for partie in grille.parties])
        self._uniques("criteres", [critere.code for critere in grille.criteres])
        connus = {bloc.code for bloc in grille.blocs}
        for bloc in grille.blocs:
            for cite in bloc.exclu_si_positif:
                if cite not in connus and not self.journal.erreurs:
                    self.journal.noter(
                        f"blocs[{bloc.code}].exclu_si_positif",
                        "bloc-inconnu",
                        f"Le bloc « {cite} » n'existe pas.",
                    )
        self._cumuls(grille)
        if not self.journal.erreurs and ordre_d_evaluation(grille.blocs) is None:
            self.journal.noter("blocs", "exclusion-circulaire", "Des blocs s'excluent l'un l'autre en rond.")
        self._ensembles(grille)
        if not self.journal.erreurs and portee_du_total(grille) > TOTAL_MAXIMUM:
            self.journal.noter("blocs", "grille-hors-limites", "Le total de cette grille pourrait être démesuré.")
        bas, haut = grille.plancher_total, grille.plafond_total
        if bas is not None and haut is not None and bas > haut:
            self.journal.noter("plancher_total", "bornes-inversees", "Le plancher dépasse le plafond du total.")

    def _ensembles(self, grille: Grille) -> None:
        """Un bloc compte dans un ensemble au plus, et un ensemble ne cite que ce qui est écrit avant lui."""
        libres = {bloc.code for bloc in grille.blocs}
        connus = set(libres)
        for ensemble in grille.ensembles:
            for cite in ensemble.parmi:
                if cite not in libres and not self.journal.erreurs:
                    code, phrase = (
                        ("bloc-deja-compte", f"« {cite} » compte déjà dans un ensemble.")
                        if cite in connus
                        else ("bloc-inconnu", f"« {cite} » n'est ni un bloc, ni un ensemble écrit avant celui-ci.")
                    )
                    self.journal.noter(f"ensembles[{ensemble.code}].parmi", code, phrase)
            relatif = ensemble.plafond_relatif
            if relatif is not None and relatif.bloc not in connus - set(ensemble.parmi) and not self.journal.erreurs:
                self.journal.noter(
                    f"ensembles[{ensemble.code}].plafond_relatif",
                    "bloc-inconnu",
                    f"« {relatif.bloc} » n'est ni un autre bloc, ni un ensemble écrit avant celui-ci.",
                )
            libres = (libres - set(ensemble.parmi)) | {ensemble.code}
            connus.add(ensemble.code)

    def _cumuls(self, grille: Grille) -> None:
        comptables = {critere.code for critere in grille.criteres if not isinstance(critere.valeur, Cumul)}
        for critere in grille.criteres:
            if isinstance(critere.valeur, Cumul) and not self.journal.erreurs:
                for cite in critere.valeur.parmi:
                    if cite not in comptables:
                        self.journal.noter(
                            critere.code,
                            "critere-inconnu",
                            f"« {cite} » n'est pas un critère que « {critere.libelle} » peut compter.",
                        )

    def _uniques(self, ou: str, codes: list[str]) -> None:
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self.journal.noter(ou, "code-en-double", f"Le code « {code} » est employé deux fois.")
