import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const deconnecte = repond('get', '/session', () => refuse({ status: 401, code: 'non-connecte', title: 'Connectez-vous.' }))

/** Signed out until the right answers are given. */
function serveurSansSession() {
  let connecte = false
  server.use(
    repond('get', '/session', () => (connecte ? session : refuse({ status: 401, code: 'non-connecte', title: 'Connectez-vous.' }))),
    repond('post', '/session', async ({ corps }) => {
      const { mot_de_passe, code_totp } = (await corps()) as { mot_de_passe: string; code_totp?: string }
      if (mot_de_passe !== 'quatre mots sans lien') return refuse({ status: 401, code: 'identifiants-invalides', title: 'Non.' })
      if (code_totp !== '123456') return refuse({ status: 401, code: 'totp-requis', title: 'Saisissez le code.' })
      connecte = true
      return new Response(null, { status: 204 })
    }),
  )
}

test('sans session, toute page mène à la connexion et y revient après', async () => {
  serveurSansSession()
  const { utilisateur, router } = await ouvrir('/conventions-de-flux')
  expect(router.state.location.pathname).toBe('/connexion')

  await utilisateur.type(screen.getByLabelText(/Adresse électronique/), 'anne@exemple.fr')
  await utilisateur.type(screen.getByLabelText(/^Phrase de passe/), 'fausse')
  await utilisateur.click(screen.getByRole('button', { name: 'Se connecter' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('inexacte')

  await utilisateur.clear(screen.getByLabelText(/^Phrase de passe/))
  await utilisateur.type(screen.getByLabelText(/^Phrase de passe/), 'quatre mots sans lien')
  await utilisateur.click(screen.getByRole('button', { name: 'Se connecter' }))

  await utilisateur.type(await screen.findByLabelText('Code à six chiffres'), '123456')
  await utilisateur.click(screen.getByRole('button', { name: 'Valider le code' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Conventions de flux' })).toBeVisible()
})

test('chaque champ vide dit le sien', async () => {
  server.use(deconnecte)
  const { utilisateur, container } = await ouvrir('/connexion')
  await utilisateur.click(screen.getByRole('button', { name: 'Se connecter' }))
  expect(await screen.findByText('Saisissez votre phrase de passe.')).toBeVisible()
  await verifierAccessibilite(container)
})

test('la phrase de passe se montre à la demande', async () => {
  server.use(deconnecte)
  const { utilisateur } = await ouvrir('/connexion')
  const champ = screen.getByLabelText(/^Phrase de passe/)
  expect(champ).toHaveAttribute('type', 'password')
  await utilisateur.click(screen.getByRole('button', { name: 'Montrer ou cacher la phrase de passe' }))
  expect(champ).toHaveAttribute('type', 'text')
})

test('ouvrir le lien d’activation ne le consomme pas : seul le bouton le fait', async () => {
  const jetons: string[] = []
  server.use(
    deconnecte,
    repond('post', '/activations', async ({ corps }) => {
      jetons.push(((await corps()) as { jeton: string }).jeton)
      return new Response(null, { status: 204 })
    }),
  )
  window.location.hash = '#jeton-a-usage-unique-1'
  const { utilisateur } = await ouvrir('/activation')
  expect(jetons).toEqual([])
  await utilisateur.type(screen.getByLabelText(/Nouvelle phrase de passe/), 'quatre mots sans lien')
  await utilisateur.type(screen.getByLabelText(/La même/), 'quatre mots sans lien')
  await utilisateur.click(screen.getByRole('button', { name: 'Activer mon compte' }))
  expect(await screen.findByText(/est enregistrée/)).toBeVisible()
  expect(jetons).toEqual(['jeton-a-usage-unique-1'])
})

test('la charte se lit avant d’entrer', async () => {
  let acceptee = false
  server.use(
    repond('get', '/session', () => ({ ...session, charte: { ...session.charte, acceptee } })),
    repond('post', '/session/charte', () => {
      acceptee = true
      return new Response(null, { status: 204 })
    }),
  )
  const { utilisateur } = await ouvrir('/')
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Charte de déontologie')
  const entrer = screen.getByRole('button', { name: 'Accepter et continuer' })
  expect(entrer).toBeDisabled()
  await utilisateur.click(screen.getByRole('checkbox'))
  await utilisateur.click(entrer)
  expect(await screen.findByRole('heading', { level: 1, name: 'Bonjour Anne' })).toBeVisible()
})

test('une session qui finit garde l’écran et demande de se reconnecter par-dessus', async () => {
  const { utilisateur } = await ouvrir('/demandes/nouvelle')
  await utilisateur.type(screen.getByRole('textbox', { name: /^Nom de naissance/ }), 'MARTIN')
  await utilisateur.type(screen.getByLabelText('Prénoms'), 'Martine')
  server.use(
    deconnecte,
    repond('post', '/demandes', () => refuse({ status: 401, code: 'non-connecte', title: 'Connectez-vous.' })),
  )
  await utilisateur.click(screen.getByRole('button', { name: /Enregistrer le brouillon/ }))
  expect(await screen.findByText('Votre session est terminée')).toBeVisible()
  server.use(repond('get', '/session', session))
  await utilisateur.type(screen.getByLabelText(/^Phrase de passe/), 'quatre mots sans lien')
  await utilisateur.click(screen.getByRole('button', { name: 'Se connecter' }))
  await waitFor(() => expect(screen.queryByText('Votre session est terminée')).not.toBeInTheDocument())
  expect(screen.getByLabelText('Prénoms')).toHaveValue('Martine')
})

test('le menu ne montre que les écrans que les droits ouvrent, et l’adresse tapée à la main est refusée', async () => {
  server.use(repond('get', '/session', { ...session, droits: ['biens:lire'] }))
  await ouvrir('/demandes')
  expect(screen.getByText('Votre profil n’ouvre pas cet écran')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Biens' })).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Demandes' })).not.toBeInTheDocument()
})

test('après un changement de phrase de passe, on sait pourquoi il faut se reconnecter', async () => {
  server.use(deconnecte)
  await ouvrir('/connexion?phrase=changee')
  expect(screen.getByText(/toutes vos sessions sont fermées\. Connectez-vous avec la nouvelle/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Lire la charte de déontologie' })).toHaveAttribute('href', '/partenaires/aide')
})

test('chacun corrige son numéro de téléphone', async () => {
  let telephone = '0299000001'
  server.use(
    repond('get', '/session', () => ({ ...session, compte: { ...session.compte, telephone } })),
    repond('put', '/mon-compte/telephone', async ({ corps }) => {
      telephone = ((await corps()) as { telephone: string }).telephone
      return new Response(null, { status: 204 })
    }),
  )
  const { utilisateur } = await ouvrir('/mon-compte')
  const champ = screen.getByLabelText('Téléphone')
  expect(champ).toHaveValue('02 99 00 00 01')
  expect(screen.queryByRole('button', { name: 'Enregistrer mon numéro' })).not.toBeInTheDocument()
  await utilisateur.clear(champ)
  await utilisateur.type(champ, '02 99 44 55 66')
  await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer mon numéro' }))
  expect(await screen.findByText('Votre numéro est enregistré.')).toBeVisible()
  expect(telephone).toBe('02 99 44 55 66')
})

test('un bouton qui attend dit quoi', async () => {
  server.use(deconnecte)
  await ouvrir('/oubli')
  expect(screen.getByRole('button', { name: 'Recevoir un lien' })).toHaveAccessibleDescription('Saisissez l’adresse électronique de votre compte.')
})

test.each([
  ['/connexion', 1],
  ['/activation#jeton-a-usage-unique-3', 2],
  ['/mon-compte', 2],
] as const)('chaque phrase de passe de %s se montre d’un bouton, champ par champ', async (adresse, combien) => {
  if (adresse !== '/mon-compte') server.use(deconnecte)
  window.location.hash = adresse.split('#')[1] ?? ''
  const { utilisateur } = await ouvrir(adresse.split('#')[0]!)
  const secrets = [...document.querySelectorAll<HTMLInputElement>('input[type="password"]')]
  expect(secrets).toHaveLength(combien)
  const boutons = screen.getAllByRole('button', { name: 'Montrer ou cacher la phrase de passe' })
  expect(boutons).toHaveLength(combien)
  for (const [rang, champ] of secrets.entries()) {
    await utilisateur.click(boutons[rang]!)
    expect(champ).toHaveAttribute('type', 'text')
  }
})

test('un lien périmé mène à un nouveau lien, et l’adresse sans lien aussi', async () => {
  const demandes: unknown[] = []
  server.use(
    deconnecte,
    repond('post', '/activations', () => refuse({ status: 422, code: 'lien-invalide-ou-perime', title: 'Ce lien a expiré.' })),
    repond('post', '/mots-de-passe/oubli', async ({ corps }) => {
      demandes.push(await corps())
      return new Response(null, { status: 202 })
    }),
  )
  window.location.hash = '#jeton-a-usage-unique-4'
  const { utilisateur, unmount } = await ouvrir('/activation')
  expect(screen.queryByRole('link', { name: 'Recevoir un nouveau lien' })).not.toBeInTheDocument()
  await utilisateur.type(screen.getByLabelText(/Nouvelle phrase de passe/), 'quatre mots sans lien')
  await utilisateur.type(screen.getByLabelText(/La même/), 'quatre mots sans lien')
  await utilisateur.click(screen.getByRole('button', { name: 'Activer mon compte' }))
  await utilisateur.click(await screen.findByRole('link', { name: 'Recevoir un nouveau lien' }))
  await utilisateur.type(await screen.findByLabelText(/Adresse électronique/), 'maelle@exemple.test')
  await utilisateur.click(screen.getByRole('button', { name: 'Recevoir un lien' }))
  expect(await screen.findByText(/un lien vient d’y être envoyé/)).toBeVisible()
  expect(demandes).toEqual([{ email: 'maelle@exemple.test' }])
  unmount()
  window.location.hash = ''
  await ouvrir('/activation')
  expect(screen.getByRole('link', { name: 'Recevoir un nouveau lien' })).toBeVisible()
})
