import type { ApercuDuGeste } from '@/api/types.ts'
import { euros } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { textes } from '../texts.ts'

const NIVEAUX = [
  ['droit', 'En droit'],
  ['foyer', 'Pour le foyer'],
  ['a_faire', 'Ce qui reste à faire'],
] as const

/** Everything that the act would change, read before it is done. */
export function Consequences({ apercu }: { apercu: ApercuDuGeste }) {
  if (!apercu.action.permise) {
    return (
      <Avis ton="verrou" titre="Ce n’est pas possible">
        <RaisonList raisons={apercu.action.raisons} />
        {apercu.action.qui && <p>À qui s’adresser : {apercu.action.qui}.</p>}
      </Avis>
    )
  }
  return (
    <Avis titre="Ce que cela change">
      <p>{textes.apercu}</p>
      {NIVEAUX.map(([niveau, titre]) => {
        const lues = apercu.consequences.filter((c) => c.niveau === niveau)
        return (
          lues.length > 0 && (
            <section key={niveau} aria-label={titre}>
              <p>
                <strong>{titre}</strong>
              </p>
              <ul>
                {lues.map((c) => (
                  <li key={c.code + c.phrase}>{typographier(c.phrase)}</li>
                ))}
              </ul>
            </section>
          )
        )
      })}
      {apercu.nouvelle && (
        <Fiche
          lignes={[
            ['Nouvelle demande', apercu.nouvelle.demandeur],
            ['À loger', apercu.nouvelle.personnes],
            ['Ressources du mois', euros(apercu.nouvelle.ressources_mensuelles)],
          ]}
        />
      )}
    </Avis>
  )
}
