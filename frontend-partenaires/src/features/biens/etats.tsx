import type { BienResume } from '@/api/types.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const TONS: Readonly<Record<BienResume['etat'], Ton>> = {
  PREAVIS: 'neutre',
  DISPONIBLE: 'attente',
  PROPOSE: 'cours',
  EN_COMMISSION: 'cours',
  ATTRIBUE: 'bon',
  LOUE: 'bon',
  RETIRE: 'clos',
}

export function EtatBien({ bien }: { bien: Pick<BienResume, 'etat' | 'etat_libelle'> }) {
  return <EtatBadge ton={TONS[bien.etat]} libelle={bien.etat_libelle} />
}
