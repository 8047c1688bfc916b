import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { demande, formulaireRempli, formulaireVide, personne as personneDuDossier } from '../../test/fixtures/demande.ts'
import { ID } from '../../test/fixtures/identifiants.ts'
import { refus, url } from '../../test/handlers.ts'
import { defauts, visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'

const manque = (champ: string, message: string) => ({ champ, niveau: 'bloquant', code: 'champ-obligatoire', message })
const continuer = () => screen.findByRole('button', { name: 'Enregistrer et continuer' })

test('une étape enregistrée mène à la suivante, dont le titre reçoit le focus', async () => {
  const { personne } = visiter('/35/demande/coordonnees')
  await personne.click(await continuer())
  const titre = await screen.findByRole('heading', { level: 1, name: /Avec qui allez-vous vivre/ })
  expect(location.pathname).toBe('/35/demande/foyer')
  expect(document.activeElement).toBe(titre)
})

test('une étape n’envoie que sa rubrique, avec la version lue', async () => {
  const corps: unknown[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      expect(request.headers.get('X-Fdls')).toBe('1')
      corps.push(await request.json())
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/motifs')
  await personne.click(await screen.findByRole('checkbox', { name: 'Sans logement' }))
  await personne.click(screen.getByRole('button', { name: 'Monter Sans logement' }))
  await personne.click(await continuer())
  await screen.findByRole('heading', { level: 1, name: /pièce d’identité/ })
  expect(corps).toEqual([{ version: 4, motifs: { codes: ['13', '01', '09'], autre: null, jugement_le: null } }])
})

test('ce qui manque est dit par le serveur, le résumé prend le focus et mène au champ', async () => {
  const incomplete = demande({
    formulaire: formulaireVide,
    nirs_connus: [],
    controles: [manque('demandeur.civilite', 'Indiquez la civilité.'), manque('demandeur.nir', 'Indiquez le numéro de sécurité sociale.')] as never,
  })
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(incomplete)),
    http.patch(url('/ma-demande'), () => HttpResponse.json(incomplete)),
  )
  const { personne } = visiter('/35/demande/identite')
  await personne.click(await continuer())
  const resume = await screen.findByRole('alert')
  expect(document.activeElement).toBe(resume)
  await personne.click(within(resume).getByRole('link', { name: 'Indiquez le numéro de sécurité sociale.' }))
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Numéro de sécurité sociale/ }))
  expect(screen.getByRole('link', { name: 'Continuer et compléter plus tard' })).toHaveProperty('pathname', '/35/demande/coordonnees')
  expect(await defauts()).toEqual([])
})

test.each([
  ['ES', null, 'Vos réponses sont enregistrées. Il manque encore ceci pour envoyer la demande'],
  ['AC', '035112600012335238', 'Vos réponses sont enregistrées. Il manque encore ceci à votre demande'],
] as const)('ce qui manque se dit pour l’envoi tant que la demande n’est pas partie (%s)', async (etat, numero_unique, phrase) => {
  const incomplete = demande({ etat, numero_unique, formulaire: formulaireVide, controles: [manque('demandeur.civilite', 'Indiquez la civilité.')] as never })
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(incomplete)),
    http.patch(url('/ma-demande'), () => HttpResponse.json(incomplete)),
  )
  const { personne } = visiter('/35/demande/identite')
  await personne.click(await continuer())
  expect((await screen.findByRole('alert')).textContent).toContain(phrase)
})

test('une forme fausse se corrige sans déranger le serveur', async () => {
  const { personne } = visiter('/35/demande/coordonnees')
  const email = await screen.findByRole('textbox', { name: 'Adresse e-mail' })
  await personne.clear(email)
  await personne.type(email, 'camille@')
  await personne.click(await continuer())
  expect(within(await screen.findByRole('alert')).getByText(/adresse e-mail n’est pas complète/)).toBeTruthy()
  expect(location.pathname).toBe('/35/demande/coordonnees')
})

