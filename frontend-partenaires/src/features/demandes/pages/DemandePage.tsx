import { Outlet, useLocation } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Avis } from '@/ui/Avis.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Declarations } from '../components/Declaration.tsx'
import { Attaches } from '../components/Attaches.tsx'
import { ChampsDuCerfa } from '../components/Cerfa.tsx'
import { ActionsDemande } from '../components/ActionsDemande.tsx'
import { EnteteDemande } from '../components/EnteteDemande.tsx'
import { OccupantsARattacher } from '../components/OccupantsARattacher.tsx'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'
import styles from './DemandePage.module.css'

export function DemandePage(): ReactElement {
  const demande = useDemande()
  // over the form, a remedy would change the version that the form has read
  const ici = useLocation({ select: ({ pathname }) => pathname.slice(pathname.lastIndexOf('/') + 1) })
  return (
    <>
      <EnteteDemande demande={demande} actions={<ActionsDemande demande={demande} />} />
      {demande.verrou && (
        <div className={styles.verrou}>
          <Avis ton="verrou" titre={textes.verrou}>
            <p>
              {demande.verrou.raison}. Par {demande.verrou.par}, depuis le <DateFr iso={demande.verrou.depuis_le} />.
            </p>
          </Avis>
        </div>
      )}
      <Attaches demande={demande} />
      {ici !== 'saisie' && <Declarations demande={demande} />}
      {ici !== 'saisie' && <OccupantsARattacher demande={demande} />}
      <ChampsDuCerfa>
        <Outlet />
      </ChampsDuCerfa>
    </>
  )
}
