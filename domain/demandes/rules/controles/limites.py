"""Ce que le formulaire ne peut pas contenir : trop, trop long, impossible."""

import re
from collections.abc import Collection, Hashable, Iterator
from datetime import date

from domain.demandes.formulaire import Adresse, SituationProfessionnelle
from domain.demandes.rules.controles.controle import Contexte, Controle, bloque
from domain.demandes.rules.controles.longueurs import trop_longs
from domain.demandes.rules.siret import siret_juste
from domain.kernel.calendrier import age
from domain.kernel.francais import nombre
from domain.kernel.vocabulary import CodeCommune, NumeroUnique

CODE_POSTAL = re.compile(r"\d{5}")
TELEPHONE = re.compile(r"\+?\d{10,15}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def depassements(contexte: Contexte) -> Iterator[Controle]:
    """Tout ce qui ne peut pas être enregistré tel quel."""
    yield from _personnes(contexte)
    yield from _occupants(contexte)
    yield from _colocataires(contexte)
    yield from _handicaps(contexte)
    yield from _montants(contexte)
    yield from _recherche(contexte)
    yield from _motifs(contexte)
    yield from trop_longs(contexte)


def _personnes(contexte: Contexte) -> Iterator[Controle]:
    for chemin, personne in contexte.adultes():
        if personne.ne_le is not None:
            yield from _naissance(contexte, f"{chemin}.ne_le", personne.ne_le)
        yield from _passee(contexte, f"{chemin}.situation_familiale_depuis", personne.situation_familiale_depuis)
        for nom in ("telephone", "telephone_domicile", "telephone_travail"):
            yield from _telephone(f"{chemin}.{nom}", getattr(personne, nom))
        yield from _email(f"{chemin}.email", personne.email)
        for nom in ("adresse", "adresse_logement"):
            yield from _adresse(f"{chemin}.{nom}", getattr(personne, nom))
        if personne.situation_professionnelle is not None:
            yield from _travail(contexte, f"{chemin}.situation_professionnelle", personne.situation_professionnelle)


def _telephone(champ: str, saisi: str | None) -> Iterator[Controle]:
    if saisi and not TELEPHONE.fullmatch(re.sub(r"[\s.\-]", "", saisi)):
        yield bloque(
            champ,
            "telephone-invalide",
            "Ce numéro de téléphone est incomplet : il compte dix chiffres, par exemple 06 12 34 56 78.",
        )


def _email(champ: str, saisi: str | None) -> Iterator[Controle]:
    if saisi and not EMAIL.fullmatch(saisi.strip()):
        yield bloque(
            champ,
            "email-invalide",
            "Cette adresse électronique est incomplète : elle s'écrit par exemple prenom.nom@exemple.fr.",
        )


def _adresse(chemin: str, adresse: Adresse | None) -> Iterator[Controle]:
    if adresse is None or adresse.etranger:
        return
    yield from _code_postal(f"{chemin}.code_postal", adresse.code_postal)
    if adresse.commune and not CodeCommune.FORME.fullmatch(adresse.commune):
        yield _commune_inconnue(f"{chemin}.commune")


def _code_postal(champ: str, saisi: str | None) -> Iterator[Controle]:
    if saisi and not CODE_POSTAL.fullmatch(saisi):
        yield bloque(champ, "code-postal-invalide", "Un code postal compte cinq chiffres.")


def _passee(contexte: Contexte, champ: str, jour: date | None) -> Iterator[Controle]:
    if jour is not None and jour > contexte.le:
        yield bloque(champ, "date-future", "Cette date est dans l'avenir : vérifiez l'année.")


def _travail(contexte: Contexte, chemin: str, metier: SituationProfessionnelle) -> Iterator[Controle]:
    for nom in ("depuis_le", "chez_l_employeur_depuis"):
        yield from _passee(contexte, f"{chemin}.{nom}", getattr(metier, nom))
    if metier.siret and not siret_juste(metier.siret):
        yield bloque(
            f"{chemin}.siret",
            "siret-invalide",
            "Ce numéro SIRET n'est pas juste : il compte quatorze chiffres. Relevez-le sur une fiche de paie.",
        )
    if metier.commune_travail and not CodeCommune.FORME.fullmatch(metier.commune_travail):
        yield _commune_inconnue(f"{chemin}.commune_travail")
    ou = metier.coordonnees_employeur
    if ou is not None:
        yield from _code_postal(f"{chemin}.coordonnees_employeur.code_postal", ou.code_postal)
        for nom in ("telephone", "fax"):
            yield from _telephone(f"{chemin}.coordonnees_employeur.{nom}", getattr(ou, nom))
        yield from _email(f"{chemin}.coordonnees_employeur.email", ou.email)
    champ = f"{chemin}.collecteurs"
    yield from _trop(champ, len(metier.collecteurs), contexte.entier("collecteurs_max"), "collecteurs")
    if _se_repete([(d.organisme, d.numero) for d in metier.collecteurs]):
        yield bloque(champ, "repetition", "Le même dossier est indiqué plusieurs fois : gardez-le une fois.")


def _naissance(contexte: Contexte, champ: str, ne_le: date) -> Iterator[Controle]:
    if ne_le > contexte.le:
        yield bloque(champ, "naissance-future", "La date de naissance est dans l'avenir : vérifiez l'année.")
    elif age(ne_le, contexte.le) > contexte.entier("age_maximal"):
        yield bloque(champ, "naissance-trop-ancienne", "La date de naissance est trop ancienne : vérifiez l'année.")


def _occupants(contexte: Contexte) -> Iterator[Controle]:
    for rang, occupant in enumerate(contexte.formulaire.occupants):
        yield from _naissance(contexte, f"occupants.{rang}.ne_le", occupant.ne_le)
        for champ, message in (("nom", "Indiquez son nom."), ("prenom", "Indiquez son prénom.")):
            if not getattr(occupant, champ).strip():
                yield bloque(f"occupants.{rang}.{champ}", "champ-obligatoire", message)
    a_naitre = contexte.formulaire.a_naitre
    maximum = contexte.entier("enfants_a_naitre_max")
    if a_naitre is not None and not 0 <= a_naitre.nombre <= maximum:
        yield bloque("a_naitre.nombre", "hors-limites", f"Le nombre d'enfants à naître va de 0 à {maximum}.")


def _colocataires(contexte: Contexte) -> Iterator[Controle]:
    for rang, colocataire in enumerate(contexte.formulaire.colocataires):
        chemin = f"colocataires.{rang}"
        for champ, message in (
            ("nom_naissance", "Indiquez son nom de naissance."),
            ("prenoms", "Indiquez son prénom."),
        ):
            if not getattr(colocataire, champ).strip():
                yield bloque(f"{chemin}.{champ}", "champ-obligatoire", message)
        if colocataire.ne_le is not None:
            yield from _naissance(contexte, f"{chemin}.ne_le", colocataire.ne_le)
        numero = "".join((colocataire.numero_unique or "").split()).upper()
        if numero and not NumeroUnique.FORME.fullmatch(numero):
            yield bloque(
                f"{chemin}.numero_unique",
                "numero-unique-invalide",
                "Ce numéro unique n'a pas la bonne forme : relevez ses 18 caractères sur l'attestation du colocataire.",
            )


def _handicaps(contexte: Contexte) -> Iterator[Controle]:
    formulaire = contexte.formulaire
    connues = {p.id for p in formulaire.personnes}
    for rang, fiche in enumerate(formulaire.handicaps):
        chemin = f"handicaps.{rang}"
        if fiche.personne_id not in connues:
            yield bloque(
                f"{chemin}.personne_id",
                "fiche-sans-personne",
                "Cette fiche concerne une personne qui n'est plus dans la demande : retirez-la.",
            )
        if fiche.referent is not None:
            yield from _telephone(f"{chemin}.referent.telephone", fiche.referent.telephone)
            yield from _email(f"{chemin}.referent.email", fiche.referent.email)
    if _se_repete([fiche.personne_id for fiche in formulaire.handicaps]):
        yield bloque("handicaps", "repetition", "La même personne a plusieurs fiches : gardez-en une.")
    suivi = formulaire.accompagnement
    if suivi is not None:
        yield from _telephone("accompagnement.telephone", suivi.telephone)
        yield from _email("accompagnement.email", suivi.email)


def _montants(contexte: Contexte) -> Iterator[Controle]:
    bornes = contexte.parametres.a_la_date("formulaire.bornes", contexte.le)
    revenus = contexte.formulaire.revenus
    saisis: list[tuple[str, str, int | None]] = [
        (f"revenus.ressources.{rang}.montant", "ressource", r.montant) for rang, r in enumerate(revenus.ressources)
    ]
    saisis.append(("revenus.pension_versee", "ressource", revenus.pension_versee))
    actuel, recherche = contexte.formulaire.logement_actuel, contexte.formulaire.logement_recherche
    if actuel is not None:
        saisis += [(f"logement_actuel.{n}", n, getattr(actuel, n)) for n in ("loyer", "apl", "surface", "nb_habitants")]
    if recherche is not None:
        saisis.append(("logement_recherche.loyer_max", "loyer_max", recherche.loyer_max))
    for champ, borne, montant in saisis:
        maximum = bornes.entree(borne).entier()
        if montant is not None and not 0 <= montant <= maximum:
            yield bloque(champ, "hors-limites", f"Indiquez un nombre entre 0 et {nombre(maximum)}.")
    titulaires = {a.id for a in contexte.formulaire.adultes}
    maximum = bornes.entree("rfr").entier()
    for rang, rfr in enumerate(revenus.rfr):
        if abs(rfr.montant) > maximum:
            yield bloque(
                f"revenus.rfr.{rang}.montant",
                "hors-limites",
                f"Indiquez un nombre de {nombre(maximum)} au plus.",
            )
        if rfr.personne_id not in titulaires:
            yield _personne_absente(f"revenus.rfr.{rang}.personne_id")
    for rang, ressource in enumerate(revenus.ressources):
        if ressource.personne_id is not None and ressource.personne_id not in titulaires:
            yield _personne_absente(f"revenus.ressources.{rang}.personne_id")


def _personne_absente(champ: str) -> Controle:
    return bloque(
        champ,
        "personne-absente",
        "Ce revenu est celui d'une personne qui n'est plus dans la demande : retirez-le.",
    )


def _commune_inconnue(champ: str) -> Controle:
    return bloque(champ, "commune-invalide", "Choisissez la commune dans la liste proposée.")


def _recherche(contexte: Contexte) -> Iterator[Controle]:
    recherche = contexte.formulaire.logement_recherche
    if recherche is None:
        return
    champ = "logement_recherche.communes"
    yield from _trop(champ, len(recherche.communes), contexte.entier("communes_max"), "communes")
    if _se_repete(recherche.communes):
        yield bloque(champ, "repetition", "La même commune est choisie plusieurs fois : gardez-la une fois.")
    if any(not CodeCommune.FORME.fullmatch(code) for code in recherche.communes):
        yield _commune_inconnue(champ)
    if _se_repete(recherche.typologies):
        yield bloque(
            "logement_recherche.typologies",
            "repetition",
            "La même taille de logement est choisie plusieurs fois : gardez-la une fois.",
        )
    for rang, quartier in enumerate(recherche.quartiers):
        if quartier.commune not in recherche.communes:
            yield bloque(
                f"logement_recherche.quartiers.{rang}.commune",
                "quartier-hors-communes",
                "Ce quartier est dans une commune qui n'est pas demandée : ajoutez-la ou retirez le quartier.",
            )
    champ = "logement_recherche.secteurs"
    yield from _trop(champ, len(recherche.secteurs), contexte.entier("secteurs_max"), "secteurs")
    if _se_repete([secteur.id for secteur in recherche.secteurs]):
        yield bloque(champ, "repetition", "Le même secteur est choisi plusieurs fois : gardez-le une fois.")
    champ = "logement_recherche.programmes"
    yield from _trop(champ, len(recherche.programmes), contexte.entier("programmes_max"), "programmes")
    fsl = recherche.dossier_fsl
    if fsl is not None and fsl.du is not None and fsl.au is not None and fsl.au < fsl.du:
        yield bloque(
            "logement_recherche.dossier_fsl.au",
            "periode-inversee",
            "L'aide du FSL finit avant de commencer : vérifiez les deux dates.",
        )


def _motifs(contexte: Contexte) -> Iterator[Controle]:
    codes = contexte.formulaire.motifs.codes
    yield from _trop("motifs.codes", len(codes), contexte.entier("motifs_max"), "motifs")
    if _se_repete(codes):
        yield bloque("motifs.codes", "repetition", "Le même motif est choisi plusieurs fois : gardez-le une fois.")


def _trop(champ: str, combien: int, maximum: int, nom: str) -> Iterator[Controle]:
    if combien > maximum:
        yield bloque(
            champ,
            "trop-nombreux",
            f"Choisissez {maximum} {nom} au plus : retirez-en {combien - maximum}.",
        )


def _se_repete(valeurs: Collection[Hashable]) -> bool:
    return len(set(valeurs)) < len(valeurs)
