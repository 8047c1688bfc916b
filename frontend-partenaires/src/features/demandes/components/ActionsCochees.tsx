import { Button } from '@mantine/core'
import { IconMail, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { pluriel } from '@/lib/montants.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { enRoute, useImprimerAttestations } from '../queries/travaux.ts'
import { textes } from '../texts.ts'
import { Ecrire } from './Ecrire.tsx'
import { SuiviTravail, useSuivi } from './SuiviTravail.tsx'

type Geste = 'ecrire' | 'imprimer'

/** What is done at once for the ticked rows: the worker does it, and says for which it could not. */
export function ActionsCochees({ coches }: { coches: readonly string[] }) {
  const [geste, setGeste] = useState<Geste>()
  const fermer = () => setGeste(undefined)
  if (coches.length === 0) return null
  return (
    <>
      <strong>{pluriel(coches.length, 'cochée')}</strong>
      <Button variant="default" size="compact-sm" leftSection={<IconMail size={15} aria-hidden="true" />} onClick={() => setGeste('ecrire')}>
        Écrire
      </Button>
      <Button variant="default" size="compact-sm" leftSection={<IconPrinter size={15} aria-hidden="true" />} onClick={() => setGeste('imprimer')}>
        Attestations
      </Button>
      {geste === 'ecrire' && <Ecrire demandes={coches} a={pluriel(coches.length, 'demandeur')} onFermer={fermer} />}
      {geste === 'imprimer' && <Imprimer coches={coches} onFermer={fermer} />}
    </>
  )
}

interface Props {
  coches: readonly string[]
  onFermer: () => void
}

function Imprimer({ coches, onFermer }: Props) {
  const peut = usePeut('demandes:ecrire')
  const [cle, setCle] = useState(() => crypto.randomUUID())
  const imprimer = useImprimerAttestations(`attestations-${cle}`)
  const travail = useSuivi(imprimer.data)
  return (
    <Dialogue
      ouvert
      titre={`Imprimer ${pluriel(coches.length, 'attestation')}`}
      valider="Préparer le document"
      attente={imprimer.isPending || enRoute(travail)}
      manque={!peut && textes.ecrireReserve}
      erreur={imprimer.error && phraseDe(imprimer.error)}
      onFermer={onFermer}
      onValider={() => {
        setCle(crypto.randomUUID())
        imprimer.mutate(coches)
      }}
    >
      <p>{textes.imprimer}</p>
      <SuiviTravail travail={travail} />
    </Dialogue>
  )
}
