from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.demandes.formulaire import Formulaire, QuartierSouhaite
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.secteurs.choix import a_retrouver, nommer_les_secteurs
from domain.demandes.secteurs.errors import SecteurDejaNomme
from domain.demandes.secteurs.model import Secteur
from domain.demandes.secteurs.policies import exiger_de_dessiner
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.text import normaliser_nom
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, kw_only=True)
class OuvrirSecteur:
    epci: str
    nom: str
    communes: tuple[str, ...]
    quartiers: tuple[QuartierSouhaite, ...]
    acte: str
    du: date


async def ouvrir_un_secteur(command: OuvrirSecteur, acteur: Acteur, uow: DemandesUnitOfWork) -> UUID:
    """Un nouveau choix pour le demandeur, à partir d'un jour donné."""
    exiger_de_dessiner(acteur, command.epci, await uow.secteurs.epci_de(acteur.organisme_id))
    assert acteur.organisme_id is not None
    ouverts = await uow.secteurs.ouverts_entre(acteur.departement, max(command.du, uow.today()), None)
    if any(s.epci == command.epci and normaliser_nom(s.nom) == normaliser_nom(command.nom) for s in ouverts):
        raise _deja_nomme("nom", "Un secteur de cet EPCI porte déjà ce nom.")
    secteur = Secteur.ouvrir(
        departement=acteur.departement,
        organisme_id=acteur.organisme_id,
        epci=command.epci,
        nom=command.nom,
        communes=command.communes,
        quartiers=command.quartiers,
        acte=command.acte,
        du=command.du,
        de_l_epci=await uow.secteurs.communes_de_l_epci(acteur.departement, command.epci),
        le=uow.now(),
    )
    uow.secteurs.add(secteur)
    return secteur.id


@dataclass(frozen=True, kw_only=True)
class FermerSecteur:
    id: UUID
    au: date


async def fermer_un_secteur(command: FermerSecteur, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Il ne se choisit plus ; les demandes qui l'ont choisi gardent ses communes."""
    secteur = await uow.secteurs.get(acteur.departement, command.id)
    exiger_de_dessiner(acteur, secteur.epci, await uow.secteurs.epci_de(acteur.organisme_id))
    ensuite = await uow.secteurs.ouverts_entre(acteur.departement, secteur.du, command.au)
    if any(
        s.id != secteur.id and s.epci == secteur.epci and normaliser_nom(s.nom) == normaliser_nom(secteur.nom)
        for s in ensuite
    ):
        raise _deja_nomme("au", "Un autre secteur de cet EPCI porte ce nom avant ce jour-là.")
    secteur.fermer(au=command.au, le=uow.now())


def _deja_nomme(champ: str, message: str) -> SecteurDejaNomme:
    """Deux secteurs d'un EPCI ne se choisissent pas le même jour sous le même nom."""
    remede = "fermez l'autre d'abord, ou choisissez un autre nom" if champ == "nom" else "choisissez un jour plus tôt"
    return SecteurDejaNomme(
        f"{message} Rien n'a été enregistré : {remede}.",
        erreurs=[ErreurDeChamp(champ=champ, code=SecteurDejaNomme.code, message=message)],
    )


async def avec_leurs_secteurs(
    sections: Mapping[str, Any], avant: Formulaire, departement: str, uow: DemandesUnitOfWork
) -> Mapping[str, Any]:
    """Le fichier n'est lu que si la demande cite un secteur qu'elle n'avait pas."""
    nouveaux = a_retrouver(sections, avant)
    ouverts = await uow.secteurs.a_choisir(departement, uow.today()) if nouveaux else ()
    return nommer_les_secteurs(sections, avant, [secteur.choisi() for secteur in ouverts])
