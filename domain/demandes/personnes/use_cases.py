from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.demandes.codes import MotifRadiation
from domain.demandes.doublons.recherche import DoublonProbable
from domain.demandes.doublons.use_cases import chercher_les_doublons
from domain.demandes.errors import GuichetSansCode, PersonneIntrouvable
from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.identite import exiger_les_noms_de_naissance
from domain.demandes.liens import Lien, NatureLien, TypeCreation
from domain.demandes.model import Canal, Demande
from domain.demandes.personnes import events
from domain.demandes.personnes.acces import fermer_les_acces, garder_ses_acces, ouvrir_un_acces
from domain.demandes.personnes.codes import SorteGeste
from domain.demandes.personnes.errors import (
    AccordManquant,
    DateDeDecesManquante,
    GesteImpossible,
    JustificatifInsuffisant,
    MotifDArriveeManquant,
    ProtectionImpossible,
    SeparationIntrouvable,
)
from domain.demandes.personnes.policies import DROITS, exiger_geste, exiger_protection
from domain.demandes.personnes.prevision import Geste, Prevision, prevoir
from domain.demandes.personnes.separation import Separation, defaire
from domain.demandes.policies import exiger_visible
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.protection import MotifProtection, Protection
from domain.demandes.rules.identifiants import identifiants_de, normaliser_identifiant
from domain.demandes.synthese import nom_affiche
from domain.kernel.errors import ConcurrentEdit, ErreurDeChamp
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, SorteActeur
from domain.organismes.policies import exiger as exiger_droit


@dataclass(frozen=True, slots=True)
class _Entrant:
    """La personne qui entre, seule, pour lui chercher une autre demande."""

    departement: str
    id: UUID
    formulaire: Formulaire
    protection: None = None


async def autres_demandes_de(demande: Demande, geste: Geste, uow: DemandesUnitOfWork) -> Sequence[DoublonProbable]:
    """Celles où figure déjà la personne qui entre."""
    if geste.codemandeur is None:
        return ()
    seul = _Entrant(demande.departement, demande.id, Formulaire(demandeur=geste.codemandeur))
    return await chercher_les_doublons(seul, uow)


@dataclass(frozen=True, kw_only=True)
class ChangerLesTitulaires:
    demande_id: UUID
    version: int
    geste: Geste
    commentaire: str = ""


async def changer_les_titulaires(command: ChangerLesTitulaires, acteur: Acteur, uow: DemandesUnitOfWork) -> UUID:
    """Quelqu'un entre dans la demande ou en sort. Rend la demande où se trouve désormais cette personne."""
    geste, le = command.geste, uow.today()
    demande = await uow.demandes.get(acteur.departement, command.demande_id, exclusif=True)
    exiger_geste(acteur, demande, geste.sorte, le)
    if demande.version != command.version:
        raise ConcurrentEdit(
            "Ce dossier a été modifié depuis que vous l'avez ouvert. Relisez les conséquences avant de recommencer."
        )
    prevision = prevoir(demande, geste, le, await autres_demandes_de(demande, geste, uow))
    if prevision.raisons:
        raison = prevision.raisons[0]
        raise GesteImpossible(f"{raison.phrase} Rien n'a été changé.", raisons=prevision.raisons)
    exiger_un_justificatif(geste, prevision, "Dites quel document vous avez vu")
    exiger_la_date_du_deces(geste)
    if geste.sorte is SorteGeste.AJOUT:
        exiger_un_motif_d_arrivee(command.commentaire, acteur)
        return _accueillir(demande, geste, prevision, command.commentaire, uow)
    guichet = Guichet(organisme_id=acteur.organisme_id, nom=acteur.organisme_libelle, par=acteur.libelle)
    return await enregistrer_le_depart(demande, geste, prevision, command.commentaire, guichet, uow)


def exiger_un_justificatif(geste: Geste, prevision: Prevision, consigne: str) -> None:
    if prevision.justificatifs and geste.justificatif not in prevision.justificatifs:
        raise JustificatifInsuffisant(
            f"{consigne} : "
            + ", ".join(j.libelle[0].lower() + j.libelle[1:] for j in prevision.justificatifs)
            + ". Rien n'a été changé."
        )


