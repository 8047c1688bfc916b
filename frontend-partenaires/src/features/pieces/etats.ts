import type { PieceVue } from '@/api/types.ts'
import type { Ton } from '@/ui/EtatBadge.tsx'

export const TONS: Readonly<Record<PieceVue['etat'], Ton>> = {
  ATTENDUE: 'neutre',
  ANALYSE: 'cours',
  RECUE: 'attente',
  VALIDEE: 'bon',
  REFUSEE: 'refus',
  PERIMEE: 'clos',
}
