import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'
import { demande } from '../../test/fixtures/demande.ts'
import { apercuDuDepart } from '../../test/fixtures/espace.ts'

const laDemande = demande({ etat: 'AC' })
const declaration = {
  sorte: 'separation',
  sorte_libelle: 'Séparation',
  personne_id: laDemande.formulaire.demandeur!.id,
  personne: 'LE GOFF Camille',
  declarant: 'LE GOFF Camille',
  le: '2026-11-22T10:00:00Z',
  justificatif: 'attestation_honneur',
  justificatif_libelle: 'Attestation sur l’honneur de séparation',
  occupants: [],
  successeur_id: null,
  deces_le: null,
  raisons: [],
  refus: null,
  refusee_par: null,
  refusee_le: null,
}

async function decrire(personne: ReturnType<typeof visiter>['personne']) {
  await screen.findByRole('option', { name: 'Partenaire de PACS' })
  await personne.selectOptions(screen.getByLabelText('Son lien avec vous'), 'P')
  await personne.type(screen.getByRole('textbox', { name: 'Ses prénoms' }), 'Dominique')
  await personne.type(screen.getByRole('textbox', { name: 'Son nom de naissance' }), 'Le Goff')
  for (const [partie, chiffres] of [['Jour', '3'], ['Mois', '2'], ['Année', '1986']] as const) await personne.type(screen.getByRole('textbox', { name: partie }), chiffres)
}

test('un départ se lit d’abord avec ses conséquences, s’atteste, puis se déclare', async () => {
  const envoyes: unknown[] = []
  server.use(
    http.post(url('/ma-demande/depart'), async ({ request }) => {
      envoyes.push(await request.json())
      server.use(http.get(url('/ma-demande'), () => HttpResponse.json({ ...laDemande, declaration })))
      return HttpResponse.json({ ...laDemande, declaration })
    }),
  )
  const { personne } = visiter('/35/mon-espace/personnes')
  const qui = await screen.findByLabelText(/^Qui\s\?/)
  const id = (qui as HTMLSelectElement).options[1]!.value
  await personne.selectOptions(qui, id)
  await personne.selectOptions(screen.getByLabelText(/^Que se passe/), 'separation')
  expect(await screen.findByText(/reçoit sa propre demande/)).toBeTruthy()
  expect(screen.getByText('Choisissez le document que vous avez.')).toBeTruthy()
  await personne.selectOptions(await screen.findByLabelText(/^Document/), 'attestation_honneur')
  expect(await screen.findByText('Cochez votre attestation sur l’honneur.')).toBeTruthy()
  await personne.click(screen.getByRole('checkbox', { name: /J’atteste sur l’honneur/ }))
  expect(await defauts()).toEqual([])
  await personne.click(screen.getByRole('button', { name: 'Déclarer ce départ' }))
  const declare = await screen.findByText('Le départ est en cours d’enregistrement')
  expect(document.activeElement?.textContent, 'la suite de ce qu’elle a pressé').toMatch(/^iLe départ est en cours/)
  expect(document.activeElement?.contains(declare)).toBe(true)
  expect(envoyes).toEqual([expect.objectContaining({ sorte: 'separation', personne_id: id, justificatif: 'attestation_honneur', atteste: true })])
})

test('un départ que le fichier enregistre se dit enregistré, et mène à la connexion', async () => {
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json({ ...laDemande, declaration }), { once: true }), http.get(url('/ma-demande'), () => refus(401, 'non-connecte', 'Connectez-vous.')))
  visiter('/35/mon-espace/personnes')
  expect((await screen.findByRole('link', { name: 'Me reconnecter' })).getAttribute('href')).toBe('/35/connexion')
  expect(document.activeElement?.textContent).toMatch(/Le départ est enregistré/)
  expect(screen.queryByText('Le départ est en cours d’enregistrement')).toBeNull()
  expect(screen.queryByLabelText('Son lien avec vous'), 'plus rien ne se remplit une fois déconnecté').toBeNull()
})

test('sans demande, la page des titulaires dit comment retrouver la sienne', async () => {
  server.use(http.get(url('/ma-demande'), () => refus(404, 'demande-introuvable', 'Vous n’avez pas encore de demande.')))
  visiter('/35/mon-espace/personnes')
  expect((await screen.findByRole('link', { name: 'Retrouver ma demande' })).getAttribute('href')).toBe('/35/retrouver')
  expect(await defauts()).toEqual([])
})

test('une arrivée se lit d’abord avec ses conséquences, puis s’ajoute, et mène à ce qui reste à dire', async () => {
  const lus: unknown[] = []
  const envoyes: unknown[] = []
  const phrase = 'Dominique Le Goff a les mêmes droits que le demandeur et signera le bail.'
  server.use(
    http.post(url('/ma-demande/personnes/apercu'), async ({ request }) => {
      lus.push(await request.json())
      return HttpResponse.json({ ...apercuDuDepart, declarer: null, action: { ...apercuDuDepart.action, code: 'ajout', permise: true, raisons: [], qui: null }, consequences: [{ code: 'memes-droits', niveau: 'droit', phrase, reference: null }] })
    }),
    http.post(url('/ma-demande/personnes'), async ({ request }) => {
      envoyes.push(await request.json())
      return HttpResponse.json(laDemande)
    }),
  )
  const { personne } = visiter('/35/mon-espace/personnes')
  const lire = await screen.findByRole('button', { name: 'Lire ce que cela change' })
  expect(lire.getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByText('Dites son lien avec vous.')).toBeTruthy()
  await decrire(personne)
  expect(screen.queryByRole('button', { name: 'Ajouter cette personne' })).toBeNull()
  await personne.click(screen.getByRole('button', { name: 'Lire ce que cela change' }))
  const consequence = await screen.findByText(phrase)
  expect(document.activeElement?.textContent, 'les conséquences prennent le focus du bouton parti').toMatch(/^iCe que change son arrivée/)
  expect(document.activeElement?.contains(consequence)).toBe(true)
  expect(envoyes, 'lire n’ajoute rien').toEqual([])
  expect(await defauts()).toEqual([])
  await personne.click(screen.getByRole('button', { name: 'Ajouter cette personne' }))
  expect((await screen.findByRole('link', { name: 'Compléter ses informations' })).getAttribute('href')).toBe('/35/demande/foyer')
  expect(document.activeElement?.textContent).toMatch(/Cette personne fait partie de la demande/)
  const codemandeur: unknown = expect.objectContaining({ lien: 'P', prenoms: 'Dominique', nom_naissance: 'Le Goff', ne_le: '1986-02-03', civilite: null })
  expect(lus).toEqual([{ sorte: 'ajout', codemandeur }])
  expect(envoyes).toEqual([{ sorte: 'ajout', codemandeur, version: laDemande.version }])
})

