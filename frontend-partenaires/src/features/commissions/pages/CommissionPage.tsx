import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import type { SeanceDetail } from '@/api/types.ts'
import { classes } from '@/lib/classes.ts'
import { dateLongue, heure } from '@/lib/dates.ts'
import { euros, nombre, pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { OrdreDuJour } from '../components/OrdreDuJour.tsx'
import { PanneauDecision } from '../components/PanneauDecision.tsx'
import { commissionQuery, historiqueCommissionQuery, useClore } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './CommissionPage.module.css'

const close = (commission: SeanceDetail) => commission.etat === 'CLOTUREE'

export function CommissionPage(): ReactElement {
  const commissionId = useParams({ from: '/connecte/prive/commissions/$commissionId', select: (p) => p.commissionId })
  const { data: commission } = useSuspenseQuery(commissionQuery(commissionId))
  const [{ apercu }, changer] = useRecherche<{ apercu?: string }>()
  const [page, setPage] = useState(1)
  const historique = useQuery(historiqueCommissionQuery(commissionId, page))
  const ligne = useLignesHistorique()
  const passage = commission.biens.flatMap(({ passages }) => passages).find(({ proposition_id }) => proposition_id === apercu)
  return (
    <>
      <PageHeader
        chemin={<Link to="/commissions">Commissions</Link>}
        titre={`Séance du ${dateLongue(commission.tenue_le)}`}
        sous={
          <>
            {[commission.heure && heure(commission.heure), commission.lieu, commission.mode_libelle.toLocaleLowerCase('fr'), pluriel(commission.biens.length, 'bien'), pluriel(commission.nb_candidats, 'candidat')].filter(Boolean).join(', ')}{' '}
            <EtatBadge ton={close(commission) ? 'clos' : 'cours'} libelle={commission.etat_libelle} />
          </>
        }
        actions={
          <div className="hors-impression">
            <Actions commission={commission} />
          </div>
        }
      />
      {commission.biens.length === 0 ? (
        <Vide titre={textes.sansBien}>{textes.sansBienAide}</Vide>
      ) : (
        <div className={passage ? styles.avecPanneau : styles.plan}>
          <Pile>
            {commission.biens.map(({ bien, passages, financement, reservataire, justification, justification_attendue, departage }) => (
              <Carte
                key={bien.id}
                titre={`${bien.reference}, ${bien.typologie} de ${nombre(bien.surface)} m²`}
                outils={
                  <>
                    <span>{[bien.adresse, bien.commune.nom].join(', ')}</span>
                    <span>
                      {euros(bien.mensualite)}, {financement}
                    </span>
                    <span>{reservataire ?? 'Non réservé'}</span>
                  </>
                }
                pleine
              >
                {(justification ?? justification_attendue) && (
                  <div className={styles.avis}>
                    <Avis ton={justification ? 'information' : 'attention'}>{justification ?? justification_attendue?.phrase}</Avis>
                  </div>
                )}
                <OrdreDuJour reference={bien.reference} passages={passages} actif={apercu} onActif={(id) => changer({ apercu: id })} />
                {passages.length > 1 && <p className={styles.departage}>{departage}</p>}
              </Carte>
            ))}
          </Pile>
          {passage && (
            <div className={styles.panneau}>
              <PanneauDecision
                key={`${passage.proposition_id}-${passage.version}`}
                commission={commission}
                passage={passage}
                justifier={commission.biens.some(({ passages, justification, justification_attendue }) => justification_attendue !== null && justification === null && passages.includes(passage))}
                onFermer={() => changer({ apercu: undefined })} />
            </div>
          )}
        </div>
      )}
      <div className={classes(styles.historique, 'hors-impression')}>
        <Carte titre="Historique de la séance" pleine>
          <HistoriquePagine requete={historique} phrase={phraseDe} ligne={ligne} vide={textes.historiqueVide} onPage={setPage} />
        </Carte>
      </div>
    </>
  )
}

function Actions({ commission }: { commission: SeanceDetail }) {
  const [cloture, setCloture] = useState(false)
  const clore = useClore()
  const action = commission.actions.find(({ code }) => code === 'cloturer')
  return (
    <div className={styles.actions}>
      <Button variant="default" leftSection={<IconPrinter size={15} aria-hidden="true" />} onClick={() => window.print()}>
        {close(commission) ? 'Imprimer le procès-verbal' : 'Imprimer l’ordre du jour'}
      </Button>
      {action && <BoutonAction action={action} onClick={() => setCloture(true)} />}
      <Dialogue
        ouvert={cloture}
        titre="Clore la séance"
        valider="Clore la séance"
        attente={clore.isPending}
        erreur={clore.error && phraseDe(clore.error)}
        onFermer={() => setCloture(false)}
        onValider={() =>
          clore.mutate(commission, {
            onSuccess: () => {
              dire('La séance est close. Les décisions peuvent être notifiées.')
              setCloture(false)
            },
          })
        }
      >
        <p>{textes.cloture}</p>
      </Dialogue>
    </div>
  )
}
