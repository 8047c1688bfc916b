import { Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { LectureAVerifier } from '@/api/types.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { typographier } from '@/lib/typographie.ts'
import { dire } from '@/ui/annonces.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { useVerifier } from '../queries.ts'
import { textes } from '../texts.ts'

/** What was noticed, why, what to do of it, some of the files to look at; then what somebody found. */
export function Verification({ anomalie, onFermer }: { anomalie: LectureAVerifier; onFermer: () => void }) {
  const [commentaire, setCommentaire] = useState('')
  const verifier = useVerifier()
  return (
    <Dialogue
      ouvert
      large
      titre={`Lectures de ${anomalie.auteur}`}
      valider="J’ai vérifié"
      attente={verifier.isPending}
      manque={commentaire.trim() === '' && textes.manque}
      erreur={verifier.error && phraseDe(verifier.error)}
      onFermer={onFermer}
      onValider={() =>
        verifier.mutate(
          { id: anomalie.id, commentaire: commentaire.trim() },
          {
            onSuccess: () => {
              dire(textes.verifie)
              onFermer()
            },
          },
        )
      }
    >
      <p>{typographier(anomalie.phrase)}</p>
      <Fiche
        lignes={[
          [textes.pourquoi, typographier(anomalie.pourquoi)],
          [textes.queFaire, typographier(anomalie.que_faire)],
          anomalie.demandes.length > 0 && [textes.exemples, <Exemples key="exemples" demandes={anomalie.demandes} />],
        ]}
      />
      <p>{textes.verifier}</p>
      <Textarea label="Ce que vous avez trouvé" withAsterisk maxLength={2000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Dialogue>
  )
}

function Exemples({ demandes }: { demandes: LectureAVerifier['demandes'] }) {
  return demandes.map(({ id, numero }, rang) => (
    <span key={id}>
      {rang > 0 && ', '}
      <Link to="/demandes/$demandeId" params={{ demandeId: id }}>
        {numeroLisible(numero)}
      </Link>
    </span>
  ))
}
