import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { BienDetail } from '@/api/types.ts'
import { bienQuery } from './queries.ts'

export function useBien(): BienDetail {
  const bienId: unknown = useParams({ strict: false, select: (params) => params.bienId })
  return useSuspenseQuery(bienQuery(String(bienId))).data
}
