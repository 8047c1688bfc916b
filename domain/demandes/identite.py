"""Ce qu'une modification ne peut pas effacer : une demande appartient à quelqu'un, qui a un nom de naissance."""

from domain.demandes.codes import EtatDemande
from domain.demandes.errors import DemandeurIndispensable, NomDeNaissanceManquant
from domain.demandes.formulaire import Formulaire, Personne
from domain.kernel.errors import ErreurDeChamp

BROUILLONS = (EtatDemande.BROUILLON, EtatDemande.EN_COURS_DE_SAISIE)
"""Les brouillons : la demande peut n'avoir encore personne."""


def exiger_une_identite(avant: Formulaire, apres: Formulaire, etat: EtatDemande) -> None:
    """Ce qui se corrige garde un demandeur, et le nom de naissance de chaque titulaire."""
    exiger_un_demandeur(avant, apres, etat)
    exiger_les_noms_de_naissance(avant, apres, etat)


def exiger_un_demandeur(avant: Formulaire, apres: Formulaire, etat: EtatDemande) -> None:
    """Une demande envoyée ou enregistrée appartient à quelqu'un : on le corrige, on ne l'efface pas."""
    if apres.demandeur is None and avant.demandeur is not None and etat not in BROUILLONS:
        raise DemandeurIndispensable(
            "Une demande envoyée garde toujours son demandeur. Corrigez ses informations sans l'effacer. "
            "Rien n'a été changé.",
            erreurs=[
                ErreurDeChamp(
                    champ="demandeur", code="demandeur-indispensable", message="Le demandeur ne peut pas être vide."
                )
            ],
        )


def exiger_les_noms_de_naissance(avant: Formulaire, apres: Formulaire, etat: EtatDemande) -> None:
    """Le nom de naissance est le nom obligatoire de chaque titulaire ; le nom d'usage s'y ajoute sans le remplacer.

    Seule la saisie en ligne, étape par étape, peut ne pas encore l'avoir. Un dossier repris sans lui se corrige
    ailleurs sans être arrêté ; ce qui touche à la personne le demande.
    Cerfa 14069*04 (arrêté du 22 décembre 2020)
    """
    if etat is EtatDemande.EN_COURS_DE_SAISIE:
        return
    connues = {personne.id: personne for personne in avant.adultes}
    sans_nom = [
        ErreurDeChamp(
            champ=f"{chemin}.nom_naissance",
            code="champ-obligatoire",
            message="Indiquez le nom de naissance.",
        )
        for chemin, personne in _chemins(apres)
        if not (personne.nom_naissance or "").strip() and personne != connues.get(personne.id)
    ]
    if sans_nom:
        raise NomDeNaissanceManquant(
            "Indiquez le nom de naissance : il est obligatoire, même quand la personne porte un nom d'usage. "
            "Rien n'a été enregistré.",
            erreurs=sans_nom,
        )


def _chemins(formulaire: Formulaire) -> list[tuple[str, Personne]]:
    demandeur = [("demandeur", formulaire.demandeur)] if formulaire.demandeur is not None else []
    return [*demandeur, *((f"codemandeurs.{rang}", c) for rang, c in enumerate(formulaire.codemandeurs))]
