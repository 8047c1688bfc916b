import { classes } from '../lib/classes.ts'
import style from './Skeleton.module.css'

/** La forme de ce qui vient, pendant qu’il vient. */
export function Skeleton({ blocs = 2 }: { blocs?: number }) {
  return (
    <div className={style.page} role="status">
      <span className="invisible">Chargement en cours…</span>
      <div className={classes(style.ligne, style.titre)} />
      <div className={style.ligne} />
      <div className={classes(style.ligne, style.courte)} />
      {Array.from({ length: blocs }, (_, index) => (
        <div key={index} className={classes(style.ligne, style.bloc)} />
      ))}
    </div>
  )
}
