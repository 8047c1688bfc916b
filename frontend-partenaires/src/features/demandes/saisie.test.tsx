import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeDetail, formulaire, page as pageDe, demandeResume, travail, uuid } from '@/test/fixtures/demandes.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { exigenceDuNir } from './nir.ts'

const BROUILLON = { ...demandeDetail(0), etat: 'BR' as const, etat_libelle: 'Brouillon', numero_unique: null, nirs_connus: [] }
const NIR = '284053523800197'
const ICI = `/demandes/${uuid(1, 0)}`
const champNir = (rang = 0) => screen.getAllByRole('textbox', { name: /^N° sécurité sociale/ })[rang]!

describe('le numéro de sécurité sociale', () => {
  test('passer la nationalité à française le rend obligatoire, la nature ANRU l’en dispense, pour chaque titulaire', async () => {
    const sansNationalite = { ...formulaire, demandeur: { ...formulaire.demandeur!, nationalite: null }, codemandeurs: [{ ...formulaire.codemandeurs[0]!, nationalite: '3' as const }] }
    server.use(repond('get', '/demandes/{demande_id}', { ...BROUILLON, formulaire: sansNationalite }))
    const { utilisateur, container } = await ouvrir(`${ICI}/saisie`)
    const [deLui, delle] = await screen.findAllByRole('combobox', { name: /^Nationalité/ })
    expect(champNir()).not.toBeRequired()
    expect(champNir()).toHaveAccessibleDescription('Obligatoire si la nationalité est française.')
    expect(champNir(1)).toHaveAccessibleDescription('Facultatif\u00a0: la personne n’est pas de nationalité française.')
    await utilisateur.selectOptions(deLui!, '1')
    await utilisateur.selectOptions(delle!, '1')
    for (const rang of [0, 1]) {
      expect(champNir(rang)).toBeRequired()
      expect(champNir(rang)).toHaveAccessibleDescription(/^Obligatoire\s: la personne est de nationalité française/)
    }
    await utilisateur.selectOptions(screen.getByRole('combobox', { name: /^Nature de la demande/ }), 'ANRU')
    for (const rang of [0, 1]) {
      expect(champNir(rang)).not.toBeRequired()
      expect(champNir(rang)).toHaveAccessibleDescription('Facultatif\u00a0: c’est une demande ANRU.')
    }
    await verifierAccessibilite(container)
  })

  test.each([
    ['1', 'STANDARD', true],
    ['1', 'MUTATION', true],
    ['1', 'ANRU', false],
    ['2', 'STANDARD', false],
    ['3', 'STANDARD', false],
    [null, 'STANDARD', false],
  ])('nationalité %s, nature %s : obligatoire %s', (nationalite, nature, attendu) => {
    expect(exigenceDuNir(nationalite, nature).obligatoire).toBe(attendu)
  })

  test('la fiche dit de chacun si son numéro est obligatoire', async () => {
    const codemandeur = { ...formulaire.codemandeurs[0]!, nationalite: '2' as const }
    server.use(repond('get', '/demandes/{demande_id}', { ...BROUILLON, formulaire: { ...formulaire, codemandeurs: [codemandeur] } }))
    await ouvrir(`${ICI}/demandeur`)
    const carte = await screen.findByRole('region', { name: 'Numéros de sécurité sociale' })
    expect(within(carte).getByText('Obligatoire, non renseigné')).toBeVisible()
    expect(within(carte).getByText('Facultatif, non renseigné')).toBeVisible()
  })

  test('une demande se crée avec un état civil et sans numéro', async () => {
    const envoyes: string[] = []
    let corps: Record<string, unknown> = {}
    server.use(
      repond('post', '/demandes', async (contexte) => {
        envoyes.push('demande')
        corps = (await contexte.corps()) as typeof corps
        return BROUILLON
      }),
      repond('put', '/demandes/{demande_id}/nir', () => {
        envoyes.push('nir')
        return new Response(null, { status: 204 })
      }),
      repond('get', '/demandes/{demande_id}', BROUILLON),
    )
    const { utilisateur, router } = await ouvrir('/demandes/nouvelle')
    await utilisateur.selectOptions(await screen.findByRole('combobox', { name: /^Nature de la demande/ }), 'ANRU')
    await utilisateur.type(screen.getByRole('textbox', { name: /^Nom de naissance/ }), 'chorouot')
    await utilisateur.type(screen.getByRole('textbox', { name: /^Nom d’usage \(si différent\)/ }), 'koroui')
    await utilisateur.click(screen.getByRole('button', { name: /^Enregistrer le brouillon/ }))
    await waitFor(() => expect(router.state.location.pathname).toBe(ICI))
    expect(envoyes).toEqual(['demande'])
    expect(corps).toMatchObject({ nature: 'ANRU', demandeur: { nom_naissance: 'CHOROUOT', nom_usage: 'KOROUI' } })
  })

  test('refusé, le brouillon est gardé, la raison est sous le champ, et l’essai suivant n’en crée pas un second', async () => {
    const envoyes: string[] = []
    let refuser = true
    server.use(
      repond('post', '/demandes', async ({ corps }) => {
        const { demandeur } = (await corps()) as Pick<typeof formulaire, 'demandeur'>
        envoyes.push('création')
        return { ...BROUILLON, formulaire: { ...formulaire, demandeur, codemandeurs: [] } }
      }),
      repond('put', '/demandes/{demande_id}/nir', async ({ corps }) => {
        envoyes.push(((await corps()) as { nir: string }).nir)
        return refuser ? refuse({ status: 422, code: 'nir-invalide', title: 'La clé de ce numéro est fausse.' }) : new Response(null, { status: 204 })
      }),
      repond('get', '/demandes/{demande_id}', BROUILLON),
    )
    const { utilisateur, router } = await ouvrir('/demandes/nouvelle')
    await utilisateur.type(await screen.findByRole('textbox', { name: /^Nom de naissance/ }), 'CHOROUOT')
    await utilisateur.type(champNir(), '2840535')
    await utilisateur.click(screen.getByRole('button', { name: /^Enregistrer le brouillon/ }))
    expect(await screen.findByText(/Encore 8 caractères/)).toBeVisible()
    expect(envoyes).toEqual([])
    await utilisateur.type(champNir(), '23800197')
    await utilisateur.click(screen.getByRole('button', { name: /^Enregistrer le brouillon/ }))
    expect(await screen.findByText(/clé de ce numéro est fausse/)).toBeVisible()
    expect(router.state.location.pathname).toBe('/demandes/nouvelle')
    refuser = false
    await utilisateur.click(screen.getByRole('button', { name: /^Enregistrer le brouillon/ }))
    await waitFor(() => expect(router.state.location.pathname).toBe(ICI))
    expect(envoyes).toEqual(['création', NIR, NIR])
  })
})

