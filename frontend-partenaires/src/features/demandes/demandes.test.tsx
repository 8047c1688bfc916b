import { act, renderHook, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { refuse, repond } from '@/test/api-handler.ts'
import { demandeDetail, demandeResume, formulaire, page as pageDe, rupture, travail, uuid, verrou } from '@/test/fixtures/demandes.ts'
import { doublon as doublonDetail } from '@/test/fixtures/doublons.ts'
import { session } from '@/test/fixtures/session.ts'
import { ouvrir, verifierAccessibilite } from '@/test/render.tsx'
import { server } from '@/test/server.ts'
import { useColonnesDemandes } from './components/colonnes.tsx'
import { versSaisie, versSections } from './forms/conversion.ts'
import { formulaireSchema } from './forms/schema.ts'

const VIDE = { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }

describe('la liste', () => {
  test('les filtres sont dans l’adresse, et l’adresse suffit à les retrouver', async () => {
    const demandees: string[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        demandees.push(url.search)
        return VIDE
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes?etat=AC&etat=EV&typologie=T2&sort=-deposee_le')
    await waitFor(() => expect(demandees.at(-1)).toContain('etat=AC&etat=EV'))
    expect(demandees.at(-1)).toContain('sort=-deposee_le')
    await utilisateur.click(screen.getByRole('button', { name: 'À valider' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ a_valider: 'true', etat: ['AC', 'EV'], typologie: 'T2' }))
    expect(await screen.findByText('Aucune demande ne correspond')).toBeVisible()
  })

  test('un contingent choisi offre ses degrés, et les deux se cherchent ensemble', async () => {
    const demandees: string[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        demandees.push(decodeURIComponent(new URL(url).search))
        return VIDE
      }),
    )
    const { utilisateur } = await ouvrir('/demandes?contingent=PPRIOR')
    await utilisateur.click(await screen.findByRole('combobox', { name: 'Degré' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Degré 2' }))
    await waitFor(() => expect(demandees.at(-1)).toContain('contingent=PPRIOR&degre=2'))
  })

  test('une adresse mal écrite ne casse pas la page', async () => {
    await ouvrir('/demandes?page=abc&size=9999')
    expect(await screen.findByRole('link', { name: /MARTIN \(NGUYEN\) Martine/ })).toBeVisible()
  })

  test('les flèches parcourent les lignes et ouvrent l’aperçu, Échap le ferme', async () => {
    const { utilisateur, router } = await ouvrir('/demandes')
    const premiere = await screen.findByRole('link', { name: 'BERNARD Karim' })
    premiere.focus()
    await utilisateur.keyboard('{ArrowDown}')
    expect(screen.getByRole('link', { name: 'DIALLO Louise' })).toHaveFocus()
    expect(router.state.location.search).toMatchObject({ apercu: uuid(1, 2) })
    expect(await screen.findByRole('complementary', { name: 'DIALLO Louise' })).toBeVisible()
    await utilisateur.keyboard('{Escape}')
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument()
  })

  test('la recherche garde la main et tout ce que l’on tape', async () => {
    const cherches: (string | null)[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        cherches.push(url.searchParams.get('q'))
        return VIDE
      }),
    )
    const { utilisateur } = await ouvrir('/demandes')
    await utilisateur.keyboard('/')
    const champ = screen.getByRole('searchbox', { name: /Nom, prénom/ })
    expect(champ).toHaveFocus()
    await utilisateur.keyboard('mar')
    await waitFor(() => expect(cherches.at(-1)).toBe('mar'))
    await utilisateur.keyboard('tin')
    await waitFor(() => expect(cherches.at(-1)).toBe('martin'))
    expect(champ).toHaveFocus()
    expect(champ).toHaveValue('martin')
    await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
    await waitFor(() => expect(champ).toHaveValue(''))
  })

  test('un nom qu’aucune demande active ne porte dit sous quel état il existe, et le montre', async () => {
    server.use(
      repond('get', '/demandes', ({ url }) => {
        const etats = url.searchParams.getAll('etat')
        if (!etats.includes('NR')) return VIDE
        return pageDe([{ ...demandeResume(0), etat: 'NR', etat_libelle: 'Radiée, non renouvelée' }])
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes?q=perrin')
    expect(await screen.findByText(/1 demande correspond, sous un autre état.: radiée, non renouvelée/)).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Les montrer' }))
    expect(router.state.location.search).toMatchObject({ q: 'perrin', etat: 'NR' })
    expect(await screen.findByRole('link', { name: demandeResume(0).nom_affiche })).toBeVisible()
  })

  test('un périmètre limité dit ce qu’il ne montre pas, quand rien ne répond', async () => {
    const limite = 'Votre organisme ne voit que les demandes qui concernent Cesson-Sévigné. Une autre peut exister dans le département.'
    server.use(repond('get', '/demandes', VIDE), repond('get', '/session', { ...session, limite }))
    await ouvrir('/demandes?q=perrin')
    expect(await screen.findByText(/ne voit que les demandes qui concernent Cesson-Sévigné/)).toBeVisible()
  })

  test('un numéro de sécurité sociale tapé dans la recherche ne part nulle part', async () => {
    const cherches: (string | null)[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        cherches.push(url.searchParams.get('q'))
        return VIDE
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes')
    await utilisateur.click(screen.getByRole('searchbox', { name: /Nom, prénom/ }))
    await utilisateur.paste('288059999912345')
    expect(await screen.findByText(/Rien n’a été envoyé/)).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Par numéro' }))
    expect(await screen.findByRole('dialog', { name: 'Rechercher par numéro' })).toBeVisible()
    expect(cherches.every((q) => q === null)).toBe(true)
    expect(router.state.location.href).not.toContain('2880')
  })

  test('de la recherche à l’aperçu et retour, sans souris', async () => {
    const { utilisateur } = await ouvrir('/demandes')
    const premiere = await screen.findByRole('link', { name: 'MARTIN (NGUYEN) Martine' })
    await utilisateur.keyboard('/{ArrowDown}')
    expect(premiere).toHaveFocus()
    await utilisateur.keyboard('{ArrowRight}')
    const panneau = await screen.findByRole('complementary')
    await waitFor(() => expect(panneau.contains(document.activeElement) || document.activeElement === premiere).toBe(true))
    await within(panneau).findByText('12/05/1984 (42 ans)')
    await utilisateur.keyboard('{ArrowRight}')
    expect(panneau).toHaveFocus()
    await utilisateur.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary')).not.toBeInTheDocument())
    expect(premiere).toHaveFocus()
  })

  test('une rupture met un titre devant chaque groupe ; un groupe s’ouvre seul, puis se referme', async () => {
    const demandees: string[] = []
    server.use(
      repond('get', '/demandes', ({ url }) => {
        demandees.push(url.search)
        const reunies = [3, 1, 2].map((rang, place) => ({ ...demandeResume(rang), groupe: place === 2 ? '' : '35238' }))
        return url.searchParams.get('groupe') === null ? pageDe(reunies) : VIDE
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes?q=martin')
    await utilisateur.selectOptions(await screen.findByRole('combobox', { name: /Rupture/ }), 'commune')
    expect(await screen.findByRole('rowheader', { name: /Rennes, 480 demandes/ })).toBeVisible()
    const lues = screen.getAllByRole('row').map((ligne) => ligne.textContent)
    const rang = (morceau: string) => lues.findIndex((texte) => texte.includes(morceau))
    expect(rang('Rennes, 480 demandes')).toBe(1)
    expect(rang('Aucune commune souhaitée, 22 demandes')).toBe(4)
    await utilisateur.click(screen.getByRole('button', { name: 'Ne voir que ce groupe\u00a0: Aucune commune souhaitée' }))
    await waitFor(() => expect(new URLSearchParams(demandees.at(-1)).get('groupe')).toBe(''))
    expect(demandees.at(-1)).toContain('par=commune')
    expect(await screen.findByText(/Aucune commune souhaitée, 22/)).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Tous les groupes' }))
    await utilisateur.click(await screen.findByRole('button', { name: 'Les groupes seuls' }))
    const groupes = await screen.findByRole('list', { name: 'Groupes de la liste' })
    expect(within(groupes).getByRole('button', { name: /Rennes.*480 demandes/ })).toBeVisible()
    expect(router.state.location.search).toMatchObject({ q: 'martin', par: 'commune' })
    await utilisateur.click(screen.getByRole('button', { name: 'Avec leurs demandes' }))
    expect(await screen.findByRole('rowheader', { name: /Rennes, 480 demandes/ })).toBeVisible()
  })

  test('trop de demandes pour compter tous les groupes : la liste des groupes le dit', async () => {
    server.use(repond('get', '/ruptures-de-demandes', { ...rupture('commune'), total: 20_000, plafonnee: true }))
    await ouvrir('/demandes?par=commune')
    expect(await screen.findByRole('list', { name: 'Groupes de la liste' })).toBeVisible()
    expect(screen.getByText(/ces nombres sont un minimum/)).toBeVisible()
  })

  test('un numéro se cherche dans le corps de la requête, jamais dans l’adresse', async () => {
    let corps: unknown
    server.use(
      repond('post', '/recherches-de-demandes', async (contexte) => {
        corps = await contexte.corps()
        return { items: [], ailleurs: { code: 'hors-perimetre', phrase: 'Une demande existe hors de votre périmètre.' } }
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('button', { name: 'Par numéro' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Rechercher par numéro' })
    expect(within(fenetre).getByText('Écrivez le numéro entier.')).toBeVisible()
    await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Sécurité sociale' }))
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Sécurité sociale' }), '284053523800197')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Rechercher' }))
    expect(await within(fenetre).findByText('Une demande existe hors de votre périmètre.')).toBeVisible()
    expect(corps).toEqual({ nir: '284053523800197' })
    await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Référence interne' }))
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Référence interne' }), 'DOS-41')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Rechercher' }))
    await waitFor(() => expect(corps).toEqual({ reference_interne: 'DOS-41' }))
    expect(JSON.stringify(router.state.location)).not.toContain('284053523800197')
  })

  test('un téléphone incomplet dit ce qu’il lui manque', async () => {
    const MANQUE = 'Ce numéro n’a pas dix chiffres.'
    server.use(repond('post', '/recherches-de-demandes', () => refuse({ status: 422, code: 'saisie-invalide', title: 'Certains champs sont à corriger. Rien n’a été enregistré.', erreurs: [{ champ: 'telephone', code: 'value_error', message: MANQUE }] })))
    const { utilisateur } = await ouvrir('/demandes#par-numero')
    const fenetre = await screen.findByRole('dialog', { name: 'Rechercher par numéro' })
    await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Téléphone' }))
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: 'Téléphone' }), '06 12')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Rechercher' }))
    expect(await within(fenetre).findByText(MANQUE)).toBeVisible()
  })

  test('l’export emporte les colonnes, l’ordre et les filtres affichés, avec son motif', async () => {
    let corps: unknown
    server.use(
      repond('post', '/exports-de-demandes', async (contexte) => {
        corps = await contexte.corps()
        return travail('en_cours')
      }),
      repond('get', '/travaux/{travail_id}', travail()),
    )
    const { utilisateur } = await ouvrir('/demandes?etat=AC&sort=-nom&apercu=' + uuid(1, 0))
    await utilisateur.click(await screen.findByRole('button', { name: 'Exporter la liste' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Exporter la liste' })
    expect(within(fenetre).getByRole('button', { name: 'Préparer le fichier' })).toBeDisabled()
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /À quoi servira/ }), 'Commission du 3')
    await utilisateur.click(within(fenetre).getByRole('radio', { name: 'LibreOffice' }))
    await utilisateur.click(await within(fenetre).findByRole('combobox', { name: 'Détailler les points de' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Rennes Métropole' }))
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer le fichier' }))
    await waitFor(() => expect(corps).toBeDefined())
    expect(corps).toEqual({
      recherche: { etat: ['AC'], sort: '-nom' },
      colonnes: ['nom', 'numero', 'etat', 'deposee', 'anciennete', 'personnes', 'typologies', 'points', 'communes'],
      format: 'ods',
      motif: 'Commission du 3',
      avec_protegees: false,
      points_de: '243500139',
    })
  })

  test('cochées, ces demandes et elles seules s’exportent', async () => {
    let corps: { recherche?: unknown } = {}
    server.use(
      repond('post', '/exports-de-demandes', async (contexte) => {
        corps = (await contexte.corps()) as typeof corps
        return travail()
      }),
    )
    const { utilisateur } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('checkbox', { name: 'Cocher BERNARD Karim' }))
    await utilisateur.click(screen.getByRole('checkbox', { name: 'Cocher DIALLO Louise' }))
    await utilisateur.click(screen.getByRole('button', { name: 'Exporter 2 lignes cochées' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Exporter 2 demandes cochées' })
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /À quoi servira/ }), 'Relance')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer le fichier' }))
    expect(await within(fenetre).findByRole('link', { name: 'Prendre le fichier' })).toHaveAttribute('href', expect.stringContaining('/travaux/'))
    expect(corps.recherche).toEqual({ demandes: [uuid(1, 1), uuid(1, 2)] })
  })

  test('un travail non abouti dit pourquoi et se relance', async () => {
    const perdu = { ...travail('echec'), nom: null, cause: 'Le fichier n’a pas pu être préparé, après plusieurs essais. Relancez-le.' }
    let vu: ReturnType<typeof travail> = perdu
    server.use(
      repond('get', '/travaux', () => pageDe([vu])),
      repond('post', '/travaux/{travail_id}/relance', () => {
        vu = { ...travail('a_faire'), nom: null }
        return vu
      }),
    )
    const { utilisateur } = await ouvrir('/travaux')
    expect(await screen.findByText(/n’a pas pu être préparé/)).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Relancer' }))
    expect(await screen.findByRole('button', { name: 'Annuler' })).toBeVisible()
  })

  test('un message part aux cochées, et dit à qui il n’a pas pu partir', async () => {
    let corps: unknown
    const ecrit = { ...travail(), genre: 'message' as const, nom: null, total: 2, faits: 1, manques: [{ demande_id: uuid(1, 2), nom: '2600102', code: 'sans-adresse', phrase: 'Aucune adresse où écrire.' }] }
    server.use(
      repond('post', '/messages-groupes', async (contexte) => {
        corps = await contexte.corps()
        return ecrit
      }),
      repond('get', '/travaux/{travail_id}', ecrit),
    )
    const { utilisateur } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('checkbox', { name: 'Cocher BERNARD Karim' }))
    await utilisateur.click(screen.getByRole('checkbox', { name: 'Cocher DIALLO Louise' }))
    await utilisateur.click(screen.getByRole('button', { name: 'Écrire' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Écrire à 2 demandeurs' })
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Objet/ }), 'Réunion')
    expect(within(fenetre).getByText('Écrivez le message.')).toBeVisible()
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Message/ }), 'Venez nous voir mardi.')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Envoyer' }))
    expect(await within(fenetre).findByText(/2600102.*Aucune adresse où écrire/)).toBeVisible()
    expect(corps).toEqual({ demandes: [uuid(1, 1), uuid(1, 2)], objet: 'Réunion', texte: 'Venez nous voir mardi.', par: 'message' })
    expect(within(fenetre).getByRole('button', { name: 'Envoyer' })).toBeDisabled()
  })

  test('de ses échanges, on écrit à la seule personne que l’on lit, par message ou par lettre', async () => {
    let corps: unknown
    const ecrit = { ...travail(), genre: 'lettres' as const, total: 1, faits: 1 }
    server.use(
      repond('post', '/messages-groupes', async (contexte) => {
        corps = await contexte.corps()
        return ecrit
      }),
      repond('get', '/travaux/{travail_id}', ecrit),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/echanges`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Écrire au demandeur' }))
    const fenetre = await screen.findByRole('dialog', { name: `Écrire à ${demandeDetail(0).nom_affiche}` })
    await waitFor(() => expect(within(fenetre).getByRole('textbox', { name: /Objet/ })).toHaveFocus())
    await utilisateur.click(within(fenetre).getByRole('radio', { name: 'Lettre à imprimer' }))
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Objet/ }), 'Rendez-vous')
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Message/ }), 'Venez nous voir mardi.')
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer les lettres' }))
    expect(await within(fenetre).findByRole('link', { name: 'Prendre le fichier' })).toBeVisible()
    expect(corps).toEqual({ demandes: [uuid(1, 0)], objet: 'Rendez-vous', texte: 'Venez nous voir mardi.', par: 'lettre' })
  })

  test('les attestations des cochées se préparent en un document', async () => {
    const { utilisateur } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('checkbox', { name: 'Cocher BERNARD Karim' }))
    await utilisateur.click(screen.getByRole('button', { name: 'Attestations' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Imprimer 1 attestation' })
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Préparer le document' }))
    expect(await within(fenetre).findByRole('link', { name: 'Prendre le fichier' })).toBeVisible()
  })

  test('un filtre gardé remplace ceux que l’on voit, et se garde sans les mots tapés', async () => {
    let corps: unknown
    server.use(
      repond('post', '/filtres-de-demandes', async (contexte) => {
        corps = await contexte.corps()
        return []
      }),
    )
    const { utilisateur, router } = await ouvrir('/demandes?q=martin&etat=EV&mon_organisme=true')
    await utilisateur.click(await screen.findByRole('button', { name: 'Mes filtres' }))
    await utilisateur.click(await screen.findByRole('button', { name: 'T2 à Rennes' }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ etat: 'AC', commune: '35238', typologie: 'T2', sort: '-points' }))
    expect(Object.keys(router.state.location.search)).not.toContain('q')
    await utilisateur.click(screen.getByRole('button', { name: 'Mes filtres' }))
    await utilisateur.click(await screen.findByRole('button', { name: 'Garder les filtres affichés' }))
    const fenetre = await screen.findByRole('dialog', { name: 'Garder ces filtres' })
    expect(within(fenetre).getByRole('button', { name: 'Garder' })).toBeDisabled()
    await utilisateur.type(within(fenetre).getByRole('textbox', { name: /Nom du filtre/ }), 'Les T2')
    await utilisateur.click(within(fenetre).getByRole('checkbox', { name: /partager/ }))
    await utilisateur.click(within(fenetre).getByRole('button', { name: 'Garder' }))
    await waitFor(() => expect(corps).toEqual({ nom: 'Les T2', partage: true, recherche: { etat: ['AC'], commune: '35238', typologie: 'T2', sort: '-points' } }))
  })

  test('la cotation se borne : au total, et dans un bloc de la grille', async () => {
    const { utilisateur, router } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('button', { name: /^Filtrer.*Cotation/ }))
    const total = within(await screen.findByRole('group', { name: 'Points vérifiés' }))
    await utilisateur.type(total.getByRole('textbox', { name: 'Au moins' }), '40')
    await waitFor(() => expect(router.state.location.search).toMatchObject({ points_min: '40' }))
    const bloc = within(screen.getByRole('group', { name: 'Points d’un bloc de la grille' }))
    await utilisateur.selectOptions(bloc.getByRole('combobox', { name: 'Bloc' }), 'Deuxième')
    await utilisateur.type(bloc.getByRole('textbox', { name: 'Du bloc, au plus' }), '0')
    await waitFor(() => expect(router.state.location.search).toMatchObject({ points_min: '40', axe: '2', axe_max: '0' }))
    await utilisateur.keyboard('{Escape}')
    await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
    await waitFor(() => expect(Object.keys(router.state.location.search)).not.toContain('axe'))
  })

  test('les besoins déclarés et qui suit le foyer se cherchent depuis sa colonne', async () => {
    const { utilisateur, router } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('button', { name: /^Filtrer.*Foyer/ }))
    const besoins = within(await screen.findByRole('group', { name: 'Besoins déclarés' }))
    await utilisateur.click(besoins.getByRole('checkbox', { name: 'Handicap signalé' }))
    await utilisateur.click(besoins.getByRole('checkbox', { name: 'Dossier FSL' }))
    await utilisateur.type(screen.getByRole('textbox', { name: 'Suivi par' }), 'Emmaüs')
    await waitFor(() => expect(router.state.location.search).toMatchObject({ besoin: ['handicap', 'fsl'], suivi_par: 'Emmaüs' }))
  })

  test('les cinq colonnes du fichier se montrent, chacune avec son tri, et chaque naissance', async () => {
    const colonnes = renderHook(() => useColonnesDemandes({ search: {}, filtrer: () => undefined, etats: [], typologies: [], natures: [], publics: [], origines: [], libelle: (_, code) => code ?? '' })).result.current
    const tri = Object.fromEntries(colonnes.map(({ id, tri: ordre }) => [id, ordre]))
    expect(tri).toMatchObject({ numero: 'numero', nature: 'nature', etat: 'etat', deposee: 'deposee_le', renouvelee: 'renouvelee_le', nom: 'nom', ne_le: 'ne_le' })
    await ouvrir('/demandes')
    expect((await screen.findAllByText(/^\d\d\/\d\d\/\d{4} \(\d+ ans\), avec .+ \(\d\d\/\d\d\/\d{4}\)$/))[0]).toBeVisible()
  })

  test('sans le droit d’emporter, le bouton dit pourquoi', async () => {
    server.use(repond('get', '/session', { ...session, droits: session.droits.filter((droit) => droit !== 'demandes:exporter') }))
    const { utilisateur } = await ouvrir('/demandes')
    await utilisateur.click(await screen.findByRole('button', { name: 'Exporter la liste' }))
    expect(await screen.findByText(/Votre profil n’emporte pas de listes/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Préparer le fichier' })).toBeDisabled()
  })

  test('mes travaux disent où ils en sont et ce qu’il y a à prendre', async () => {
    const { container, utilisateur } = await ouvrir('/travaux')
    expect(await screen.findByRole('link', { name: 'Prendre le fichier' })).toHaveAttribute('download', 'demandes-2026-11-26.xlsx')
    await utilisateur.click(screen.getByRole('button', { name: 'Annuler' }))
    await verifierAccessibilite(container)
  })

  test('les travaux de mes collègues se lisent, sans rien à prendre', async () => {
    const { id, genre, genre_libelle, etat, etat_libelle, motif, total, faits, cree_le, fini_le } = travail()
    const lu = { id, auteur: 'Karim Benali', genre, genre_libelle, etat, etat_libelle, motif, total, faits, cree_le, fini_le }
    server.use(repond('get', '/travaux-de-mes-collegues', pageDe([lu])))
    const { container, utilisateur, router } = await ouvrir('/travaux')
    await utilisateur.click(await screen.findByRole('button', { name: 'Ceux de mes collègues' }))
    expect(await screen.findByText('Karim Benali')).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Prendre le fichier' })).toBeNull()
    expect(router.state.location.search).toMatchObject({ de: 'collegues' })
    await verifierAccessibilite(container)
  })

  test('un clic d’en-tête trie, monte puis descend puis rend l’ordre du serveur', async () => {
    const { utilisateur, router } = await ouvrir('/demandes')
    const entete = await screen.findByRole('button', { name: /Déposée le/ })
    const cellule = () => screen.getByRole('columnheader', { name: /Déposée le/ })
    await utilisateur.click(entete)
    expect(cellule()).toHaveAttribute('aria-sort', 'ascending')
    await utilisateur.click(screen.getByRole('button', { name: /Déposée le/ }))
    expect(router.state.location.search).toMatchObject({ sort: '-deposee_le' })
    await utilisateur.click(screen.getByRole('button', { name: /Déposée le/ }))
    expect(router.state.location.search).not.toHaveProperty('sort', expect.anything())
  })

  test('une panne dit ce qui se passe', async () => {
    server.use(repond('get', '/demandes', () => refuse({ status: 500, code: 'erreur-inattendue', title: 'Une erreur inattendue s’est produite.' })))
    await ouvrir('/demandes')
    expect(await screen.findByRole('alert')).toHaveTextContent('Une erreur inattendue s’est produite.')
    expect(screen.getByRole('button', { name: 'Réessayer' })).toBeVisible()
  })

  test('l’aperçu dit qui joindre, avec qui, et ce qui a été proposé', async () => {
    const personne = { ...formulaire.demandeur!, telephone_domicile: '0299010203', telephone_travail: '0299040506' }
    const conjoint = { ...formulaire.codemandeurs[0]!, nom_usage: 'MARTIN' }
    const telephones = [
      { de: 'Martine', libelle: 'Portable', numero: '0612345678' },
      { de: 'Martine', libelle: 'Fixe', numero: '0299010203' },
    ]
    const lue = demandeDetail(0)
    server.use(repond('get', '/demandes/{demande_id}', { ...lue, entete: { ...lue.entete, telephones }, formulaire: { ...formulaire, demandeur: personne, codemandeurs: [conjoint] } }))
    await ouvrir(`/demandes?apercu=${uuid(1, 0)}`)
    const panneau = await screen.findByRole('complementary', { name: 'KOROUI (CHOROUOT) Martine' })
    for (const dit of ['06 12 34 56 78, Martine', '02 99 01 02 03, Martine', 'MARTIN (BENALI) Karim, 02/11/1981, Française']) expect(await within(panneau).findByText(dit)).toBeVisible()
    expect(within(panneau).queryByText(/02 99 04 05 06/)).toBeNull()
    for (const terme of ['Nationalité', 'Activité', 'Ressources', 'Plafond PLUS', 'Cherche', 'Communes']) expect(within(panneau).getByText(terme)).toBeVisible()
    expect(await within(panneau).findByText('Prospections totales')).toBeVisible()
    expect(within(panneau).getByText(/3 autres bailleurs s’occupent déjà de ce ménage/)).toBeVisible()
  })

  test('axe ne trouve rien à redire', async () => {
    const { container } = await ouvrir(`/demandes?apercu=${uuid(1, 0)}`)
    await screen.findByRole('complementary', { name: 'KOROUI (CHOROUOT) Martine' })
    await verifierAccessibilite(container)
  })
})

describe('la fiche', () => {
  test('l’en-tête porte ce qui change la lecture du dossier : DALO, nature, verrou', async () => {
    server.use(
      repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), dalo: true, nature: 'ANRU', verrou }),
    )
    await ouvrir(`/demandes/${uuid(1, 0)}/revenus`)
    const entete = screen.getByRole('heading', { level: 1 }).parentElement!
    for (const dit of ['Active', 'DALO', 'Relogement ANRU', 'Verrouillée']) expect(within(entete).getByText(dit)).toBeVisible()
    expect(screen.getByText(/Par Archipel Habitat de démonstration, depuis le/)).toBeVisible()
  })

  test('une demande tenue dit par qui, depuis quand, et mène à ce qui la libère, ou dit à qui le demander', async () => {
    server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), verrou }))
    await ouvrir(`/demandes/${uuid(1, 0)}`)
    expect(await screen.findByText(/inscrite à la commission.*30 novembre 2026.*Par Archipel Habitat de démonstration, depuis le/)).toBeVisible()
    expect(screen.getByRole('link', { name: 'Retirer de l’ordre du jour' })).toHaveAttribute('href', expect.stringMatching(/\/propositions\//))
    const refusee = { ...verrou.liberation, permise: false, raisons: [{ code: 'reserve-a-la-commission', phrase: 'C’est à Archipel Habitat de la retirer.', parametres: {} }] }
    server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), verrou: { ...verrou, liberation: refusee } }))
    await ouvrir(`/demandes/${uuid(1, 0)}`)
    expect(await screen.findByRole('button', { name: 'Retirer de l’ordre du jour' })).toHaveAccessibleDescription(/C’est à Archipel Habitat/)
  })

  test('l’en-tête dit qui, quel numéro, depuis quand', async () => {
    await ouvrir(`/demandes/${uuid(1, 0)}/historique`)
    expect(screen.getByRole('heading', { level: 1, name: 'KOROUI (CHOROUOT) Martine' })).toBeVisible()
    expect(screen.getByText(/Déposée le 01\/01\/2023 \(2 ans 8 mois\)/)).toBeVisible()
    expect(screen.getByRole('link', { name: 'Historique' })).toHaveAttribute('aria-current', 'page')
  })

  test('une action refusée reste là, avec sa raison et sa date', async () => {
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}`)
    await utilisateur.click(screen.getByRole('button', { name: /pas encore possibles/ }))
    const liste = await screen.findByRole('list', { name: 'Actions pas encore possibles' })
    expect(within(liste).getByText(/deux mois qui précèdent/)).toBeVisible()
    expect(within(liste).getByText(/mardi 12 janvier 2027/)).toBeVisible()
  })

  test('l’historique montre l’avant et l’après en mots, pas en codes', async () => {
    await ouvrir(`/demandes/${uuid(1, 0)}/historique`)
    const ligne = await screen.findByRole('row', { name: /situation familiale/ })
    expect(ligne).toHaveTextContent('Célibataire')
    expect(ligne).toHaveTextContent('Concubin(e)')
  })

  test('l’historique se filtre par acte et par intervenant, et l’adresse le garde', async () => {
    const demandees: string[] = []
    server.use(
      repond('get', '/demandes/{demande_id}/historique', ({ url }) => {
        demandees.push(url.search)
        return VIDE
      }),
    )
    const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 0)}/historique`)
    await utilisateur.click(await screen.findByRole('combobox', { name: 'Type d’acte' }))
    await utilisateur.click(await screen.findByRole('option', { name: 'Renouvellement (1)' }))
    await waitFor(() => expect(demandees.at(-1)).toContain('type=DemandeRenouvelee'))
    await utilisateur.click(screen.getByRole('combobox', { name: 'Intervenant' }))
    await utilisateur.click(await screen.findByRole('option', { name: /Anne Le Goff, Archipel/ }))
    expect(router.state.location.search).toMatchObject({ type: 'DemandeRenouvelee', intervenant: expect.stringContaining('agent:') as string })
    expect(await screen.findByText('Aucun acte ne correspond à ces filtres.')).toBeVisible()
    await utilisateur.click(screen.getByRole('button', { name: 'Retirer les filtres' }))
    expect(await screen.findByText('Rien ne s’est encore passé sur cette demande.')).toBeVisible()
  })

  test('une demande hors périmètre n’existe pas', async () => {
    server.use(repond('get', '/demandes/{demande_id}', () => refuse({ status: 404, code: 'demande-introuvable', title: 'Introuvable' })))
    await ouvrir(`/demandes/${uuid(1, 1)}`)
    expect(screen.getByRole('heading', { level: 1, name: 'Page introuvable' })).toBeVisible()
  })
})

describe('la validation', () => {
  test('il faut avoir vérifié l’identité et écarté les doublons', async () => {
    let envoye: unknown
    server.use(
      repond('post', '/demandes/{demande_id}/validation', async ({ corps }) => {
        envoye = await corps()
        return new Response(JSON.stringify({ ...demandeDetail(3), etat: 'AC', numero_unique: '035112600012335238' }), { headers: { 'Content-Type': 'application/json' } })
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
    const decision = await screen.findByRole('region', { name: 'Décision' })
    const valider = within(decision).getByRole('button', { name: 'Valider la demande' })
    expect(valider).toBeDisabled()
    await utilisateur.click(within(decision).getByRole('checkbox'))
    expect(valider).toBeDisabled()
    await utilisateur.type(within(decision).getByRole('textbox'), 'Sœurs jumelles')
    await utilisateur.click(valider)
    expect(await screen.findByText(/validée sous le numéro\s035\s1126\s000123\s35238/)).toBeVisible()
    expect(envoye).toEqual({ version: 3, identite_verifiee: true, doublon_ecarte: 'Sœurs jumelles', pour_le_compte_de: null })
  })

  test('un mandataire enregistre au nom du service qu’il choisit ; le sien est refusé avec sa raison', async () => {
    let envoye: unknown
    const phrase = 'Depuis le 1er mars 2026, Ville dispensée n’enregistre plus de demande (accord n° 3). C’est Guichet unique qui enregistre cette demande.'
    server.use(
      repond('get', '/demandes/{demande_id}/doublons', []),
      repond('get', '/demandes/{demande_id}/services-enregistreurs', [
        { organisme_id: uuid(3, 1), nom: 'Ville dispensée', acte: null, raison: { code: 'enregistrement-reserve', phrase, parametres: {} } },
        { organisme_id: uuid(3, 2), nom: 'Ville de Mandat', acte: 'délibération n° 12', raison: null },
      ]),
      repond('post', '/demandes/{demande_id}/validation', async ({ corps }) => {
        envoye = await corps()
        return demandeDetail(3)
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
    const decision = await screen.findByRole('region', { name: 'Décision' })
    const valider = within(decision).getByRole('button', { name: 'Valider la demande' })
    const service = await within(decision).findByLabelText('Enregistrer au nom de')
    expect(service).toHaveDisplayValue('Ville de Mandat (délibération n° 12)')
    await utilisateur.selectOptions(service, 'Ville dispensée')
    expect(valider).toHaveAccessibleDescription(phrase)
    await utilisateur.selectOptions(service, 'Ville de Mandat (délibération n° 12)')
    await utilisateur.click(within(decision).getByRole('checkbox'))
    await utilisateur.click(valider)
    await waitFor(() => expect(envoye).toMatchObject({ pour_le_compte_de: uuid(3, 2) }))
  })

  test('la même personne reconnue se note, puis se compare sur sa page', async () => {
    const notees: string[] = []
    server.use(
      repond('put', '/demandes/{demande_id}/doublons/{autre_id}', ({ url }) => {
        notees.push(url.pathname)
        return doublonDetail()
      }),
    )
    const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
    const [meme] = await screen.findAllByRole('button', { name: /^C’est la même personne/ })
    await utilisateur.click(meme!)
    await waitFor(() => expect(router.state.location.pathname).toBe(`/doublons/${doublonDetail().id}`))
    expect(notees).toHaveLength(1)
  })

  test('sans pièce d’identité, l’écran le dit et ne laisse pas valider', async () => {
    server.use(repond('get', '/demandes/{demande_id}/pieces', []), repond('get', '/demandes/{demande_id}/doublons', []))
    await ouvrir(`/demandes/${uuid(1, 3)}/validation`)
    expect(await screen.findByText(/Aucune pièce d’identité/)).toBeVisible()
    const decision = await screen.findByRole('region', { name: 'Décision' })
    expect(within(decision).getByRole('checkbox')).toBeDisabled()
  })
})

describe('la saisie', () => {
  test('un formulaire lu puis rendu ne change pas', () => {
    const saisie = versSaisie(formulaire)
    expect(formulaireSchema.safeParse(saisie).success).toBe(true)
    expect(versSections(saisie)).toMatchObject({
      demandeur: { nom_naissance: 'CHOROUOT', adresse: { commune: '35238' } },
      codemandeurs: [{ lien: 'C', adresse: null }],
      logement_recherche: { communes: ['35238', '35047', '35051'] },
    })
  })

  test('un brouillon vide est permis, une adresse commencée doit être finie', () => {
    expect(formulaireSchema.safeParse(versSaisie(null)).success).toBe(true)
    const commencee = versSaisie({ ...formulaire, demandeur: { ...formulaire.demandeur!, adresse: { voie: 'rue des Lilas', code_postal: '', commune: '', etranger: false } } })
    const lu = formulaireSchema.safeParse(commencee)
    expect(lu.error?.issues.map(({ path }) => path.join('.'))).toEqual(['demandeur.adresse.code_postal', 'demandeur.adresse.commune'])
  })

  test('les doublons se vérifient pendant la saisie : le brouillon se garde, et ceux qui ressemblent se lisent à côté', async () => {
    let envoye = false
    const brouillon = { ...demandeDetail(0), etat: 'BR' as const, etat_libelle: 'Brouillon' }
    server.use(
      repond('get', '/demandes/{demande_id}', brouillon),
      repond('patch', '/demandes/{demande_id}', () => {
        envoye = true
        return brouillon
      }),
    )
    const { utilisateur, router } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
    await utilisateur.type((await screen.findAllByLabelText(/^Prénom/))[0]!, ' Anne')
    await utilisateur.click(screen.getByRole('button', { name: 'Vérifier les doublons' }))
    await waitFor(() => expect(router.state.location.pathname).toMatch(/\/validation$/))
    expect(envoye).toBe(true)
    expect((await screen.findAllByRole('table', { name: /^Comparaison avec la demande de/ }))[0]).toBeVisible()
  })

  test('seules les rubriques touchées sont envoyées', async () => {
    let envoye: unknown
    server.use(
      repond('patch', '/demandes/{demande_id}', async ({ corps }) => {
        envoye = await corps()
        return new Response(JSON.stringify(demandeDetail(0)), { headers: { 'Content-Type': 'application/json' } })
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
    const telephone = (await screen.findAllByLabelText('Portable'))[0]!
    await utilisateur.clear(telephone)
    await utilisateur.type(telephone, '0700000000')
    await utilisateur.click(screen.getByRole('button', { name: /Enregistrer les modifications/ }))
    expect(await screen.findByText('Les modifications sont enregistrées.')).toBeVisible()
    expect(Object.keys(envoye as object).sort()).toEqual(['accord_le', 'demandeur', 'source', 'version'])
  })

  test('revenir à ce qui était écrit ne laisse rien à enregistrer', async () => {
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
    const prenoms = (await screen.findAllByLabelText('Prénoms'))[0]!
    expect(screen.getByText('Tout est enregistré.')).toBeVisible()
    await utilisateur.type(prenoms, 's')
    expect(screen.getByText('Des modifications ne sont pas enregistrées.')).toBeVisible()
    await utilisateur.type(prenoms, '{Backspace}')
    expect(screen.getByText('Tout est enregistré.')).toBeVisible()
  })

  test('quitter un brouillon sans l’enregistrer demande d’abord', async () => {
    const { utilisateur, router } = await ouvrir('/demandes/nouvelle')
    await utilisateur.type((await screen.findAllByLabelText('Prénoms'))[0]!, 'Martine')
    // another part of the same form is not a way out
    await act(() => router.navigate({ to: '.', hash: 'complements' }))
    expect(router.state.location.hash).toBe('complements')
    await utilisateur.click(screen.getAllByRole('link', { name: 'Accueil' })[0]!)
    const alerte = await screen.findByRole('dialog', { name: /Quitter sans enregistrer/ })
    expect(router.state.location.pathname).toBe('/demandes/nouvelle')
    await utilisateur.click(within(alerte).getByRole('button', { name: 'Revenir' }))
    expect(screen.getAllByLabelText('Prénoms')[0]).toHaveValue('Martine')
    await utilisateur.click(screen.getAllByRole('link', { name: 'Accueil' })[0]!)
    await utilisateur.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Quitter sans enregistrer' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Bonjour Anne' })).toBeVisible()
  })

  test('une erreur du serveur va au champ, et la saisie reste', async () => {
    server.use(
      repond('patch', '/demandes/{demande_id}', () =>
        refuse({ status: 422, code: 'saisie-invalide', title: 'Certains champs sont à corriger.', erreurs: [{ champ: 'demandeur.prenoms', code: 'string_too_long', message: 'Ce texte est trop long.' }] }),
      ),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
    const prenoms = (await screen.findAllByLabelText('Prénoms'))[0]!
    await utilisateur.type(prenoms, ' Anne')
    await utilisateur.click(screen.getByRole('button', { name: /Enregistrer les modifications/ }))
    const resume = await screen.findByRole('alert')
    expect(resume).toHaveFocus()
    await utilisateur.click(within(resume).getByRole('link', { name: 'Ce texte est trop long.' }))
    expect(prenoms).toHaveFocus()
    expect(prenoms).toHaveValue('Martine Anne')
  })
})

describe('les règles', () => {
  const frere = { ...formulaire.occupants[0]!, id: uuid(2, 9), prenom: 'Yann', lien: 'A' as const, a_charge: false }
  const mal = {
    ...demandeDetail(0),
    formulaire: { ...formulaire, occupants: [frere] },
    occupants_a_rattacher: [frere.id],
    controles: [{ champ: 'occupants.0.a_charge', niveau: 'alerte', code: 'occupant-a-rattacher', message: 'Attention ! Les occupants avec le lien de parenté' }],
  }

  test('chaque règle se lit avec sa source, et dit si son montant est à vérifier', async () => {
    const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/revenus`)
    const regles = await screen.findByRole('region', { name: 'Ce que disent les règles' })
    expect(within(regles).getByText(/Le plafond PLAI de la catégorie 4/)).toBeVisible()
    expect(within(regles).getByText('À vérifier sur le texte officiel.')).toBeVisible()
    expect(within(regles).getByText(/Arrêté du 29 juillet 1987/)).toBeVisible()
    const plafonds = screen.getByRole('region', { name: 'Revenu fiscal et plafonds' })
    expect(within(plafonds).getByText(/barème 2026 hors Île-de-France, à vérifier/)).toBeVisible()
    await verifierAccessibilite(container)
  })

  test('le délai dépassé se lit dans l’en-tête, avec sa date sur la fiche', async () => {
    await ouvrir(`/demandes/${uuid(1, 0)}`)
    expect((await screen.findAllByText('Délai anormalement long')).length).toBeGreaterThan(1)
    expect(screen.getByText(/est dépassé depuis le 12 septembre 2026/)).toBeVisible()
  })

  test('un occupant mal rattaché devient codemandeur en une action', async () => {
    let envoye: unknown
    server.use(
      repond('get', '/demandes/{demande_id}', mal),
      repond('post', '/demandes/{demande_id}/occupants/{personne_id}/nature', async ({ corps }) => {
        envoye = await corps()
        return demandeDetail(0)
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/revenus`)
    const remedes = await screen.findByRole('group', { name: 'Yann BENALI' })
    expect(within(remedes).getByRole('button', { name: 'En faire un codemandeur' })).toBeDisabled()
    expect(within(remedes).getByText('Choisissez son lien avec le demandeur.')).toBeVisible()
    await utilisateur.selectOptions(within(remedes).getByRole('combobox'), 'FRAT')
    await utilisateur.click(within(remedes).getByRole('button', { name: 'En faire un codemandeur' }))
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Yann BENALI' })).toBeNull())
    expect(envoye).toEqual({ version: 3, lien: 'FRAT' })
  })

  test('il se met à charge en une action', async () => {
    let envoye: unknown
    server.use(
      repond('get', '/demandes/{demande_id}', mal),
      repond('post', '/demandes/{demande_id}/occupants/{personne_id}/charge', async ({ corps }) => {
        envoye = await corps()
        return demandeDetail(0)
      }),
    )
    const { utilisateur } = await ouvrir(`/demandes/${uuid(1, 0)}/occupants`)
    await utilisateur.click(await screen.findByRole('button', { name: 'Mettre à charge fiscalement' }))
    await waitFor(() => expect(envoye).toEqual({ version: 3 }))
  })

  test('les compléments disent qui suit le foyer et ce que le handicap demande', async () => {
    const fiche = { personne_id: formulaire.demandeur!.id, reconnu: true, tierce_personne: false, moteur: ['MI' as const], sensoriel: [], aides: [], equipements: ['3' as const], besoin: 'Porte large' }
    server.use(
      repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, handicaps: [fiche], accompagnement: { nom: 'CCAS de Rennes', telephone: '0299000000' } } }),
    )
    const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/complements`)
    expect(await screen.findByText('CCAS de Rennes')).toBeVisible()
    expect(within(screen.getByRole('region', { name: /Complément handicap/ })).getByText('Porte large')).toBeVisible()
    await verifierAccessibilite(container)
  })

  test('tous les champs du formulaire se saisissent, axe ne trouve rien à redire', async () => {
    const fiche = { personne_id: formulaire.demandeur!.id, reconnu: true, tierce_personne: false, moteur: [], sensoriel: [], aides: [], equipements: [] }
    const colocataire = { id: uuid(2, 8), nom_naissance: 'DURAND', prenoms: 'Sacha', lien: 'AMI' as const }
    server.use(repond('get', '/demandes/{demande_id}', { ...demandeDetail(0), formulaire: { ...formulaire, handicaps: [fiche], colocataires: [colocataire] } }))
    const { container } = await ouvrir(`/demandes/${uuid(1, 0)}/saisie`)
    expect(await screen.findByRole('group', { name: 'Fiche handicap 1' })).toBeVisible()
    expect(screen.getByRole('group', { name: 'Colocataire 1' })).toBeVisible()
    expect(screen.getByLabelText('Programme, choix n° 1')).toHaveValue('Les Tilleuls')
    await verifierAccessibilite(container)
  })
})
