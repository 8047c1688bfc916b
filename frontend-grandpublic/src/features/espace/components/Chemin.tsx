import type { MonEspace } from '../../../api/types.ts'
import { classes } from '../../../lib/classes.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import style from '../pages/Chemin.module.css'
import { texts } from '../texts.ts'

const t = texts.accueil
type EtapeVue = MonEspace['etapes'][number]

function mention({ faite, courante, le }: EtapeVue): string {
  if (courante) return t.courante
  if (faite) return le ? dateLongue(le) : t.faite
  return t.venir
}

/** Le chemin de toute demande, et où l’on en est : debout sur un téléphone, couché sur un grand écran. */
export function Chemin({ etapes }: { etapes: readonly EtapeVue[] }) {
  return (
    <Card titre={t.chemin}>
      <ol className={style.chemin}>
        {etapes.map((etape) => (
          <li
            key={etape.code}
            className={classes(etape.faite && style.faite, etape.courante && style.courante)}
            aria-current={etape.courante ? 'step' : undefined}
          >
            <span className={style.pastille} aria-hidden="true">
              {etape.faite ? '✓' : ''}
            </span>
            <span>
              <strong>{etape.libelle}</strong>
              <small>{mention(etape)}</small>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
