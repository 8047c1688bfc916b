import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { Candidat } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { nombre, pourcent } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { Fenetre } from '@/ui/Fenetre.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { effort, montant } from './colonnes.tsx'
import styles from './Comparateur.module.css'

interface Props {
  ouvert: boolean
  candidats: readonly Candidat[]
  onFermer: () => void
  onRetirer: (demandeId: string) => void
}

interface Ligne {
  libelle: string
  valeur: (candidat: Candidat) => ReactNode
  /** Ranks the candidates on this line: the best one is named, not only coloured. */
  meilleur?: (candidat: Candidat) => number | null | undefined
}

const plusPetit = (valeur: number | null | undefined) => (valeur === null || valeur === undefined ? valeur : -valeur)

export function Comparateur({ ouvert, candidats, onFermer, onRetirer }: Props) {
  return (
    <Fenetre ouverte={ouvert && candidats.length > 0} onFermer={onFermer} titre="Comparer les demandes retenues" taille="min(96vw, 72rem)">
      <Tableau candidats={candidats} onRetirer={onRetirer} />
    </Fenetre>
  )
}

/** The figure opens its explanation, the one that the applicant reads. */
function Points({ candidat }: { candidat: Candidat }) {
  if (candidat.points === null) return '—'
  return (
    <Link to="/demandes/$demandeId/cotation" params={{ demandeId: candidat.demande_id }} target="_blank" title="Pourquoi ces points">
      {candidat.points}
    </Link>
  )
}

/** The same rows for each candidate, side by side. Also read by the commission. */
export function Tableau({ candidats, onRetirer }: { candidats: readonly Candidat[]; onRetirer?: (demandeId: string) => void }) {
  const libelle = useLibelle()
  const lignes: readonly Ligne[] = [
    { libelle: 'Rang', valeur: (c) => nombre(c.rang), meilleur: (c) => plusPetit(c.rang) },
    { libelle: 'Cotation', valeur: (c) => <Points candidat={c} />, meilleur: (c) => c.points },
    { libelle: 'Taux d’effort, ce bien', valeur: (c) => effort(c.taux_effort), meilleur: (c) => plusPetit(c.taux_effort) },
    { libelle: 'Taux d’effort, aujourd’hui', valeur: (c) => effort(c.taux_effort_actuel) },
    { libelle: 'Reste à vivre', valeur: (c) => montant(c.reste_a_vivre), meilleur: (c) => c.reste_a_vivre },
    { libelle: 'Reste à vivre par UC', valeur: (c) => montant(c.reste_a_vivre_uc), meilleur: (c) => c.reste_a_vivre_uc },
    { libelle: 'Ressources mensuelles', valeur: (c) => montant(c.ressources_mensuelles) },
    { libelle: 'Part du plafond', valeur: (c) => (c.pourcentage_plafond === null ? '—' : pourcent(c.pourcentage_plafond)) },
    { libelle: 'Ancienneté', valeur: (c) => duree(c.anciennete_mois), meilleur: (c) => c.anciennete_mois },
    { libelle: 'Foyer', valeur: (c) => c.personnes },
    { libelle: 'Âge du demandeur', valeur: (c) => (c.age === null ? '—' : `${c.age} ans`) },
    { libelle: 'Cherche', valeur: (c) => c.typologies.join(', ') },
    { libelle: 'Choix de la commune', valeur: (c) => (c.rang_choix_commune ? `n° ${c.rang_choix_commune}` : 'Commune élargie') },
    { libelle: 'Motif principal', valeur: (c) => libelle('motif', c.motif_principal) },
    { libelle: 'Habite à', valeur: (c) => c.commune_actuelle?.nom ?? '—' },
    { libelle: 'Codemandeur', valeur: (c) => c.codemandeur ?? '—' },
    { libelle: 'Logement actuel', valeur: (c) => libelle('statut_logement', c.statut_logement) },
    { libelle: 'Priorités', valeur: (c) => c.labels.map(({ libelle }) => libelle).join(', ') || '—' },
    { libelle: 'Propositions reçues', valeur: (c) => nombre(c.nb_propositions) },
    { libelle: 'À savoir', valeur: (c) => <RaisonList raisons={c.alertes} ton="alerte" /> },
  ]
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <div className={styles.cadre} tabIndex={0} role="region" aria-label="Comparaison des candidats">
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {candidats.map((c) => (
              <th key={c.demande_id} scope="col">
                <span className={styles.tete}>
                  <Link to="/demandes/$demandeId" params={{ demandeId: c.demande_id }} target="_blank">
                    {c.nom_affiche}
                  </Link>
                  {onRetirer && (
                    <ActionIcon size="sm" aria-label={`Retirer ${c.nom_affiche} de la comparaison`} onClick={() => onRetirer(c.demande_id)}>
                      <IconX size={14} />
                    </ActionIcon>
                  )}
                </span>
                <span className={styles.numero}>{numeroLisible(c.numero_unique)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((ligne) => {
            const mesures = candidats.map((c) => ligne.meilleur?.(c))
            const connues = mesures.filter((m): m is number => m !== null && m !== undefined)
            const max = connues.length > 1 ? Math.max(...connues) : null
            return (
              <tr key={ligne.libelle}>
                <th scope="row">{ligne.libelle}</th>
                {candidats.map((c, rang) => {
                  const premier = max !== null && mesures[rang] === max && connues.some((m) => m !== max)
                  return (
                    <td key={c.demande_id} data-premier={premier}>
                      {ligne.valeur(c)} {premier && <span className={styles.premier}>le mieux placé</span>}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
