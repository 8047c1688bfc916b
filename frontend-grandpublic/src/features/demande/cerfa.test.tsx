import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { telephoneLisible } from '../../lib/numero.ts'
import { demande } from '../../test/fixtures/demande.ts'
import { feuilles, formulaireEntier } from '../../test/formulaire-entier.ts'
import { url } from '../../test/handlers.ts'
import { visiter } from '../../test/render.tsx'
import { server } from '../../test/setup.ts'
import { ETAPES, etapeDuChamp } from './etapes.ts'

const QUI = ['demandeur', 'codemandeurs']
/** Une réponse en appelle d’autres : en France ou à l’étranger, dans un logement HLM ou hébergé, une commune à choisir encore. */
const VARIANTES = [
  {},
  { ...Object.fromEntries(QUI.flatMap((qui) => ['adresse', 'adresse_logement'].map((ou) => [`${qui}.${ou}.etranger`, false]))), 'logement_actuel.statut': 'CPE', ...Object.fromEntries(QUI.map((qui) => [`${qui}.situation_professionnelle.commune_travail`, null])) },
]
/** Ce que la page demande d’une autre façon : une somme par personne et par année ou par nature, un quartier par commune, un secteur d’un geste avec tout ce qu’il couvre. */
const AUTREMENT: Record<string, string> = {
  'revenus.rfr.personne_id': 'revenus.rfr',
  'revenus.rfr.annee': 'revenus.rfr',
  'revenus.rfr.montant': 'revenus.rfr',
  'revenus.ressources.personne_id': 'revenus.ressources',
  'revenus.ressources.nature': 'revenus.ressources',
  'revenus.ressources.montant': 'revenus.ressources',
  'logement_recherche.quartiers.commune': 'logement_recherche.quartiers',
  'logement_recherche.quartiers.nom': 'logement_recherche.quartiers',
  'logement_recherche.secteurs.nom': 'logement_recherche.secteurs',
  'logement_recherche.secteurs.communes': 'logement_recherche.secteurs',
  'logement_recherche.secteurs.quartiers.commune': 'logement_recherche.secteurs',
  'logement_recherche.secteurs.quartiers.nom': 'logement_recherche.secteurs',
}

function poser(choisies: Record<string, unknown>) {
  const { formulaire, textes } = formulaireEntier({ ...choisies, 'demandeur.situation_professionnelle.contrat': 'CDI', 'codemandeurs.situation_professionnelle.contrat': 'CDI', 'occupants.lien': 'E', 'demandeur.situation_familiale': 'M', 'codemandeurs.situation_familiale': 'M' })
  server.use(http.get(url('/ma-demande'), () => HttpResponse.json(demande({ formulaire }))))
  return textes
}

const demandes = () => [...document.querySelectorAll('[name], [id^="champ-"]')].flatMap((ou) => [ou.getAttribute('name'), ou.id.replace(/^champ-/, '')])

/** La phrase qu’un lecteur d’écran lit avec ce champ : la sienne, ou celle du groupe où il est. */
const decrit = (champ: Element): boolean => {
  const dit = champ.closest('[aria-describedby]')
  const ids = dit?.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.some((id) => document.getElementById(id)?.textContent.trim())
}
const sansAide = () => [...document.querySelectorAll('form [name]')].filter((champ) => !decrit(champ)).map((champ) => champ.getAttribute('name')!.replace(/\.\d+(?=\.|$)/g, ''))

test('chaque champ du formulaire a sa place dans une page de la demande, et une phrase qui l’explique', async () => {
  const connus = new Set<string>()
  const muets = new Set<string>()
  for (const variante of VARIANTES) {
    poser(variante)
    // une page que la variante ne touche pas a déjà été lue
    const touchees = new Set(Object.keys(variante).map((champ) => etapeDuChamp(champ.replace(/^codemandeurs/, '$&.0'))))
    for (const etape of ETAPES.filter((code) => code !== 'piece-identite' && (touchees.size === 0 || touchees.has(code)))) {
      const { personne, unmount } = visiter(`/35/demande/${etape}`)
      await screen.findByRole('button', { name: 'Enregistrer et continuer' })
      for (const bouton of screen.queryAllByRole('button', { name: /^Modifier/ })) await personne.click(bouton)
      for (const nom of sansAide()) muets.add(nom)
      for (const nom of demandes()) if (nom) connus.add(nom.replace(/\.\d+(?=\.|$)/g, ''))
      unmount()
    }
  }
  expect([...muets]).toEqual([])
  const noms = [...connus]
  expect(feuilles().filter((champ) => !noms.some((nom) => nom === champ || nom.startsWith(`${champ}.`) || (AUTREMENT[champ] && nom.startsWith(AUTREMENT[champ]))))).toEqual([])
})

test('tout ce que l’on a écrit se relit avant l’envoi', async () => {
  const textes = poser({})
  visiter('/35/demande/recapitulatif')
  await screen.findByRole('heading', { level: 1, name: /Vérifiez et envoyez/ })
  const page = document.body.textContent.toLowerCase()
  expect(Object.entries(textes).filter(([, texte]) => !page.includes(texte) && !page.includes(telephoneLisible(texte)))).toEqual([])
})
