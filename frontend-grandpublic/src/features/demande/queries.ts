import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client, donnees } from '../../api/client.ts'
import { demandeRecue, maDemandeQuery } from '../../api/ma-demande.ts'
import { Problem } from '../../api/problem.ts'
import type { Codemandeur, MaDemande } from '../../api/types.ts'

function useRecue() {
  const queries = useQueryClient()
  return (demande: MaDemande) => {
    queries.setQueryData(maDemandeQuery.queryKey, demande)
    void queries.invalidateQueries({ queryKey: ['mon-espace'] })
  }
}

/** Déjà commencée, ici ou ailleurs : on la reprend. */
async function commencer(): Promise<MaDemande> {
  try {
    return demandeRecue(await donnees(client.POST('/ma-demande')))
  } catch (erreur) {
    if (!(erreur instanceof Problem) || erreur.code !== 'demande-deja-commencee') throw erreur
    return demandeRecue(await donnees(client.GET('/ma-demande')))
  }
}

export function useCommencer() {
  return useMutation({ mutationFn: commencer, onSuccess: useRecue() })
}

/** Déjà envoyée : c’est que seule la réponse d’un premier essai s’était perdue. */
async function envoyer(version: number): Promise<MaDemande> {
  try {
    return demandeRecue(await donnees(client.POST('/ma-demande/soumission', { body: { version } })))
  } catch (erreur) {
    if (!(erreur instanceof Problem) || erreur.status !== 409) throw erreur
    const actuelle = demandeRecue(await donnees(client.GET('/ma-demande')))
    if (actuelle.etat !== 'EV') throw erreur
    return actuelle
  }
}

export function useSoumettre() {
  return useMutation({ mutationFn: envoyer, onSuccess: useRecue() })
}

interface PlaceDUnOccupant {
  version: number
  personne: string
}

export function useMettreACharge() {
  return useMutation({
    mutationFn: async ({ version, personne }: PlaceDUnOccupant) =>
      demandeRecue(await donnees(client.POST('/ma-demande/occupants/{personne_id}/charge', { params: { path: { personne_id: personne } }, body: { version } }))),
    onSuccess: useRecue(),
  })
}

export function useSigneraLeBail() {
  return useMutation({
    mutationFn: async ({ version, personne, lien }: PlaceDUnOccupant & { lien: string }) =>
      demandeRecue(
        await donnees(
          client.POST('/ma-demande/occupants/{personne_id}/nature', {
            params: { path: { personne_id: personne } },
            body: { version, lien: lien as Codemandeur['lien'] },
          }),
        ),
      ),
    onSuccess: useRecue(),
  })
}

export function useDeposerNir() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { personne_id: string; nir: string }) => donnees(client.PUT('/ma-demande/nir', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: maDemandeQuery.queryKey }),
  })
}
