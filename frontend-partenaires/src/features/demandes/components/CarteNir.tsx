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
import { useDeposerNir } from '../queries.ts'
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
          (personne) => personne && <Numero key={personne.id} demandeId={demande.id} personne={personne} connu={demande.nirs_connus.includes(personne.id)} />,
        )}
      </Pile>
    </Carte>
  )
}

/** Thirteen characters and their key. */
const LONGUEUR_DU_NIR = 15

function Numero({ demandeId, personne, connu }: { demandeId: string; personne: Personne; connu: boolean }) {
  const [nir, setNir] = useState('')
  const deposer = useDeposerNir(demandeId)
  const peutEcrire = usePeut('demandes:ecrire')
  const manquants = LONGUEUR_DU_NIR - nir.replace(/\s/g, '').length
  return (
    <form
      noValidate
      className={styles.ligne}
      onSubmit={(event) => {
        event.preventDefault()
        deposer.mutate(
          { personne_id: personne.id, nir },
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
        {nomAffiche(personne)} <span>{connu ? 'Enregistré' : 'Non renseigné'}</span>
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
