import { Button, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { Codemandeur, DemandeDetail, Personne } from '@/api/types.ts'
import { typographier } from '@/lib/typographie.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { useRefuserDeclaration } from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import styles from '../pages/DemandePage.module.css'
import { Depart } from './Depart.tsx'

type Declaree = NonNullable<DemandeDetail['declaration']>
/** Kept as it was opened: once done, the declaration is no longer there, and its window still has to say so. */
type Ouvert = { geste: 'enregistrer'; qui: Personne | Codemandeur; declaration: Declaree } | { geste: 'refuser' }

/** What a holder declared from his space and waits for a counter; what an applicant answered to a bailleur. */
export function Declarations({ demande }: { demande: DemandeDetail }) {
  const { declaration, avertissement } = demande
  const [ouvert, setOuvert] = useState<Ouvert | null>(null)
  const fermer = () => setOuvert(null)
  return (
    <>
      {declaration && !declaration.refus && (
        <div className={styles.verrou}>
          <DepartDeclare demande={demande} declaration={declaration} onOuvrir={setOuvert} />
        </div>
      )}
      {ouvert?.geste === 'enregistrer' && <Depart demande={demande} qui={ouvert.qui} declaree={ouvert.declaration} onFermer={fermer} />}
      {ouvert?.geste === 'refuser' && <Refus demande={demande} onFermer={fermer} />}
      {avertissement && (
        <div className={styles.verrou}>
          <Avis ton="attention" titre={avertissement.repondu_le ? textes.reponseRecue : textes.avertie}>
            <p>{typographier(avertissement.phrase)}</p>
            {avertissement.repondu_le && (
              <>
                <p>
                  {textes.reponduLe} <DateFr iso={avertissement.repondu_le} />
                  {avertissement.reponse === null && ` : ${textes.reponseDuBailleur}`}
                </p>
                {avertissement.reponse !== null && <blockquote className={styles.reponse}>{avertissement.reponse}</blockquote>}
                <Link to="/demandes/$demandeId/pieces" params={{ demandeId: demande.id }}>
                  {textes.voirLesPieces}
                </Link>
              </>
            )}
          </Avis>
        </div>
      )}
    </>
  )
}

interface DepartDeclareProps {
  demande: DemandeDetail
  declaration: Declaree
  onOuvrir: (quoi: Ouvert) => void
}

function DepartDeclare({ demande, declaration, onOuvrir }: DepartDeclareProps) {
  const peutValider = usePeut('demandes:valider')
  const { demandeur, codemandeurs = [] } = demande.formulaire
  const qui = [demandeur, ...codemandeurs].find((p) => p?.id === declaration.personne_id)
  return (
    <Avis ton="attention" titre={declaration.raisons.length > 0 ? textes.departDeclare : textes.departEnCours}>
      <p>
        {declaration.sorte_libelle} : {declaration.personne}. Déclaré par {declaration.declarant} le <DateFr iso={declaration.le} />, avec : {declaration.justificatif_libelle.toLocaleLowerCase('fr')}.
        {declaration.deces_le && (
          <>
            {' '}
            Décès le <DateFr iso={declaration.deces_le} />.
          </>
        )}
      </p>
      <RaisonList raisons={declaration.raisons} />
      <p>{textes.departDiscret}</p>
      {peutValider && declaration.raisons.length > 0 && (
        <Rang>
          {qui && (
            <Button size="compact-sm" onClick={() => onOuvrir({ geste: 'enregistrer', qui, declaration })}>
              Vérifier et enregistrer
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => onOuvrir({ geste: 'refuser' })}>
            Ne pas l’enregistrer
          </Button>
        </Rang>
      )}
    </Avis>
  )
}

function Refus({ demande, onFermer }: { demande: DemandeDetail; onFermer: () => void }) {
  const [motif, setMotif] = useState('')
  const refuser = useRefuserDeclaration()
  return (
    <Dialogue
      ouvert
      titre="Ne pas enregistrer ce départ"
      valider="Répondre à la personne"
      attente={refuser.isPending}
      manque={motif.trim().length < 3 && textes.manqueReponseDepart}
      erreur={refuser.error && phraseDe(refuser.error)}
      onFermer={onFermer}
      onValider={() =>
        refuser.mutate(
          { demande, motif: motif.trim() },
          {
            onSuccess: () => {
              dire(textes.departRefuse)
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.refusDepart}</p>
      <Textarea label="Réponse à la personne" withAsterisk maxLength={1000} minRows={3} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
    </Dialogue>
  )
}