test('réseau coupé : on continue, et la page dit que c’est gardé sur ce téléphone', async () => {
  const { personne } = visiter('/35/demande/coordonnees')
  const rue = await screen.findByRole('textbox', { name: 'Rue' })
  server.use(http.patch(url('/ma-demande'), () => HttpResponse.error()))
  await personne.clear(rue)
  await personne.type(rue, 'rue du Port')
  await personne.click(await continuer())
  await screen.findByRole('heading', { level: 1, name: /Avec qui allez-vous vivre/ })
  expect(screen.getByText('Enregistré sur ce téléphone, nous réessayons…')).toBeTruthy()
  expect(localStorage.getItem(`fdls.brouillon.${ID.demande}.envoi`)).toContain('rue du Port')
})

test('session finie : la page demande de se reconnecter, et la saisie attend au retour', async () => {
  const { personne } = visiter('/35/demande/coordonnees')
  const rue = await screen.findByRole('textbox', { name: 'Rue' })
  await personne.clear(rue)
  await personne.type(rue, 'rue du Port')
  await waitFor(() => expect(localStorage.getItem(`fdls.brouillon.${ID.demande}.saisie.coordonnees`)).toContain('rue du Port'))
  server.use(http.patch(url('/ma-demande'), () => refus(401, 'non-connecte', 'Vous n’êtes plus connecté.')))
  await personne.click(await continuer())
  await screen.findByRole('heading', { level: 1, name: /Connectez-vous/ })
  const lien = within(screen.getByRole('main')).getByRole('link', { name: 'Se connecter' })
  expect(lien.getAttribute('href')).toBe('/35/connexion?retour=%2Fdemande%2Fcoordonnees')
  expect(localStorage.getItem(`fdls.brouillon.${ID.demande}.saisie.coordonnees`)).toContain('rue du Port')
})

test('une demande modifiée ailleurs garde la saisie, et la suite part avec la nouvelle version', async () => {
  const versions: number[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      const { version } = (await request.json()) as { version: number }
      versions.push(version)
      if (version === 4) {
        const ailleurs = { ...formulaireRempli, demandeur: personneDuDossier({ email: 'autre@exemple.fr' }) }
        server.use(http.get(url('/ma-demande'), () => HttpResponse.json(demande({ version: 9, formulaire: ailleurs }))))
        return refus(409, 'modification-concurrente', 'Ce dossier a changé.')
      }
      return HttpResponse.json(demande({ version: 10 }))
    }),
  )
  const { personne } = visiter('/35/demande/coordonnees')
  const rue = await screen.findByRole('textbox', { name: 'Rue' })
  await personne.clear(rue)
  await personne.type(rue, 'rue du Port')
  await personne.click(await continuer())
  expect((await screen.findByRole('alert')).textContent).toContain('modifiée ailleurs')
  expect(screen.getByRole('textbox', { name: 'Rue' })).toHaveProperty('value', 'rue du Port')
  await personne.click(await continuer())
  await screen.findByRole('heading', { level: 1, name: /Avec qui allez-vous vivre/ })
  expect(versions).toEqual([4, 9])
})

test('le numéro de sécurité sociale ne s’écrit jamais dans le navigateur', async () => {
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json(demande({ nirs_connus: [] }))))
  const { personne } = visiter('/35/demande/identite')
  await personne.type(await screen.findByRole('textbox', { name: /Numéro de sécurité sociale/ }), '295109912611193')
  await waitFor(() => expect(localStorage.getItem(`fdls.brouillon.${ID.demande}.saisie.identite`)).not.toBeNull())
  expect(JSON.stringify({ ...localStorage })).not.toContain('295109912611193')
})

