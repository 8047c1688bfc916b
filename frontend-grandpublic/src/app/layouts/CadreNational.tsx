import { useEffect, type ReactNode } from 'react'
import { nommerSite } from '../../lib/titre.ts'
import { Cadre } from './Cadre.tsx'

export function CadreNational({ children }: { children: ReactNode }) {
  useEffect(() => nommerSite('Demande de logement social'), [])
  return (
    <Cadre surtitre="Demande de" nom="logement social">
      {children}
    </Cadre>
  )
}
