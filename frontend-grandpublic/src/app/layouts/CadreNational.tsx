import type { ReactNode } from 'react'
import { Cadre } from './Cadre.tsx'

export function CadreNational({ children }: { children: ReactNode }) {
  return (
    <Cadre surtitre="Demande de" nom="logement social">
      {children}
    </Cadre>
  )
}