test('le numéro de sécurité sociale part une fois la personne enregistrée, et l’étape se referme', async () => {
  const sansNir = manque('demandeur.nir', 'Indiquez le numéro de sécurité sociale.')
  let depose = false
  const vue = (version: number) => demande({ version, nirs_connus: depose ? [ID.demandeur] : [], controles: (depose ? [] : [sansNir]) })
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(vue(5))),
    http.patch(url('/ma-demande'), () => HttpResponse.json(vue(5))),
    http.put(url('/ma-demande/nir'), async ({ request }) => {
      expect(await request.json()).toEqual({ personne_id: ID.demandeur, nir: '295109912611193' })
      depose = true
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { personne } = visiter('/35/demande/identite')
  await personne.type(await screen.findByRole('textbox', { name: /Numéro de sécurité sociale/ }), '2 95 10 99 126 111 93')
  await personne.click(await continuer())
  expect(await screen.findByRole('heading', { level: 1, name: /Comment vous joindre/ })).toBeTruthy()
})

test('une demande en commission dit pourquoi elle ne se modifie pas', async () => {
  const phrase = 'Votre dossier est inscrit en commission.'
  server.use(
    http.get(url('/ma-demande'), () =>
      HttpResponse.json(
        demande({
          etat: 'AC',
          actions: [{ code: 'modifier', libelle: 'Modifier', permise: false, montrer: true, raisons: [{ code: 'verrou', phrase, parametres: {} }], possible_le: null, qui: null, depuis_le: null, lien: null }],
        }),
      ),
    ),
  )
  visiter('/35/demande/identite')
  expect(await screen.findByText(phrase)).toBeTruthy()
  expect(location.pathname).toBe('/35/demande')
})

test('le bouton d’envoi reste visible et dit ce qui manque', async () => {
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(demande({ controles: [manque('motifs.codes', 'Choisissez au moins un motif de demande.')] as never }))),
  )
  visiter('/35/demande/recapitulatif')
  const envoyer = await screen.findByRole('button', { name: 'Envoyer ma demande' })
  expect(envoyer.getAttribute('aria-disabled')).toBe('true')
  expect(envoyer.hasAttribute('disabled')).toBe(false)
  const lien = screen.getByRole('link', { name: 'Choisissez au moins un motif de demande.' })
  expect(lien.getAttribute('href')).toBe('/35/demande/motifs?relecture#champ-motifs.codes')
  expect(await defauts()).toEqual([])
})

test('un envoi refusé montre les champs que le serveur désigne', async () => {
  server.use(
    http.post(url('/ma-demande/soumission'), () =>
      refus(422, 'demande-incomplete', 'Il reste 1 point à compléter.', {
        erreurs: [{ champ: 'pieces.identite', code: 'piece-identite-manquante', message: 'Ajoutez une pièce d’identité.' }],
      }),
    ),
  )
  const { personne } = visiter('/35/demande/recapitulatif')
  await personne.click(await screen.findByRole('button', { name: 'Envoyer ma demande' }))
  const lien = await screen.findByRole('link', { name: 'Ajoutez une pièce d’identité.' })
  expect(lien.getAttribute('href')).toContain('/35/demande/piece-identite')
})

