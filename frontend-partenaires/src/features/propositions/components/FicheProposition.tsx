import { Link } from '@tanstack/react-router'
import type { PropositionDetail } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { euros } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'

interface Props {
  proposition: PropositionDetail
  serree?: boolean
}

export function FicheProposition({ proposition: p, serree = false }: Props) {
  const { bien, candidat } = p
  return (
    <>
      <Avis>{typographier(p.phrase)}</Avis>
      <Fiche
        serree={serree}
        lignes={[
          [
            'Demande',
            <Link key="d" to="/demandes/$demandeId" params={{ demandeId: candidat.demande_id }}>
              {numeroLisible(candidat.numero_unique)}
            </Link>,
          ],
          ['Foyer', candidat.personnes],
          ['Ancienneté', duree(candidat.anciennete_mois)],
          ['Cotation', candidat.points],
          [
            'Bien',
            <Link key="b" to="/biens/$bienId" params={{ bienId: bien.id }}>
              {[bien.reference, bien.typologie, bien.adresse, bien.commune.nom].join(', ')}
            </Link>,
          ],
          ['Mensualité', euros(bien.mensualite)],
          ['Bailleur', p.organisme.nom],
        ]}
      />
      <Fiche
        serree={serree}
        lignes={[
          [
            'Retenue le',
            <span key="c">
              <DateFr iso={p.creee_le} /> par {p.creee_par}
            </span>,
          ],
          [
            'Séance',
            p.seance_id && (
              <Link key="s" to="/commissions/$commissionId" params={{ commissionId: p.seance_id }}>
                <DateFr iso={p.seance_le} />
              </Link>
            ),
          ],
          ['Décision', p.decision ? [p.decision_libelle, p.rang && `rang ${p.rang}`].filter(Boolean).join(', ') : 'À prendre'],
          Boolean(p.motif_decision) && ['Motif', p.motif_decision_libelle],
          Boolean(p.commentaire_decision) && ['Commentaire', p.commentaire_decision],
          Boolean(p.condition) && ['Condition', p.condition],
          Boolean(p.notifiee_le) && ['Notifiée le', <DateFr key="n" iso={p.notifiee_le} />],
          Boolean(p.repondre_avant_le) && ['Réponse avant le', <DateFr key="r" iso={p.repondre_avant_le} />],
          Boolean(p.repondue_le) && ['Répondue le', <DateFr key="a" iso={p.repondue_le} />],
          Boolean(p.motif_refus) && ['Refus du candidat', [p.motif_refus_libelle, p.commentaire_refus].filter(Boolean).join('. ')],
          Boolean(p.motif_fin) && ['Arrêtée', p.motif_fin],
          Boolean(p.bail_signe_le) && ['Bail signé le', <DateFr key="bs" iso={p.bail_signe_le} />],
          Boolean(p.entree_le) && ['Entrée le', <DateFr key="be" iso={p.entree_le} />],
        ]}
      />
    </>
  )
}
