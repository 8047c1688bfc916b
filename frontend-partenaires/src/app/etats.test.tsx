import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { uuid } from '@/test/fixtures/demandes.ts'
import { refuse } from '@/test/api-handler.ts'
import { ouvrir } from '@/test/render.tsx'
import { server } from '@/test/server.ts'

const PAGE_VIDE = { items: [], total: 0, total_plafonne: false, page: 1, size: 50 }

/** What each screen asks, what it says when there is nothing, and the shape of nothing. */
const ECRANS: readonly (readonly [adresse: string, lecture: string, rien: string, vide: object])[] = [
  ['/demandes', '/demandes', 'Aucune demande ne correspond', PAGE_VIDE],
  ['/travaux', '/travaux', 'Aucun travail', PAGE_VIDE],
  ['/demandes?a_valider=true', '/demandes', 'Aucune demande n’attend de validation', PAGE_VIDE],
  [`/demandes/${uuid(1, 0)}/historique`, '/demandes/:id/historique', 'Rien ne s’est encore passé sur cette demande.', PAGE_VIDE],
  [`/demandes/${uuid(1, 0)}/consultations`, '/demandes/:id/consultations', 'Personne n’a encore consulté cette demande.', PAGE_VIDE],
  [`/demandes/${uuid(1, 0)}/echanges`, '/demandes/:id/echanges', 'Cette demande n’a encore rien échangé avec un autre système.', PAGE_VIDE],
  ['/transmissions', '/transmissions', 'Aucune transmission', PAGE_VIDE],
  ['/questions', '/questions', 'Aucune question', PAGE_VIDE],
  ['/courriers', '/lots-de-courriers', 'Aucune lettre à poster', PAGE_VIDE],
  [`/demandes/${uuid(1, 0)}/cotation`, '/demandes/:id/cotations', 'Aucune cotation', []],
  [`/demandes/${uuid(1, 0)}/propositions`, '/demandes/:id/propositions', 'Cette demande n’a encore reçu aucune proposition.', PAGE_VIDE],
  ['/biens', '/biens', 'Aucun bien ne correspond', PAGE_VIDE],
  [`/biens/${uuid(6, 0)}/candidats`, '/biens/:id/candidats', 'Aucun candidat pour ce bien', { ...PAGE_VIDE, criteres: [], departage: '' }],
  [`/biens/${uuid(6, 0)}/propositions`, '/propositions', 'Aucune proposition', PAGE_VIDE],
  [`/biens/${uuid(6, 0)}/historique`, '/biens/:id/historique', 'Rien ne s’est encore passé sur ce bien.', PAGE_VIDE],
  ['/propositions', '/propositions', 'Aucune proposition', PAGE_VIDE],
  ['/commissions', '/commissions', 'Aucune séance', PAGE_VIDE],
  ['/conventions-de-flux', '/conventions-de-flux/suivi', 'Aucune convention pour cette année', []],
  ['/annonces', '/annonces', 'Aucune annonce', PAGE_VIDE],
  [`/annonces/${uuid(10, 0)}`, '/annonces/:id/contacts', 'Personne n’a encore répondu à cette annonce.', PAGE_VIDE],
  ['/grilles-de-cotation', '/grilles-de-cotation', 'Aucune grille de cotation', []],
  ['/simulations', '/simulations-de-grilles', 'Aucune simulation', PAGE_VIDE],
  ['/organismes', '/organismes', 'Aucun organisme ne correspond', PAGE_VIDE],
  ['/comptes', '/comptes', 'Aucun compte ne correspond', PAGE_VIDE],
  ['/clients-tiers', '/clients-tiers', 'Aucun logiciel tiers', []],
  ['/actualites', '/actualites', 'Aucune actualité en cours', []],
]

describe('chaque écran dit qu’il n’y a rien', () => {
  test.each(ECRANS)('%s', async (adresse, lecture, rien, vide) => {
    server.use(http.get(`*/partenaires/v1${lecture}`, () => HttpResponse.json(vide)))
    await ouvrir(adresse)
    expect(await screen.findByText(rien)).toBeVisible()
  })
})

describe('chaque écran dit la panne, et recommence quand on le demande', () => {
  test.each(ECRANS)('%s', async (adresse, lecture, rien, vide) => {
    let enPanne = true
    server.use(
      http.get(`*/partenaires/v1${lecture}`, () =>
        enPanne ? refuse({ status: 500, code: 'erreur-inattendue', title: 'Une erreur inattendue s’est produite.' }) : HttpResponse.json(vide),
      ),
    )
    const { utilisateur } = await ouvrir(adresse)
    expect(await screen.findByRole('alert')).toHaveTextContent('Une erreur inattendue s’est produite.')
    enPanne = false
    await utilisateur.click(screen.getByRole('button', { name: 'Réessayer' }))
    expect(await screen.findByText(rien)).toBeVisible()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })
})
