import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { ImportVue } from '@/api/types.ts'
import { repond } from '@/test/api-handler.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { formatDe } from './etats.ts'

const ID = uuid(9, 1)
const PERMISES: ImportVue['actions'] = [
  { code: 'appliquer', libelle: 'Appliquer le fichier', permise: true, montrer: true, raisons: [] },
  { code: 'annuler', libelle: 'Annuler l’import', permise: true, montrer: true, raisons: [] },
]

const depose: ImportVue = {
  id: ID,
  version: 3,
  nom: 'reprise-2026.csv',
  format: 'csv',
  format_libelle: 'CSV, selon le dictionnaire publié',
  etat: 'A_APPLIQUER',
  etat_libelle: 'À appliquer',
  organisme: 'Association du fichier partagé',
  depose_par: 'Anne Le Goff',
  cree_le: '2026-06-15T08:00:00Z',
  taille: 1200,
  position: 1200,
  morceau: 4_194_304,
  part: 100,
  lues: 3,
  pretes: 2,
  rejetees: 1,
  deja_applique_le: null,
  motif_refus: null,
  controle_le: '2026-06-15T08:01:00Z',
  applique_le: null,
  annule_le: null,
  efface_le: null,
  bilan: null,
  actions: PERMISES,
}

const page = <T,>(items: T[]) => ({ items, total: items.length, total_plafonne: false, page: 1, size: 20 })

function habilite(etat: Partial<ImportVue> = {}) {
  const vue = { ...depose, ...etat }
  server.use(
    repond('get', '/session', { ...session, droits: [...session.droits, 'demandes:importer'] }),
    repond('get', '/imports', page([vue])),
    repond('get', '/imports/{import_id}', vue),
    repond('get', '/imports/{import_id}/anomalies', page([{ ligne: 4, cle: '035062570000335A01', champ: 'demandeur.ne_le', code: 'date-illisible', message: 'Écrivez la date sous la forme AAAA-MM-JJ.' }])),
  )
}

describe('les imports', () => {
  test('le rapport dit la ligne et la colonne, puis l’application part sur un ordre', async () => {
    habilite()
    let ordre: unknown
    server.use(
      repond('post', '/imports/{import_id}/application', async ({ corps }) => {
        ordre = await corps()
        return { ...depose, etat: 'APPLICATION' as const, etat_libelle: 'Application en cours', part: 40, actions: [] }
      }),
    )
    const { utilisateur, container } = await ouvrir(`/imports/${ID}`)
    const rapport = await screen.findByRole('region', { name: 'Rapport' })
    expect(await within(rapport).findByText('demandeur.ne_le')).toBeVisible()
    expect(within(rapport).getByText('Écrivez la date sous la forme AAAA-MM-JJ.')).toBeVisible()
    expect(within(rapport).getByRole('link', { name: 'Télécharger les lignes rejetées' })).toHaveAttribute('href', `/partenaires/v1/imports/${ID}/rejets`)
    await verifierAccessibilite(container)

    await utilisateur.click(screen.getByRole('button', { name: 'Appliquer le fichier' }))
    const dialogue = await screen.findByRole('dialog', { name: 'Appliquer le fichier' })
    expect(within(dialogue).getByText(/toutes là à la fin, ou aucune/)).toBeVisible()
    await utilisateur.click(within(dialogue).getByRole('combobox', { name: 'Qui a fourni ces changements' }))
    await utilisateur.click(await screen.findByRole('option', { name: /Un tiers/ }))
    expect(within(dialogue).getByRole('button', { name: 'Appliquer' })).toHaveAccessibleDescription(/Dites le jour/)
    await utilisateur.type(within(dialogue).getByLabelText(/Accord recueilli le/), '2026-11-02')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Appliquer' }))
    expect(await screen.findByRole('progressbar', { name: 'Application en cours : 40 %' })).toBeInTheDocument()
    expect(ordre).toEqual({ version: 3, source: 'tiers', accord_le: '2026-11-02' })
  })

  test('un fichier refusé dit pourquoi, et ce que l’on ne peut pas faire a sa raison', async () => {
    const raison = { code: 'import-refuse', phrase: 'Le fichier n’a pas pu être lu : déposez-en un autre.', parametres: {} }
    habilite({
      etat: 'REFUSE',
      etat_libelle: 'Fichier refusé',
      controle_le: null,
      motif_refus: 'Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».',
      actions: PERMISES.map((action) => ({ ...action, permise: false, raisons: [raison] })),
    })
    await ouvrir(`/imports/${ID}`)
    expect(await screen.findByText(/n’est pas en UTF-8/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Appliquer le fichier' })).not.toBeInTheDocument()
  })

  test('un fichier s’envoie morceau par morceau, sous le format que dit son nom', async () => {
    habilite()
    const envois: unknown[] = []
    server.use(
      repond('post', '/imports', async ({ corps }) => {
        envois.push(await corps())
        return { ...depose, etat: 'RECEPTION' as const, position: 0 }
      }),
      repond('patch', '/imports/{import_id}/contenu', { ...depose, etat: 'CONTROLE', etat_libelle: 'Contrôle en cours', part: 10 }),
    )
    const { utilisateur, container } = await ouvrir('/imports')
    expect(screen.getByRole('button', { name: 'Déposer' })).toHaveAccessibleDescription('Choisissez le fichier.')
    await utilisateur.upload(container.querySelector<HTMLInputElement>('input[type=file]')!, new File(['<a/>'], 'DEM35A01.xml', { type: 'application/xml' }))
    expect(screen.getByRole('button', { name: 'Retirer le fichier' })).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Déposer' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'reprise-2026.csv' })).toBeVisible()
    expect(envois).toEqual([{ nom: 'DEM35A01.xml', format: 'sne', taille: 4 }])
  })

  test('le format se lit au nom du fichier', () => {
    expect([formatDe('a.CSV'), formatDe('b.xml'), formatDe('c.xlsx'), formatDe('sans')]).toEqual(['csv', 'sne', null, null])
  })
})
