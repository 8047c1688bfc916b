import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Attendues, type Voulue } from '../components/Attendues.tsx'
import { Depot } from '../components/Depot.tsx'
import { Lecture } from '../components/Lecture.tsx'
import { dossierQuery } from '../queries.ts'
import styles from './PiecesPage.module.css'

/** What is expected on the left, by person; the document under the eyes on the right. */
export function PiecesPage(): ReactElement {
  const demandeId = useParams({ from: '/connecte/prive/demandes/$demandeId', select: (p) => p.demandeId })
  const requete = useQuery(dossierQuery(demandeId))
  const demandee = useSearch({ from: '/connecte/prive/demandes/$demandeId/pieces', select: (s) => s.piece })
  const [choisie, setChoisie] = useState(demandee)
  const [voulue, setVoulue] = useState<Voulue | null>(null)
  const peutEcrire = usePeut('pieces:ecrire')
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(dossier) => {
        const piece = dossier.pieces.find(({ id }) => id === choisie) ?? dossier.pieces.find(({ etat }) => etat === 'RECUE') ?? dossier.pieces[0]
        return (
          <div className={styles.plan}>
            <Pile>
              <Attendues dossier={dossier} choisie={piece?.id} onChoisir={setChoisie} onDeposer={peutEcrire ? setVoulue : null} />
              {peutEcrire && <Depot key={`${voulue?.type}-${voulue?.personneId}`} demandeId={demandeId} dossier={dossier} voulue={voulue} onDepot={setChoisie} />}
            </Pile>
            {piece && <Lecture key={piece.id} demandeId={demandeId} dossier={dossier} piece={piece} />}
          </div>
        )
      }}
    </Requete>
  )
}