describe('le brouillon', () => {
  test('sans nom de naissance il ne s’enregistre pas, et le résumé mène au champ', async () => {
    let envoye = false
    server.use(
      repond('post', '/demandes', () => {
        envoye = true
        return BROUILLON
      }),
    )
    const { utilisateur } = await ouvrir('/demandes/nouvelle')
    await utilisateur.type(await screen.findByRole('textbox', { name: /^Nom d’usage \(si différent\)/ }), 'KOROUI')
    await utilisateur.click(screen.getByRole('button', { name: /^Enregistrer le brouillon/ }))
    const resume = await screen.findByRole('alert')
    await utilisateur.click(within(resume).getByRole('link', { name: /^Indiquez le nom de naissance/ }))
    expect(screen.getByRole('textbox', { name: /^Nom de naissance/ })).toHaveFocus()
    expect(envoye).toBe(false)
  })

  test('« autre demande » garde celle-ci et rend un formulaire vide', async () => {
    const noms: unknown[] = []
    server.use(
      repond('post', '/demandes', async ({ corps }) => {
        noms.push(((await corps()) as { demandeur: { nom_naissance: string } }).demandeur.nom_naissance)
        return BROUILLON
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes/nouvelle')
    await utilisateur.type(await screen.findByRole('textbox', { name: /^Nom de naissance/ }), 'PREMIER')
    await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer et saisir une autre demande' }))
    await waitFor(() => expect(screen.getByRole('textbox', { name: /^Nom de naissance/ })).toHaveValue(''))
    expect(router.state.location.pathname).toBe('/demandes/nouvelle')
    await utilisateur.type(screen.getByRole('textbox', { name: /^Nom de naissance/ }), 'SECOND')
    await utilisateur.click(screen.getByRole('button', { name: 'Enregistrer et saisir une autre demande' }))
    await waitFor(() => expect(noms).toEqual(['PREMIER', 'SECOND']))
  })

  test('il se supprime et se valide depuis sa fiche', async () => {
    const actions = [
      { code: 'valider', libelle: 'Valider la demande', permise: true, raisons: [], montrer: true },
      { code: 'supprimer', libelle: 'Supprimer le brouillon', permise: true, raisons: [], montrer: true },
    ]
    let supprime = false
    server.use(
      repond('get', '/demandes/{demande_id}', { ...BROUILLON, actions }),
      repond('post', '/demandes/{demande_id}/suppression', () => {
        supprime = true
        return new Response(null, { status: 204 })
      }),
    )
    const { utilisateur, router } = await ouvrir(ICI)
    expect(await screen.findByRole('button', { name: 'Valider la demande' })).toBeEnabled()
    const plus = screen.queryByRole('button', { name: 'Supprimer le brouillon' }) ?? screen.getByRole('button', { name: /autres actions/i })
    await utilisateur.click(plus)
    if (!screen.queryByRole('dialog')) await utilisateur.click(await screen.findByRole('menuitem', { name: 'Supprimer le brouillon' }))
    const fenetre = await screen.findByRole('dialog')
    await utilisateur.click(within(fenetre).getByRole('button', { name: /^Supprimer/ }))
    await waitFor(() => expect(supprime).toBe(true))
    await waitFor(() => expect(router.state.location.pathname).toBe('/demandes'))
  })
})

describe('la liste', () => {
  test('« Brouillons » ne demande que les brouillons de mon organisme, et se retire', async () => {
    const demandees: URLSearchParams[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        demandees.push(url.searchParams)
        return pageDe([])
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes')
    const bouton = await screen.findByRole('button', { name: 'Brouillons' })
    expect(bouton).toHaveAttribute('aria-pressed', 'false')
    await utilisateur.click(bouton)
    await waitFor(() => expect(demandees.at(-1)!.get('mon_organisme')).toBe('true'))
    expect(demandees.at(-1)!.getAll('etat')).toEqual(['BR'])
    expect(screen.getByRole('button', { name: 'Brouillons' })).toHaveAttribute('aria-pressed', 'true')
    await utilisateur.click(screen.getByRole('button', { name: 'Brouillons' }))
    await waitFor(() => expect(Object.keys(router.state.location.search)).not.toContain('mon_organisme'))
    expect(screen.getByRole('button', { name: 'Brouillons' })).toHaveAttribute('aria-pressed', 'false')
  })

  test('choisir un collecteur ne demande que celles qui le déclarent', async () => {
    const demandees: URLSearchParams[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        demandees.push(url.searchParams)
        return pageDe([])
      }),
    )
    const { utilisateur } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('combobox', { name: 'Contingent ou collecteur' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'ALIADE' }))
    await waitFor(() => expect(demandees.at(-1)!.get('collecteur')).toBe('ALIADE'))
    expect(demandees.at(-1)!.has('contingent')).toBe(false)
    await utilisateur.click(screen.getByRole('combobox', { name: 'Contingent ou collecteur' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Employeurs et Action Logement' }))
    await waitFor(() => expect(demandees.at(-1)!.get('action_logement')).toBe('true'))
    expect(demandees.at(-1)!.has('collecteur')).toBe(false)
  })

  test('trois lignes cochées font trois lettres à imprimer, en un document', async () => {
    let corps: unknown
    const pretes = { ...travail(), genre: 'lettres' as const, genre_libelle: 'Lettres', nom: 'lettres-2026-11-28.pdf', total: 3, faits: 3, manques: [] }
    server.use(
      repond('post', '/messages-groupes', async (contexte) => {
        corps = await contexte.corps()
        return pretes
      }),
      repond('get', '/travaux/{travail_id}', pretes),
    )
    const { utilisateur, container } = await ouvrir('/demandes')
    for (const nom of ['BERNARD Karim', 'DIALLO Louise', 'MARTIN (NGUYEN) Martine']) await utilisateur.click(await screen.findByRole('checkbox', { name: `Cocher ${nom}` }))
    await utilisateur.click(screen.getByRole('button', { name: 'Écrire' }))
    const fenetre = within(await screen.findByRole('dialog', { name: 'Écrire à 3 demandeurs' }))
    await utilisateur.click(fenetre.getByRole('radio', { name: 'Lettre à imprimer' }))
    await utilisateur.type(fenetre.getByRole('textbox', { name: /Objet/ }), 'Permanence')
    await utilisateur.type(fenetre.getByRole('textbox', { name: /Message/ }), 'Venez nous voir mardi.')
    await utilisateur.click(fenetre.getByRole('button', { name: 'Préparer les lettres' }))
    expect(await fenetre.findByRole('link', { name: 'Prendre le fichier' })).toHaveAttribute('download', 'lettres-2026-11-28.pdf')
    expect(corps).toEqual({ demandes: [uuid(1, 1), uuid(1, 2), uuid(1, 0)], objet: 'Permanence', texte: 'Venez nous voir mardi.', par: 'lettre' })
    await verifierAccessibilite(container)
  })

  test('elle dit ce qu’elle montre et sur combien, et se lit page à page', async () => {
    const demandees: URLSearchParams[] = []
    const deux = [demandeResume(0), demandeResume(1)]
    server.use(
      repond('get', '/demandes', ({ url }) => {
        demandees.push(url.searchParams)
        const page = Number(url.searchParams.get('page') ?? 1)
        const size = Number(url.searchParams.get('size') ?? 50)
        return { items: deux, total: size === 50 ? 2 : 27, total_plafonne: false, page, size }
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes')
    expect(await screen.findByText('Résultats 1 à 2 sur 2')).toBeVisible()
    expect(demandees.at(-1)!.get('size')).toBe('50')
    expect(screen.getByRole('combobox', { name: 'Lignes par page' })).toHaveDisplayValue('50')
    await utilisateur.selectOptions(screen.getByRole('combobox', { name: 'Lignes par page' }), '25')
    await screen.findByText('Résultats 1 à 2 sur 27')
    await utilisateur.click(screen.getByRole('button', { name: 'Page suivante' }))
    expect(await screen.findByText('Résultats 26 à 27 sur 27')).toBeVisible()
    expect(router.state.location.search).toMatchObject({ page: '2', size: '25' })
  })
})

describe('la fiche', () => {
  test('l’en-tête garde le nom, le numéro unique, la référence et le jour du dépôt d’un onglet à l’autre', async () => {
    const vue = demandeDetail(0)
    server.use(
      repond('get', '/demandes/{demande_id}', { ...vue, deposee_le: '1991-10-08', reference: '90220700001', entete: { ...vue.entete, phrase: '08/10/1991 (35 ans 1 mois) – 42 ans' } }),
    )
    const { utilisateur } = await ouvrir(ICI)
    const nom = await screen.findByRole('heading', { level: 1, name: 'KOROUI (CHOROUOT) Martine' })
    const dits = [/^035\s/, 'Réf. 90220700001', /^Déposée le 08\/10\/1991/]
    for (const onglet of ['Occupants', 'Revenus', 'Historique', 'Logement recherché']) {
      await utilisateur.click(screen.getByRole('link', { name: onglet }))
      await waitFor(() => expect(screen.getByRole('link', { name: onglet })).toHaveAttribute('aria-current', 'page'))
      expect(screen.getByRole('heading', { level: 1, name: 'KOROUI (CHOROUOT) Martine' })).toBe(nom)
      for (const dit of dits) expect(screen.getByText(dit)).toBeVisible()
    }
  })

  test('sans numéro, il dit « non attribué » et la référence', async () => {
    server.use(repond('get', '/demandes/{demande_id}', { ...BROUILLON, reference: '90220700001' }))
    await ouvrir(ICI)
    expect(await screen.findByText('N° unique non attribué, réf. 90220700001')).toBeVisible()
  })

  test.each([
    ['demandeur', ['Civilité', 'Nom de naissance', 'Nom d’usage', 'Prénoms', 'Né(e) le', 'Nationalité', 'Situation familiale', 'Portable', 'Courriel', 'Adresse']],
    ['saisie', ['Civilité', 'Nom de naissance', 'Nom d’usage (si différent)', 'Prénoms', 'Date de naissance', 'Nationalité', 'N° sécurité sociale', 'Situation familiale', 'Téléphone du domicile', 'Portable', 'Téléphone du travail', 'Adresse électronique']],
  ])('l’identité et les coordonnées se lisent sous leurs libellés : %s', async (onglet, libelles) => {
    await ouvrir(`${ICI}/${onglet}`)
    for (const libelle of libelles) expect((await screen.findAllByText(libelle))[0]).toBeVisible()
  })

  test('choisir le demandeur ou le codemandeur montre le métier de chacun', async () => {
    const { utilisateur, router, container } = await ouvrir(`${ICI}/situation-professionnelle`)
    const choix = within(await screen.findByRole('radiogroup', { name: 'Métier de' }))
    expect(screen.getByText('Aide-soignante')).toBeVisible()
    expect(screen.getByText('Magasinier')).toBeVisible()
    await utilisateur.click(choix.getByRole('radio', { name: /^Codemandeur\s: BENALI Karim/ }))
    expect(screen.queryByText('Aide-soignante')).not.toBeInTheDocument()
    expect(screen.getByText('Magasinier')).toBeVisible()
    expect(router.state.location.search).toMatchObject({ qui: formulaire.codemandeurs[0]!.id })
    await utilisateur.click(choix.getByRole('radio', { name: /^Demandeur\s: KOROUI/ }))
    expect(screen.getByText('Aide-soignante')).toBeVisible()
    expect(screen.queryByText('Magasinier')).not.toBeInTheDocument()
    await verifierAccessibilite(container)
  })

  test('seul, le demandeur n’a personne à choisir', async () => {
    server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, codemandeurs: [] } }))
    await ouvrir(`${ICI}/situation-professionnelle`)
    expect(await screen.findByText('Aide-soignante')).toBeVisible()
    expect(screen.queryByRole('radiogroup')).not.toBeInTheDocument()
  })

  test('colocataires, codemandeurs et occupants ont chacun leur onglet', async () => {
    const colocataire = { id: uuid(2, 8), nom_naissance: 'DURAND', prenoms: 'Sacha', lien: 'AMI' as const }
    server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, colocataires: [colocataire] } }))
    const gens = { colocataires: /DURAND/, codemandeurs: /^Codemandeur\s: BENALI Karim/, occupants: /Lina/ }
    for (const [onglet, attendu] of Object.entries(gens)) {
      const { unmount } = await ouvrir(`${ICI}/${onglet}`)
      const contenu = within(screen.getByRole('main'))
      expect((await contenu.findAllByText(attendu))[0]).toBeVisible()
      for (const [autre, absent] of Object.entries(gens)) if (autre !== onglet) expect(contenu.queryByText(absent), `${autre} dans ${onglet}`).not.toBeInTheDocument()
      unmount()
    }
  })

  test('un occupant dit son lien, s’il est à charge, et sa garde', async () => {
    const visite = { ...formulaire.occupants[0]!, id: uuid(2, 7), prenom: 'Tom', a_charge: false, coparentalite: 'D' as const }
    server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, occupants: [...formulaire.occupants, visite] } }))
    await ouvrir(`${ICI}/occupants`)
    const ligne = (prenom: RegExp) => screen.findByRole('row', { name: prenom })
    expect(await ligne(/Lina/)).toHaveTextContent(/Enfant.*Oui/)
    expect(await ligne(/Nathan/)).toHaveTextContent(/Garde alternée/i)
    expect(await ligne(/Tom/)).toHaveTextContent(/Droit de visite/i)
  })

  test('l’alerte des occupants se lit à la saisie et au renouvellement, qui se fait tout de même', async () => {
    const message = 'Attention ! Les occupants avec le lien de parenté…'
    const mal = {
      ...demandeDetail(0),
      occupants_a_rattacher: [formulaire.occupants[0]!.id],
      controles: [{ champ: 'occupants.0.a_charge', niveau: 'alerte', code: 'occupant-a-rattacher', message }],
      actions: [{ code: 'renouveler', libelle: 'Renouveler', permise: true, raisons: [], montrer: true }],
    }
    let renouvelee = false
    server.use(
      repond('get', '/demandes/{demande_id}', mal),
      repond('post', '/demandes/{demande_id}/renouvellement', () => {
        renouvelee = true
        return mal
      }),
    )
    const { unmount } = await ouvrir(`${ICI}/saisie`)
    expect(await screen.findByText(message)).toBeVisible()
    unmount()
    const { utilisateur } = await ouvrir(`${ICI}/revenus`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Renouveler' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Renouveler la demande' })
    expect(within(fenetre).getByText(message)).toBeVisible()
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Renouveler' }))
    await waitFor(() => expect(renouvelee).toBe(true))
  })

  test('au formulaire d’une demande enregistrée, un codemandeur se corrige ; il n’entre ni ne sort que par son onglet', async () => {
    await ouvrir(`${ICI}/saisie`)
    const rubrique = within(await screen.findByRole('region', { name: 'Codemandeurs' }))
    expect(rubrique.getByRole('textbox', { name: /^Nom de naissance/ })).toBeEnabled()
    expect(rubrique.queryByRole('button', { name: 'Ajouter un codemandeur' })).toBeNull()
    expect(rubrique.queryByRole('button', { name: /^Retirer/ })).toBeNull()
    expect(rubrique.getByText(/une arrivée ou un départ se fait depuis l’onglet Codemandeurs/)).toBeVisible()
    expect(rubrique.getByRole('link', { name: 'Ajouter ou retirer un codemandeur' })).toHaveAttribute('href', expect.stringMatching(`${ICI}/codemandeurs$`))
  })

  test('au brouillon, un codemandeur s’ajoute et se retire dans le formulaire', async () => {
    server.use(repond('get', '/demandes/{demande_id}', BROUILLON))
    await ouvrir(`${ICI}/saisie`)
    const rubrique = within(await screen.findByRole('region', { name: 'Codemandeurs' }))
    expect(rubrique.getByRole('button', { name: 'Ajouter un codemandeur' })).toBeEnabled()
    expect(rubrique.getByRole('button', { name: 'Retirer le codemandeur 1' })).toBeEnabled()
  })

  test('un codemandeur n’entre qu’en disant pourquoi', async () => {
    let corps: Record<string, unknown> = {}
    server.use(
      repond('post', '/demandes/{demande_id}/personnes', async (contexte) => {
        corps = (await contexte.corps()) as typeof corps
        return demandeDetail(0)
      }),
    )
    const { utilisateur } = await ouvrir(`${ICI}/demandeur`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Ajouter un codemandeur' }))
    const fenetre = within(await screen.findByRole('dialog', { name: 'Ajouter un codemandeur' }))
    await utilisateur.click(fenetre.getByRole('combobox', { name: /Lien avec le demandeur/ }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Concubin(e)' }))
    await utilisateur.type(fenetre.getByRole('textbox', { name: /Nom de naissance/ }), 'DURAND')
    await utilisateur.type(fenetre.getByRole('textbox', { name: /Prénoms/ }), 'Sacha')
    await utilisateur.type(fenetre.getByLabelText(/Date de naissance/), '1990-02-03')
    const ajouter = fenetre.getByRole('button', { name: 'Ajouter à la demande' })
    await waitFor(() => expect(ajouter).toHaveAccessibleDescription('Dites pourquoi cette personne entre dans la demande.'))
    await utilisateur.type(fenetre.getByRole('textbox', { name: /Pourquoi/ }), 'Vie commune')
    await utilisateur.click(ajouter)
    await waitFor(() => expect(corps).toMatchObject({ sorte: 'ajout', commentaire: 'Vie commune', codemandeur: { nom_naissance: 'DURAND' } }))
  })
})

describe('les secteurs souhaités', () => {
  test('un secteur choisi garde le nom de son EPCI : plusieurs en ont un du même nom', async () => {
    const { utilisateur } = await ouvrir('/demandes/nouvelle')
    const secteurs = await screen.findByRole('group', { name: /^Secteurs souhaités/ })
    await utilisateur.click(within(secteurs).getByRole('combobox', { name: 'Ajouter un secteur' }))
    await utilisateur.click(await screen.findByRole('option', { name: /^Couronne nord/ }))
    expect(within(secteurs).getByRole('listitem')).toHaveTextContent(/Couronne nord, Rennes Métropole/)
  })
})
