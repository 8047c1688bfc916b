import { Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { phraseDe } from '@/api/problem.ts'
import { typographier } from '@/lib/typographie.ts'
import { Actions } from '@/ui/Actions.tsx'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { Requete } from '@/ui/Requete.tsx'
import type { AvancementDuRecalcul } from '@/api/types.ts'
import { recalculQuery, useRelancerRecalcul } from '../queries.ts'
import { textes } from '../texts.ts'

const TONS: Readonly<Record<AvancementDuRecalcul['etat'], Ton>> = { en_cours: 'cours', retarde: 'attente', arrete: 'refus', termine: 'bon' }

/** After a publication, every demande of the territory is scored again: how far it is, and what to do when it is stuck. */
export function Recalcul({ grilleId }: { grilleId: string }) {
  const requete = useQuery(recalculQuery(grilleId))
  const relancer = useRelancerRecalcul(grilleId)
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {({ recalcul }) =>
        recalcul && (
          <Carte titre={textes.recalcul} outils={<EtatBadge ton={TONS[recalcul.etat]} libelle={recalcul.etat_libelle} />}>
            <Pile espace="serre">
            <Progress value={recalcul.part} aria-label={textes.recalculPart(recalcul.part)} />
            <p aria-live="polite">
              {typographier(recalcul.phrase)} {textes.recalculCommence} <DateFr iso={recalcul.commence_le} forme="heure" />
              {recalcul.termine_le && (
                <>
                  , {textes.recalculFini} <DateFr iso={recalcul.termine_le} forme="heure" />
                </>
              )}
              .
            </p>
            {recalcul.remede && <Avis ton="attention">{typographier(recalcul.remede)}</Avis>}
            {relancer.error && <Avis ton="erreur">{phraseDe(relancer.error)}</Avis>}
            <Rang>
              <Actions actions={recalcul.actions} gestes={{ relancer: () => relancer.mutate(undefined, { onSuccess: () => dire(textes.recalculRelance) }) }} />
            </Rang>
            </Pile>
          </Carte>
        )
      }
    </Requete>
  )
}
