import { classes } from '../lib/classes.ts'
import style from './ProgressSteps.module.css'

interface ProgressStepsProps {
  rang: number
  total: number
  ensuite?: string
}

export const etapeSur = (rang: number, total: number) => `Étape ${rang} sur ${total}`

export function ProgressSteps({ rang, total, ensuite }: ProgressStepsProps) {
  return (
    <div className={style.avancement}>
      <p className={style.ligne}>
        <span className={style.etape}>{etapeSur(rang, total)}</span>
        {ensuite && <span>Ensuite : {ensuite}</span>}
      </p>
      <div className={style.barre} aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} className={classes(index < rang && style.faite)} />
        ))}
      </div>
    </div>
  )
}
