import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const TONS: Readonly<Record<string, Ton>> = {
  BR: 'neutre',
  ES: 'neutre',
  EV: 'attente',
  RT: 'refus',
  AC: 'cours',
  SO: 'attente',
  SA: 'bon',
  NR: 'clos',
  AN: 'clos',
  AR: 'clos',
  IR: 'clos',
  DC: 'clos',
  SU: 'clos',
  FU: 'clos',
}

export function EtatDemande({ etat, libelle }: { etat: string; libelle: string }) {
  return <EtatBadge ton={TONS[etat] ?? 'neutre'} libelle={libelle} />
}
