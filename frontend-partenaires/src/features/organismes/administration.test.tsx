import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { actualites, agences, clients, comptes, enregistrement, organismes } from '@/test/fixtures/administration.ts'
import { uuid } from '@/test/fixtures/demandes.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

describe('les organismes', () => {
  test('le gestionnaire ajoute un partenaire, puis ouvre le compte de son référent', async () => {
    let organisme: unknown
    let compte: unknown
    server.use(
      repond('post', '/organismes', async ({ corps }) => {
        organisme = await corps()
        return { ...organismes[3]!, id: uuid(3, 9), nom: 'Ville de Vitré' }
      }),
      repond('get', '/organismes/{organisme_id}', { ...organismes[3]!, id: uuid(3, 9), nom: 'Ville de Vitré' }),
      repond('post', '/comptes', async ({ corps }) => {
        compte = await corps()
        return comptes[0]!
      }),
    )
    const { utilisateur } = await ouvrir('/organismes')
    await utilisateur.click(screen.getByRole('button', { name: 'Ajouter un organisme' }))
    const ajout = await screen.findByRole('dialog')
    expect(within(ajout).getByRole('button', { name: 'Ajouter' })).toHaveAccessibleDescription('Saisissez le nom.')
    await utilisateur.selectOptions(within(ajout).getByLabelText('Type'), 'COMMUNE')
    await utilisateur.type(within(ajout).getByLabelText(/^Nom/), 'Ville de Vitré')
    await utilisateur.type(within(ajout).getByLabelText(/Code guichet/), '35c')
    expect(within(ajout).getByRole('button', { name: 'Ajouter' })).toHaveAccessibleDescription('Le code guichet compte cinq caractères.')
    await utilisateur.type(within(ajout).getByLabelText(/Code guichet/), '02')
    await utilisateur.click(within(ajout).getByRole('combobox', { name: 'Ajouter une commune' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Vitré (35500)' }))
    await utilisateur.click(within(ajout).getByRole('button', { name: 'Ajouter' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Ville de Vitré' })).toBeVisible()
    expect(organisme).toEqual({ type: 'COMMUNE', nom: 'Ville de Vitré', siren: null, code_guichet: '35C02', communes: ['35360'], handicap_seulement: false })

    await utilisateur.click(await screen.findByRole('button', { name: 'Ouvrir un compte' }))
    const ouverture = await screen.findByRole('dialog', { name: 'Ouvrir un compte, Ville de Vitré' })
    await utilisateur.type(within(ouverture).getByLabelText(/^Nom/), 'Kermarrec')
    await utilisateur.type(within(ouverture).getByLabelText(/^Prénom/), 'Yann')
    await utilisateur.type(within(ouverture).getByLabelText(/^Courriel/), 'yann@vitre.fr')
    await utilisateur.selectOptions(within(ouverture).getByLabelText(/^Profil/), 'CONSULTATION')
    await utilisateur.click(within(ouverture).getByRole('button', { name: 'Ouvrir le compte' }))
    expect(await screen.findByText(/un lien d’activation est envoyé à yann@vitre.fr/)).toBeVisible()
    expect(compte).toMatchObject({ organisme_id: uuid(3, 9), profil: 'CONSULTATION' })
  })

  test('le gestionnaire délègue l’enregistrement, et termine un accord', async () => {
    let delegation: unknown
    let fin: unknown
    server.use(
      repond('post', '/organismes/{organisme_id}/delegations', async ({ corps }) => {
        delegation = await corps()
        return enregistrement
      }),
      repond('post', '/organismes/{organisme_id}/accords-d-enregistrement/{accord_id}/fin', async ({ corps }) => {
        fin = await corps()
        return enregistrement
      }),
      repond('get', '/organismes/{organisme_id}', { ...organismes[0]!, code_guichet: '35A01' }),
    )
    const { utilisateur } = await ouvrir(`/organismes/${organismes[0]!.id}`)
    const carte = await screen.findByRole('region', { name: 'Enregistrement des demandes' })
    expect(await within(carte).findByText(/délibération n° 12 du 3 mars 2026/)).toBeVisible()
    expect(within(carte).getByText('En vigueur')).toBeVisible()
    await utilisateur.click(within(carte).getByRole('button', { name: 'Déléguer' }))
    const donner = await screen.findByRole('dialog')
    expect(within(donner).getByRole('button', { name: 'Enregistrer' })).toHaveAccessibleDescription('Choisissez l’organisme.')
    await utilisateur.selectOptions(await within(donner).findByLabelText(/Mandataire/), organismes[1]!.nom)
    await utilisateur.type(within(donner).getByLabelText(/^Acte/), 'délibération n° 7')
    await utilisateur.type(within(donner).getByLabelText(/À partir du/), '2026-12-01')
    await utilisateur.click(within(donner).getByRole('button', { name: 'Enregistrer' }))
    await waitFor(() => expect(delegation).toEqual({ mandataire_id: organismes[1]!.id, acte: 'délibération n° 7', du: '2026-12-01', au: null }))

    await utilisateur.click(within(carte).getByRole('button', { name: /^Terminer : N’enregistre plus/ }))
    const terminer = await screen.findByRole('dialog', { name: 'Terminer l’accord' })
    await utilisateur.type(within(terminer).getByLabelText('Dernier jour'), '2026-12-31')
    await utilisateur.click(within(terminer).getByRole('button', { name: 'Enregistrer la fin' }))
    await waitFor(() => expect(fin).toEqual({ version: 1, au: '2026-12-31' }))
    await verifierAccessibilite(document.body)
  })

  test('un référent ne touche pas à l’organisme des autres', async () => {
    server.use(
      repond('get', '/session', { ...session, droits: session.droits.filter((droit) => droit !== 'organismes:gerer') }),
      repond('get', '/organismes/{organisme_id}', { ...organismes[3]!, id: uuid(3, 4) }),
    )
    await ouvrir(`/organismes/${uuid(3, 4)}`)
    expect(await screen.findByText('Agence Centre')).toBeVisible()
    expect(screen.queryByRole('button', { name: /Modifier/ })).not.toBeInTheDocument()
    expect(screen.queryByRole('region', { name: 'Comptes' })).not.toBeInTheDocument()
  })

  test('une agence se corrige champ par champ, l’histoire de l’organisme s’en souvient', async () => {
    let envoye: unknown
    server.use(
      repond('patch', '/organismes/{organisme_id}/agences/{agence_id}', async ({ corps }) => {
        envoye = await corps()
        return agences
      }),
    )
    const { utilisateur, container } = await ouvrir(`/organismes/${uuid(3, 1)}`)
    expect(await screen.findByText('Modification d’une agence')).toBeVisible()
    await verifierAccessibilite(container)
    await utilisateur.click(await screen.findByRole('button', { name: 'Modifier Agence Centre' }))
    const dialogue = await screen.findByRole('dialog')
    const telephone = within(dialogue).getByLabelText('Téléphone')
    await utilisateur.clear(telephone)
    await utilisateur.type(telephone, '02 99 44 55 66')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }))
    expect(await screen.findByText('L’agence est modifiée.')).toBeVisible()
    expect(envoye).toEqual({ version: 1, telephone: '02 99 44 55 66' })
  })
})

describe('la fiche d’un organisme', () => {
  test('son logo se dépose', async () => {
    const logo = '/partenaires/v1/organismes/x/logo?version=abc'
    const gestes: string[] = []
    server.use(
      repond('put', '/organismes/{organisme_id}/logo', () => {
        gestes.push('déposé')
        return { ...organismes[0]!, logo }
      }),
    )
    const { utilisateur, container } = await ouvrir(`/organismes/${uuid(3, 1)}`)
    expect(await screen.findByText(/Aucun logo/)).toBeVisible()
    await utilisateur.upload(screen.getByLabelText('Fichier du logo'), new File(['x'], 'logo.png', { type: 'image/png' }))
    expect(await screen.findByText('Le logo est en place.')).toBeVisible()
    expect(gestes).toEqual(['déposé'])
    await verifierAccessibilite(container)
  })

  test('un logo illisible dit ce qui est accepté', async () => {
    server.use(repond('put', '/organismes/{organisme_id}/logo', () => refuse({ status: 422, code: 'logo-illisible', title: 'Ce logo n’est pas lisible.' })))
    const { utilisateur } = await ouvrir(`/organismes/${uuid(3, 1)}`)
    await utilisateur.upload(await screen.findByLabelText('Fichier du logo'), new File(['x'], 'logo.png', { type: 'image/png' }))
    expect(await screen.findByText('Ce logo n’est pas lisible.')).toBeVisible()
  })

  test('le gestionnaire limite un organisme à des communes', async () => {
    let envoye: unknown
    server.use(
      repond('put', '/organismes/{organisme_id}/perimetre', async ({ corps }) => {
        envoye = await corps()
        return organismes[0]!
      }),
    )
    const { utilisateur } = await ouvrir(`/organismes/${uuid(3, 1)}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Périmètre' }))
    const dialogue = await screen.findByRole('dialog')
    expect(dialogue).toHaveTextContent('voit les demandes qui en souhaitent une')
    await utilisateur.click(within(dialogue).getByRole('combobox', { name: 'Ajouter une commune' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Vitré (35500)' }))
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }))
    expect(await screen.findByText('Le périmètre est enregistré.')).toBeVisible()
    expect(envoye).toMatchObject({ version: 4, communes: ['35360'] })
  })

  test('limiter son propre organisme se confirme, après avoir lu ce qu’il ne verra plus', async () => {
    const envoyes: unknown[] = []
    server.use(
      repond('put', '/organismes/{organisme_id}/perimetre', async ({ corps }) => {
        envoyes.push(await corps())
        return envoyes.length > 1 ? organismes[0]! : refuse({ status: 409, code: 'perimetre-a-confirmer', title: 'C’est votre propre organisme. Vous ne verrez plus que les demandes où un handicap est signalé.' })
      }),
    )
    const { utilisateur } = await ouvrir(`/organismes/${uuid(3, 1)}`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Périmètre' }))
    const dialogue = await screen.findByRole('dialog')
    await utilisateur.click(within(dialogue).getByRole('checkbox', { name: 'Handicap signalé seulement' }))
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }))
    expect(await within(dialogue).findByRole('alert')).toHaveTextContent('C’est votre propre organisme.')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }))
    expect(within(dialogue).getByText(/Dites que vous avez lu/)).toBeVisible()
    expect(envoyes).toHaveLength(1)
    await utilisateur.click(within(dialogue).getByRole('checkbox', { name: 'J’ai lu ce que mon organisme ne verra plus' }))
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Enregistrer' }))
    expect(await screen.findByText('Le périmètre est enregistré.')).toBeVisible()
    expect(envoyes).toMatchObject([{ confirme_pour_le_sien: false }, { handicap_seulement: true, confirme_pour_le_sien: true }])
  })
})

describe('les comptes', () => {
  test('un téléphone perdu : le second code d’un collègue se retire, en disant ce que cela fait', async () => {
    server.use(repond('delete', '/comptes/{compte_id}/totp', { ...comptes[0]!, totp_actif: false }))
    const { utilisateur } = await ouvrir('/comptes')
    await utilisateur.click(await screen.findByRole('button', { name: 'Actions sur le compte de Anne Le Goff' }))
    await utilisateur.click(await screen.findByRole('menuitem', { name: 'Retirer le second code' }))
    const dialogue = await screen.findByRole('dialog')
    expect(dialogue).toHaveTextContent('elle en est prévenue par courriel')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Retirer le second code' }))
    expect(await screen.findByText('Le second code de Anne Le Goff est retiré.')).toBeVisible()
  })

  test('désactiver un collègue se confirme et dit ce que cela fait', async () => {
    const gestes: string[] = []
    server.use(
      repond('post', '/comptes/{compte_id}/desactivation', ({ params }) => {
        gestes.push(String(params.compte_id))
        return { ...comptes[1]!, actif: false }
      }),
    )
    const { utilisateur } = await ouvrir('/comptes')
    await utilisateur.click(await screen.findByRole('button', { name: 'Actions sur le compte de Yves Hamon' }))
    await utilisateur.click(await screen.findByRole('menuitem', { name: 'Désactiver' }))
    const dialogue = await screen.findByRole('dialog')
    expect(dialogue).toHaveTextContent('La personne est déconnectée aussitôt')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Désactiver' }))
    expect(await screen.findByText('Le compte de Yves Hamon est désactivé.')).toBeVisible()
    expect(gestes).toEqual([uuid(13, 1)])
  })

  test('la liste dit qui n’a pas encore activé, qui est désactivé, à qui il manque un téléphone', async () => {
    await ouvrir('/comptes')
    expect(await screen.findByRole('row', { name: /QUÉRÉ Maëlle.*À activer.*Jamais/ })).toBeVisible()
    expect(screen.getByRole('row', { name: /BENALI Sofiane.*Manquant.*Désactivé/ })).toBeVisible()
  })

  test('l’histoire d’un compte s’ouvre sans quitter la liste', async () => {
    const { utilisateur } = await ouvrir('/comptes')
    await utilisateur.click(await screen.findByRole('button', { name: 'Actions sur le compte de Anne Le Goff' }))
    await utilisateur.click(await screen.findByRole('menuitem', { name: 'Voir l’historique' }))
    expect(await within(await screen.findByRole('dialog')).findByText('Consultation seule → Chargé de clientèle')).toBeVisible()
  })

  test('une adresse déjà prise se lit dans la fenêtre, la saisie reste', async () => {
    server.use(repond('post', '/comptes', () => refuse({ status: 409, code: 'compte-deja-existant', title: 'Un compte existe déjà avec cette adresse électronique.' })))
    const { utilisateur } = await ouvrir('/comptes')
    await utilisateur.click(screen.getByRole('button', { name: 'Ouvrir un compte' }))
    const dialogue = await screen.findByRole('dialog')
    await utilisateur.type(within(dialogue).getByLabelText(/^Nom/), 'Hamon')
    await utilisateur.type(within(dialogue).getByLabelText(/^Prénom/), 'Yves')
    await utilisateur.type(within(dialogue).getByLabelText(/^Courriel/), 'yves@exemple.fr')
    await utilisateur.selectOptions(within(dialogue).getByLabelText(/^Profil/), 'CHARGE_CLIENTELE')
    await utilisateur.click(within(dialogue).getByRole('button', { name: 'Ouvrir le compte' }))
    expect(await within(dialogue).findByRole('alert')).toHaveTextContent('Un compte existe déjà')
    expect(within(dialogue).getByLabelText(/^Courriel/)).toHaveValue('yves@exemple.fr')
  })
})

test('le secret d’un logiciel tiers se montre une fois, et ne se ferme pas par mégarde', async () => {
  server.use(repond('post', '/clients-tiers/{client_id}/rotation', { client: clients[0]!, secret: 'le-secret-neuf' }))
  const { utilisateur } = await ouvrir('/clients-tiers')
  await utilisateur.click(await screen.findByRole('button', { name: 'Changer le secret de Gestion locative Archipel' }))
  await utilisateur.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Changer le secret' }))
  expect(await screen.findByDisplayValue('le-secret-neuf')).toBeVisible()
  await utilisateur.keyboard('{Escape}')
  expect(screen.getByDisplayValue('le-secret-neuf')).toBeVisible()
  await utilisateur.click(screen.getByRole('button', { name: 'J’ai noté le secret' }))
  expect(screen.queryByDisplayValue('le-secret-neuf')).not.toBeInTheDocument()
})

test('une actualité a son public et ses dates, et se retire', async () => {
  let envoye: unknown
  const retirees: string[] = []
  server.use(
    repond('post', '/actualites', async ({ corps }) => {
      envoye = await corps()
      return actualites
    }),
    repond('delete', '/actualites/{actualite_id}', ({ params }) => {
      retirees.push(String(params.actualite_id))
      return actualites.slice(1)
    }),
  )
  const { utilisateur } = await ouvrir('/actualites')
  await utilisateur.click(screen.getByRole('button', { name: 'Publier une actualité' }))
  const dialogue = await screen.findByRole('dialog')
  const publier = within(dialogue).getByRole('button', { name: 'Publier' })
  await utilisateur.type(within(dialogue).getByLabelText(/^Titre/), 'Fermeture')
  await utilisateur.type(within(dialogue).getByLabelText(/^Texte/), 'Les guichets ferment le 24 décembre.')
  await utilisateur.clear(within(dialogue).getByLabelText(/^Du/))
  await utilisateur.type(within(dialogue).getByLabelText(/^Du/), '2099-12-20')
  await utilisateur.type(within(dialogue).getByLabelText(/^Au/), '2099-12-01')
  expect(publier).toHaveAccessibleDescription('La fin suit le début.')
  await utilisateur.clear(within(dialogue).getByLabelText(/^Au/))
  await utilisateur.type(within(dialogue).getByLabelText(/^Au/), '2099-12-26')
  await utilisateur.click(within(dialogue).getByRole('checkbox', { name: 'Commune' }))
  await utilisateur.click(publier)
  expect(await screen.findByText('L’actualité paraîtra à sa date.')).toBeVisible()
  expect(envoye).toEqual({ titre: 'Fermeture', texte: 'Les guichets ferment le 24 décembre.', du: '2099-12-20', au: '2099-12-26', types_organisme: ['COMMUNE'] })

  await utilisateur.click(screen.getByRole('button', { name: /Retirer «\sMise à jour/ }))
  await utilisateur.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Retirer l’actualité' }))
  await waitFor(() => expect(retirees).toEqual([uuid(15, 1)]))
})

test('ce que l’on ne peut pas faire d’un compte ou d’un accès fermé reste lisible, avec sa raison', async () => {
  const { utilisateur } = await ouvrir('/comptes')
  await utilisateur.click(await screen.findByRole('button', { name: 'Actions sur le compte de Gwenaëlle Tanguy' }))
  const refusee = await screen.findByRole('menuitem', { name: /^Désactiver.*votre propre compte/ })
  await utilisateur.click(refusee)
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  expect(refusee).toBeVisible()
})

test('un accès révoqué dit pourquoi ses boutons ne font plus rien', async () => {
  await ouvrir('/clients-tiers')
  expect(await screen.findByRole('button', { name: 'Révoquer Diffuseur d’annonces' })).toHaveAccessibleDescription(/déjà fermé/)
})
