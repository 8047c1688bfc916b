import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { DemandeDetail, Personne } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { useDeposerNir } from '../queries/gestes.ts'
import { exigenceDuNir, manquantsDuNir } from '../nir.ts'
import { textes } from '../texts.ts'
import styles from './CarteNir.module.css'

/** The number is written once and never shown again: the screen only knows whether it is there. */
export function CarteNir({ demande }: { demande: DemandeDetail }) {
  const { demandeur, codemandeurs = [] } = demande.formulaire
  return (
    <Carte titre="Numéros de sécurité sociale">
      <Pile>
        <p className={styles.aide}>{textes.nir}</p>
        {[demandeur, ...codemandeurs].map(
          (personne) => personne && <Numero key={personne.id} demandeId={demande.id} nature={demande.nature} personne={personne} connu={demande.nirs_connus.includes(personne.id)} />,
        )}
      </Pile>
    </Carte>
  )
}

function Numero({ demandeId, nature, personne, connu }: { demandeId: string; nature: string; personne: Personne; connu: boolean }) {
  const [nir, setNir] = useState('')
  const deposer = useDeposerNir()
  const peutEcrire = usePeut('demandes:ecrire')
  const manquants = manquantsDuNir(nir)
  const { obligatoire } = exigenceDuNir(personne.nationalite, nature)
  return (
    <form
      noValidate
      className={styles.ligne}
      onSubmit={(event) => {
        event.preventDefault()
        deposer.mutate(
          { demandeId, personne_id: personne.id, nir },
          {
            onSuccess: () => {
              setNir('')
              dire('Le numéro de sécurité sociale est enregistré.')
            },
          },
        )
      }}
    >
      <p className={styles.nom}>
        {nomAffiche(personne)} <span>{connu ? 'Enregistré' : obligatoire ? 'Obligatoire, non renseigné' : 'Facultatif, non renseigné'}</span>
      </p>
      {peutEcrire && (
        <div className={styles.saisie}>
          <TextInput aria-label={`Numéro de sécurité sociale de ${nomAffiche(personne)}`} placeholder={connu ? 'Remplacer' : '15 caractères'} size="xs" autoComplete="off" maxLength={21} value={nir} onChange={(event) => setNir(event.currentTarget.value)} />
          {nir !== '' && (
            <BoutonPret type="submit" size="xs" variant="default" loading={deposer.isPending} manque={manquants > 0 && `Encore ${pluriel(manquants, 'caractère')}`}>
              Enregistrer
            </BoutonPret>
          )}
        </div>
      )}
      {deposer.error && (
        <Avis ton="erreur" annonce>
          {phraseDe(deposer.error)}
        </Avis>
      )}
    </form>
  )
}
