import { http, HttpResponse, type HttpHandler } from 'msw'
import { repond, version } from './api-handler.ts'
import * as administration from './fixtures/administration.ts'
import * as biens from './fixtures/biens.ts'
import * as demandes from './fixtures/demandes.ts'
import * as doublons from './fixtures/doublons.ts'
import * as instruction from './fixtures/instruction.ts'
import * as secteurs from './fixtures/secteurs.ts'
import * as portail from './fixtures/portail.ts'
import * as publics from './fixtures/publics.ts'
import * as correspondances from './fixtures/correspondances.ts'
import * as tracabilite from './fixtures/tracabilite.ts'
import { dossier, piece, pieces } from './fixtures/pieces.ts'
import { champs, communes, nomenclatures } from './fixtures/referentiel.ts'
import { session } from './fixtures/session.ts'

const rangDe = (id: unknown) => Number(String(id).slice(-12))

function page<T>(tous: readonly T[], url: URL) {
  const size = Number(url.searchParams.get('size') ?? 50)
  const numero = Number(url.searchParams.get('page') ?? 1)
  return { items: tous.slice((numero - 1) * size, numero * size), total: Math.min(tous.length, 500), total_plafonne: tous.length > 500, page: numero, size }
}

const suite = <T>(nombre: number, fabrique: (rang: number) => T) => Array.from({ length: nombre }, (_, rang) => fabrique(rang))
const parmi = (url: URL, cle: string, valeur: string) => {
  const voulues = url.searchParams.getAll(cle)
  return voulues.length === 0 || voulues.includes(valeur)
}

const DOCUMENT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" role="img"><rect width="640" height="400" rx="22" fill="#dbe6f0"/><rect x="30" y="110" width="150" height="190" fill="#b7c6d6"/><g font-family="sans-serif" fill="#24384d"><text x="30" y="66" font-size="26" font-weight="bold">CARTE D’IDENTITÉ — SPÉCIMEN</text><text x="210" y="140" font-size="20">Nom : CHOROUOT</text><text x="210" y="180" font-size="20">Nom d’usage : KOROUI</text><text x="210" y="220" font-size="20">Prénom : Martine</text><text x="210" y="260" font-size="20">Née le : 12 05 1984</text><text x="30" y="360" font-size="18" font-family="monospace">IDFRACHOROUOT&lt;&lt;MARTINE&lt;&lt;&lt;&lt;&lt;&lt;</text></g></svg>`

