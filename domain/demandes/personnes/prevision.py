"""Dire, avant de le faire, tout ce que change l'arrivée ou le départ d'une personne. L'acte lit la même prévision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.recherche import DoublonProbable
from domain.demandes.formulaire import Codemandeur, Formulaire, Personne
from domain.demandes.model import Demande
from domain.demandes.parametres import PARAMETRES
from domain.demandes.personnes.codes import CodeRaisonDeGeste, Justificatif, NiveauConsequence, SorteGeste
from domain.demandes.personnes.effets import ajouter, deceder, retirer, separer
from domain.demandes.rules.controles import mal_saisi
from domain.demandes.synthese import nom_affiche, synthese
from domain.kernel.francais import compte, euros, jour
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel

N, C = NiveauConsequence, CodeRaisonDeGeste
ENREGISTREES = (EtatDemande.ACTIVE, EtatDemande.EN_SOMMEIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geste:
    """Qui entre ou sort, comment, et sur quelle preuve."""

    sorte: SorteGeste
    personne_id: UUID
    codemandeur: Codemandeur | None = None
    """La personne qui entre."""
    justificatif: Justificatif | None = None
    occupants: frozenset[UUID] = frozenset()
    """Les personnes à charge qui suivent celle qui part, en cas de séparation."""
    successeur_id: UUID | None = None
    """Le codemandeur qui devient demandeur ; absent, le premier."""
    le: date | None = None
    """Date du décès."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence(ReadModel):
    """Une chose que le geste change, dite avant de le faire."""

    code: str
    niveau: NiveauConsequence
    phrase: str
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoyerPrevu(ReadModel):
    """Le foyer en quelques nombres, avant ou après."""

    demandeur: str
    titulaires: list[str]
    personnes: str
    categorie_menage: int
    ressources_mensuelles: int
    rfr: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevision:
    """Ce que devient la demande, ce qu'il faut savoir, et ce qui s'y oppose."""

    apres: Formulaire | None
    """Absent quand la demande se ferme."""
    nouvelle: Formulaire | None
    """La demande créée par une séparation."""
    consequences: tuple[Consequence, ...]
    raisons: tuple[Raison, ...]
    justificatifs: tuple[Justificatif, ...]
    reference_justificatifs: str | None


def justificatifs_de(geste: SorteGeste, demande: Demande, le: date) -> tuple[tuple[Justificatif, ...], str | None]:
    """Ce que le guichet doit avoir vu, et le texte qui le veut ; rien pour une arrivée."""
    if geste is SorteGeste.AJOUT:
        return (), None
    cle = geste.value
    if geste is SorteGeste.SEPARATION and _maries_ou_pacses(demande.formulaire):
        cle = "separation_maries"
    lus = PARAMETRES.a_la_date(f"personnes.justificatifs.{cle}", le, demande.departement)
    return tuple(Justificatif(code) for code in lus.textes()), lus.reference


def _maries_ou_pacses(formulaire: Formulaire) -> bool:
    return any(c.lien.value in ("M", "P") for c in formulaire.codemandeurs)


def prevoir(demande: Demande, geste: Geste, le: date, doublons: Sequence[DoublonProbable] = ()) -> Prevision:
    """L'aperçu montre cette prévision, l'acte l'applique : ils ne peuvent pas dire autre chose l'un que l'autre."""
    raisons = tuple(_raisons(demande, geste, le))
    justificatifs, reference = justificatifs_de(geste.sorte, demande, le)
    if raisons:
        return Prevision(
            apres=None,
            nouvelle=None,
            consequences=(),
            raisons=raisons,
            justificatifs=justificatifs,
            reference_justificatifs=reference,
        )
    apres, nouvelle = _appliquer(demande.formulaire, geste)
    return Prevision(
        apres=apres,
        nouvelle=nouvelle,
        consequences=tuple(_consequences(demande, geste, apres, doublons, le)),
        raisons=(),
        justificatifs=justificatifs,
        reference_justificatifs=reference,
    )


