import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'

const ETATS: Readonly<Record<string, readonly [Ton, string]>> = {
  PROGRAMMEE: ['attente', 'Programmée'],
  PUBLIEE: ['cours', 'En ligne'],
  EXPIREE: ['clos', 'Terminée'],
  RETIREE: ['clos', 'Retirée'],
}

export function EtatAnnonce({ etat }: { etat: string }) {
  const [ton, libelle] = ETATS[etat] ?? ['neutre', etat]
  return <EtatBadge ton={ton} libelle={libelle} />
}
