import { FileInput, Progress } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { formatDe } from '../etats.ts'
import { useDeposerFichier } from '../queries.ts'
import { textes } from '../texts.ts'

/** Nothing enters with the upload: the file is received, then checked. */
export function Depot({ onDepot }: { onDepot: (importId: string) => void }) {
  const [fichier, setFichier] = useState<File | null>(null)
  const deposer = useDeposerFichier()
  const format = fichier && formatDe(fichier.name)
  return (
    <Carte titre={textes.titreDepot}>
      <Pile espace="serre">
        {deposer.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(deposer.error)}
          </Avis>
        )}
        <FileInput
          label="Fichier"
          description={textes.depot}
          size="sm"
          accept=".csv,.xml,text/csv,application/xml"
          clearable
          value={fichier}
          onChange={setFichier}
          placeholder="Choisir un fichier"
        />
        {deposer.progres !== null && <Progress value={deposer.progres} aria-label={textes.envoi(deposer.progres)} />}
        <Rang fin>
          <BoutonPret
            leftSection={<IconUpload size={15} aria-hidden="true" />}
            manque={!fichier ? textes.manqueFichier : !format && textes.manqueFormat}
            loading={deposer.isPending}
            onClick={() =>
              fichier &&
              format &&
              deposer.mutate(
                { fichier, format },
                {
                  onSuccess: ({ id }) => {
                    dire(textes.recu)
                    onDepot(id)
                  },
                },
              )
            }
          >
            Déposer
          </BoutonPret>
        </Rang>
      </Pile>
    </Carte>
  )
}
