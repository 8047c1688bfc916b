import { NumberInput, Radio, Select, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { DecisionBody, PassageVue, SeanceDetail } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { euros, pourcent } from '@/lib/montants.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { Panneau } from '@/ui/Panneau.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { useDecider } from '../queries.ts'
import { textes } from '../texts.ts'
import { Decision } from './OrdreDuJour.tsx'

interface Props {
  commission: SeanceDetail
  passage: PassageVue
  /** The law asks three candidates: fewer must be explained once for the dwelling. */
  justifier: boolean
  onFermer: () => void
}

/** What each of the five decisions of R441-3 asks besides itself. */
const DEMANDE: Readonly<Record<string, readonly ('rang' | 'motif' | 'condition')[]>> = { ATT: [], ATR: ['rang'], ATC: ['condition'], NAT: ['motif'], REJ: ['motif'] }

/** A rejection has only two legal grounds; the others are motives of non-attribution. */
const estIrrecevabilite = (code: string) => code.startsWith('IRR')

export function PanneauDecision({ commission, passage, justifier, onFermer }: Props) {
  const libelle = useLibelle()
  const { candidat } = passage
  const close = commission.etat === 'CLOTUREE'
  return (
    <Panneau
      titre={candidat.nom_affiche}
      sous={<Decision passage={passage} />}
      onFermer={onFermer}
      pied={
        passage.efface ? null : (
          <Link to="/demandes/$demandeId" params={{ demandeId: candidat.demande_id }} target="_blank">
            Ouvrir la demande
          </Link>
        )
      }
    >
      {close ? (
        <Fiche
          serree
          lignes={[
            ['Décision', passage.decision_libelle],
            Boolean(passage.rang) && ['Rang', passage.rang],
            Boolean(passage.motif) && ['Motif', passage.motif_libelle],
            Boolean(passage.condition) && ['Condition', passage.condition],
            Boolean(passage.commentaire) && ['Commentaire', passage.commentaire],
            Boolean(passage.decide_par) && ['Enregistrée par', passage.decide_par],
          ]}
        />
      ) : (
        <Saisie commissionId={commission.id} passage={passage} justifier={justifier} />
      )}
      {!passage.efface && (
        <Fiche
          serree
          lignes={[
            ['Foyer', candidat.personnes],
            ['Ancienneté', duree(candidat.anciennete_mois)],
            ['Ressources', candidat.ressources_mensuelles === null ? null : euros(candidat.ressources_mensuelles)],
            ['Part du plafond', candidat.pourcentage_plafond === null ? null : pourcent(candidat.pourcentage_plafond)],
            ['Effort, ce bien', candidat.taux_effort === null || candidat.taux_effort === undefined ? 'Non calculable' : pourcent(candidat.taux_effort)],
            ['Effort, aujourd’hui', candidat.taux_effort_actuel === null || candidat.taux_effort_actuel === undefined ? 'Non calculable' : pourcent(candidat.taux_effort_actuel)],
            ['Motif', libelle('motif', candidat.motif_principal)],
            ['Logement actuel', libelle('statut_logement', candidat.statut_logement)],
            candidat.points !== null && [
              'Cotation',
              <Link key="c" to="/demandes/$demandeId/cotation" params={{ demandeId: candidat.demande_id }} target="_blank">
                {candidat.points} points, pourquoi
              </Link>,
            ],
            candidat.alertes.length > 0 && ['À savoir', <RaisonList key="a" raisons={candidat.alertes} ton="alerte" />],
          ]}
        />
      )}
    </Panneau>
  )
}

function Saisie({ commissionId, passage, justifier }: { commissionId: string; passage: PassageVue; justifier: boolean }) {
  const decisions = useNomenclature('decision_cal')
  const tousMotifs = useNomenclature('motif_non_attribution')
  const [decision, setDecision] = useState(passage.decision ?? '')
  const [rang, setRang] = useState<number | null>(passage.rang ?? null)
  const [motif, setMotif] = useState<string | null>(passage.motif ?? null)
  const [condition, setCondition] = useState(passage.condition ?? '')
  const [commentaire, setCommentaire] = useState(passage.commentaire ?? '')
  const [justification, setJustification] = useState('')
  const decider = useDecider(commissionId, () => dire(`Décision enregistrée pour ${passage.candidat.nom_affiche}.`))
  const voulu = DEMANDE[decision] ?? []
  const motifs = tousMotifs.filter(({ code }) => estIrrecevabilite(code) === (decision === 'REJ'))
  const motifChoisi = motifs.some(({ code }) => code === motif) ? motif : null
  const attribue = decision.startsWith('AT')
  const manque = [
    decision === '' && 'Choisissez une décision.',
    voulu.includes('rang') && rang === null && 'Saisissez le rang.',
    voulu.includes('motif') && motifChoisi === null && 'Choisissez le motif.',
    voulu.includes('condition') && condition.trim() === '' && 'Écrivez la condition attendue.',
    justifier && attribue && justification.trim() === '' && 'Dites pourquoi les candidats sont moins nombreux.',
  ].find(Boolean)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        decider.mutate({
          proposition_id: passage.proposition_id,
          version: passage.version,
          decision: decision as DecisionBody['decision'],
          rang: voulu.includes('rang') ? rang : null,
          motif: (voulu.includes('motif') ? motifChoisi : null) as DecisionBody['motif'],
          condition: voulu.includes('condition') ? condition.trim() : null,
          commentaire: commentaire.trim(),
          justification: justifier && attribue ? justification.trim() : null,
        })
      }}
    >
      <Pile>
        {decider.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(decider.error)}
          </Avis>
        )}
        <Radio.Group label="Décision" value={decision} onChange={setDecision}>
          <Pile espace="serre">
            {decisions.map(({ code, libelle }) => (
              <Radio key={code} size="xs" value={code} label={libelle} />
            ))}
          </Pile>
        </Radio.Group>
        {voulu.includes('rang') && (
          <NumberInput label="Rang" description={textes.rang} size="sm" min={1} max={20} allowDecimal={false} value={rang ?? ''} onChange={(valeur) => setRang(typeof valeur === 'number' ? valeur : null)} />
        )}
        {voulu.includes('motif') && (
          <Select label="Motif" withAsterisk size="sm" placeholder="Choisir un motif" data={motifs.map((m) => ({ value: m.code, label: m.libelle }))} value={motifChoisi} onChange={setMotif} />
        )}
        {voulu.includes('condition') && (
          <Textarea label="Condition suspensive" description={textes.condition} withAsterisk maxLength={500} value={condition} onChange={(event) => setCondition(event.currentTarget.value)} />
        )}
        {justifier && attribue && (
          <Textarea label={textes.justification} withAsterisk maxLength={500} value={justification} onChange={(event) => setJustification(event.currentTarget.value)} />
        )}
        <Textarea label="Commentaire au procès-verbal" minRows={2} maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
        <BoutonPret type="submit" manque={manque} loading={decider.isPending}>
          Enregistrer la décision
        </BoutonPret>
      </Pile>
    </form>
  )
}
