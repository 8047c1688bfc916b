import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { BASE, client, donnees } from '../../api/client.ts'
import { lues } from '../../api/lecture.ts'
import { demandeRecue, maDemandeQuery } from '../../api/ma-demande.ts'
import { estIntrouvable, estNonConnecte } from '../../api/problem.ts'
import type { components } from '../../api/schema.d.ts'
import type { Cotation, MaProposition, MonEspace } from '../../api/types.ts'

export const monEspaceQuery = queryOptions({
  queryKey: ['mon-espace'],
  queryFn: async (): Promise<MonEspace | null> => {
    try {
      return await lues(client.GET('/mon-espace'))
    } catch (erreur) {
      // no demande yet is an answer, not a failure
      if (estIntrouvable(erreur)) return null
      throw erreur
    }
  },
})

export const maCotationQuery = queryOptions({
  queryKey: ['ma-cotation'],
  queryFn: () => lues(client.GET('/ma-cotation')),
})

export const mesCotationsPasseesQuery = queryOptions({
  queryKey: ['ma-cotation', 'passees'],
  queryFn: () => lues(client.GET('/ma-cotation/passees')),
})

export const mesFaitsQuery = queryOptions({
  queryKey: ['ma-cotation', 'faits'],
  queryFn: () => lues(client.GET('/ma-cotation/faits')),
})

export function useContester(id: number) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (motif: string) => donnees(client.POST('/ma-cotation/faits/{evenement_id}/contestation', { params: { path: { evenement_id: id } }, body: { motif } })),
    onSuccess: (miens) => {
      queries.setQueryData(mesFaitsQuery.queryKey, miens)
      return Promise.all([queries.invalidateQueries({ queryKey: maCotationQuery.queryKey, exact: true }), queries.invalidateQueries({ queryKey: ['mon-historique'] })])
    },
  })
}

export const ADRESSE_EXPLICATION = `${BASE}/ma-cotation/explication`

export const monAttenteQuery = queryOptions({
  queryKey: ['mon-attente'],
  queryFn: () => lues(client.GET('/mon-attente')),
})

/** Dit au serveur ce qui vient d’être montré : la prochaine visite dira ce qui a changé depuis. */
export function useAffichageVu(montrees: Cotation[] | undefined) {
  const vu = montrees !== undefined && montrees.length > 0
  useEffect(() => {
    // si cela échoue, la page est lue quand même : la prochaine visite comparera avec la précédente
    if (vu) void client.PUT('/ma-cotation/affichage').catch(() => undefined)
  }, [vu])
}

export const monHistoriqueQuery = queryOptions({
  queryKey: ['mon-historique'],
  queryFn: () => lues(client.GET('/mon-historique')),
})

export const mesPrioritesQuery = queryOptions({
  queryKey: ['mes-priorites'],
  queryFn: () => lues(client.GET('/mes-priorites')),
})

export type MotifUrgence = components['schemas']['MotifUrgence']

export function useDeclarer() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { motif: MotifUrgence; texte: string }) => donnees(client.POST('/mes-urgences', { body })),
    onSuccess: (miennes) => {
      queries.setQueryData(mesPrioritesQuery.queryKey, miennes)
      return queries.invalidateQueries({ queryKey: ['mon-historique'] })
    },
  })
}

export const mesMessagesQuery = queryOptions({
  queryKey: ['mes-messages'],
  queryFn: () => lues(client.GET('/mes-messages')),
})

export const mesPropositionsQuery = queryOptions({
  queryKey: ['mes-propositions'],
  queryFn: () => lues(client.GET('/mes-propositions')),
})

type Schema = components['schemas']['DemandeDetail']
type Envoi = (version: number) => Promise<Schema>

/** Ce qui se fait d’un geste, sans rien saisir. */
const GESTES = {
  renouveler: (version) => donnees(client.POST('/ma-demande/renouvellement', { body: { version } })),
  reveiller: (version) => donnees(client.POST('/ma-demande/reveil', { body: { version } })),
  revenir: (version) => donnees(client.POST('/ma-demande/reprise', { body: { version } })),
  annuler: (version) => donnees(client.POST('/ma-demande/annulation', { body: { version } })),
  'lever-avertissement': (version) => donnees(client.POST('/ma-demande/maintien', { body: { version } })),
} satisfies Record<string, Envoi>

export type CodeDeGeste = keyof typeof GESTES
/** Annuler se relit d’abord sur sa page. */
export const estUnGeste = (code: string): code is Exclude<CodeDeGeste, 'annuler'> => code in GESTES && code !== 'annuler'

/** La demande telle que l’acte l’a laissée s’affiche aussitôt ; ce qui en dépend se relit. */
function useActe<V>(envoyer: (variables: V) => Promise<Schema>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (variables: V) => demandeRecue(await envoyer(variables)),
    onSuccess: (demande) => {
      queries.setQueryData(maDemandeQuery.queryKey, demande)
      return Promise.all(['mon-espace', 'mon-historique'].map((cle) => queries.invalidateQueries({ queryKey: [cle] })))
    },
  })
}

export const useGeste = () => useActe(({ code, version }: { code: CodeDeGeste; version: number }) => GESTES[code](version))

