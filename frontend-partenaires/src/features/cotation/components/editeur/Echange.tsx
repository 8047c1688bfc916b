import { Button, FileInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { telechargerJson } from '@/lib/liens.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { dire } from '@/ui/annonces.ts'
import { aEcrire, lireDocument, type DocumentDeGrille } from '../../document.ts'
import { FORMAT, relire } from '../../queries.ts'
import { textes } from '../../texts.ts'
import { Fautes } from '../Fautes.tsx'
import styles from './Editeur.module.css'

interface Props {
  nom: string
  document: DocumentDeGrille
  ecrire: (document: DocumentDeGrille) => void
}

/** The draft as a file: taken away to another file of demandes, or replaced by the one that comes from there. */
export function Echange({ nom, document, ecrire }: Props) {
  const [fichier, setFichier] = useState<File | null>(null)
  const recevoir = useMutation({
    mutationFn: async (choisi: File) => {
      const recu = lireDocument(await choisi.text())
      return { recu, relu: recu && (await relire(recu)) }
    },
    onSuccess: ({ recu, relu }) => {
      if (!recu || !relu?.lisible) return
      ecrire(aEcrire(recu))
      setFichier(null)
      dire(textes.documentRecu)
    },
  })
  const { data } = recevoir
  return (
    <Carte titre={textes.echange}>
      <div className={styles.bloc}>
        <p>
          {textes.echangeAide}{' '}
          <a href={FORMAT} target="_blank" rel="noreferrer">
            {textes.format}
          </a>
        </p>
        {recevoir.error && <Avis ton="erreur">{phraseDe(recevoir.error)}</Avis>}
        {data && !data.recu && <Avis ton="erreur">{textes.documentIllisible}</Avis>}
        {data?.relu && !data.relu.lisible && <Fautes fautes={data.relu.observations.map(({ chemin, raison }) => ({ chemin, phrase: raison.phrase }))} />}
        <FileInput
          size="xs"
          label="Remplacer par un document JSON"
          accept="application/json,.json"
          value={fichier}
          onChange={(choisi) => {
            setFichier(choisi)
            if (choisi) recevoir.mutate(choisi)
            else recevoir.reset()
          }}
        />
        <Rang>
          <Button size="compact-sm" variant="default" onClick={() => telechargerJson(nom, { $schema: FORMAT, ...document })}>
            Télécharger le document
          </Button>
        </Rang>
      </div>
    </Carte>
  )
}
