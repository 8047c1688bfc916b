import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, test, vi } from 'vitest'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { dossier, feuillet, piece } from '@/test/fixtures/pieces.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { envoyer, type Voie } from '@/lib/envoi.ts'

const ADRESSE = `/demandes/${uuid(1, 0)}/pieces`

describe('les pièces attendues', () => {
  test('chaque personne a sa liste, chaque pièce son état et son motif', async () => {
    const { container } = await ouvrir(ADRESSE)
    const elle = await screen.findByRole('region', { name: 'KOROUI (CHOROUOT) Martine' })
    expect(within(elle).getByText('Nécessaire pour enregistrer la demande')).toBeVisible()
    expect(within(elle).getByText('Refusée')).toBeVisible()
    expect(within(elle).getByText(/Il manque une page ou une face/)).toBeVisible()
    const lui = screen.getByRole('region', { name: 'KOROUI Ali' })
    expect(within(lui).getAllByText('Attendue')).toHaveLength(2)
    expect(within(screen.getByRole('region', { name: 'Le foyer' })).getByText('Validée')).toBeVisible()
    await verifierAccessibilite(container)
  })

  test('chaque pièce dit qui l’a déposée et quand', async () => {
    await ouvrir(ADRESSE)
    const elle = await screen.findByRole('region', { name: 'KOROUI (CHOROUOT) Martine' })
    expect(within(elle).getByText('Déposée le 18/11/2026 par le demandeur')).toBeVisible()
    expect(within(elle).getByText('Déposée le 02/11/2026 par Armor Habitat')).toBeVisible()
  })

  test('« Déposer » à côté d’une pièce attendue remplit sa nature et sa personne', async () => {
    const { utilisateur } = await ouvrir(ADRESSE)
    await utilisateur.click(await screen.findByRole('button', { name: /^Déposer\s: Carte d’identité ou passeport, KOROUI Ali$/ }))
    expect(screen.getByRole('combobox', { name: 'Personne' })).toHaveValue('KOROUI Ali')
    expect(screen.getByText('Choisissez le fichier.')).toBeVisible()
  })

  test('le document se lit page à page, et dit qui l’a examiné', async () => {
    const { utilisateur } = await ouvrir(ADRESSE)
    expect(await screen.findByRole('img', { name: /page 1 sur 2$/ })).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Page suivante' }))
    expect(screen.getByRole('img', { name: /page 2 sur 2$/ })).toBeVisible()
    expect(screen.getAllByText(/n’est pas un antivirus/)[0]).toBeVisible()
  })

  test('pendant l’analyse rien ne s’ouvre, et les boutons disent pourquoi', async () => {
    const raison = { code: 'piece-en-analyse', phrase: 'Ce document est en cours d’analyse. Il pourra s’ouvrir ensuite.' }
    const attente = piece({
      etat: 'ANALYSE',
      etat_libelle: 'Analyse en cours',
      pages: 0,
      feuillets: [feuillet(1, { etat: 'analyse', pages: 0, examen: null })],
      actions: [{ code: 'valider', libelle: 'Valider la pièce', permise: false, raisons: [raison] }],
    })
    server.use(repond('get', '/demandes/{demande_id}/dossier-de-pieces', dossier([attente])))
    await ouvrir(ADRESSE)
    expect(await screen.findByText(/Analyse en cours\. Le document s’ouvrira/)).toBeVisible()
    expect(screen.queryByRole('img', { name: /Document/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Valider la pièce' })).toHaveAccessibleDescription(raison.phrase)
  })
})

describe('le contrôle', () => {
  test('un refus se choisit dans la liste et montre la phrase que lira le demandeur', async () => {
    const recu = vi.fn()
    server.use(
      repond('post', '/demandes/{demande_id}/pieces/{piece_id}/refus', async ({ corps }) => {
        recu(await corps())
        return HttpResponse.json(dossier([piece({ etat: 'REFUSEE', etat_libelle: 'Refusée' })]))
      }),
    )
    const { utilisateur } = await ouvrir(ADRESSE)
    await utilisateur.click(await screen.findByRole('button', { name: 'Refuser' }))
    const fenetre = await screen.findByRole('dialog')
    expect(within(fenetre).getByText('Dites pourquoi la pièce est refusée.')).toBeVisible()
    await utilisateur.click(within(fenetre).getByRole('combobox', { name: /Motif du refus/ }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Document illisible' }))
    expect(within(fenetre).getByText(/bien à plat et en pleine lumière/)).toBeVisible()
    await utilisateur.type(within(fenetre).getByLabelText('Précision'), 'Le bas est coupé.')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Refuser la pièce' }))
    expect(await screen.findByText('La pièce est refusée.')).toBeInTheDocument()
    expect(recu).toHaveBeenCalledWith({ version: 2, motif: 'ILLISIBLE', precision: 'Le bas est coupé.' })
  })

  test('un titre de séjour ne se valide pas sans sa date de fin', async () => {
    server.use(repond('get', '/demandes/{demande_id}/dossier-de-pieces', dossier([piece({ type: 'TS_PLU', echeance_requise: true })])))
    const { utilisateur } = await ouvrir(ADRESSE)
    await utilisateur.click(await screen.findByRole('button', { name: 'Valider la pièce' }))
    const fenetre = await screen.findByRole('dialog')
    expect(within(fenetre).getByText('Recopiez la date de fin du titre.')).toBeVisible()
    expect(within(fenetre).getByRole('button', { name: 'Valider la pièce' })).toBeDisabled()
  })

  test('les pages se rangent dans l’ordre de lecture', async () => {
    const recu = vi.fn()
    server.use(
      repond('put', '/demandes/{demande_id}/pieces/{piece_id}/ordre', async ({ corps }) => {
        recu(await corps())
        return HttpResponse.json(dossier())
      }),
    )
    const { utilisateur } = await ouvrir(ADRESSE)
    await utilisateur.click(await screen.findByRole('button', { name: 'Monter photo-2.jpg' }))
    await vi.waitFor(() => expect(recu).toHaveBeenCalledWith({ feuillets: [feuillet(2).id, feuillet(1).id] }))
  })
})

describe('le dépôt', () => {
  test('un gros fichier part par morceaux et arrive entier', async () => {
    const gros = new File([new Uint8Array(2_500_000)], 'photo.jpg', { type: 'image/jpeg' })
    let recus = 0
    server.use(
      repond('post', '/demandes/{demande_id}/televersements', { id: uuid(9, 1), position: 0, taille: gros.size, piece_id: null, dossier: null }),
      http.patch('*/televersements/:id', async ({ request }) => {
        recus += (await request.arrayBuffer()).byteLength
        const fini = recus === gros.size
        return HttpResponse.json({ id: uuid(9, 1), position: recus, taille: gros.size, piece_id: fini ? uuid(5, 1) : null, dossier: fini ? dossier() : null })
      }),
    )
    const { utilisateur, container } = await ouvrir(ADRESSE)
    await utilisateur.click(await screen.findByRole('combobox', { name: 'Nature de la pièce' }))
    await utilisateur.click(await screen.findByRole('option', { name: /identité/i }))
    await utilisateur.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, gros)
    await utilisateur.click(screen.getByRole('button', { name: 'Déposer' }))
    expect(await screen.findByText('La pièce est déposée.')).toBeInTheDocument()
    expect(recus).toBe(gros.size)
  })

  test('une coupure reprend où le serveur en est, sans rien renvoyer deux fois', async () => {
    const coupure = new Error('coupure')
    const fichier = new Blob([new Uint8Array(10)])
    let serveur = 0
    let coupures = 2
    const voie: Voie<string> = {
      commencer: () => Promise.resolve({ id: 'a', position: 0 }),
      situer: () => Promise.resolve(serveur),
      poursuivre: (_, position, morceau) => {
        expect(position).toBe(serveur)
        serveur += morceau.size
        if (coupures-- > 0) return Promise.reject(coupure)
        return Promise.resolve({ position: serveur, resultat: serveur === fichier.size ? 'fini' : null })
      },
    }
    const attendre = vi.fn(() => Promise.resolve())
    expect(await envoyer(voie, { fichier, morceau: 4, estPassager: (erreur) => erreur === coupure, attendre })).toBe('fini')
    expect(attendre).toHaveBeenCalledTimes(2)
  })

  test('un refus du serveur arrête l’envoi et le dit', async () => {
    const refus = new Error('format-refuse')
    const voie: Voie<string> = {
      commencer: () => Promise.resolve({ id: 'a', position: 0 }),
      situer: () => Promise.resolve(0),
      poursuivre: () => Promise.reject(refus),
    }
    await expect(envoyer(voie, { fichier: new Blob(['x']), morceau: 4, estPassager: () => false, attendre: () => Promise.resolve() })).rejects.toBe(refus)
  })
})