/** A whole API that answers with fixtures: unit tests replace what they look at, the capture server uses it as it is. */
export const handlers: HttpHandler[] = [
  repond('get', '/session', session),
  repond('get', '/portail', portail.portail),
  repond('get', '/portail/historique', ({ url }) => page(portail.actesDuPortail, url)),
  repond('get', '/secteurs', secteurs.secteurs),
  repond('get', '/secteurs-a-choisir', secteurs.secteursAChoisir),
  repond('get', '/charte', { version: session.charte.version, texte: session.charte.texte }),
  repond('post', '/session', undefined),
  repond('delete', '/session', undefined),
  repond('post', '/session/charte', undefined),
  repond('put', '/session/departement', undefined),
  repond('post', '/session/deconnexion-partout', undefined),
  repond('post', '/mots-de-passe/oubli', null),
  repond('post', '/activations', undefined),
  repond('post', '/mon-compte/mot-de-passe', undefined),
  repond('post', '/mon-compte/totp', { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Fichier%20partag%C3%A9:anne?secret=JBSWY3DPEHPK3PXP' }),
  repond('put', '/mon-compte/totp', undefined),
  repond('put', '/mon-compte/telephone', undefined),
  repond('put', '/mon-compte/favoris', administration.accueil.favoris),
  repond('get', '/nomenclatures', { listes: nomenclatures, champs, limites: { communes: 8, secteurs: 4, programmes: 5, motifs: 3 } }),
  repond('get', '/communes', ({ url }) => {
    const q = (url.searchParams.get('q') ?? '').toLowerCase()
    return communes.filter(({ code, nom, codes_postaux }) => code === q || codes_postaux.includes(q) || nom.toLowerCase().startsWith(q))
  }),
  repond('get', '/recherche-rapide', [
    { genre: 'demande', id: demandes.uuid(1, 0), libelle: 'KOROUI (CHOROUOT) Martine', detail: '035012400010035238' },
    { genre: 'bien', id: demandes.uuid(6, 0), libelle: '0012-121279, T2, Rennes', detail: 'Archipel Habitat de démonstration' },
  ]),
  repond('get', '/accueil', administration.accueil),
  repond('get', '/demandes', ({ url }) => {
    const q = (url.searchParams.get('q') ?? '').toLowerCase()
    const aValider = url.searchParams.get('a_valider') === 'true'
    const toutes = suite(620, demandes.demandeResume).filter((d) => d.nom_affiche.toLowerCase().includes(q) && parmi(url, 'etat', d.etat) && (!aValider || d.etat === 'EV'))
    return page(toutes, url)
  }),
  repond('get', '/ruptures-de-demandes', ({ url }) => demandes.rupture(url.searchParams.get('par') ?? 'commune')),
  repond('post', '/recherches-de-demandes', { items: [demandes.demandeResume(0)], ailleurs: null }),
  repond('post', '/exports-de-demandes', demandes.travail()),
  ...(['/messages-groupes', '/editions-d-attestations'] as const).map((chemin) => repond('post', chemin, demandes.travail())),
  repond('get', '/filtres-de-demandes', demandes.filtres),
  repond('post', '/filtres-de-demandes', demandes.filtres),
  repond('put', '/filtres-de-demandes/{filtre_id}', demandes.filtres),
  repond('delete', '/filtres-de-demandes/{filtre_id}', demandes.filtres.slice(1)),
  repond('get', '/travaux', demandes.page([demandes.travail(), demandes.travail('en_cours')])),
  repond('get', '/travaux/{travail_id}', demandes.travail()),
  repond('post', '/travaux/{travail_id}/annulation', demandes.travail('annule')),
  repond('post', '/travaux/{travail_id}/relance', demandes.travail('a_faire')),
  repond('post', '/demandes', { ...demandes.demandeDetail(5), etat: 'BR', etat_libelle: 'Brouillon' }),
  repond('get', '/demandes/{demande_id}', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('patch', '/demandes/{demande_id}', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('get', '/demandes/{demande_id}/services-enregistreurs', demandes.servicesEnregistreurs),
  repond('post', '/demandes/{demande_id}/validation', ({ params }) => ({ ...demandes.demandeDetail(rangDe(params.demande_id)), etat: 'AC' as const, etat_libelle: 'Active', numero_unique: '035112600012335238' })),
  repond('post', '/demandes/{demande_id}/retour', ({ params }) => ({ ...demandes.demandeDetail(rangDe(params.demande_id)), etat: 'RT' as const, etat_libelle: 'Retournée' })),
  repond('post', '/demandes/{demande_id}/radiation', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('post', '/demandes/{demande_id}/renouvellement', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('get', '/demandes/{demande_id}/historique', demandes.page(demandes.historique)),
  repond('get', '/lectures-a-verifier', demandes.page(tracabilite.lectures)),
  repond('get', '/publics-prioritaires', publics.publics),
  repond('get', '/publics-prioritaires/{code}', publics.publicDetail),
  repond('get', '/labellisations', publics.passes),
  repond('get', '/demandes/{demande_id}/priorites', publics.priorites),
  repond('get', '/urgences', demandes.page(publics.urgences)),
  repond('get', '/questions', demandes.page(correspondances.questions)),
  repond('get', '/lots-de-courriers', demandes.page(correspondances.lots)),
  repond('get', '/lots-de-courriers/{lot_id}/lettres', demandes.page(correspondances.lettres)),
  repond('get', '/demandes/{demande_id}/historique/filtres', demandes.filtresHistorique),
  repond('get', '/demandes/{demande_id}/echanges/copies', { code: 'demander-les-copies', libelle: 'Recevoir les documents du SNE', permise: true, raisons: [] }),
  repond('get', '/demandes/{demande_id}/consultations', demandes.page(demandes.consultations)),
  repond('get', '/demandes/{demande_id}/cotations', demandes.cotations),
  repond('get', '/demandes/{demande_id}/cotations/passees', []),
  repond('get', '/demandes/{demande_id}/evenements-de-vie', demandes.vieCotee),
  repond('get', '/demandes/{demande_id}/criteres-a-valider', demandes.criteresAValider),
  repond('get', '/demandes/{demande_id}/attente', demandes.attente),
  repond('get', '/demandes/{demande_id}/doublons', demandes.doublons),
  repond('get', '/demandes/{demande_id}/pieces', pieces),
  repond('get', '/demandes/{demande_id}/dossier-de-pieces', dossier()),
  repond('put', '/demandes/{demande_id}/nir', undefined),
  repond('get', '/demandes/{demande_id}/tracabilite', instruction.tracabilite),
  repond('get', '/demandes/{demande_id}/propositions', demandes.page(suite(2, (rang) => instruction.propositionResume(rang + 4)))),
  repond('post', '/demandes/{demande_id}/pieces', dossier()),
  repond('post', '/demandes/{demande_id}/pieces/{piece_id}/validation', dossier([piece({ etat: 'VALIDEE', etat_libelle: 'Validée' })])),
  repond('post', '/demandes/{demande_id}/pieces/{piece_id}/refus', dossier([piece({ etat: 'REFUSEE', etat_libelle: 'Refusée' })])),
  ...['contenu', 'pages/:page'].map((quoi) => http.get(`*/partenaires/v1/demandes/:demande_id/pieces/:piece_id/${quoi}`, () => new HttpResponse(DOCUMENT, { headers: { 'Content-Type': 'image/svg+xml', 'X-Fdls-Version': version() } }))),
  repond('get', '/doublons', demandes.page([doublons.doublonResume])),
  repond('get', '/doublons/{doublon_id}', doublons.doublon()),
  ...(['decision', 'fusion', 'defaite'] as const).map((geste) => repond('post', `/doublons/{doublon_id}/${geste}`, doublons.doublon({ version: 2 }))),
  repond('post', '/demandes/{demande_id}/personnes/apercu', doublons.apercu()),
  repond('get', '/demandes/{demande_id}/actions', doublons.gestes()),
  repond('get', '/demandes/{demande_id}/separations', []),
  repond('get', '/transmissions/etat', { ouvert: true, a_transmettre: 3, refusees: 1, depuis_le: '2026-11-20T04:00:00Z', dernier_accuse_le: '2026-11-21T04:00:00Z' }),
  repond('post', '/demandes/{demande_id}/personnes', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('put', '/demandes/{demande_id}/protection', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('post', '/demandes/{demande_id}/protection/levee', ({ params }) => demandes.demandeDetail(rangDe(params.demande_id))),
  repond('get', '/biens', ({ url }) => page(suite(64, biens.bienResume).filter((b) => parmi(url, 'etat', b.etat) && parmi(url, 'typologie', b.typologie)), url)),
  repond('post', '/biens', biens.bienDetail(0)),
  repond('get', '/biens/{bien_id}', ({ params }) => biens.bienDetail(rangDe(params.bien_id))),
  repond('patch', '/biens/{bien_id}', ({ params }) => biens.bienDetail(rangDe(params.bien_id))),
  repond('get', '/biens/{bien_id}/historique', demandes.page(biens.historiqueBien)),
  ...(['liberation', 'retrait', 'mises-en-location'] as const).map((geste) => repond('post', `/biens/{bien_id}/${geste}`, ({ params }) => biens.bienDetail(rangDe(params.bien_id)))),
  repond('post', '/residences', biens.residences[0]!),
  repond('get', '/residences', demandes.page(biens.residences)),
  repond('get', '/biens/{bien_id}/candidats', biens.candidats()),
  repond('get', '/biens/{bien_id}/candidats/explication', biens.explication),
  repond('post', '/biens/{bien_id}/propositions', suite(3, instruction.propositionResume)),
  repond('get', '/propositions', ({ url }) => page(suite(43, instruction.propositionResume).filter((p) => parmi(url, 'etat', p.etat)), url)),
  repond('get', '/propositions/{proposition_id}/historique', demandes.page(biens.historiqueBien)),
  repond('get', '/propositions/{proposition_id}', ({ params }) => instruction.propositionDetail(rangDe(params.proposition_id))),
  ...(['inscription', 'notification', 'acceptation', 'refus', 'bail', 'annulation'] as const).map((geste) =>
    repond('post', `/propositions/{proposition_id}/${geste}`, ({ params }) => instruction.propositionDetail(rangDe(params.proposition_id))),
  ),
  repond('get', '/commissions', ({ url }) => page(suite(4, instruction.seanceResume), url)),
  repond('post', '/commissions', instruction.seanceDetail()),
  repond('get', '/commissions/{commission_id}', ({ params }) => instruction.seanceDetail(rangDe(params.commission_id) - 1)),
  repond('get', '/commissions/{commission_id}/historique', demandes.page(instruction.historiqueSeance)),
  repond('post', '/commissions/{commission_id}/decisions', instruction.seanceDetail()),
  repond('post', '/commissions/{commission_id}/cloture', instruction.seanceDetail(2)),
  repond('post', '/conventions-de-flux', instruction.convention),
  repond('get', '/conventions-de-flux/suivi', instruction.suivis),
  repond('get', '/conventions-de-flux/{convention_id}', instruction.convention),
  ...(['avenant', 'resiliation'] as const).map((geste) => repond('post', `/conventions-de-flux/{convention_id}/${geste}`, instruction.convention)),
  repond('get', '/conventions-de-flux/{convention_id}/historique', demandes.page(instruction.historiqueConvention)),
  repond('get', '/conventions-de-flux/{convention_id}/imputations', demandes.page(instruction.imputations)),
  repond('get', '/annonces', ({ url }) => page(suite(7, instruction.annonceResume), url)),
  repond('post', '/annonces', instruction.annonceDetail(0)),
  repond('get', '/annonces/{annonce_id}', ({ params }) => instruction.annonceDetail(rangDe(params.annonce_id))),
  repond('patch', '/annonces/{annonce_id}', instruction.annonceDetail(0)),
  repond('post', '/annonces/{annonce_id}/retrait', instruction.annonceDetail(3)),
  repond('get', '/annonces/{annonce_id}/contacts', demandes.page(instruction.contacts)),
  repond('get', '/organismes', ({ url }) => page(administration.organismes.filter((o) => parmi(url, 'type', o.type)), url)),
  repond('post', '/organismes', administration.organismes[0]!),
  repond('get', '/organismes/{organisme_id}', administration.organismes[0]!),
  repond('patch', '/organismes/{organisme_id}', administration.organismes[0]!),
  repond('get', '/organismes/{organisme_id}/enregistrement', administration.enregistrement),
  repond('get', '/organismes/{organisme_id}/agences', administration.agences),
  repond('post', '/organismes/{organisme_id}/agences', administration.agences),
  repond('patch', '/organismes/{organisme_id}/agences/{agence_id}', administration.agences),
  repond('get', '/organismes/{organisme_id}/historique', demandes.page(administration.historiqueOrganisme)),
  repond('get', '/comptes', ({ url }) => page(administration.comptes, url)),
  repond('get', '/comptes/{compte_id}/historique', demandes.page(administration.historiqueCompte)),
  repond('post', '/comptes', administration.comptes[0]!),
  repond('patch', '/comptes/{compte_id}', administration.comptes[0]!),
  ...(['desactivation', 'reactivation'] as const).map((geste) => repond('post', `/comptes/{compte_id}/${geste}`, administration.comptes[0]!)),
  repond('post', '/comptes/{compte_id}/activation', null),
  repond('get', '/profils', administration.profils),
  repond('get', '/clients-tiers', administration.clients),
  repond('post', '/clients-tiers', { client: administration.clients[0]!, secret: 'secret-de-demonstration' }),
  repond('post', '/clients-tiers/{client_id}/rotation', { client: administration.clients[0]!, secret: 'secret-de-demonstration' }),
  repond('post', '/clients-tiers/{client_id}/revocation', administration.clients[1]!),
  repond('get', '/grilles-de-cotation/{grille_id}', administration.grille),
  repond('get', '/grilles-de-cotation', administration.grilles),
  repond('get', '/grilles-de-cotation/{grille_id}/recalcul', { recalcul: null }),
  repond('get', '/grilles-de-cotation/{grille_id}/historique', { items: [], page: 1, size: 50, total: 0, total_plafonne: false }),
  repond('get', '/champs-de-cotation', administration.catalogueDeCotation),
  repond('get', '/territoires-de-cotation', [{ siren: '243500139', nom: 'Rennes Métropole', le_sien: true }]),
  repond('post', '/relectures-de-grille', { lisible: true, observations: [], blocs: administration.grille.blocs, ensembles: [] }),
  repond('get', '/actualites', administration.actualites),
  repond('post', '/actualites', administration.actualites),
  repond('delete', '/actualites/{actualite_id}', administration.actualites.slice(1)),
]