test('une demande envoyée dit la suite', async () => {
  const { personne } = visiter('/35/demande/recapitulatif')
  await personne.click(await screen.findByRole('button', { name: 'Envoyer ma demande' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre demande est envoyée' })).toBeTruthy()
  expect(screen.getByText(/sous 30/)).toBeTruthy()
})

test('les revenus s’ajoutent un à un, chacun avec son montant', async () => {
  const corps: { revenus?: { ressources: unknown[] } }[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      corps.push((await request.json()) as never)
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/revenus')
  const ajouts = await screen.findAllByRole('combobox', { name: /Ajouter un autre revenu/ })
  await personne.selectOptions(ajouts[0] as HTMLElement, 'RSA')
  const rsa = await screen.findByRole('textbox', { name: /Revenu de solidarité active/ })
  await personne.click(await continuer())
  expect(within(await screen.findByRole('alert')).getByText(/Écrivez le montant reçu/)).toBeTruthy()
  await personne.type(rsa, '300')
  await personne.click(await continuer())
  await screen.findByRole('heading', { level: 1, name: /Où habitez-vous/ })
  expect(corps[0]?.revenus?.ressources).toContainEqual({ personne_id: ID.demandeur, nature: 'RSA', montant: 300 })
})

test('« Finir plus tard » enregistre ce qui est écrit, puis mène à l’espace', async () => {
  const corps: { demandeur?: { adresse: { voie: string } } }[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      corps.push((await request.json()) as never)
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/coordonnees')
  const rue = await screen.findByRole('textbox', { name: 'Rue' })
  await personne.clear(rue)
  await personne.type(rue, 'rue du Port')
  await personne.click(screen.getByRole('link', { name: 'Finir plus tard' }))
  await screen.findByRole('heading', { name: /Où en est ma demande/ })
  expect(corps[0]?.demandeur?.adresse.voie).toBe('rue du Port')
  expect(localStorage.length).toBe(0)
})

test('quitter une étape aussitôt après la dernière lettre ne perd pas cette lettre', async () => {
  const { personne } = visiter('/35/demande/coordonnees')
  const rue = await screen.findByRole('textbox', { name: 'Rue' })
  await personne.clear(rue)
  await personne.type(rue, 'rue du Port')
  await personne.click(screen.getByRole('link', { name: 'Étape précédente' }))
  await screen.findByRole('heading', { level: 1, name: /Qui êtes-vous/ })
  expect(localStorage.getItem(`fdls.brouillon.${ID.demande}.saisie.coordonnees`)).toContain('rue du Port')
})

test.each([
  ['EV', 'Relire ma demande', /Un guichet la vérifie/],
  ['AC', 'Relire ma demande', /transmis aux bailleurs/],
])('une demande %s se relit, sans rien proposer d’envoyer', async (etat, titre, phrase) => {
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json(demande({ etat: etat as never, soumise_le: '2026-11-20T10:00:00Z' }))))
  visiter('/35/demande/recapitulatif')
  expect(await screen.findByRole('heading', { level: 1, name: titre })).toBeTruthy()
  expect(screen.getByText(phrase)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Envoyer/ })).toBeNull()
  expect(await defauts()).toEqual([])
})

test('l’envoi dont la réponse s’est perdue n’est pas refusé une seconde fois', async () => {
  server.use(
    http.post(url('/ma-demande/soumission'), () => refus(409, 'transition-interdite', 'Vous avez envoyé votre demande.')),
    http.get(url('/ma-demande'), () => HttpResponse.json(demande()), { once: true }),
    http.get(url('/ma-demande'), () => HttpResponse.json(demande({ etat: 'EV' }))),
  )
  const { personne } = visiter('/35/demande/recapitulatif')
  await personne.click(await screen.findByRole('button', { name: 'Envoyer ma demande' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Votre demande est envoyée' })).toBeTruthy()
})

test('l’onglet dit l’étape, la page et le portail, et qu’il y a une erreur', async () => {
  const { personne } = visiter('/35/demande/coordonnees')
  const email = await screen.findByRole('textbox', { name: 'Adresse e-mail' })
  expect(document.title).toMatch(/^Étape 2 sur 9\s: Comment vous joindre\s\? – Demande de logement Ille-et-Vilaine$/)
  await personne.clear(email)
  await personne.type(email, 'camille@')
  await personne.click(await continuer())
  await screen.findByRole('alert')
  expect(document.title).toMatch(/^Erreur\s: Étape 2 sur 9/)
})

test('une commune ajoutée n’a pas de quartier, et cela n’arrête personne', async () => {
  const corps: { logement_recherche?: { communes: string[]; quartiers: unknown[] } }[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      corps.push((await request.json()) as never)
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/logement-recherche')
  await personne.type(await screen.findByRole('searchbox', { name: /Chercher une commune/ }), 'Bru')
  await personne.click(await screen.findByRole('button', { name: /^Bruz/ }))
  await personne.click(await continuer())
  await screen.findByRole('heading', { level: 1, name: /Pourquoi/ })
  expect(corps[0]?.logement_recherche?.communes).toContain('35047')
  expect(corps[0]?.logement_recherche?.quartiers).toEqual([])
})

const regle = (theme: 'foyer' | 'revenus' | 'logement', titre: string, phrase: string, aVerifier = false) => ({
  code: titre,
  theme,
  titre,
  phrase,
  reference: 'Arrêté du 29 juillet 1987 modifié',
  a_verifier: aVerifier,
})

test('la relecture dit tout ce qui a été saisi, et ce que les règles en concluent', async () => {
  const complete = demande({
    formulaire: {
      ...formulaireRempli,
      motifs: { codes: ['09'], autre: null, jugement_le: '2026-04-05' },
      accompagnement: { nom: 'CCAS de Rennes', adresse: null, telephone: null, email: null },
    },
    regles: [regle('foyer', 'Catégorie de ménage', 'Catégorie 4 : 4 personnes à loger.'), regle('revenus', 'Plafond PLAI', 'Le plafond PLAI est de 25 092 € par an.', true)],
    delai_anormal: { mois: 30, le: '2028-05-01', depasse: false, constate_le: null, jours_en_depassement: 0, phrase: 'Le délai anormalement long sera atteint le 1er mai 2028.', reference: 'CCH L441-1-4', a_verifier: false },
  })
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json(complete)))
  visiter('/35/demande/recapitulatif')
  expect(await screen.findByText(/Profession\s: Aide-soignante/)).toBeDefined()
  expect(screen.getByText(/Commune de travail\s: Rennes/)).toBeDefined()
  expect(screen.getByText('CCAS de Rennes')).toBeDefined()
  expect(screen.getByText('5 avril 2026')).toBeDefined()
  expect(screen.getByRole('heading', { name: 'Ce que disent les règles' })).toBeDefined()
  expect(screen.getByText(/Le plafond PLAI est de/).textContent).toContain('À vérifier sur le texte officiel.')
  expect(screen.getByText(/sera atteint le 1er mai 2028/)).toBeDefined()
  expect(await defauts()).toEqual([])
})

test('une personne mal rattachée se corrige en un geste, à charge ou codemandeur', async () => {
  const frere = { ...formulaireRempli.occupants[0]!, prenom: 'Yann', lien: 'A' as const, a_charge: false }
  const mal = demande({
    formulaire: { ...formulaireRempli, occupants: [frere] },
    occupants_a_rattacher: [frere.id],
    controles: [{ champ: 'occupants.0.a_charge', niveau: 'alerte', code: 'occupant-a-rattacher', message: 'Attention !' }],
  })
  const corps: unknown[] = []
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(mal)),
    http.post(url(`/ma-demande/occupants/${frere.id}/charge`), async ({ request }) => {
      corps.push(await request.json())
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/foyer')
  expect(await screen.findByRole('heading', { name: /Quelle est la place de Yann/ })).toBeDefined()
  expect(await defauts()).toEqual([])
  await personne.click(screen.getByRole('button', { name: /à ma charge sur mes impôts/ }))
  await waitFor(() => expect(corps).toEqual([{ version: 4 }]))
  await waitFor(() => expect(screen.queryByRole('heading', { name: /Quelle est la place/ })).toBeNull())
})

test('un adulte s’ajoute et se retire ici tant que la demande n’a pas de numéro ; ensuite, il passe par ses conséquences', async () => {
  const { personne, unmount } = visiter('/35/demande/foyer')
  await personne.click(await screen.findByRole('button', { name: 'Ajouter un adulte' }))
  expect(screen.getByLabelText(/Quel est son lien avec vous/)).toBeDefined()
  expect(screen.getByRole('button', { name: 'Retirer Yann MORVAN de la demande' })).toBeDefined()
  unmount()
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json(demande({ etat: 'AC', numero_unique: '035112600012335238' }))))
  visiter('/35/demande/foyer')
  expect((await screen.findByRole('link', { name: 'Ajouter ou retirer une personne' })).getAttribute('href')).toBe('/35/mon-espace/personnes')
  expect(screen.queryByRole('button', { name: 'Ajouter un adulte' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Modifier Yann MORVAN' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Retirer Yann MORVAN de la demande' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Retirer Lou MORVAN de la demande' })).toBeDefined()
  expect(await defauts()).toEqual([])
})

test('un secteur se choisit d’un geste, dit ce qu’il couvre et part après les communes', async () => {
  const corps: { logement_recherche?: { communes: string[]; secteurs: { nom: string; communes: string[] }[] } }[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      corps.push((await request.json()) as (typeof corps)[number])
      return HttpResponse.json(demande({ version: 2 }))
    }),
  )
  const { personne } = visiter('/35/demande/logement-recherche')
  await personne.selectOptions(await screen.findByRole('combobox', { name: /Ajouter un secteur/ }), 'Couronne nord, Rennes Métropole')
  const choisis = screen.getByRole('list', { name: 'Un secteur entier ?' })
  expect(within(choisis).getByRole('listitem').textContent).toMatch(/^4Couronne nord, Rennes Métropole/)
  expect(screen.getByText(/^Couronne nord, Rennes Métropole\s: Betton, Rennes \(Cleunay\)\.$/)).toBeTruthy()
  await personne.click(screen.getByRole('button', { name: 'Enregistrer et continuer' }))
  await waitFor(() => expect(corps[0]?.logement_recherche?.secteurs.map(({ nom, communes }) => [nom, communes])).toEqual([['Couronne nord', ['35024', '35238']]]))
})

test('un logement adapté demande la fiche handicap, et elle part avec lui', async () => {
  const corps: { handicaps?: { personne_id: string; besoin: string | null }[]; logement_recherche?: { quartiers: unknown } }[] = []
  server.use(
    http.patch(url('/ma-demande'), async ({ request }) => {
      corps.push((await request.json()) as never)
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/logement-recherche')
  await personne.click(await screen.findByRole('checkbox', { name: 'Un logement adapté au handicap' }))
  const ajouter = screen.getByRole('button', { name: 'Ajouter une fiche' })
  await personne.click(ajouter)
  await personne.selectOptions(screen.getByLabelText(/^Qui est concerné/), ID.enfant)
  await personne.type(screen.getByLabelText(/^Un besoin particulier/), 'Porte large')
  await personne.click(ajouter)
  const [, seconde] = screen.getAllByLabelText<HTMLSelectElement>(/^Qui est concerné/)
  expect([...seconde!.options].map(({ value }) => value), 'une personne n’a qu’une fiche').not.toContain(ID.enfant)
  await personne.click(screen.getByLabelText(/^Retirer la fiche\s: Nouvelle fiche/))
  await personne.click(screen.getByText('Retirer pour de bon'))
  await personne.click(screen.getByText('Préciser un quartier ou une résidence'))
  await personne.type(screen.getByRole('textbox', { name: /Un quartier à Rennes/ }), 'Cleunay')
  expect(await defauts()).toEqual([])
  await personne.click(await continuer())
  await waitFor(() => expect(corps[0]?.handicaps?.[0]).toMatchObject({ personne_id: ID.enfant, besoin: 'Porte large' }))
  expect(corps[0]?.logement_recherche?.quartiers).toEqual([{ commune: '35238', nom: 'Cleunay' }])
})

test('ce que le guichet a écrit et que la page ne demande pas reste dans la demande', async () => {
  const autres = [{ organisme: 'SRIAS', numero: 'S-1' }]
  const emploi = { ...personneDuDossier().situation_professionnelle!, cotise_action_logement: true, collecteurs: [{ organisme: 'Action Logement', numero: null }, ...autres] }
  const corps: { demandeur?: { situation_professionnelle?: unknown } }[] = []
  server.use(
    http.get(url('/ma-demande'), () => HttpResponse.json(demande({ formulaire: { ...formulaireRempli, demandeur: personneDuDossier({ situation_professionnelle: emploi }) } }))),
    http.patch(url('/ma-demande'), async ({ request }) => {
      corps.push((await request.json()) as never)
      return HttpResponse.json(demande({ version: 5 }))
    }),
  )
  const { personne } = visiter('/35/demande/situation-professionnelle')
  const [profession] = await screen.findAllByRole('textbox', { name: /Profession/ })
  await personne.type(profession!, ' de nuit')
  await personne.click(await continuer())
  await waitFor(() => expect(corps[0]?.demandeur?.situation_professionnelle).toEqual({ ...emploi, profession: 'Aide-soignante de nuit' }))
})