def _appliquer(formulaire: Formulaire, geste: Geste) -> tuple[Formulaire | None, Formulaire | None]:
    if geste.sorte is SorteGeste.AJOUT:
        assert geste.codemandeur is not None
        return ajouter(formulaire, geste.codemandeur), None
    if geste.sorte is SorteGeste.SEPARATION:
        return separer(formulaire, geste.personne_id, geste.occupants, geste.justificatif)
    if len(formulaire.adultes) == 1:
        return None, None
    if geste.sorte is SorteGeste.DECES:
        return deceder(formulaire, geste.personne_id, geste.successeur_id), None
    return retirer(formulaire, geste.personne_id, geste.successeur_id), None


def raisons_du_foyer(demande: Demande, sorte: SorteGeste, le: date) -> Iterator[Raison]:
    """Ce qui s'oppose au geste avant même de savoir de qui il s'agit."""
    if demande.verrou is not None:
        yield demande.verrou.opposer()
    if sorte is SorteGeste.AJOUT:
        limite = PARAMETRES.a_la_date("personnes.codemandeurs_au_plus", le, demande.departement).entier()
        if len(demande.formulaire.codemandeurs) >= limite:
            yield Raison(
                code=C.TROP_DE_CODEMANDEURS.value,
                phrase=f"Une demande compte au plus {compte(limite, 'codemandeur')}.",
                parametres={"limite": limite},
            )
    if sorte is SorteGeste.SEPARATION and demande.etat not in ENREGISTREES:
        yield Raison(
            code=C.SEPARATION_AVANT_ENREGISTREMENT.value,
            phrase="La demande n'est pas encore enregistrée : retirez la personne du formulaire, elle fera sa demande.",
        )
    if sorte in (SorteGeste.SEPARATION, SorteGeste.ERREUR) and len(demande.formulaire.adultes) == 1:
        yield Raison(
            code=C.SEUL_TITULAIRE.value,
            phrase="Cette personne est seule titulaire : il n'y a personne de qui la séparer.",
        )


def _raisons(demande: Demande, geste: Geste, le: date) -> Iterator[Raison]:
    """Ce qui s'oppose au geste, quel que soit l'agent."""
    yield from raisons_du_foyer(demande, geste.sorte, le)
    if geste.sorte is SorteGeste.AJOUT:
        yield from _raisons_d_un_ajout(demande, geste, le)
        return
    adultes = {p.id for p in demande.formulaire.adultes}
    if geste.personne_id not in adultes:
        yield Raison(code="personne-inconnue", phrase="Cette personne n'est pas titulaire de la demande.")
    if geste.sorte is SorteGeste.DECES and geste.le is not None and geste.le > le:
        yield Raison(code="deces-a-venir", phrase="La date du décès est dans le futur.")
    if geste.sorte is SorteGeste.DECES and _avant_sa_naissance(demande, geste):
        yield Raison(code="deces-avant-naissance", phrase="La date du décès est avant celle de la naissance.")
    if geste.successeur_id is not None and geste.successeur_id not in adultes - {geste.personne_id}:
        yield Raison(
            code="successeur-inconnu",
            phrase="La personne qui doit devenir demandeur n'est pas titulaire de la demande.",
        )


def _avant_sa_naissance(demande: Demande, geste: Geste) -> bool:
    naissances = (p.ne_le for p in demande.formulaire.adultes if p.id == geste.personne_id)
    return geste.le is not None and any(ne_le is not None and geste.le < ne_le for ne_le in naissances)


