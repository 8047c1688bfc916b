import style from './Insecable.module.css'

/** « allez-vous » ne se coupe pas à son trait d’union. */
export function Insecable({ texte }: { texte: string }) {
  return texte.split(/(\S+-\S+)/).map((mot, rang) =>
    rang % 2 === 1 && mot.length < 16 ? (
      <span key={rang} className={style.insecable}>
        {mot}
      </span>
    ) : (
      mot
    ),
  )
}