test('une arrivée que la demande ne permet pas dit pourquoi', async () => {
  const phrase = 'Votre dossier est inscrit en commission.'
  server.use(
    http.post(url('/ma-demande/personnes/apercu'), () =>
      HttpResponse.json({ ...apercuDuDepart, declarer: null, consequences: [], action: { ...apercuDuDepart.action, code: 'ajout', raisons: [{ code: 'verrou', phrase, parametres: {} }], qui: null } }),
    ),
  )
  const { personne } = visiter('/35/mon-espace/personnes')
  await screen.findByLabelText('Son lien avec vous')
  await decrire(personne)
  await personne.click(screen.getByRole('button', { name: 'Lire ce que cela change' }))
  const ajouter = await screen.findByRole('button', { name: 'Ajouter cette personne' })
  expect(ajouter.getAttribute('aria-disabled')).toBe('true')
  expect(document.getElementById(ajouter.getAttribute('aria-describedby') ?? '')?.textContent).toContain(phrase)
})

test('ce qu’un guichet doit confirmer se dit avec ses raisons, et sa réponse se lit', async () => {
  const reponse = 'Venez avec votre pièce d’identité.'
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json({ ...laDemande, declaration: { ...declaration, refus: reponse, refusee_par: 'Armor Habitat' } })))
  visiter('/35/mon-espace/personnes')
  expect(await screen.findByText(reponse)).toBeTruthy()
  expect(screen.getByText('Armor Habitat')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'J’ai lu cette réponse' })).toBeTruthy()
  expect(await defauts()).toEqual([])
})

test('sans avertissement, la page ne parle d’aucune irrecevabilité', async () => {
  visiter('/35/mon-espace/reponse')
  expect(await screen.findByText('Aucun avertissement n’attend de réponse')).toBeTruthy()
  expect(screen.getByRole('heading', { level: 1, name: 'Répondre au bailleur' })).toBeTruthy()
  expect(screen.queryByText(/irrecevable/)).toBeNull()
  expect(await defauts()).toEqual([])
})

test('on répond à un avertissement d’irrecevabilité, documents à l’appui', async () => {
  const avertissement = {
    motif: 'Ressources supérieures aux plafonds',
    moyen: 'Lettre',
    envoye_le: '2026-11-01',
    echeance: '2026-12-01',
    par: 'Armor Habitat',
    phrase: '',
    en_ligne: false,
    repondu_le: null,
    reponse: null,
  }
  const envoyes: unknown[] = []
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json({ ...laDemande, avertissement })),
    http.post(url('/ma-demande/reponse'), async ({ request }) => {
      envoyes.push(await request.json())
      return HttpResponse.json({ ...laDemande, avertissement: { ...avertissement, repondu_le: '2026-11-22T10:00:00Z', reponse: 'Mes revenus ont baissé.' } })
    }),
  )
  const { personne } = visiter('/35/mon-espace/reponse')
  const champ = await screen.findByLabelText(/En quoi votre demande est recevable/)
  await personne.click(screen.getByRole('button', { name: 'Envoyer ma réponse' }))
  expect(await screen.findByText('Écrivez votre réponse, en une phrase au moins.')).toBeTruthy()
  await personne.type(champ, 'Mes revenus ont baissé.')
  await personne.click(screen.getByRole('button', { name: 'Envoyer ma réponse' }))
  expect(await screen.findByText(/Armor Habitat lit votre réponse/)).toBeTruthy()
  expect(envoyes).toEqual([expect.objectContaining({ texte: 'Mes revenus ont baissé.' })])
  expect(await defauts()).toEqual([])
})

test('se protéger demande une adresse que l’on est seul à lire, puis mène à la connexion', async () => {
  const envoyes: unknown[] = []
  server.use(
    http.put(url('/ma-demande/protection'), async ({ request }) => {
      envoyes.push(await request.json())
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/mon-espace/personnes')
  const bouton = await screen.findByRole('button', { name: 'Cacher mes coordonnées maintenant' })
  await screen.findByRole('option', { name: /Violences/ })
  await personne.selectOptions(screen.getByLabelText(/Votre situation/), 'violences')
  await personne.click(bouton)
  expect(await screen.findByText('Donnez une adresse ou un mobile que vous êtes seul à lire.')).toBeTruthy()
  await personne.type(screen.getByLabelText(/que vous êtes seul à lire/), 'refuge@exemple.test')
  await personne.click(bouton)
  expect(await screen.findByRole('link', { name: 'Me reconnecter' })).toBeTruthy()
  expect(envoyes).toEqual([{ motif: 'violences', contact: 'refuge@exemple.test' }])
})
