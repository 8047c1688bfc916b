import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { Candidat } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { euros, pourcent } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { Court, Double } from '@/ui/table/cellules.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'

export const effort = (taux: number | null | undefined) => (taux === null || taux === undefined ? 'Non calculable' : pourcent(taux))
export const montant = (valeur: number | null | undefined) => (valeur === null || valeur === undefined ? '—' : euros(Math.round(valeur)))

export function useColonnesCandidats(): readonly Colonne<Candidat>[] {
  const libelle = useLibelle()
  return useMemo(
    () => [
      { id: 'rang', entete: 'Rang', aligne: 'fin', cellule: (c) => <strong>{c.rang}</strong>, export: (c) => c.rang },
      {
        id: 'nom',
        entete: 'Candidat',
        fixe: true,
        cellule: (c) => (
          <Double sous={numeroLisible(c.numero_unique)}>
            <Link to="/demandes/$demandeId" params={{ demandeId: c.demande_id }} target="_blank">
              {c.nom_affiche}
            </Link>
          </Double>
        ),
        export: (c) => c.nom_affiche,
      },
      { id: 'points', entete: 'Cotation', aligne: 'fin', cellule: (c) => c.points ?? '—', export: (c) => c.points },
      { id: 'effort', entete: 'Taux d’effort', aligne: 'fin', cellule: (c) => effort(c.taux_effort), export: (c) => c.taux_effort },
      { id: 'rav', entete: 'Reste à vivre', aligne: 'fin', cellule: (c) => montant(c.reste_a_vivre), export: (c) => c.reste_a_vivre },
      { id: 'rav_uc', entete: 'Par UC', aligne: 'fin', cellule: (c) => montant(c.reste_a_vivre_uc), export: (c) => c.reste_a_vivre_uc, secondaire: true, masquee: true },
      { id: 'plafond', entete: 'Plafond', aligne: 'fin', cellule: (c) => (c.pourcentage_plafond === null ? '—' : pourcent(c.pourcentage_plafond)), export: (c) => c.pourcentage_plafond, secondaire: true },
      { id: 'anciennete', entete: 'Ancienneté', cellule: (c) => duree(c.anciennete_mois), export: (c) => c.anciennete_mois, secondaire: true },
      { id: 'foyer', entete: 'Foyer', cellule: (c) => c.personnes, export: (c) => c.personnes, secondaire: true },
      { id: 'typologies', entete: 'Cherche', cellule: (c) => c.typologies.join(', '), export: (c) => c.typologies.join(', '), secondaire: true, masquee: true },
      { id: 'choix', entete: 'Choix n°', aligne: 'fin', cellule: (c) => c.rang_choix_commune ?? '—', export: (c) => c.rang_choix_commune, secondaire: true },
      {
        id: 'logement',
        entete: 'Logé',
        cellule: (c) => <Court>{libelle('statut_logement', c.statut_logement)}</Court>,
        export: (c) => libelle('statut_logement', c.statut_logement),
        secondaire: true,
        masquee: true,
      },
      {
        id: 'motif',
        entete: 'Motif',
        cellule: (c) => <Court>{libelle('motif', c.motif_principal)}</Court>,
        export: (c) => libelle('motif', c.motif_principal),
        secondaire: true,
        masquee: true,
      },
      { id: 'labels', entete: 'Priorités', souple: true, cellule: (c) => c.labels.map(({ libelle }) => libelle).join(', ') || '—', export: (c) => c.labels.map(({ libelle }) => libelle).join(', '), secondaire: true },
      { id: 'propositions', entete: 'Prop.', aligne: 'fin', cellule: (c) => c.nb_propositions, export: (c) => c.nb_propositions, secondaire: true },
      {
        id: 'alertes', souple: true,
        entete: 'À savoir',
        cellule: (c) => (
          <>
            {c.deja_propose && <EtatBadge ton="cours" libelle="Déjà proposé" />}
            <RaisonList raisons={c.alertes} ton="alerte" />
          </>
        ),
        export: (c) => c.alertes.map(({ phrase }) => phrase).join(' '),
        secondaire: true,
      },
    ],
    [libelle],
  )
}
