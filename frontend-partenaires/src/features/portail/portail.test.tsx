import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { portail, portailFerme } from '@/test/fixtures/portail.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const champ = (name: string | RegExp) => screen.findByRole('textbox', { name })
const apercu = () => screen.getByRole('figure', { name: 'Aperçu' })
const enregistrer = () => screen.getByRole('button', { name: 'Enregistrer' })

function recevoir() {
  const recu: { corps?: unknown } = {}
  server.use(
    repond('put', '/portail', async (contexte) => {
      recu.corps = await contexte.corps()
      return { ...portail, version: 4 }
    }),
  )
  return recu
}

test('la page montre tout ce qui se règle, son aperçu et qui a changé quoi', async () => {
  const { container } = await ouvrir('/portail')
  expect(await champ('Titre du portail')).toHaveValue('Demande de logement Ille-et-Vilaine')
  expect(apercu()).toHaveTextContent('Une seule demande suffit.')
  expect(apercu()).toHaveTextContent('Association du fichier partagé')
  expect(within(apercu()).getByRole('img', { name: 'Un toit rouge' })).toHaveAttribute('src', portail.logo)
  expect(screen.getByRole('link', { name: 'Voir le portail' })).toHaveAttribute('href', '/35')
  const changements = await screen.findByRole('table')
  expect(changements).toHaveTextContent('Couleur#1f5f8b#8a3b12')
  expect(changements).toHaveTextContent('Combien cela coûte-t-il ?—Rien.')
  await verifierAccessibilite(container)
})

test('l’aperçu suit la saisie avant tout enregistrement, dans les nuances que tire le portail', async () => {
  const { utilisateur } = await ouvrir('/portail')
  expect(enregistrer()).toBeDisabled()
  expect(enregistrer()).toHaveAccessibleDescription('Rien n’a changé.')
  await utilisateur.type(await champ('Titre du portail'), ' !')
  expect(apercu()).toHaveTextContent('Demande de logement Ille-et-Vilaine !')
  await utilisateur.clear(await champ('Couleur'))
  await utilisateur.type(await champ('Couleur'), '#0b5d6b')
  expect(apercu().style.getPropertyValue('--accent')).toBe('#0b5d6b')
  expect(enregistrer()).toBeEnabled()
})

test('une couleur trop claire se dit pendant qu’on la choisit, et le refus du serveur mène au champ', async () => {
  const message = 'Cette couleur est trop claire pour se lire sur du blanc.'
  server.use(repond('put', '/portail', () => refuse({ status: 422, code: 'portail-invalide', title: message, erreurs: [{ champ: 'couleur_accent', code: 'couleur-trop-claire', message }] })))
  const { utilisateur } = await ouvrir('/portail')
  const couleur = await champ('Couleur')
  await utilisateur.clear(couleur)
  await utilisateur.type(couleur, '#e8a33d')
  expect(screen.getByText(/Trop claire pour se lire sur du blanc : son contraste est de 2,\d+, il en faut 4,5/)).toBeVisible()
  await utilisateur.click(enregistrer())
  await utilisateur.click(await screen.findByRole('link', { name: message }))
  expect(couleur).toHaveFocus()
})

test('une question s’ajoute, se déplace et se retire ; tout part avec la version lue', async () => {
  const recu = recevoir()
  const { utilisateur } = await ouvrir('/portail')
  await utilisateur.click(await screen.findByRole('button', { name: 'Ajouter une question' }))
  const nouvelle = screen.getByRole('group', { name: 'Question 3' })
  await utilisateur.type(within(nouvelle).getByRole('textbox', { name: 'Question' }), 'Où déposer ma demande ?')
  await utilisateur.type(within(nouvelle).getByRole('textbox', { name: 'Réponse' }), 'Ici.')
  await utilisateur.click(screen.getByRole('button', { name: 'Monter la question 3' }))
  expect(screen.getByText('C’est maintenant la question 2.')).toBeInTheDocument()
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer la question 1' }))
  await utilisateur.click(enregistrer())
  await waitFor(() =>
    expect(recu.corps).toEqual({
      version: 3,
      titre: portail.titre,
      couleur_accent: '#8a3b12',
      textes: portail.textes,
      contact: portail.contact,
      logo_texte: 'Un toit rouge',
      questions: [
        { question: 'Où déposer ma demande ?', reponse: 'Ici.' },
        { question: 'Combien cela coûte-t-il ?', reponse: 'Rien.' },
      ],
    }),
  )
  expect(await screen.findByText('Le portail est enregistré : le public le voit déjà.')).toBeVisible()
})

