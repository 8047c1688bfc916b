import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, donnees, idempotence } from '@/api/client.ts'
import type { PortailBody, PortailModifieBody, PortailVu } from '@/api/types.ts'

export const portailQuery = queryOptions({
  queryKey: ['portail'],
  queryFn: ({ signal }) => donnees(api.GET('/portail', { signal })),
  // what is being written is not replaced by what someone else has just written: the version says so
  staleTime: 0,
  refetchOnWindowFocus: false,
})

export const historiquePortailQuery = (page: number) =>
  queryOptions({
    queryKey: ['portail', 'historique', page],
    queryFn: ({ signal }) => donnees(api.GET('/portail/historique', { params: { query: { page } }, signal })),
    placeholderData: keepPreviousData,
  })

function usePortail<V>(mutationFn: (variables: V) => Promise<PortailVu>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (vu) => {
      client.setQueryData(portailQuery.queryKey, vu)
      return client.invalidateQueries({ queryKey: ['portail', 'historique'] })
    },
  })
}

export const useOuvrirPortail = (cle: string) => usePortail((body: PortailBody) => donnees(api.POST('/portail', { params: { header: idempotence(cle) }, body })))

export const useReglerPortail = () => usePortail((body: PortailModifieBody) => donnees(api.PUT('/portail', { body })))

export const useDeposerLogoDuPortail = () =>
  usePortail(({ image, version, texte }: { image: File; version: number; texte: string }) =>
    donnees(
      api.PUT('/portail/logo', {
        params: { query: { version, texte } },
        headers: { 'Content-Type': image.type || 'application/octet-stream' },
        body: image as never,
        bodySerializer: (corps: unknown) => corps as File,
      }),
    ),
  )

export const useRetirerLogoDuPortail = () => usePortail((version: number) => donnees(api.DELETE('/portail/logo', { params: { query: { version } } })))
