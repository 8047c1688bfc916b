import { Link } from '@tanstack/react-router'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { PropositionDetail } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { euros, pourcent } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'

interface Props {
  proposition: PropositionDetail
  serree?: boolean
}

export function FicheProposition({ proposition, serree = false }: Props) {
  const libelle = useLibelle()
  const { bien, demande, commission, candidat } = proposition
  const motif = proposition.motif
  return (
    <>
      <Fiche
        serree={serree}
        lignes={[
          [
            'Demande',
            <Link key="d" to="/demandes/$demandeId" params={{ demandeId: demande.id }}>
              {numeroLisible(demande.numero_unique)}
            </Link>,
          ],
          [
            'Bien',
            <Link key="b" to="/biens/$bienId" params={{ bienId: bien.id }}>
              {[bien.reference, bien.typologie, bien.adresse, bien.commune].join(', ')}
            </Link>,
          ],
          ['Créée le', <DateFr key="c" iso={proposition.creee_le} />],
          [
            'Séance',
            commission && (
              <Link key="s" to="/commissions/$commissionId" params={{ commissionId: commission.id }}>
                <DateFr iso={commission.tenue_le} />
              </Link>
            ),
          ],
          ['Décision', proposition.decision ? [libelle('decision_cal', proposition.decision), proposition.rang && `rang ${proposition.rang}`].filter(Boolean).join(', ') : 'À prendre'],
          Boolean(motif) && ['Motif', motif && (libelle('motif_non_attribution', motif) !== motif ? libelle('motif_non_attribution', motif) : libelle('motif_refus_candidat', motif))],
          Boolean(proposition.condition) && ['Condition', proposition.condition],
          Boolean(proposition.notifiee_le) && ['Notifiée le', <DateFr key="n" iso={proposition.notifiee_le} />],
          Boolean(proposition.repondre_avant_le) && ['Réponse avant le', <DateFr key="r" iso={proposition.repondre_avant_le} />],
          Boolean(proposition.repondue_le) && ['Répondue le', <DateFr key="a" iso={proposition.repondue_le} />],
          Boolean(proposition.bail) && ['Bail signé le', <DateFr key="bs" iso={proposition.bail?.signe_le} />],
          Boolean(proposition.bail) && ['Entrée le', <DateFr key="be" iso={proposition.bail?.entree_le} />],
        ]}
      />
      {candidat && (
        <Fiche
          serree={serree}
          lignes={[
            ['Foyer', candidat.personnes],
            ['Ancienneté', duree(candidat.anciennete_mois)],
            ['Cotation', candidat.points],
            ['Taux d’effort', candidat.taux_effort === null || candidat.taux_effort === undefined ? 'Non calculable' : pourcent(candidat.taux_effort)],
            ['Reste à vivre', candidat.reste_a_vivre === null || candidat.reste_a_vivre === undefined ? null : euros(Math.round(candidat.reste_a_vivre))],
          ]}
        />
      )}
    </>
  )
}
