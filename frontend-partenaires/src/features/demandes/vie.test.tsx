import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeDetail, uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const ID = uuid(1, 1)
const permise = (code: string, libelle: string) => ({ code, libelle, permise: true, raisons: [] })

function unDossier(etat: 'AC' | 'SO' | 'NR' | 'AN', ...actions: ReturnType<typeof permise>[]) {
  const demande = { ...demandeDetail(1), etat, actions }
  server.use(repond('get', '/demandes/{demande_id}', () => demande))
  return demande
}

describe('la vie d’une demande', () => {
  test('une demande radiée se restaure en deux clics, avec son motif', async () => {
    const corps: unknown[] = []
    const demande = unDossier('NR', permise('restaurer', 'Restaurer la demande'))
    server.use(
      repond('post', '/demandes/{demande_id}/restauration', async ({ corps: envoye }) => {
        corps.push(await envoye())
        return { ...demande, etat: 'AC' as const }
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Restaurer la demande' }))
    const dialogue = await screen.findByRole('dialog', { name: 'Restaurer la demande' })
    await verifierAccessibilite(dialogue)
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Restaurer' }))
    await waitFor(() => expect(corps).toEqual([{ version: demande.version, motif: 'RENOUV', commentaire: '' }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  })

  test('une annulation récente se reprend', async () => {
    const demande = unDossier('AN', permise('revenir', 'Revenir sur l’annulation'))
    let reprises = 0
    server.use(
      repond('post', '/demandes/{demande_id}/reprise', () => {
        reprises += 1
        return { ...demande, etat: 'AC' as const }
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Revenir sur l’annulation' }))
    await utilisateur.click(await screen.findByRole('button', { name: 'Reprendre la demande' }))
    await waitFor(() => expect(reprises).toBe(1))
  })

  test('sans date ni motif, l’avertissement dit ce qui manque', async () => {
    unDossier('AC', permise('avertir-irrecevabilite', 'Avertir d’une irrecevabilité'))
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Avertir d’une irrecevabilité' }))
    const dialogue = await screen.findByRole('dialog')
    expect(within(dialogue).getByRole('button', { name: 'Enregistrer l’avertissement' })).toBeDisabled()
    expect(within(dialogue).getByText('Dites le motif, le moyen et la date d’envoi.')).toBeVisible()
  })

  test('avertir d’une radiation sans réponse ne réclame que ce que la lettre a', async () => {
    unDossier('AC', permise('avertir-absence', 'Avertir d’une radiation sans réponse'))
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Avertir d’une radiation sans réponse' }))
    const dialogue = await screen.findByRole('dialog')
    await utilisateur.clear(within(dialogue).getByLabelText(/^Envoyée le/))
    expect(within(dialogue).getByText('Dites le moyen et la date d’envoi.')).toBeVisible()
  })

  test('une fenêtre prend la main à son premier champ, et la rend à ce qui l’a ouverte', async () => {
    unDossier('SO', permise('reveiller', 'Réveiller la demande'))
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    const bouton = await screen.findByRole('button', { name: 'Réveiller la demande' })
    await utilisateur.click(bouton)
    const dialogue = await screen.findByRole('dialog', { name: 'Réveiller la demande' })
    await waitFor(() => expect(within(dialogue).getByRole('combobox', { name: 'Motif' })).toHaveFocus())
    await utilisateur.keyboard('{Escape}')
    await waitFor(() => expect(bouton).toHaveFocus())
  })

  test('sans rien à écrire, la main va à l’acte ; s’il efface, à ce qui revient en arrière ; l’acte fait, à la page', async () => {
    const demande = unDossier('AN', permise('revenir', 'Revenir sur l’annulation'), permise('annuler', 'Annuler la demande'))
    server.use(repond('post', '/demandes/{demande_id}/reprise', () => ({ ...demande, etat: 'AC' as const, actions: [] })))
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Annuler la demande' }))
    const danger = await screen.findByRole('dialog', { name: 'Annuler la demande' })
    await waitFor(() => expect(within(danger).getByRole('button', { name: 'Revenir' })).toHaveFocus())
    await utilisateur.keyboard('{Enter}')
    await utilisateur.click(await screen.findByRole('button', { name: 'Revenir sur l’annulation' }))
    const reprise = await screen.findByRole('dialog', { name: 'Revenir sur l’annulation' })
    await waitFor(() => expect(within(reprise).getByRole('button', { name: 'Reprendre la demande' })).toHaveFocus())
    await utilisateur.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus())
  })

  test('une demande en sommeil se réveille en disant à quel titre, et ce qui est gardé se lit d’abord', async () => {
    const corps: unknown[] = []
    const demande = unDossier('SO', permise('reveiller', 'Réveiller la demande'))
    server.use(
      repond('post', '/demandes/{demande_id}/reveil', async ({ corps: envoye }) => {
        corps.push(await envoye())
        return { ...demande, etat: 'AC' as const }
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Réveiller la demande' }))
    const dialogue = await screen.findByRole('dialog', { name: 'Réveiller la demande' })
    expect(within(dialogue).getByText(/Son numéro et son ancienneté n’ont pas bougé/)).toBeVisible()
    await verifierAccessibilite(dialogue)
    await utilisateur.click(within(dialogue).getByRole('combobox', { name: 'Motif' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'La personne l’a demandé par courrier' }))
    await utilisateur.type(within(dialogue).getByLabelText('Précision'), 'Lettre du 3 mars.')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Réveiller' }))
    await waitFor(() => expect(corps).toEqual([{ version: demande.version, motif: 'COURRIER', commentaire: 'Lettre du 3 mars.' }]))
  })

  test('un refus garde le dialogue ouvert et dit pourquoi', async () => {
    unDossier('SO', permise('reveiller', 'Réveiller la demande'))
    server.use(repond('post', '/demandes/{demande_id}/reveil', () => refuse({ status: 409, code: 'transition-interdite', title: 'La demande est déjà active. Rien n’a été changé.' })))
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Réveiller la demande' }))
    await utilisateur.click(await screen.findByRole('button', { name: 'Réveiller' }))
    expect(await screen.findByText(/déjà active/)).toBeVisible()
  })

  test('ce qui n’a pas de sens aujourd’hui n’est pas dessiné, le reste dit depuis quand et où', async () => {
    const demande = unDossier('NR')
    const raisons = [{ code: 'etat-radiee-non-renouvellement', phrase: 'La demande n’a pas été renouvelée à temps.', parametres: {} }]
    const grise = (code: string, libelle: string, montrer = true) => ({ code, libelle, permise: false, raisons, montrer, depuis_le: '2026-10-02', lien: `demandes/${ID}/historique` })
    server.use(repond('get', '/demandes/{demande_id}', () => ({ ...demande, actions: [grise('modifier', 'Modifier'), grise('renouveler', 'Renouveler'), grise('reveiller', 'Réveiller la demande', false)] })))
    const { utilisateur } = await ouvrir(`/demandes/${ID}`)
    await utilisateur.click(await screen.findByRole('button', { name: '2 actions pas encore possibles' }))
    expect((await screen.findAllByText(/Depuis le vendredi 2 octobre 2026/)).length).toBe(2)
    expect(screen.getAllByRole('link', { name: 'Voir pourquoi' })[0]).toHaveAttribute('href', expect.stringContaining(`/demandes/${ID}/historique`))
    expect(screen.queryByText('Réveiller la demande')).not.toBeInTheDocument()
  })
})

const uneEcheance = {
  id: ID,
  numero_unique: '035112500000135A01',
  nom_affiche: 'DIALLO Louise',
  etat: 'SO' as const,
  etat_libelle: 'En sommeil',
  deposee_le: '2024-03-10',
  expire_le: '2026-11-21',
  depuis_le: '2026-11-22',
  echeance: '2026-12-21',
  motif: null,
  canal: 'courrier',
}
const pageDe = <T,>(...items: T[]) => ({ items, total: items.length, total_plafonne: false, page: 1, size: 50 })

describe('les échéances', () => {
  test('chaque liste a son adresse, ses dates et son vide', async () => {
    const demandees: string[] = []
    server.use(
      repond('get', '/echeances', ({ url }) => {
        demandees.push(url.searchParams.get('liste') ?? 'preavis')
        return url.searchParams.get('liste') === 'sommeil' ? pageDe(uneEcheance) : pageDe<typeof uneEcheance>()
      }),
    )
    const { utilisateur, router } = await ouvrir('/echeances')
    expect(await screen.findByText('Aucune demande à renouveler')).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'En sommeil' }))
    expect(await screen.findByRole('link', { name: 'DIALLO Louise' })).toBeVisible()
    expect(screen.getByText('Courrier postal')).toBeVisible()
    expect(router.state.location.search).toMatchObject({ liste: 'sommeil' })
    expect(demandees).toEqual(['preavis', 'sommeil'])
  })

  test('un rapport de nuit montre ce qu’elle a laissé à quelqu’un', async () => {
    const nuit = {
      jour: '2026-11-22',
      commencee_le: '2026-11-22T03:00:00Z',
      terminee_le: '2026-11-22T03:02:00Z',
      examinees: 812,
      avis: 20,
      endormies: 12,
      radiees_non_renouvelees: 3,
      radiees_sans_reponse: 1,
      effacees: 0,
      exceptions: 1,
    }
    const exception = { demande_id: ID, numero_unique: null, nom_affiche: 'DIALLO Louise', code: 'inscrite-en-commission', phrase: 'La demande est inscrite à la commission du 12 décembre.' }
    server.use(repond('get', '/nuits', () => pageDe(nuit)), repond('get', '/nuits/exceptions', () => pageDe(exception)))
    await ouvrir('/nuits?apercu=2026-11-22')
    expect(await screen.findByText('812')).toBeVisible()
    expect(await screen.findByText(/inscrite à la commission/)).toBeVisible()
  })
})