def exiger_la_date_du_deces(geste: Geste) -> None:
    """Un décès s'enregistre avec sa date, que l'acte de décès porte (code civil, article 79)."""
    if geste.sorte is SorteGeste.DECES and geste.le is None:
        raise DateDeDecesManquante(
            "Donnez la date du décès : elle figure sur l'acte de décès. Rien n'a été changé.",
            erreurs=[ErreurDeChamp(champ="le", code="champ-obligatoire", message="Donnez la date du décès.")],
        )


def exiger_un_motif_d_arrivee(commentaire: str, acteur: Acteur) -> None:
    """L'historique dit qui est entré dans la demande et pourquoi, comme il le dit d'un départ.

    Le demandeur n'a pas à s'en expliquer : c'est lui qui le décide.
    """
    if acteur.sorte is SorteActeur.AGENT and not commentaire.strip():
        raise MotifDArriveeManquant(
            "Dites pourquoi cette personne entre dans la demande. Rien n'a été changé.",
            erreurs=[ErreurDeChamp(champ="commentaire", code="champ-obligatoire", message="Dites pourquoi.")],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guichet:
    """Au nom de qui un départ s'enregistre : un agent de guichet, ou le titulaire qui l'a déclaré."""

    organisme_id: UUID | None
    nom: str | None
    par: str


async def enregistrer_le_depart(
    demande: Demande, geste: Geste, prevision: Prevision, commentaire: str, guichet: Guichet, uow: DemandesUnitOfWork
) -> UUID:
    """Au guichet ou déclaré en ligne, le départ est le même acte. Ce qui avait été déclaré n'attend plus."""
    demande.declaration = None
    if geste.sorte is SorteGeste.SEPARATION:
        return await _separer(demande, geste, prevision, commentaire, guichet, uow)
    return await _retirer(demande, geste, prevision, commentaire, uow)


def _accueillir(
    demande: Demande, geste: Geste, prevision: Prevision, commentaire: str, uow: DemandesUnitOfWork
) -> UUID:
    assert geste.codemandeur is not None
    assert prevision.apres is not None
    exiger_les_noms_de_naissance(demande.formulaire, prevision.apres, demande.etat)
    demande.formulaire = prevision.apres
    demande.record(
        events.CodemandeurAjoute(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            personne_id=geste.codemandeur.id,
            personne=nom_affiche(geste.codemandeur),
            commentaire=commentaire,
        )
    )
    return demande.id


async def _retirer(
    demande: Demande, geste: Geste, prevision: Prevision, commentaire: str, uow: DemandesUnitOfWork
) -> UUID:
    """La personne quitte la demande ; seule titulaire, la demande se ferme avec elle, et dit si c'est un décès."""
    partant = _titulaire(demande, geste.personne_id)
    assert geste.justificatif is not None
    demande.record(
        events.TitulaireRetire(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            personne_id=partant.id,
            personne=nom_affiche(partant),
            sorte=geste.sorte.value,
            sorte_libelle=geste.sorte.libelle,
            justificatif=geste.justificatif.libelle,
            deces_le=f"{geste.le:%d/%m/%Y}" if geste.sorte is SorteGeste.DECES and geste.le else None,
            commentaire=commentaire,
        )
    )
    if prevision.apres is None:
        motif = MotifRadiation.DECES if geste.sorte is SorteGeste.DECES else MotifRadiation.ABANDON
        demande.radier(motif=motif, radiee_le=uow.today(), le=uow.now())
        return demande.id
    demande.formulaire = prevision.apres
    await uow.coffre_nir.oublier_la_personne(demande.departement, demande.id, partant.id)
    if geste.sorte is not SorteGeste.ERREUR:
        await fermer_les_acces(demande, partant, None, uow)
    return demande.id


async def _separer(
    demande: Demande,
    geste: Geste,
    prevision: Prevision,
    commentaire: str,
    guichet: Guichet,
    uow: DemandesUnitOfWork,
) -> UUID:
    """La personne qui part reçoit sa demande : nouveau numéro, même ancienneté, numéros liés dans les deux sens."""
    assert prevision.apres is not None
    assert prevision.nouvelle is not None
    assert geste.justificatif is not None
    assert demande.deposee_le is not None
    partant, maintenant = _titulaire(demande, geste.personne_id), uow.now()
    du_demandeur = demande.formulaire.demandeur is not None and demande.formulaire.demandeur.id == partant.id
    nouvelle = await _naitre_de(demande, prevision.nouvelle, guichet, uow)
    avant, demande.formulaire = demande.formulaire, prevision.apres
    _lier(demande, nouvelle, uow.today())
    if demande.protection is not None and demande.protection.personne_id == partant.id:
        nouvelle.protection, demande.protection = demande.protection, None
    uow.demandes.add(nouvelle)
    await uow.flush()
    await uow.coffre_nir.deplacer(demande.departement, partant.id, de=demande.id, vers=nouvelle.id)
    await uow.suites_de_fusion.porter_la_personne(
        demande.departement, demande.id, nouvelle.id, partant.id, du_demandeur=du_demandeur
    )
    await fermer_les_acces(demande, partant, nouvelle, uow)
    uow.separations.add(
        Separation(
            departement=demande.departement,
            id=new_id(),
            demande_id=demande.id,
            nouvelle_id=nouvelle.id,
            personne_id=partant.id,
            le=maintenant,
            par=guichet.par,
            organisme=guichet.nom,
            justificatif=geste.justificatif.libelle,
            avant=avant,
            apres=demande.formulaire,
            nouvelle=nouvelle.formulaire,
        )
    )
    demande.record(
        events.DemandeSeparee(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=maintenant,
            justificatif=geste.justificatif.libelle,
            nouvelle_id=nouvelle.id,
            personne_id=partant.id,
            personne=nom_affiche(partant),
            commentaire=commentaire,
        )
    )
    nouvelle.record(
        events.DemandeNeeDUneSeparation(
            departement=demande.departement,
            aggregate_id=nouvelle.id,
            occurred_at=maintenant,
            numero_unique=nouvelle.numero_unique or nouvelle.reference,
            deposee_le=jour(demande.deposee_le),
            personne_id=partant.id,
            personne=nom_affiche(partant),
            commentaire=commentaire,
        )
    )
    return nouvelle.id


@dataclass(frozen=True, kw_only=True)
class DefaireSeparation:
    demande_id: UUID
    separation_id: UUID
    motif: str
    accord_des_deux: bool


async def defaire_separation(command: DefaireSeparation, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Enregistrée par erreur ou regrettée, la séparation se défait, avec l'accord écrit des deux personnes."""
    separation = await uow.separations.get(acteur.departement, command.separation_id)
    tenues = {
        id: await uow.demandes.get(acteur.departement, id, exclusif=True)
        for id in sorted((separation.demande_id, separation.nouvelle_id))
    }
    if command.demande_id not in tenues:
        raise SeparationIntrouvable("Cette séparation est introuvable.")
    for une in tenues.values():
        exiger_visible(acteur, une)
    exiger_droit(acteur, DROITS[SorteGeste.SEPARATION])
    if not command.accord_des_deux:
        raise AccordManquant(
            "Chacune des deux personnes a les mêmes droits : il faut l'accord écrit des deux. Rien n'a été changé."
        )
    demande, nouvelle = tenues[separation.demande_id], tenues[separation.nouvelle_id]
    partie = separation.personne_id
    defaire(separation, demande, nouvelle, motif=command.motif, par=acteur.libelle, le=uow.now())
    await uow.flush()
    await uow.coffre_nir.deplacer(demande.departement, partie, de=nouvelle.id, vers=demande.id)
    siens = await uow.comptes_demandeurs.de_la_demande(demande.departement, nouvelle.id)
    for compte in siens:
        await uow.sessions.fermer_toutes(compte.id)
        compte.personne_id = partie
    await uow.flush()
    await uow.suites_de_fusion.porter(demande.departement, nouvelle.id, demande.id, {})


async def _naitre_de(demande: Demande, formulaire: Formulaire, pour: Guichet, uow: DemandesUnitOfWork) -> Demande:
    assert pour.organisme_id is not None
    assert demande.deposee_le is not None
    organisme = await uow.organismes.get(pour.organisme_id)
    guichet = organisme.guichet(demande.departement)
    if guichet is None:
        raise GuichetSansCode(
            "Votre organisme n'est pas guichet enregistreur dans ce département : il ne peut pas délivrer de "
            "numéro unique. Un guichet du territoire peut enregistrer cette séparation. Rien n'a été changé."
        )
    return Demande(
        departement=demande.departement,
        id=new_id(),
        reference=await uow.demandes.prochaine_reference(demande.departement, uow.today()),
        canal=Canal.GUICHET,
        etat=demande.etat,
        nature=demande.nature,
        formulaire=formulaire,
        creee_le=uow.now(),
        organisme_id=organisme.id,
        numero_unique=await uow.numeros_uniques.attribuer(demande.departement, demande.deposee_le, guichet),
        deposee_le=demande.deposee_le,
        soumise_le=demande.soumise_le,
        validee_le=uow.now(),
        renouvelee_le=demande.renouvelee_le,
        expire_le=demande.expire_le,
        endormie_le=demande.endormie_le,
        dalo=False,
        type_creation=TypeCreation.SEPARATION,
    )


def _lier(demande: Demande, nouvelle: Demande, le: date) -> None:
    """`numUniqueAssocie` : chacune porte le numéro de l'autre, pour les guichets seulement."""
    for une, autre in ((demande, nouvelle), (nouvelle, demande)):
        lien = Lien(
            demande_id=autre.id,
            numero=autre.numero_unique or autre.reference,
            nature=NatureLien.SEPARATION,
            depuis_le=le,
        )
        une.liens = (*une.liens, lien)


def _titulaire(demande: Demande, personne_id: UUID) -> Personne:
    trouve = next((p for p in demande.formulaire.adultes if p.id == personne_id), None)
    if trouve is None:
        raise PersonneIntrouvable("Cette personne ne fait pas partie de la demande.")
    return trouve


# --- Situation protégée


@dataclass(frozen=True, kw_only=True)
class ProtegerPersonne:
    demande_id: UUID
    personne_id: UUID
    motif: MotifProtection
    contact: str | None
    """Adresse électronique ou mobile que la personne est seule à lire."""


async def proteger_personne(command: ProtegerPersonne, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Les coordonnées de la personne ne se montrent plus, et personne d'autre ne garde d'accès ouvert.

    Code civil, article 515-9 ; délibération CNIL 2021-122.
    """
    demande = await uow.demandes.get(acteur.departement, command.demande_id, exclusif=True)
    exiger_visible(acteur, demande)
    if acteur.sorte is SorteActeur.AGENT:
        exiger_protection(acteur)
    personne = _titulaire(demande, command.personne_id)
    contact = normaliser_identifiant(command.contact) if command.contact else None
    autres = frozenset(i for p in demande.formulaire.adultes if p.id != personne.id for i in identifiants_de(p))
    if contact in autres:
        raise ProtectionImpossible(
            "Cette adresse ou ce numéro est aussi celui d'un autre titulaire, qui pourrait lire les messages. "
            "Donnez une adresse que la personne est seule à lire. Rien n'a été changé."
        )
    siens = identifiants_de(personne) - autres
    demande.protection = Protection(
        personne_id=personne.id,
        motif=command.motif,
        depuis_le=uow.now(),
        par=acteur.libelle,
        contact=contact or next(iter(sorted(siens)), None),
    )
    await garder_ses_acces(demande, personne, siens | ({contact} if contact else set()), uow)
    if contact is not None:
        await ouvrir_un_acces(demande, personne, contact, uow)
    demande.record(
        events.PersonneProtegee(departement=demande.departement, aggregate_id=demande.id, occurred_at=uow.now())
    )


@dataclass(frozen=True, kw_only=True)
class LeverProtection:
    demande_id: UUID
    motif: str


async def lever_protection(command: LeverProtection, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    demande = await uow.demandes.get(acteur.departement, command.demande_id, exclusif=True)
    exiger_visible(acteur, demande)
    exiger_protection(acteur)
    if demande.protection is None:
        raise ProtectionImpossible("Personne n'est protégé dans cette demande. Rien n'a été changé.")
    demande.protection = None
    demande.record(
        events.ProtectionLevee(
            departement=demande.departement, aggregate_id=demande.id, occurred_at=uow.now(), motif=command.motif
        )
    )


@dataclass(frozen=True, kw_only=True)
class MeProteger:
    demande_id: UUID
    motif: MotifProtection
    contact: str


async def me_proteger(command: MeProteger, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le demandeur se protège lui-même, depuis son accès, qui reste le sien s'il est à lui."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_visible(acteur, demande)
    titulaire = demande.formulaire.demandeur
    personne_id = acteur.personne_id or (titulaire.id if titulaire else None)
    if personne_id is None:
        raise PersonneIntrouvable("Dites d'abord qui vous êtes : remplissez la page « Identité » de votre demande.")
    await proteger_personne(
        ProtegerPersonne(
            demande_id=command.demande_id, personne_id=personne_id, motif=command.motif, contact=command.contact
        ),
        acteur,
        uow,
    )
