import { Group, Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { enRoute, useEcrireAPlusieurs } from '../queries/travaux.ts'
import { textes } from '../texts.ts'
import { SuiviTravail, useSuivi } from './SuiviTravail.tsx'

const TEXTE_MINIMAL = 10

interface Props {
  demandes: readonly string[]
  /** To whom, in words. */
  a: string
  onFermer: () => void
}

/** The same words to each: a message where they can be reached, or a letter to print. */
export function Ecrire({ demandes, a, onFermer }: Props) {
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
      titre={`Écrire à ${a}`}
      valider={lettre ? 'Préparer les lettres' : 'Envoyer'}
      attente={ecrire.isPending || enRoute(travail)}
      manque={manque}
      erreur={ecrire.error && phraseDe(ecrire.error)}
      onFermer={onFermer}
      onValider={() => !manque && ecrire.mutate({ demandes: [...demandes], objet: objet.trim(), texte: texte.trim(), par })}
    >
      <Radio.Group label="Par quelle voie" value={par} onChange={(voie) => setPar(voie === 'lettre' ? voie : 'message')}>
        <Group gap="md" mt={4}>
          <Radio value="message" label="Courriel ou SMS" />
          <Radio value="lettre" label="Lettre à imprimer" />
        </Group>
      </Radio.Group>
      <p>{lettre ? textes.ecrireDesLettres : textes.ecrire}</p>
      <TextInput label="Objet" withAsterisk data-autofocus maxLength={200} value={objet} onChange={(event) => setObjet(event.currentTarget.value)} />
      <Textarea label="Message" withAsterisk autosize minRows={6} maxLength={4000} value={texte} onChange={(event) => setTexte(event.currentTarget.value)} />
      <SuiviTravail travail={travail} />
    </Dialogue>
  )
}
