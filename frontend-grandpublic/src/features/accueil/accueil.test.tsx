import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

test('l’accueil dit que la demande en ligne vaut celle sur papier, et ce qui la prouve ensuite', async () => {
  server.use(http.get(url('/session'), () => refus(401, 'non-connecte', 'Vous n’êtes pas connecté.')))
  visiter('/35')
  expect(await screen.findByText('La demande en ligne est gratuite et a la même valeur qu’une demande sur papier.')).toBeTruthy()
  expect(screen.getByText(/Vous recevez alors votre numéro unique et votre attestation/)).toBeTruthy()
})

test('la page qui explique la demande explique les points, en mots simples, avec un exemple dont le compte est bon', async () => {
  visiter('/35/comprendre')
  await screen.findByRole('heading', { name: /À quoi servent les points/ })
  const exemple = screen.getByText(/^Un exemple, inventé/).textContent ?? ''
  const nombre = (motif: RegExp) => Number(motif.exec(exemple)?.[1])
  expect(exemple).toContain('Après vingt-deux mois')
  expect(nombre(/reçoit (\d+) points/) + nombre(/en ajoute (\d+)/) + 22 * nombre(/mois d’attente (\d+)/)).toBe(nombre(/total est de (\d+) points/))
  expect(screen.getByText(/Les points aident à choisir les dossiers à étudier\. La commission reste libre/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Comment les points sont calculés' }).getAttribute('href')).toBe('/35/grilles-de-cotation')
  expect(await defauts()).toEqual([])
})

test('la foire aux questions se cherche sans accent, et donne qui joindre quand elle ne répond pas', async () => {
  const liste = [
    { question: 'Quels délais pour un logement', reponse: 'Cela dépend.' },
    { question: 'Quel coût pour une demande', reponse: 'Rien.' },
  ]
  server.use(http.get(url('/territoires/:dep/questions'), () => HttpResponse.json(liste)))
  const { personne } = visiter('/35/questions')
  const chercher = await screen.findByRole('searchbox', { name: 'Chercher dans les réponses' })
  expect(await screen.findByText('Quels délais pour un logement')).toBeTruthy()
  await personne.type(chercher, 'cout')
  expect(screen.getByText('Quel coût pour une demande')).toBeTruthy()
  expect(screen.queryByText('Quels délais pour un logement')).toBeNull()
  await personne.keyboard('{Enter}')
  expect(document.activeElement?.textContent, 'valider mène au compte des réponses').toBe('1 réponse')
  expect(document.activeElement?.getAttribute('role')).toBe('status')
  await personne.clear(chercher)
  await personne.keyboard('{Enter}')
  expect(document.activeElement, 'sans mot cherché, rien à lire').toBe(chercher)
  await personne.type(chercher, 'zzz')
  expect(screen.getByText(/Aucune réponse ne contient ces mots/)).toBeTruthy()
  expect(screen.getByRole('heading', { name: /Vous n’avez pas trouvé/ })).toBeTruthy()
  expect(screen.getAllByRole('link', { name: '02 99 00 00 00' }).length).toBeGreaterThan(0)
})