def _raisons_d_un_ajout(demande: Demande, geste: Geste, le: date) -> Iterator[Raison]:
    if geste.codemandeur is None:
        yield Raison(code="personne-absente", phrase="Dites qui rejoint la demande : son nom, son prénom et son lien.")
        return
    if geste.codemandeur.lien.est_un_couple and any(c.lien.est_un_couple for c in demande.formulaire.codemandeurs):
        yield Raison(
            code="couple-deja-complet",
            phrase="La demande compte déjà un conjoint, un partenaire ou un concubin : enregistrez d'abord son départ.",
        )
    avec = ajouter(demande.formulaire, geste.codemandeur)
    for controle in mal_saisi(avec, f"codemandeurs.{len(avec.codemandeurs) - 1}", le, demande.departement):
        yield Raison(code=controle.code, phrase=controle.message, parametres={"champ": controle.champ})


def _consequences(
    demande: Demande, geste: Geste, apres: Formulaire | None, doublons: Sequence[DoublonProbable], le: date
) -> Iterator[Consequence]:
    if geste.sorte is SorteGeste.AJOUT:
        assert geste.codemandeur is not None
        yield from _d_un_ajout(demande, geste.codemandeur, doublons)
    else:
        yield from _d_un_depart(demande, geste, apres, le)
    if apres is not None:
        yield from _du_foyer(demande, apres, le)


def _d_un_ajout(demande: Demande, nouveau: Codemandeur, doublons: Sequence[DoublonProbable]) -> Iterator[Consequence]:
    qui = _qui(nouveau)
    yield Consequence(
        code="memes-droits",
        niveau=N.DROIT,
        phrase=f"{qui} a les mêmes droits que le demandeur et signera le bail. "
        "Il faudra un accord écrit, ou une séparation, pour que cette personne quitte la demande.",
        reference="Formulaire national : le codemandeur est cotitulaire du bail (code civil, article 1751)",
    )
    yield Consequence(
        code="anciennete-gardee",
        niveau=N.DROIT,
        phrase="Le numéro unique et la date de dépôt de la demande ne changent pas.",
        reference="CCH R441-2-3",
    )
    for doublon in doublons:
        autre = doublon.voisine
        depuis = f", déposée le {jour(autre.deposee_le)}" if autre.deposee_le else ""
        yield Consequence(
            code="a-deja-une-demande",
            niveau=N.A_FAIRE,
            phrase=f"{qui} figure sans doute déjà dans la demande {autre.numero_unique or autre.reference}{depuis}. "
            "Comparez-les : si chacun est d'accord, les réunir garde la plus ancienne des deux dates.",
            reference="CCH L441-2-1 : un numéro unique par demandeur et par département",
        )
    yield Consequence(
        code="pieces-de-la-personne",
        niveau=N.A_FAIRE,
        phrase=f"Il faudra la pièce d'identité de {qui}, "
        "et son numéro de sécurité sociale si cette personne est française.",
        reference="CCH R441-2-3 ; décret n° 2017-917",
    )


def _d_un_depart(demande: Demande, geste: Geste, apres: Formulaire | None, le: date) -> Iterator[Consequence]:
    partant = next(p for p in demande.formulaire.adultes if p.id == geste.personne_id)
    qui, numero = _qui(partant), demande.numero_unique or demande.reference
    depot = f" depuis le {jour(demande.deposee_le)}" if demande.deposee_le else ""
    if geste.sorte is SorteGeste.SEPARATION:
        yield Consequence(
            code="nouvelle-demande",
            niveau=N.DROIT,
            phrase=f"{qui} reçoit sa propre demande, avec un nouveau numéro unique et la même ancienneté{depot}. "
            "Les deux numéros restent liés pour les guichets.",
            reference="SNE, création à la suite d'une séparation (CRS) ; numUniqueAssocie",
        )
        yield Consequence(
            code="pieces-suivent",
            niveau=N.DROIT,
            phrase=f"Les pièces, les revenus et le numéro de sécurité sociale de {qui} suivent {qui} ; "
            "les pièces du foyer restent.",
        )
        jours = PARAMETRES.a_la_date("personnes.separation_annulable_jours", le, demande.departement)
        yield Consequence(
            code="separation-se-defait",
            niveau=N.DROIT,
            phrase="Une séparation enregistrée par erreur se défait au guichet pendant "
            f"{compte(jours.entier(), 'jour')}, avec l'accord écrit de chacun.",
            reference=jours.reference,
        )
    elif apres is None:
        yield Consequence(
            code="demande-close",
            niveau=N.DROIT,
            phrase=f"{qui} est la seule personne titulaire : la demande {numero} se ferme{_fin(geste.sorte)}.",
            reference="CCH R441-2-8",
        )
    else:
        yield Consequence(
            code="sans-nouvelle-demande",
            niveau=N.DROIT,
            phrase=f"{qui} quitte la demande {numero} sans en recevoir une autre{_suite(geste.sorte)}.",
        )
    if apres is not None and apres.demandeur is not None:
        yield from _du_successeur(demande, geste, apres.demandeur, numero, depot)
    if geste.sorte is not SorteGeste.ERREUR and apres is not None:
        yield Consequence(
            code="acces-fermes",
            niveau=N.DROIT,
            phrase="Les sessions ouvertes sur le portail se ferment et le mot de passe est effacé : "
            "chacun revient avec un code reçu à sa propre adresse.",
        )


