import { Button, Group, Radio, Textarea, TextInput } from '@mantine/core'
import { IconMail, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { pluriel } from '@/lib/montants.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { enRoute, useEcrireAPlusieurs, useImprimerAttestations } from '../queries.ts'
import { textes } from '../texts.ts'
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
      {geste === 'ecrire' && <Ecrire coches={coches} onFermer={fermer} />}
      {geste === 'imprimer' && <Imprimer coches={coches} onFermer={fermer} />}
    </>
  )
}

interface Props {
  coches: readonly string[]
  onFermer: () => void
}

const TEXTE_MINIMAL = 10

function Ecrire({ coches, onFermer }: Props) {
  const peut = usePeut('demandes:ecrire')
  const [cle] = useState(() => crypto.randomUUID())
  const [objet, setObjet] = useState('')
  const [texte, setTexte] = useState('')
  const [par, setPar] = useState<'message' | 'lettre'>('message')
  const lettre = par === 'lettre'
  const ecrire = useEcrireAPlusieurs(`message-${cle}`)
  const travail = useSuivi(ecrire.data)
  const manque =
    (!peut && textes.ecrireReserve) || (ecrire.data && (lettre ? textes.lettresPretes : textes.messageParti)) || (objet.trim() === '' && textes.manqueObjet) || (texte.trim().length < TEXTE_MINIMAL && textes.manqueTexte)
  return (
    <Dialogue
      ouvert
      large
      titre={`Écrire à ${pluriel(coches.length, 'demandeur')}`}
      valider={lettre ? 'Préparer les lettres' : 'Envoyer'}
      attente={ecrire.isPending || enRoute(travail)}
      manque={manque}
      erreur={ecrire.error && phraseDe(ecrire.error)}
      onFermer={onFermer}
      onValider={() => !manque && ecrire.mutate({ demandes: [...coches], objet: objet.trim(), texte: texte.trim(), par })}
    >
      <Radio.Group label="Par quelle voie" value={par} onChange={(voie) => setPar(voie === 'lettre' ? voie : 'message')}>
        <Group gap="md" mt={4}>
          <Radio value="message" label="Courriel ou SMS" />
          <Radio value="lettre" label="Lettre à imprimer" />
        </Group>
      </Radio.Group>
      <p>{lettre ? textes.ecrireDesLettres : textes.ecrire}</p>
      <TextInput label="Objet" withAsterisk maxLength={200} value={objet} onChange={(event) => setObjet(event.currentTarget.value)} />
      <Textarea label="Message" withAsterisk autosize minRows={6} maxLength={4000} value={texte} onChange={(event) => setTexte(event.currentTarget.value)} />
      <SuiviTravail travail={travail} />
    </Dialogue>
  )
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