export const useRetablir = () => useActe((body: { version: number; code: string }) => donnees(client.POST('/ma-demande/retablissement', { body })))

export function useRecevoirUnCode() {
  return useMutation({
    mutationFn: (body: { departement: string; identifiant: string }) => donnees(client.POST('/session/codes', { body })),
  })
}

type Geste = components['schemas']['GesteBody']
export type SorteGeste = Geste['sorte']
export type MotifProtection = components['schemas']['MotifProtection']

/** Un départ tel qu’on le saisit ; vide, rien n’est choisi. */
export interface DepartSaisi {
  sorte: SorteGeste | ''
  personne_id: string
  justificatif: string
  occupants: string[]
  successeur_id: string
  le: string
  atteste: boolean
}

const geste = ({ sorte, personne_id, justificatif, occupants, successeur_id, le }: DepartSaisi): Geste => ({
  sorte: sorte as SorteGeste,
  personne_id,
  occupants,
  justificatif: (justificatif || null) as Geste['justificatif'],
  successeur_id: successeur_id || null,
  le: /^\d{4}-\d{2}-\d{2}$/.test(le) ? le : null,
})

/** Ce que changerait un départ : rien n’est enregistré. */
export const apercuQuery = (depart: DepartSaisi) =>
  queryOptions({
    queryKey: ['ma-demande', 'apercu', geste(depart)],
    queryFn: () => lues(client.POST('/ma-demande/personnes/apercu', { body: geste(depart) })),
    placeholderData: (avant) => avant,
  })

export const useDeclarerUnDepart = () =>
  useActe(({ depart, version }: { depart: DepartSaisi; version: number }) =>
    donnees(client.POST('/ma-demande/depart', { body: { ...geste(depart), version, atteste: depart.atteste } })),
  )

/** Une personne qui rejoint la demande, telle qu’on la saisit. */
export interface ArriveeSaisie {
  id: string
  lien: string
  civilite: string
  prenoms: string
  nom_naissance: string
  ne_le: string
}

const arrivee = ({ civilite, prenoms, nom_naissance, ...qui }: ArriveeSaisie) =>
  ({ sorte: 'ajout', codemandeur: { ...qui, civilite: civilite || null, prenoms: prenoms.trim(), nom_naissance: nom_naissance.trim() } }) as Geste

/** Ce que changerait une arrivée : rien n’est enregistré. */
export const apercuDArriveeQuery = (qui: ArriveeSaisie) =>
  queryOptions({
    queryKey: ['ma-demande', 'apercu', arrivee(qui)],
    queryFn: () => lues(client.POST('/ma-demande/personnes/apercu', { body: arrivee(qui) })),
  })

export const useAjouterUnCodemandeur = () =>
  useActe(({ qui, version }: { qui: ArriveeSaisie; version: number }) => donnees(client.POST('/ma-demande/personnes', { body: { ...arrivee(qui), version } as never })))

/** Le fichier enregistre en quelques secondes et ferme toutes les connexions : c’est à cela que la page voit que c’est fait. */
export function useDepartEnregistre(attendu: boolean): boolean {
  const queries = useQueryClient()
  const fait = useQuery({
    queryKey: ['depart-enregistre'],
    enabled: attendu,
    queryFn: async () => {
      try {
        queries.setQueryData(maDemandeQuery.queryKey, demandeRecue(await donnees(client.GET('/ma-demande'))))
        return false
      } catch (erreur) {
        if (estNonConnecte(erreur)) return true
        throw erreur
      }
    },
    refetchInterval: ({ state }) => (state.data ? false : RELECTURE_MS),
    staleTime: 0,
    gcTime: 0,
  })
  return fait.data ?? false
}

const RELECTURE_MS = 3000

export const useRetirerMaDeclaration = () => useActe((body: { version: number }) => donnees(client.POST('/ma-demande/depart/retrait', { body })))

export const useRepondreALAvertissement = () => useActe((body: { version: number; texte: string }) => donnees(client.POST('/ma-demande/reponse', { body })))

export const useMeProteger = () =>
  useMutation({
    mutationFn: (body: { motif: MotifProtection; contact: string }) => donnees(client.PUT('/ma-demande/protection', { body })),
  })

export type MotifRefus = components['schemas']['MotifRefusCandidat']
export type Reponse = { sens: 'acceptation' } | { sens: 'refus'; motif: MotifRefus; commentaire: string }

export function useRepondre({ id, version }: Pick<MaProposition, 'id' | 'version'>) {
  const queries = useQueryClient()
  const params = { path: { proposition_id: id } }
  return useMutation({
    mutationFn: (reponse: Reponse) =>
      reponse.sens === 'acceptation'
        ? donnees(client.POST('/mes-propositions/{proposition_id}/acceptation', { params, body: { version } }))
        : donnees(client.POST('/mes-propositions/{proposition_id}/refus', { params, body: { version, motif: reponse.motif, commentaire: reponse.commentaire } })),
    onSuccess: () =>
      Promise.all(['mes-propositions', 'mon-espace', 'mon-historique', 'ma-demande'].map((cle) => queries.invalidateQueries({ queryKey: [cle] }))),
  })
}
