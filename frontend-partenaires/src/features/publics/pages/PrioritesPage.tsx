import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLibelle } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DecisionDaloVue, LabelVue, PrioritesDeLaDemande } from '@/api/types.ts'
import { typographier } from '@/lib/typographie.ts'
import { Actions } from '@/ui/Actions.tsx'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DialogueDalo } from '../components/DialogueDalo.tsx'
import { DialoguePose, DialogueRetrait } from '../components/DialoguesLabel.tsx'
import { prioritesQuery } from '../queries.ts'
import { textes } from '../texts.ts'

export function PrioritesPage(): ReactElement {
  const demandeId = useParams({ from: '/connecte/prive/demandes/$demandeId', select: (p) => p.demandeId })
  const requete = useQuery(prioritesQuery(demandeId))
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(vue) => <Priorites demandeId={demandeId} vue={vue} />}
    </Requete>
  )
}

function Priorites({ demandeId, vue }: { demandeId: string; vue: PrioritesDeLaDemande }) {
  const [geste, setGeste] = useState<'poser' | 'dalo' | LabelVue | null>(null)
  const fermer = () => setGeste(null)
  return (
    <Pile>
      {vue.masques && <Avis ton="attention">{textes.masques}</Avis>}
      <Rang fin>
        <Actions actions={vue.actions} gestes={{ 'poser-label': () => setGeste('poser'), 'enregistrer-dalo': () => setGeste('dalo') }} principale="poser-label" />
      </Rang>
      {vue.labels.length === 0 && <Vide titre={textes.sansLabel}>{textes.sansLabelAide}</Vide>}
      {vue.labels.map((label) => (
        <UnLabel key={label.id} label={label} onRetirer={() => setGeste(label)} />
      ))}
      {vue.dalo && <Dalo decision={vue.dalo} />}
      {vue.anciens.length > 0 && (
        <Carte titre="Anciens labels">
          <Fiche
            lignes={vue.anciens.map((ancien) => [
              ancien.libelle,
              <>
                Du <DateFr iso={ancien.depuis} /> au <DateFr iso={ancien.retire_le?.slice(0, 10)} />. {typographier(ancien.motif_retrait ?? '')}
              </>,
            ])}
          />
        </Carte>
      )}
      {geste === 'poser' && <DialoguePose demandeId={demandeId} choix={vue.a_poser} onFermer={fermer} />}
      {geste === 'dalo' && <DialogueDalo demandeId={demandeId} decision={vue.dalo ?? null} onFermer={fermer} />}
      {geste !== null && typeof geste === 'object' && <DialogueRetrait demandeId={demandeId} label={geste} onFermer={fermer} />}
    </Pile>
  )
}

/** Which facts, since when, until when, which right, which contingent, signed by whom. */
function UnLabel({ label, onRetirer }: { label: LabelVue; onRetirer: () => void }) {
  const libelle = useLibelle()
  const signe = [label.pose_par, label.organisme].filter(Boolean).join(', ')
  return (
    <Carte titre={label.libelle} outils={<BoutonAction action={label.retirable} size="compact-xs" variant="subtle" color="erreur" onClick={onRetirer} />}>
      <Fiche
        lignes={[
          ['Pourquoi', typographier([...label.faits, label.motif].filter(Boolean).join('. ')) || label.origine_libelle],
          ['Depuis le', <DateFr key="d" iso={label.depuis} />],
          ['Jusqu’au', label.expire_le ? <DateFr key="e" iso={label.expire_le} /> : 'Tant que le dossier y répond'],
          ['Ce qu’il ouvre', typographier(label.droit)],
          ['Contingent', [...label.contingents.map((code) => libelle('type_reservataire', code)), label.degre !== null && `degré ${label.degre}`].filter(Boolean).join(', ')],
          ['Reconnu par', signe],
        ]}
      />
    </Carte>
  )
}

function Dalo({ decision }: { decision: DecisionDaloVue }) {
  return (
    <Carte titre="Droit au logement opposable">
      <Fiche
        lignes={[
          ['Décision', decision.statut_libelle],
          ['Recours', decision.numero_recours],
          ['Décidée le', <DateFr key="d" iso={decision.decidee_le} />],
          ['À loger avant le', <DateFr key="a" iso={decision.a_loger_avant_le} />],
          ['Logement reconnu', decision.typologies.join(', ')],
          ['Diagnostic social', decision.diagnostic_social ? 'Oui' : 'Non'],
          ['Accompagnement social', decision.accompagnement_social ? 'Oui' : 'Non'],
          ['Enregistrée par', [decision.par, decision.organisme].filter(Boolean).join(', ')],
        ]}
      />
    </Carte>
  )
}
