import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Entree } from '@/api/nomenclatures.ts'
import type { PropositionResume } from '@/api/types.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Court, Double } from '@/ui/table/cellules.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { FiltreListe } from '@/ui/table/FiltreListe.tsx'
import { EtatProposition } from '../etats.tsx'

interface Filtre {
  etats: readonly Entree[]
  valeurs: readonly string[]
  onChange: (valeurs: string[]) => void
}

export function useColonnesPropositions({ filtre, sans }: { filtre?: Filtre; sans?: 'bien' | 'demande' }): readonly Colonne<PropositionResume>[] {
  return useMemo(() => {
    const colonnes: Colonne<PropositionResume>[] = [
      {
        id: 'demande',
        entete: 'Candidat',
        fixe: sans !== 'demande',
        cellule: (p) => (
          <Double sous={numeroLisible(p.candidat.numero_unique)}>
            <Link to="/propositions/$propositionId" params={{ propositionId: p.id }}>
              {p.candidat.nom_affiche}
            </Link>
          </Double>
        ),
        export: (p) => p.candidat.nom_affiche,
      },
      {
        id: 'bien',
        entete: 'Bien',
        fixe: sans === 'demande',
        cellule: (p) => (
          <Double sous={[p.bien.typologie, p.bien.adresse, p.bien.commune.nom].join(', ')}>
            <Link to={sans === 'demande' ? '/propositions/$propositionId' : '/biens/$bienId'} params={{ propositionId: p.id, bienId: p.bien.id }}>
              {p.bien.reference}
            </Link>
          </Double>
        ),
        export: (p) => p.bien.reference,
      },
      {
        id: 'etat',
        entete: 'État',
        cellule: (p) => <EtatProposition proposition={p} />,
        export: (p) => p.etat_libelle,
        ...(filtre && {
          filtre: <FiltreListe libelle="États montrés" options={filtre.etats} valeurs={filtre.valeurs} onChange={filtre.onChange} />,
          filtres: filtre.valeurs.length,
        }),
      },
      { id: 'rang', entete: 'Rang', aligne: 'fin', cellule: (p) => p.rang ?? '—', export: (p) => p.rang, secondaire: true },
      { id: 'decision', entete: 'Décision', cellule: (p) => (p.decision_libelle ? <Court>{p.decision_libelle}</Court> : '—'), export: (p) => p.decision_libelle, secondaire: true },
      {
        id: 'seance',
        entete: 'Séance',
        cellule: (p) =>
          p.seance_id ? (
            <Link to="/commissions/$commissionId" params={{ commissionId: p.seance_id }}>
              <DateFr iso={p.seance_le} />
            </Link>
          ) : (
            '—'
          ),
        export: (p) => p.seance_le,
        secondaire: true,
      },
      { id: 'bailleur', entete: 'Bailleur', cellule: (p) => p.organisme.nom, export: (p) => p.organisme.nom, secondaire: true, masquee: true },
      { id: 'points', entete: 'Cotation', aligne: 'fin', cellule: (p) => p.candidat.points ?? '—', export: (p) => p.candidat.points, secondaire: true },
      { id: 'creee', entete: 'Créée le', tri: 'creee_le', cellule: (p) => <DateFr iso={p.creee_le} />, export: (p) => p.creee_le, secondaire: true },
      { id: 'reponse', entete: 'Réponse avant le', tri: 'repondre_avant_le', cellule: (p) => <DateFr iso={p.repondre_avant_le} />, export: (p) => p.repondre_avant_le, secondaire: true },
    ]
    return colonnes.filter(({ id }) => id !== sans)
  }, [filtre, sans])
}
