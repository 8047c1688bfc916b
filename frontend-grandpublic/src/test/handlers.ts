import { http, HttpResponse } from 'msw'
import { annonce, annonceEntiere } from './fixtures/annonces.ts'
import { attente, cotation } from './fixtures/cotation.ts'
import { demande, formulaireRempli, formulaireVide } from './fixtures/demande.ts'
import { apercuDuDepart, compte, espace, mesFaits, mesPriorites, proposition } from './fixtures/espace.ts'
import { ID } from './fixtures/identifiants.ts'
import { dossierDePieces } from './fixtures/pieces.ts'
import { chiffres, chiffresDeCommune, communes, secteurs, territoire } from './fixtures/territoire.ts'
import { nomenclatures } from './nomenclatures.ts'

export const url = (path: string) => `*/grandpublic/v1${path}`

export function refus(status: number, code: string, title: string, suite: object = {}) {
  return HttpResponse.json(
    { type: `https://fdls.exemple/problemes/${code}`, title, status, code, details: {}, raisons: [], ...suite },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
}

const annonces = Array.from({ length: 9 }, (_, rang) => annonce(rang))

/** A stand-in for the network, with the answers of a signed-in person whose demande is under way. */
export const handlers = [
  http.get(url('/territoires'), () => HttpResponse.json([{ code: '35', nom: 'Ille-et-Vilaine', titre: territoire.titre }])),
  http.get(url('/territoires/:dep'), ({ params }) =>
    params.dep === '35' ? HttpResponse.json(territoire) : refus(404, 'territoire-inconnu', 'Ce département n’est pas ouvert.'),
  ),
  http.get(url('/territoires/:dep/nomenclatures'), () => HttpResponse.json(nomenclatures)),
  http.get(url('/territoires/:dep/communes'), ({ request }) => {
    const q = (new URL(request.url).searchParams.get('q') ?? '').toLowerCase()
    return HttpResponse.json(communes.filter(({ nom, code, codes_postaux }) => nom.toLowerCase().startsWith(q) || code === q || codes_postaux.includes(q)))
  }),
  http.get(url('/territoires/:dep/secteurs'), () => HttpResponse.json(secteurs)),
  http.get(url('/territoires/:dep/chiffres-cles'), () => HttpResponse.json(chiffres)),
  http.get(url('/territoires/:dep/chiffres-cles/communes/:commune'), () => HttpResponse.json(chiffresDeCommune)),
  http.get(url('/territoires/:dep/questions'), () =>
    HttpResponse.json([
      { question: 'Combien de temps faut-il attendre ?', reponse: 'Cela dépend du logement demandé et de la commune. La page des chiffres clés donne l’attente moyenne.' },
      { question: 'Quels documents faut-il fournir ?', reponse: 'Une pièce d’identité suffit pour enregistrer la demande.' },
      { question: 'Comment renouveler ma demande ?', reponse: 'Dans votre espace, à partir d’un mois avant la fin de validité.' },
    ]),
  ),
  http.get(url('/territoires/:dep/annonces'), ({ request }) => {
    const params = new URL(request.url).searchParams
    const commune = params.get('commune')
    const size = Number(params.get('size') ?? 20)
    const items = annonces.filter((annonce) => !commune || annonce.commune.code === commune)
    return HttpResponse.json({ items: items.slice(0, size), total: items.length, total_plafonne: false, page: 1, size })
  }),
  http.get(url('/territoires/:dep/annonces/:id'), () => HttpResponse.json(annonceEntiere)),
  http.post(url('/territoires/:dep/annonces/:id/contacts'), () => new HttpResponse(null, { status: 204 })),
  http.get(url('/session'), () => HttpResponse.json(compte)),
  http.post(url('/session/codes'), () => new HttpResponse(null, { status: 202 })),
  http.post(url('/session/recherches'), () => new HttpResponse('null', { status: 202, headers: { 'Content-Type': 'application/json' } })),
  http.post(url('/session'), () => new HttpResponse(null, { status: 204 })),
  http.delete(url('/session'), () => new HttpResponse(null, { status: 204 })),
  http.post(url('/session/deconnexion-partout'), () => new HttpResponse(null, { status: 204 })),
  http.post(url('/ma-demande/personnes/apercu'), () => HttpResponse.json(apercuDuDepart)),
  http.put(url('/ma-demande/protection'), () => new HttpResponse(null, { status: 204 })),
  http.get(url('/mon-compte'), () => HttpResponse.json(compte)),
  http.put(url('/mon-compte/mot-de-passe'), () => new HttpResponse(null, { status: 204 })),
  http.get(url('/ma-demande'), () => HttpResponse.json(demande())),
  http.post(url('/ma-demande'), () => HttpResponse.json(demande({ formulaire: formulaireVide }), { status: 201 })),
  http.patch(url('/ma-demande'), async ({ request }) => {
    const { version, ...sections } = (await request.json()) as { version: number }
    return HttpResponse.json(demande({ version: version + 1, formulaire: { ...formulaireRempli, ...sections } }))
  }),
  http.put(url('/ma-demande/nir'), () => new HttpResponse(null, { status: 204 })),
  http.post(url('/ma-demande/soumission'), () => HttpResponse.json(demande({ etat: 'EV', etat_libelle: 'En attente de validation' }))),
  http.post(url('/ma-demande/renouvellement'), () => HttpResponse.json(demande({ etat: 'AC' }))),
  http.post(url('/ma-demande/reveil'), () => HttpResponse.json(demande({ etat: 'AC' }))),
  http.post(url('/ma-demande/reprise'), () => HttpResponse.json(demande({ etat: 'AC' }))),
  http.post(url('/ma-demande/maintien'), () => HttpResponse.json(demande({ etat: 'AC' }))),
  http.post(url('/ma-demande/annulation'), () => HttpResponse.json(demande({ etat: 'AC' }))),
  http.get(url('/mon-espace'), () => HttpResponse.json(espace())),
  http.get(url('/mon-dossier-de-pieces'), () => HttpResponse.json(dossierDePieces())),
  http.post(url('/mes-pieces'), () => HttpResponse.json(dossierDePieces(), { status: 201 })),
  http.delete(url('/mes-pieces/:id'), () => HttpResponse.json(dossierDePieces([]))),
  http.put(url('/ma-cotation/affichage'), () => new HttpResponse(null, { status: 204 })),
  http.get(url('/mon-attente'), () => HttpResponse.json(attente)),
  http.get(url('/ma-cotation/passees'), () => HttpResponse.json([])),
  http.get(url('/ma-cotation/faits'), () => HttpResponse.json(mesFaits)),
  http.get(url('/ma-cotation'), () => HttpResponse.json([cotation])),
  http.get(url('/mes-priorites'), () => HttpResponse.json(mesPriorites)),
  http.post(url('/mes-urgences'), () => HttpResponse.json(mesPriorites, { status: 201 })),
  http.get(url('/mon-historique'), () =>
    HttpResponse.json([
      { le: '2026-11-20T15:02:00Z', phrase: 'La commission vous attribue un logement à Cesson-Sévigné.', qui: 'Archipel Habitat' },
      { le: '2026-11-18T09:40:00Z', phrase: 'Votre dossier est inscrit en commission d’attribution.', qui: 'Archipel Habitat' },
      { le: '2025-01-28T13:15:00Z', phrase: 'Votre demande est enregistrée. Votre numéro unique vous est attribué.', qui: 'Mairie de Rennes' },
      { le: '2025-01-14T18:51:00Z', phrase: 'Vous avez envoyé votre demande.', qui: 'vous' },
    ]),
  ),
  http.get(url('/mes-messages'), () =>
    HttpResponse.json([
      {
        id: ID.piece,
        le: '2026-11-20T15:05:00Z',
        canal: 'EMAIL',
        canal_libelle: 'E-mail',
        destinataire: 'camille@exemple.fr',
        objet: 'Un logement vous est proposé',
        corps: 'Bonjour,\n\nUn logement vous est proposé à Cesson-Sévigné. Répondez avant le 2 décembre 2026 dans votre espace.',
        etat: 'ENVOYE',
        etat_libelle: 'Envoyé',
        envoye_le: '2026-11-20T15:05:10Z',
      },
    ]),
  ),
  http.get(url('/mes-consultations'), () =>
    HttpResponse.json([
      { organisme: 'Archipel Habitat', le: '2026-11-18', derniere_le: '2026-11-18T09:04:00Z', nombre: 3, objets: ['Recherche de candidats pour un logement', 'Dossier de la demande'] },
      { organisme: 'Mairie de Rennes', le: '2025-01-28', derniere_le: '2025-01-28T14:30:00Z', nombre: 1, objets: ['Dossier de la demande'] },
    ]),
  ),
  http.get(url('/mes-propositions'), () => HttpResponse.json([proposition])),
  http.post(url('/mes-propositions/:id/acceptation'), () => HttpResponse.json({ ...proposition, etat: 'ACC', actions: [] })),
  http.post(url('/mes-propositions/:id/refus'), () => HttpResponse.json({ ...proposition, etat: 'RFC', actions: [] })),
]
