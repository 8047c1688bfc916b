import { useLibelle } from '@/api/nomenclatures.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const TONS: Readonly<Record<string, Ton>> = {
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

export function EtatProposition({ etat }: { etat: string }) {
  const libelle = useLibelle()
  return <EtatBadge ton={TONS[etat] ?? 'neutre'} libelle={libelle('etat_proposition', etat)} />
}
