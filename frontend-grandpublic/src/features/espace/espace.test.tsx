import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { attente, cotation } from '../../test/fixtures/cotation.ts'
import { demande, formulaireRempli } from '../../test/fixtures/demande.ts'
import { espace, mesFaits, mesPriorites, proposition } from '../../test/fixtures/espace.ts'
import { ID } from '../../test/fixtures/identifiants.ts'
import { dossierDePieces } from '../../test/fixtures/pieces.ts'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'
import { reunir } from './historique.ts'

test('l’espace répond aux quatre questions avant tout menu', async () => {
  visiter('/35/mon-espace')
  await screen.findByRole('heading', { name: /Où en est ma demande/ })
  for (const question of [/Qui s’en occupe/, /Que dois-je faire/, /Quelle est ma position/]) expect(screen.getByRole('heading', { name: question })).toBeTruthy()
  expect(screen.getByText('Avant le 2 décembre 2026')).toBeTruthy()
  expect(screen.getByText(/148e sur 1 310/)).toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('l’espace montre l’avancement, et mène à la position, à l’historique, aux documents et à la modification', async () => {
  visiter('/35/mon-espace')
  const rubriques = await screen.findByRole('navigation', { name: 'Mon dossier' })
  for (const [nom, href] of [
    [/^Ma position/, '/35/mon-espace/position'],
    [/^Historique/, '/35/mon-espace/historique'],
    [/^Mes documents/, '/35/mon-espace/documents'],
    [/^Ma demande/, '/35/demande'],
  ] as const)
    expect(within(rubriques).getByRole('link', { name: nom }).getAttribute('href')).toBe(href)
  expect(screen.getByRole('heading', { name: 'Le chemin de ma demande' })).toBeTruthy()
})

test('renouveler trop tôt : le bouton dit pourquoi, quand, et qui appeler', async () => {
  const { personne } = visiter('/35/mon-espace')
  const bouton = await screen.findByRole('button', { name: 'Renouveler' })
  expect(bouton.getAttribute('aria-disabled')).toBe('true')
  const raisons = document.getElementById(bouton.getAttribute('aria-describedby') ?? '')?.textContent
  expect(raisons).toContain('Le renouvellement s’ouvre un mois avant')
  expect(raisons).toContain('14 décembre 2026')
  expect(raisons).toContain('le guichet qui suit votre demande')
  bouton.focus()
  expect(document.activeElement).toBe(bouton)
  await personne.click(bouton)
  expect(screen.queryByText(/est renouvelée/)).toBeNull()
})

test('renouveler quand c’est permis', async () => {
  server.use(
    http.get(url('/mon-espace'), () =>
      HttpResponse.json(espace({ actions: [{ code: 'renouveler', libelle: 'Renouveler', permise: true, montrer: true, raisons: [], possible_le: null, qui: null }] })),
    ),
  )
  const { personne } = visiter('/35/mon-espace')
  await personne.click(await screen.findByRole('button', { name: 'Renouveler' }))
  expect(await screen.findByText(/est renouvelée/)).toBeTruthy()
})

test('sans demande, l’espace mène d’abord à celle d’un guichet, ou propose d’en commencer une', async () => {
  server.use(http.get(url('/mon-espace'), () => refus(404, 'demande-introuvable', 'Vous n’avez pas de demande.')))
  visiter('/35/mon-espace')
  expect(await screen.findByRole('link', { name: 'Commencer ma demande' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Retrouver ma demande' }).getAttribute('href')).toBe('/35/retrouver')
})

test('une panne laisse de quoi réessayer', async () => {
  server.use(http.get(url('/mon-espace'), () => refus(500, 'interne', 'Une panne est survenue.')))
  const { personne } = visiter('/35/mon-espace')
  const reessayer = await screen.findByRole('button', { name: 'Réessayer' })
  server.resetHandlers()
  await personne.click(reessayer)
  expect(await screen.findByRole('heading', { name: /Où en est/ })).toBeTruthy()
})

test('un fait qui coûte des points se conteste, et la réponse se lit', async () => {
  const ecrits: unknown[] = []
  const contestation = { id: ID.grille, evenement_id: 7, libelle: 'Refus d’un logement proposé', le: '2026-05-04', motif: 'Sans ascenseur.', deposee_le: '2026-06-15', par: 'Demandeur', issue: null, decidee_le: null, decidee_par: null, motif_decision: null, phrase: 'contesté le 15 juin 2026, en attente de décision', actions: [] }
  server.use(
    http.post(url('/ma-cotation/faits/7/contestation'), async ({ request }) => {
      ecrits.push(await request.json())
      return HttpResponse.json({ ...mesFaits, contestations: [contestation] })
    }),
  )
  const { personne } = visiter('/35/mon-espace/cotation')
  await personne.click(await screen.findByRole('button', { name: 'Contester ce fait' }))
  await personne.click(screen.getByRole('button', { name: 'Envoyer ma contestation' }))
  expect(screen.getByText('Écrivez pourquoi.')).toBeTruthy()
  await personne.type(screen.getByRole('textbox', { name: /Pourquoi ce fait est-il faux/ }), 'Sans ascenseur.')
  await personne.click(screen.getByRole('button', { name: 'Envoyer ma contestation' }))
  expect(await screen.findByText('contesté le 15 juin 2026, en attente de décision')).toBeTruthy()
  expect(ecrits).toEqual([{ motif: 'Sans ascenseur.' }])
})

test('les points se lisent critère par critère', async () => {
  visiter('/35/mon-espace/cotation')
  const bloc = await screen.findByRole('heading', { name: /Priorités locales/ })
  expect(bloc.textContent).toContain('40')
  expect(screen.getByText('Votre logement est trop petit pour trois personnes.', { exact: false })).toBeTruthy()
  expect(screen.getByText('1 critère à 0 point', { exact: false })).toBeTruthy()
  expect(screen.getByText(/refusée le 2 novembre 2026 : document illisible/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Voir ce document' }).getAttribute('href')).toBe(`/35/mon-espace/documents#piece-${ID.piece}`)
  expect(await defauts()).toEqual([])
})

test('quand la grille change, l’avant et l’après se lisent critère par critère', async () => {
  const passee = {
    cotation: { ...cotation, version_grille: 2, points_verifies: 40 },
    jusqu_au: '2026-08-31',
    phrase: '40 points jusqu’au 31 août 2026 avec la version 2, 62 points aujourd’hui avec la version 3.',
    version_maintenant: 3,
    points_maintenant: 62,
    differences: [{ code: 'T', libelle: 'Travailler dans la métropole', avant: null, maintenant: 22 }],
    totaux: [{ du: '2025-01-28', au: '2026-08-31', points_verifies: 40, points_declares: 40, cause: 'temps', cause_libelle: 'Le temps a passé' }],
  }
  server.use(http.get(url('/ma-cotation/passees'), () => HttpResponse.json([passee])))
  visiter('/35/mon-espace/cotation')
  expect(await screen.findByRole('heading', { level: 2, name: 'Avant et après : Rennes Métropole' })).toBeTruthy()
  expect(screen.getByText(/40 points jusqu’au 31 août 2026/)).toBeTruthy()
  expect(screen.getByText('Travailler dans la métropole').parentElement?.textContent).toMatch(/Avantn’existait pasMaintenant22/)
  expect(screen.getByText('Mes points, jour par jour, avec la version 2')).toBeTruthy()
  expect(screen.getByText(/Du 28 janvier 2025 au 31 août 2026 : 40\s?points/)).toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('la position dit la place, la date, ce qui a changé et pourquoi', async () => {
  const notees: string[] = []
  server.use(
    http.put(url('/ma-cotation/affichage'), ({ request }) => {
      notees.push(request.method)
      return new HttpResponse(null, { status: 204 })
    }),
  )
  visiter('/35/mon-espace/position')
  await screen.findByRole('heading', { level: 1, name: 'Ma position et mon attente' })
  expect(await screen.findByText(/148e/)).toBeTruthy()
  expect(screen.getByText(/au 20 novembre 2026/)).toBeTruthy()
  expect(screen.getByText(/le temps a passé/)).toBeTruthy()
  await waitFor(() => {
    expect(notees).toEqual(['PUT'])
  })
  expect(await defauts()).toEqual([])
})

test('l’attente dit son incertitude, son effectif, ce que donnerait un choix plus large, et sa fiabilité', async () => {
  visiter('/35/mon-espace/position')
  expect(await screen.findByText(/est logée en 1 an 2 mois \(entre 1 an et 1 an 5 mois\)/)).toBeTruthy()
  expect(screen.getByText('148 logements attribués en douze mois.')).toBeTruthy()
  expect(screen.getByText(/entre 25 et 34/)).toBeTruthy()
  expect(screen.getByText(/Cesson-Sévigné : une demande sur deux/)).toBeTruthy()
  expect(screen.getByText(/pas une promesse/)).toBeTruthy()
  expect(screen.getByText(/94 % se sont vérifiées/)).toBeTruthy()
})

test('sans durée sûre, la page se tait, dit pourquoi, et montre ce qui s’observe ailleurs', async () => {
  server.use(http.get(url('/mon-attente'), () => HttpResponse.json({ ...attente, estimations: [], absente: { code: 'trop-peu-d-attributions', phrase: 'Trop peu de logements ont été attribués.', parametres: {} } })))
  visiter('/35/mon-espace/position')
  expect(await screen.findByText('Trop peu de logements ont été attribués.')).toBeTruthy()
  expect(screen.getByText(/Cesson-Sévigné : une demande sur deux/)).toBeTruthy()
})

test('ouvrir la page d’une réponse n’y répond pas', async () => {
  const reponses: string[] = []
  server.use(
    http.post(url('/mes-propositions/:id/:sens'), ({ params }) => {
      reponses.push(String(params.sens))
      return HttpResponse.json(proposition)
    }),
  )
  const { personne } = visiter(`/35/mon-espace/propositions/${ID.proposition}/acceptation`)
  const confirmer = await screen.findByRole('button', { name: /Je confirme/ })
  expect(reponses).toEqual([])
  await personne.click(confirmer)
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre accord est enregistré' })).toBeTruthy()
  expect(reponses).toEqual(['acceptation'])
})

test('un refus demande sa raison', async () => {
  const corps: unknown[] = []
  server.use(
    http.post(url('/mes-propositions/:id/refus'), async ({ request }) => {
      corps.push(await request.json())
      return HttpResponse.json(proposition)
    }),
  )
  const { personne } = visiter(`/35/mon-espace/propositions/${ID.proposition}/refus`)
  await personne.click(await screen.findByRole('button', { name: /Je confirme/ }))
  expect(await screen.findByText('Choisissez la raison de votre refus.')).toBeTruthy()
  await personne.selectOptions(screen.getByRole('combobox', { name: /Pourquoi refusez-vous/ }), 'R02')
  await personne.click(screen.getByRole('button', { name: /Je confirme/ }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre refus est enregistré' })).toBeTruthy()
  expect(corps).toEqual([{ version: 2, motif: 'R02', commentaire: '' }])
})

test('une pièce s’envoie telle quelle, une fois son genre choisi', async () => {
  const recues: string[] = []
  server.use(
    http.post(url('/mes-pieces'), async ({ request }) => {
      const { searchParams } = new URL(request.url)
      recues.push(`${searchParams.get('type') ?? ''} ${searchParams.get('nom') ?? ''} ${await request.text()}`)
      return HttpResponse.json(dossierDePieces(), { status: 201 })
    }),
  )
  const { personne, container } = visiter('/35/mon-espace/documents')
  await screen.findByRole('option', { name: 'Passeport' })
  await personne.selectOptions(screen.getByRole('combobox', { name: /De quel document/ }), 'ID_CNI')
  await personne.upload([...container.querySelectorAll('input[type=file]')].at(-1) as HTMLInputElement, new File(['%PDF-'], 'cni.pdf', { type: 'application/pdf' }))
  await waitFor(() => expect(recues).toEqual(['ID_CNI cni.pdf %PDF-']))
  const liste = within(screen.getByRole('heading', { name: 'Documents reçus' }).closest('section') as HTMLElement)
  expect(liste.getByText('Carte d’identité')).toBeTruthy()
})

test('l’historique réunit les modifications d’une même journée', () => {
  const ligne = (le: string, phrase: string) => ({ le, phrase, qui: 'Vous' })
  const reunies = reunir([
    ligne('2026-11-23T00:48:00Z', 'Informations modifiées.'),
    ligne('2026-11-23T00:47:00Z', 'Informations modifiées.'),
    ligne('2026-11-22T10:00:00Z', 'Informations modifiées.'),
    ligne('2026-11-22T09:00:00Z', 'Demande commencée.'),
  ])
  expect(reunies.map(({ phrase, fois }) => [phrase, fois])).toEqual([
    ['Informations modifiées.', 2],
    ['Informations modifiées.', 1],
    ['Demande commencée.', 1],
  ])
})

test('une proposition close ne propose plus de répondre', async () => {
  server.use(http.get(url('/mes-propositions'), () => HttpResponse.json([{ ...proposition, etat: 'BAI', phrase: 'Votre bail est signé.' }])))
  visiter('/35/mon-espace/propositions')
  expect(await screen.findByText('Votre bail est signé.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /accepte/ })).toBeNull()
})

const ETATS = [
  ['BR', 'Brouillon', 'Un guichet est en train de saisir votre demande.'],
  ['ES', 'En cours de saisie', 'Votre demande n’est pas encore envoyée.'],
  ['EV', 'En attente de validation', 'Un guichet vérifie votre demande et votre pièce d’identité.'],
  ['RT', 'Retournée', 'Votre demande vous a été retournée.'],
  ['AC', 'Active', 'Votre demande est active jusqu’au 14 janvier 2027.'],
  ['SO', 'En sommeil', 'Votre demande est en sommeil.'],
  ['SA', 'Satisfaite', 'Vous avez signé un bail.'],
  ['NR', 'Radiée, non renouvelée', 'Votre demande n’a pas été renouvelée à temps.'],
  ['AN', 'Radiée, abandon', 'Votre demande a été retirée.'],
  ['AR', 'Radiée, absence de réponse', 'Un courrier est resté sans réponse.'],
  ['IR', 'Radiée, irrecevable', 'Une commission a jugé votre demande irrecevable.'],
  ['DC', 'Radiée, décès', 'Le décès du titulaire a été enregistré.'],
] as const

test.each(ETATS)('chaque état a sa page, avec la suite et qui appeler : %s', async (code, libelle, phrase) => {
  const close = ['SO', 'SA', 'NR', 'AN', 'AR', 'IR', 'DC'].includes(code)
  server.use(
    http.get(url('/mon-espace'), () =>
      HttpResponse.json(
        espace({
          etat: { code, libelle, phrase, nature: null },
          position: null,
          a_faire: [],
          etapes: espace().etapes.map((etape) => ({ ...etape, faite: close && code === 'SA', courante: false })),
          actions: [
            {
              code: 'modifier',
              libelle: 'Modifier',
              permise: !close,
              montrer: true,
              raisons: close ? [{ code: 'etat', phrase: 'Votre demande n’est plus active.', parametres: {} }] : [],
              possible_le: null,
              qui: close ? 'Mairie de Rennes' : null,
            },
          ],
        }),
      ),
    ),
  )
  visiter('/35/mon-espace')
  expect(await screen.findByText(phrase)).toBeTruthy()
  expect(screen.getByText(libelle)).toBeTruthy()
  expect(screen.getAllByRole('link', { name: '02 99 00 00 01' }).length).toBeGreaterThan(0)
  const modifier = screen.getByRole('button', { name: 'Modifier mes réponses' })
  expect(modifier.getAttribute('aria-disabled')).toBe(close ? 'true' : null)
  if (close) expect(document.getElementById(modifier.getAttribute('aria-describedby') ?? '')?.textContent).toContain('À contacter : Mairie de Rennes')
  expect(screen.queryByRole('heading', { name: 'Le chemin de ma demande' }) !== null).toBe(code === 'SA')
  expect(await defauts()).toEqual([])
})

const permise = (code: string, libelle: string) => ({ code, libelle, permise: true, montrer: true, raisons: [], possible_le: null, qui: null })

function dansLEspace(code: string, libelle: string, phrase = 'À faire.') {
  server.use(
    http.get(url('/mon-espace'), () => HttpResponse.json(espace({ a_faire: [{ code, phrase, avant_le: '2027-06-02', lien: 'mon-espace' }], actions: [permise(code, libelle)] }))),
  )
}

test.each([
  ['reveiller', 'Réveiller ma demande', /est réveillée/],
  ['revenir', 'Reprendre ma demande annulée', /est reprise/],
  ['lever-avertissement', 'Je maintiens ma demande', /votre demande continue/],
] as const)('ce qui garde l’ancienneté se fait d’un geste : %s', async (code, libelle, fait) => {
  dansLEspace(code, libelle)
  const { personne } = visiter('/35/mon-espace')
  expect(await screen.findByText('Avant le 2 juin 2027')).toBeTruthy()
  const [bouton, ...autres] = screen.getAllByRole('button', { name: libelle })
  expect(autres).toEqual([])
  await personne.click(bouton!)
  const dit = await screen.findByText(fait)
  expect(document.activeElement?.contains(dit), 'la phrase prend le focus du bouton parti').toBe(true)
  expect(document.activeElement).not.toBe(document.body)
})

test('rétablir sa demande demande un code, et un mauvais code se corrige', async () => {
  dansLEspace('restaurer', 'Rétablir ma demande')
  const codes: unknown[] = []
  server.use(
    http.post(url('/session/codes'), async ({ request }) => {
      codes.push(await request.json())
      return new HttpResponse(null, { status: 202 })
    }),
    http.post(url('/ma-demande/retablissement'), () => refus(422, 'code-refuse', 'Ce code n’est pas le bon.', { erreurs: [{ champ: 'code', code: 'code-refuse', message: 'Ce code n’est pas le bon.' }] })),
  )
  const { personne } = visiter('/35/mon-espace')
  await personne.click(await screen.findByRole('button', { name: 'Rétablir ma demande' }))
  await personne.click(await screen.findByRole('button', { name: 'Recevoir le code' }))
  expect(await screen.findByText(/Le code vient de partir/)).toBeTruthy()
  expect(codes).toHaveLength(1)
  await personne.type(screen.getByRole('textbox', { name: /Code reçu/ }), '000 000')
  await personne.click(screen.getByRole('button', { name: 'Rétablir ma demande' }))
  expect((await screen.findAllByText('Ce code n’est pas le bon.')).length).toBeGreaterThan(0)
  expect(await defauts()).toEqual([])
  server.use(http.post(url('/ma-demande/retablissement'), () => HttpResponse.json(demande())))
  await personne.click(screen.getByRole('button', { name: 'Rétablir ma demande' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre demande est rétablie' })).toBeTruthy()
})

test('annuler se relit et se confirme : ouvrir la page n’annule rien', async () => {
  const envois: unknown[] = []
  server.use(
    http.get(url('/mon-espace'), () => HttpResponse.json(espace({ actions: [permise('annuler', 'Annuler ma demande')] }))),
    http.post(url('/ma-demande/annulation'), async ({ request }) => {
      envois.push(await request.json())
      return HttpResponse.json(demande())
    }),
  )
  const { personne } = visiter('/35/mon-espace')
  await personne.click(await screen.findByRole('button', { name: 'Annuler ma demande' }))
  const confirmer = await screen.findByRole('button', { name: /Je confirme/ })
  for (const consequence of [/Plus aucun logement ne vous sera proposé/, /Les propositions en cours s’arrêtent/, /une demande déposée dans un autre département continue/, /Jusqu’au 7 décembre 2026, vous pouvez la reprendre d’un geste, avec son numéro et son ancienneté/])
    expect(screen.getByText(consequence)).toBeTruthy()
  expect(envois).toEqual([])
  expect(await defauts()).toEqual([])
  await personne.click(confirmer)
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre demande est annulée' })).toBeTruthy()
  expect(envois).toEqual([{ version: espace().version }])
})

test('une action qui n’a pas de sens aujourd’hui n’est pas dessinée', async () => {
  server.use(http.get(url('/mon-espace'), () => HttpResponse.json(espace({ actions: [{ ...permise('reveiller', 'Réveiller ma demande'), permise: false, montrer: false }] }))))
  visiter('/35/mon-espace')
  await screen.findByRole('heading', { name: /Où en est/ })
  expect(screen.queryByRole('button', { name: 'Réveiller ma demande' })).toBeNull()
})

test('des réponses qui attendent sur ce téléphone se disent aussi dans l’espace', async () => {
  localStorage.setItem(`fdls.brouillon.${ID.demande}.envoi`, JSON.stringify({ sections: { motifs: { codes: ['01'], autre: null } }, etapes: ['motifs'], avant: { motifs: formulaireRempli.motifs } }))
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  const { personne } = visiter('/35/mon-espace')
  expect(await screen.findByText('Enregistré sur ce téléphone, nous réessayons…')).toBeTruthy()
  server.resetHandlers()
  await personne.click(screen.getByRole('button', { name: 'Réessayer maintenant' }))
  await waitFor(() => expect(localStorage.length).toBe(0))
})

test('les priorités se lisent en mots simples, et une urgence se signale sans rien perdre', async () => {
  const envoyes: unknown[] = []
  server.use(
    http.post(url('/mes-urgences'), async ({ request }) => {
      envoyes.push(await request.json())
      return HttpResponse.json(mesPriorites, { status: 201 })
    }),
  )
  const { personne } = visiter('/35/mon-espace/priorites')
  expect(await screen.findByText(/vous n’avez pas de logement à vous/)).toBeTruthy()
  expect(screen.getByText('Un travailleur social vous appelle demain.')).toBeTruthy()
  const envoyer = screen.getByRole('button', { name: 'Envoyer' })
  await personne.click(envoyer)
  expect(screen.getByText('Choisissez ce qui se passe.')).toBeTruthy()
  expect(envoyes).toEqual([])
  await personne.selectOptions(screen.getByLabelText(/Que se passe-t-il/), 'SANS_ABRI')
  await personne.type(screen.getByLabelText(/en quelques mots/), 'Je dors dehors.')
  await personne.click(envoyer)
  expect(await screen.findByText(/Votre message est arrivé\. Vous allez/)).toBeTruthy()
  expect(envoyes).toEqual([{ motif: 'SANS_ABRI', texte: 'Je dors dehors.' }])
  expect(await defauts()).toEqual([])
})

test('quand la pièce d’identité bloque la demande, l’espace le dit et mène à l’envoi', async () => {
  const phrase = 'Votre pièce d’identité manque, ou n’a pas été acceptée : sans elle, aucun guichet ne peut enregistrer votre demande.'
  server.use(
    http.get(url('/mon-espace'), () =>
      HttpResponse.json(
        espace({
          etat: { code: 'EV', libelle: 'En attente de validation', phrase: `Vous avez envoyé votre demande le 2 décembre 2025. ${phrase}`, nature: 'C’est un relogement.' },
          a_faire: [{ code: 'deposer-identite', phrase: 'Envoyez une pièce d’identité, ou un titre de séjour : c’est elle qui bloque votre demande.', avant_le: null, lien: 'mon-espace/documents' }],
        }),
      ),
    ),
  )
  visiter('/35/mon-espace')
  expect(await screen.findByText(/envoyé votre demande le 2 décembre 2025/)).toBeTruthy()
  expect(screen.getByText('C’est un relogement.'), 'ce qu’est la demande se lit avec son état').toBeTruthy()
  expect(screen.getByRole('link', { name: 'Envoyer ma pièce d’identité' }).getAttribute('href')).toBe('/35/mon-espace/documents')
  expect(screen.getAllByRole('link', { name: '02 99 00 00 01' }).length).toBeGreaterThan(0)
})

test('avant son numéro, la demande le dit non attribué et donne sa référence ; ensuite elle donne son numéro', async () => {
  const reperes = () => [...document.querySelectorAll('dl div')].map((repere) => [...repere.children].map((quoi) => quoi.textContent))
  server.use(http.get(url('/mon-espace'), () => HttpResponse.json(espace({ numero_unique: null, reference: '90220700001' }))))
  const { unmount } = visiter('/35/mon-espace')
  await screen.findByText('90220700001')
  expect(reperes().slice(0, 2)).toEqual([
    ['Numéro unique', 'Non attribué'],
    ['Référence du dossier', '90220700001'],
  ])
  unmount()
  server.use(http.get(url('/mon-espace'), () => HttpResponse.json(espace({ numero_unique: '035112600012335A01', reference: '90220700001' }))))
  visiter('/35/mon-espace')
  expect((await screen.findByText(/^035/)).previousElementSibling?.textContent).toBe('Numéro unique')
  expect(screen.queryByText('Non attribué')).toBeNull()
})