def _fin(sorte: SorteGeste) -> str:
    return ", radiée pour décès. Aucun courrier ne l'annonce à son adresse" if sorte is SorteGeste.DECES else ""


def _suite(sorte: SorteGeste) -> str:
    return " : déposée plus tard, une autre repartirait sans ancienneté" if sorte is SorteGeste.RENONCIATION else ""


def _du_successeur(demande: Demande, geste: Geste, suivant: Personne, numero: str, depot: str) -> Iterator[Consequence]:
    ancien = demande.formulaire.demandeur
    if ancien is None or ancien.id != geste.personne_id:
        return
    yield Consequence(
        code="change-de-demandeur",
        niveau=N.DROIT,
        phrase=f"{_qui(suivant)} devient le demandeur et garde le numéro {numero} et son ancienneté{depot}.",
    )
    if len(demande.formulaire.codemandeurs) > 1:
        yield Consequence(
            code="liens-a-verifier",
            niveau=N.A_FAIRE,
            phrase=f"Vérifiez le lien des autres codemandeurs avec {_qui(suivant)}.",
        )


def _du_foyer(demande: Demande, apres: Formulaire, le: date) -> Iterator[Consequence]:
    avant, ensuite = synthese(demande.formulaire, le, demande.departement), synthese(apres, le, demande.departement)
    if avant.libelle != ensuite.libelle:
        yield Consequence(
            code="taille-du-foyer",
            niveau=N.FOYER,
            phrase=f"Le foyer passe de {avant.libelle} à {ensuite.libelle}.",
        )
    if avant.categorie != ensuite.categorie:
        yield Consequence(
            code="categorie",
            niveau=N.FOYER,
            phrase=f"La catégorie de ménage passe de {avant.categorie.numero} à {ensuite.categorie.numero} : "
            "le plafond de ressources change.",
            reference="Arrêté du 29 juillet 1987 modifié, annexe I",
        )
    if avant.ressources_mensuelles != ensuite.ressources_mensuelles:
        yield Consequence(
            code="ressources",
            niveau=N.FOYER,
            phrase=f"Les ressources du mois passent de {euros(avant.ressources_mensuelles)} à "
            f"{euros(ensuite.ressources_mensuelles)} : la cotation et les candidatures suivent.",
        )


def foyer_prevu(formulaire: Formulaire, le: date, departement: str) -> FoyerPrevu:
    lu = synthese(formulaire, le, departement)
    return FoyerPrevu(
        demandeur=nom_affiche(formulaire.demandeur),
        titulaires=[nom_affiche(p) for p in formulaire.adultes],
        personnes=lu.libelle,
        categorie_menage=lu.categorie.numero,
        ressources_mensuelles=lu.ressources_mensuelles,
        rfr=lu.rfr,
    )


def _qui(personne: Personne) -> str:
    return (personne.prenoms or "").split(",")[0].strip() or nom_affiche(personne)
