import { classes } from '../../../lib/classes.ts'
import { texts } from '../texts.ts'
import style from './Echelle.module.css'

const LETTRES = ['A', 'B', 'C', 'D', 'E', 'F', 'G']

interface EchelleProps {
  genre: 'dpe' | 'ges'
  classe: string | null
}

export function Echelle({ genre, classe }: EchelleProps) {
  return (
    <div className={style.echelle}>
      <p className={style.nom}>{texts.annonce[genre]}</p>
      {classe && (
        <div className={style.lettres} aria-hidden="true">
          {LETTRES.map((lettre, rang) => (
            <span key={lettre} className={classes(style.lettre, style[`${genre}${rang}`], lettre === classe && style.ici)}>
              {lettre}
            </span>
          ))}
        </div>
      )}
      <p className={style.phrase}>{classe ? texts.annonce.classe(classe) : texts.annonce.nonRenseigne}</p>
    </div>
  )
}
