import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { textes } from '../texts.ts'

/** What a received document must mend, each with its place. */
export function Fautes({ fautes }: { fautes: readonly { chemin: string; phrase: string }[] }) {
  return (
    <Avis ton="erreur" annonce titre={textes.documentRefuse}>
      <ul>
        {fautes.map(({ chemin, phrase }, rang) => (
          <li key={rang}>
            {chemin && <code>{chemin}</code>} {typographier(phrase)}
          </li>
        ))}
      </ul>
    </Avis>
  )
}
