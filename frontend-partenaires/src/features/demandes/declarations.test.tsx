import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { demandeDetail, uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const FICHE = `/demandes/${uuid(1, 0)}`

const declaree = () => {
  const vue = demandeDetail(0)
  const personne = vue.formulaire.demandeur!
  return {
    ...vue,
    declaration: {
      sorte: 'separation' as const,
      sorte_libelle: 'Séparation',
      personne_id: personne.id,
      personne: 'DIALLO Louise',
      declarant: 'DIALLO Louise',
      le: '2026-11-22T10:00:00Z',
      justificatif: 'attestation_honneur' as const,
      justificatif_libelle: 'Attestation sur l’honneur de séparation',
      occupants: [],
      successeur_id: null,
      deces_le: null,
      raisons: [{ code: 'foyer-a-partager', phrase: 'D’autres personnes sont à loger.', parametres: {} }],
      refus: null,
      refusee_par: null,
      refusee_le: null,
    },
  }
}

test('un départ déclaré en ligne se lit en tête de la fiche, se vérifie et s’enregistre par le même geste', async () => {
  const envoyes: Record<string, unknown>[] = []
  server.use(
    repond('get', '/demandes/{demande_id}', declaree()),
    repond('post', '/demandes/{demande_id}/personnes', async ({ corps }) => {
      envoyes.push((await corps()) as Record<string, unknown>)
      return demandeDetail(0)
    }),
  )
  const { utilisateur, container } = await ouvrir(FICHE)
  expect(await screen.findByText('Un départ déclaré en ligne attend un guichet')).toBeVisible()
  expect(screen.getByText('D’autres personnes sont à loger.')).toBeVisible()
  await verifierAccessibilite(container)
  await utilisateur.click(screen.getByRole('button', { name: 'Vérifier et enregistrer' }))
  const fenetre = await screen.findByRole('dialog')
  expect(await within(fenetre).findByText(/reçoit sa propre demande/)).toBeVisible()
  await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Document vu/ }))
  await utilisateur.click(await screen.findByRole('option', { name: /Attestation sur l’honneur/ }))
  await utilisateur.click(within(fenetre).getByRole('button', { name: 'Enregistrer ce départ' }))
  await waitFor(() => expect(envoyes).toHaveLength(1))
  expect(envoyes[0]).toMatchObject({ sorte: 'separation', justificatif: 'attestation_honneur' })
  expect(await screen.findByText('Le départ est enregistré.')).toBeVisible()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('ne pas l’enregistrer demande une réponse, que la personne seule lira', async () => {
  const envoyes: unknown[] = []
  server.use(
    repond('get', '/demandes/{demande_id}', declaree()),
    repond('post', '/demandes/{demande_id}/declaration/refus', async ({ corps }) => {
      envoyes.push(await corps())
      return demandeDetail(0)
    }),
  )
  const { utilisateur } = await ouvrir(FICHE)
  await utilisateur.click(await screen.findByRole('button', { name: 'Ne pas l’enregistrer' }))
  const fenetre = await screen.findByRole('dialog')
  const repondre = within(fenetre).getByRole('button', { name: 'Répondre à la personne' })
  expect(repondre).toBeDisabled()
  await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Réponse/ }), 'Venez nous voir.')
  await utilisateur.click(repondre)
  await waitFor(() => expect(envoyes).toEqual([expect.objectContaining({ motif: 'Venez nous voir.' })]))
  expect(await screen.findByText('La personne lira votre réponse dans son espace.')).toBeVisible()
})

test('la réponse à un avertissement se lit en tête de la fiche, avec le chemin de ses pièces', async () => {
  const vue = demandeDetail(0)
  const avertissement = {
    motif: 'Ressources',
    moyen: 'Lettre',
    envoye_le: '2026-11-01',
    echeance: '2026-12-01',
    par: 'Armor Habitat',
    phrase: 'Armor Habitat a averti le demandeur.',
    en_ligne: false,
    repondu_le: '2026-11-20T10:00:00Z',
    reponse: 'Mes revenus ont baissé.',
  }
  server.use(repond('get', '/demandes/{demande_id}', { ...vue, avertissement }))
  await ouvrir(FICHE)
  expect(await screen.findByText('Mes revenus ont baissé.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Voir les pièces déposées' })).toBeVisible()
})

test('la liste mène à chaque demande où quelqu’un attend', async () => {
  const ligne = {
    demande_id: uuid(1, 0),
    numero_unique: null,
    nom_affiche: 'DIALLO Louise',
    etat: 'AC' as const,
    etat_libelle: 'Active',
    sorte: 'depart' as const,
    sorte_libelle: 'Départ d’un titulaire',
    detail: 'Séparation',
    le: '2026-11-22T10:00:00Z',
  }
  server.use(repond('get', '/declarations', { items: [ligne], total: 1, total_plafonne: false, page: 1, size: 50 }))
  const { container } = await ouvrir('/declarations')
  expect(await screen.findByRole('link', { name: 'DIALLO Louise' })).toBeVisible()
  expect(screen.getByText('Départ d’un titulaire')).toBeVisible()
  await verifierAccessibilite(container)
})
