import { Outlet, useLocation } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { DemandeDetail } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { LienAdresse } from '@/ui/LienAdresse.tsx'
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
              {demande.verrou.raison} Par {demande.verrou.par}, depuis le <DateFr iso={demande.verrou.depuis_le} />.
            </p>
            <Liberation action={demande.verrou.liberation} />
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

/** To the proposition that holds the file, for the landlord whose agenda it is on; the others read whose it is. */
function Liberation({ action }: { action: NonNullable<DemandeDetail['verrou']>['liberation'] }) {
  if (!action) return null
  if (action.permise && action.lien) return <LienAdresse lien={action.lien}>{action.libelle}</LienAdresse>
  return <BoutonAction size="compact-sm" variant="default" action={action} onClick={() => undefined} />
}
