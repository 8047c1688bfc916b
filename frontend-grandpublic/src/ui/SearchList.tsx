import { useId, type ReactNode } from 'react'
import { TextField, type TextFieldProps } from './TextField.tsx'
import style from './SearchList.module.css'

export interface Resultat {
  cle: string
  titre: string
  precision?: string
}

interface SearchListProps extends Omit<TextFieldProps, 'type'> {
  resultats: readonly Resultat[]
  onChoisir: (cle: string) => void
  /** Ce que fait le choix : « Ajouter », « Choisir ». */
  verbe: string
  /** Le compte rendu lu par un lecteur d’écran et montré quand il n’y a rien. */
  etat?: ReactNode
}

/** Suggestions in the flow of the page rather than in a popover: the phone's keyboard never hides them. */
export function SearchList({ resultats, onChoisir, verbe, etat, ...champ }: SearchListProps) {
  const id = useId()
  return (
    <div className={style.recherche}>
      <TextField {...champ} type="search" inputMode="search" autoComplete="off" />
      <p className={style.etat} role="status">
        {etat}
      </p>
      {resultats.length > 0 && (
        <ul id={id} className={style.resultats}>
          {resultats.map(({ cle, titre, precision }) => (
            <li key={cle}>
              <button type="button" onClick={() => onChoisir(cle)}>
                <span>
                  {titre} {precision && <small>{precision}</small>}
                </span>
                <span className={style.verbe}>{verbe}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
