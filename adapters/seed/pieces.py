"""Supporting documents that really open: one small PDF each, sealed in the store like any other."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from adapters.seed.dossiers import Dossier, demandeur
from adapters.seed.hasard import Hasard
from adapters.seed.partenaires import Partenaire
from domain.cotation.faits import PreuveAdmise
from domain.demandes.codes import EtatDemande, Motif, Nationalite
from domain.demandes.formulaire import Personne
from domain.demandes.model import Canal
from domain.demandes.synthese import nom_affiche
from domain.kernel.text import normaliser_nom
from domain.organismes.acteur import Acteur
from domain.pieces.codes import TypePiece
from domain.pieces.feuillets import EtatFeuillet, Feuillet, objet_du_feuillet
from domain.pieces.model import OriginePiece, Piece
from domain.pieces.rules.attendues import est_sensible, exige_une_echeance

_PREUVES = {
    Motif.EXPULSION: TypePiece.MOTIF_EXPULSION,
    Motif.VIOLENCES: TypePiece.MOTIF_VIOLENCES,
    Motif.HANDICAP: TypePiece.MOTIF_HANDICAP,
}


@dataclass(frozen=True, slots=True)
class Objet:
    """A content to store, and where."""

    chemin: str
    contenu: bytes


def joindre(hasard: Hasard, dossier: Dossier, guichet: Partenaire) -> list[Objet]:
    """An identity document for each adult; a registered file also has its tax notice and what proves its motives."""
    demande = dossier.demande
    enregistree = demande.etat is EtatDemande.ACTIVE
    agent = guichet.agent(hasard, demande.departement)
    objets = []
    for adulte in demande.formulaire.adultes:
        francais = adulte.nationalite is Nationalite.FRANCAISE
        type = TypePiece.CARTE_IDENTITE if francais else TypePiece.SEJOUR_PLURIANNUEL
        objets.append(_deposer(hasard, dossier, agent, type, adulte, controlee=enregistree))
    if enregistree:
        demandeur_principal = demande.formulaire.demandeur
        objets.append(
            _deposer(hasard, dossier, agent, TypePiece.AVIS_IMPOSITION_N_2, demandeur_principal, controlee=True)
        )
        for motif in demande.formulaire.motifs.codes:
            if motif in _PREUVES:
                objets.append(_deposer(hasard, dossier, agent, _PREUVES[motif], None, controlee=hasard.oui(0.7)))
    return objets


def _deposer(
    hasard: Hasard, dossier: Dossier, agent: Acteur, type: TypePiece, personne: Personne | None, *, controlee: bool
) -> Objet:
    demande, vie = dossier.demande, dossier.vie
    le = (vie.soumise_le or vie.creee_le) + timedelta(seconds=30 * len(dossier.pieces))
    id = hasard.identifiant(le)
    contenu = pdf(type.libelle, nom_affiche(personne) if personne else nom_affiche(demande.formulaire.demandeur))
    en_ligne = demande.canal is Canal.PORTAIL
    feuillet_id = hasard.identifiant(le)
    chemin = objet_du_feuillet(demande.departement, demande.id, id, feuillet_id)
    piece = Piece.deposer(
        departement=demande.departement,
        id=id,
        demande_id=demande.id,
        personne_id=personne.id if personne else None,
        type=type,
        sensible=est_sensible(type, le.date()),
        feuillet=Feuillet(
            id=feuillet_id,
            nom=f"{normaliser_nom(type.libelle.split(',')[0].split(' :')[0]).lower().replace(' ', '-')[:40]}.pdf",
            format="application/pdf",
            taille=len(contenu),
            empreinte=sha256(contenu).hexdigest(),
            etat=EtatFeuillet.PRET,
            objet=chemin,
            pages=1,
        ),
        origine=OriginePiece.PORTAIL if en_ligne else OriginePiece.GUICHET,
        depot_de=None if en_ligne else agent.organisme_libelle,
        le=le,
    )
    dossier.noter(piece, demandeur(demande.departement) if en_ligne else agent)
    if controlee and vie.validee_le is not None:
        valable = timedelta(days=365 * hasard.entre(1, 9)) if exige_une_echeance(type, le.date()) else None
        piece.valider(le=vie.validee_le, expire_le=(vie.validee_le + valable).date() if valable else None)
        dossier.noter(piece, agent)
        dossier.preuves.append(
            PreuveAdmise(
                type=piece.type,
                personne_id=piece.personne_id,
                valide_le=vie.validee_le.date(),
                expire_le=piece.expire_le,
            )
        )
    dossier.pieces.append(piece)
    return Objet(chemin, contenu)


def pdf(*textes: str) -> bytes:
    """One page, written by hand: enough for any reader to open it."""
    entete = "Document de démonstration. Personne fictive."
    corps = "".join(
        f"BT /F1 {16 if rang == 0 else 12} Tf 60 {760 - 34 * rang} Td ({_echapper(texte)}) Tj ET\n"
        for rang, texte in enumerate((*textes, entete))
    ).encode("cp1252", "replace")
    objets = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%bendstream" % (len(corps), corps),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    ecrit, positions = b"%PDF-1.4\n", []
    for numero, objet in enumerate(objets, start=1):
        positions.append(len(ecrit))
        ecrit += b"%d 0 obj%b endobj\n" % (numero, objet)
    table = b"".join(b"%010d 00000 n \n" % position for position in positions)
    taille = len(objets) + 1
    return ecrit + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        taille,
        table,
        taille,
        len(ecrit),
    )


def _echapper(texte: str) -> str:
    return texte.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