test('ce qui manque se dit en haut et mène au champ, sans rien envoyer', async () => {
  const recu = recevoir()
  const { utilisateur } = await ouvrir('/portail')
  await utilisateur.clear(await champ('Titre du portail'))
  await utilisateur.click(screen.getByRole('button', { name: 'Ajouter une question' }))
  await utilisateur.click(enregistrer())
  const resume = await screen.findByRole('alert')
  expect(resume).toHaveTextContent('3 points sont à corriger')
  expect(within(resume).getByRole('link', { name: 'Écrivez la réponse.' })).toBeVisible()
  await utilisateur.click(within(resume).getByRole('link', { name: 'Donnez le titre du portail.' }))
  expect(await champ('Titre du portail')).toHaveFocus()
  expect(recu.corps).toBeUndefined()
})

test('un portail changé entre-temps ne s’écrase pas : la page propose de le relire', async () => {
  server.use(repond('put', '/portail', () => refuse({ status: 409, code: 'modification-concurrente', title: 'Cette fiche a été modifiée.' })))
  const { utilisateur } = await ouvrir('/portail')
  await utilisateur.type(await champ('Titre du portail'), ' bis')
  await utilisateur.click(enregistrer())
  const relire = await screen.findByRole('button', { name: 'Relire le portail' })
  expect(await champ('Titre du portail')).toHaveValue('Demande de logement Ille-et-Vilaine bis')
  server.use(repond('get', '/portail', { ...portail, version: 9, titre: 'Le titre d’une collègue' }))
  await utilisateur.click(relire)
  await waitFor(async () => expect(await champ('Titre du portail')).toHaveValue('Le titre d’une collègue'))
})

test('un logo part avec ce qu’il montre et la version lue, et se retire', async () => {
  const envois: string[] = []
  const image = new File(['x'], 'logo.png', { type: 'image/png' })
  server.use(
    repond('get', '/portail', { ...portail, logo: null, logo_texte: null }),
    repond('put', '/portail/logo', ({ url }) => {
      envois.push(`dépôt ${url.searchParams.get('version')} ${url.searchParams.get('texte')}`)
      return { ...portail, version: 4, logo_texte: 'La maison du logement' }
    }),
    repond('delete', '/portail/logo', ({ url }) => {
      envois.push(`retrait ${url.searchParams.get('version')}`)
      return { ...portail, version: 5, logo: null, logo_texte: null }
    }),
  )
  const { utilisateur } = await ouvrir('/portail')
  expect(await screen.findByText('Dites d’abord ce que montre le logo.')).toBeVisible()
  await utilisateur.type(await champ('Ce que montre le logo'), 'La maison du logement')
  await utilisateur.upload(screen.getByLabelText('Fichier du logo'), image)
  expect(await within(apercu()).findByRole('img', { name: 'La maison du logement' })).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'Retirer le logo' }))
  await waitFor(() => expect(within(apercu()).queryByRole('img')).toBeNull())
  expect(envois).toEqual(['dépôt 3 La maison du logement', 'retrait 4'])
})

test('un département sans portail s’ouvre du même écran, avec ce qui est proposé', async () => {
  let corps: unknown
  server.use(
    repond('get', '/portail', portailFerme),
    repond('post', '/portail', async (contexte) => {
      corps = await contexte.corps()
      return { ...portail, version: 1 }
    }),
  )
  const { utilisateur } = await ouvrir('/portail')
  expect(await screen.findByText('Le portail de ce département n’est pas encore ouvert au public')).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Voir le portail' })).toBeNull()
  await utilisateur.click(screen.getByRole('button', { name: 'Ouvrir le portail' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Donnez le nom de qui le public peut joindre.')
  await utilisateur.type(await champ('Nom'), 'La maison du logement')
  await utilisateur.type(await champ('Téléphone'), '0240000000')
  await utilisateur.click(screen.getByRole('button', { name: 'Ouvrir le portail' }))
  await waitFor(() =>
    expect(corps).toEqual({
      titre: 'Demande de logement Loire-Atlantique',
      couleur_accent: '#1f5f8b',
      textes: { accueil: 'Une seule demande suffit.', presentation: null },
      contact: { nom: 'La maison du logement', telephone: '0240000000', email: null, horaires: null },
      questions: [],
    }),
  )
  expect(await screen.findByRole('link', { name: 'Voir le portail' })).toBeVisible()
})
