import type { PropositionResume } from '@/api/types.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const TONS: Readonly<Record<PropositionResume['etat'], Ton>> = {
  PEC: 'neutre',
  INS: 'cours',
  DEC: 'attente',
  NOT: 'attente',
  ACC: 'bon',
  BAI: 'bon',
  RFC: 'refus',
  SRE: 'refus',
  RCO: 'refus',
  ANN: 'clos',
}

export function EtatProposition({ proposition }: { proposition: Pick<PropositionResume, 'etat' | 'etat_libelle'> }) {
  return <EtatBadge ton={TONS[proposition.etat]} libelle={proposition.etat_libelle} />
}
