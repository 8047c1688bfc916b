import { useQuery } from '@tanstack/react-query'
import { useLibelle } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { tracabiliteQuery } from '@/api/tracabilite.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { age, dateCourte, duree } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { numeroLisible, telephoneLisible } from '@/lib/numero.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { MontantEuro } from '@/ui/Montant.tsx'
import { Panneau } from '@/ui/Panneau.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { EtatDemande } from '../etats.tsx'
import { partDuPlafond } from '../plafonds.ts'
import { demandeQuery } from '../queries/dossier.ts'

interface Props {
  demandeId: string
  onFermer: () => void
}

export function ApercuDemande({ demandeId, onFermer }: Props) {
  const requete = useQuery(demandeQuery(demandeId))
  const demande = requete.data
  return (
    <Panneau
      titre={demande?.nom_affiche ?? 'Demande'}
      sous={
        demande && (
          <>
            <EtatDemande etat={demande.etat} libelle={demande.etat_libelle} />
            <span>{demande.numero_unique ? numeroLisible(demande.numero_unique) : `Réf. ${demande.reference}`}</span>
          </>
        )
      }
      onFermer={onFermer}
      pied={
        demande && (
          <>
            <BoutonLien to="/demandes/$demandeId" params={{ demandeId }} size="compact-md">
              Ouvrir la fiche
            </BoutonLien>
            {demande.actions.some(({ code, permise }) => code === 'valider' && permise) && (
              <BoutonLien to="/demandes/$demandeId/validation" params={{ demandeId }} size="compact-md" variant="default">
                Contrôler et valider
              </BoutonLien>
            )}
          </>
        )
      }
    >
      <Requete requete={requete} phrase={phraseDe} lignes={9}>
        {(lue) => <Apercu demande={lue} />}
      </Requete>
    </Panneau>
  )
}

function Apercu({ demande }: { demande: DemandeDetail }) {
  const { formulaire } = demande
  const libelle = useLibelle()
  const recherche = formulaire.logement_recherche
  const { demandeur, codemandeurs = [] } = formulaire
  const collecteurs = [demandeur, ...codemandeurs].flatMap((adulte) => adulte?.situation_professionnelle?.collecteurs ?? [])
  const suivi = useQuery(tracabiliteQuery(demande.id)).data
  const bloquants = demande.controles.filter(({ niveau }) => niveau === 'bloquant')
  return (
    <>
      {demande.verrou && (
        <Avis ton="verrou">
          {demande.verrou.raison} ({demande.verrou.par})
        </Avis>
      )}
      {suivi && suivi.autres_bailleurs_en_cours > 0 && <Avis ton="attention">{typographier(suivi.constat.phrase)}</Avis>}
      {bloquants.length > 0 && (
        <Avis ton="attention" titre="À compléter avant la validation">
          <RaisonList raisons={bloquants.map(({ code, message }) => ({ code, phrase: message }))} />
        </Avis>
      )}
      <Fiche
        serree
        lignes={[
          ['Déposée le', <DateFr key="d" iso={demande.deposee_le} />],
          ['Ancienneté', duree(demande.anciennete_mois)],
          ['Né(e) le', demandeur?.ne_le ? `${demandeur.ne_le.split('-').reverse().join('/')} (${age(demandeur.ne_le)} ans)` : null],
          ['Situation', libelle('situation_familiale', demandeur?.situation_familiale)],
          ['Nationalité', libelle('nationalite', demandeur?.nationalite)],
          // the professional one only where the département lets it be seen
          ...demande.entete.telephones.map(({ de, libelle: sorte, numero }) => [sorte, [telephoneLisible(numero), codemandeurs.length > 0 && de].filter(Boolean).join(', ')] as const),
          ['Activité', libelle('contrat', demandeur?.situation_professionnelle?.contrat)],
          ...codemandeurs.map((c) => ['Codemandeur', [nomAffiche(c), c.ne_le && dateCourte(c.ne_le), libelle('nationalite', c.nationalite)].filter(Boolean).join(', ')] as const),
          collecteurs.length > 0 && ['Collecteurs', collecteurs.map(({ organisme, numero }) => (numero ? `${organisme} (${numero})` : organisme)).join(', ')],
          demande.labels.length > 0 && ['Prioritaire', demande.labels.map((label) => label.libelle).join(', ')],
        ]}
      />
      <Fiche
        serree
        lignes={[
          ['À loger', demande.personnes],
          ['Ressources', <MontantEuro key="r" valeur={demande.ressources_mensuelles} />],
          ...demande.plafonds.slice(0, 2).map((p) => [`Plafond ${p.financement}`, partDuPlafond(p.pourcentage)] as const),
          ['Loge actuellement', libelle('statut_logement', formulaire.logement_actuel?.statut)],
          ['Cherche', recherche?.typologies?.join(', ')],
          ['Communes', [...(recherche?.communes ?? []).map((code, rang) => `${rang + 1}. ${demande.communes.find((c) => c.code === code)?.nom ?? code}`), ...(recherche?.secteurs ?? []).map(({ nom }, rang) => `${(recherche?.communes?.length ?? 0) + rang + 1}. secteur ${nom}`)].join(', ')],
          ['Motif', libelle('motif', formulaire.motifs?.codes?.[0])],
          suivi && ['Propositions totales', nombre(suivi.propositions_totales)],
          suivi && ['Prospections totales', nombre(suivi.prospections_totales)],
          suivi && ['Interventions partagées', nombre(suivi.interventions_partagees)],
        ]}
      />
      {demande.cotations.length > 0 && <Fiche serree lignes={demande.cotations.map((c) => [c.epci_nom, `${c.points_verifies} points`])} />}
    </>
  )
}
