import { useId, type ReactNode } from 'react'
import style from './RankedList.module.css'

export interface Rang {
  cle: string
  nom: string
}

interface FlecheProps {
  nom: string
  /** Pourquoi elle ne mène pas plus loin. */
  arret: string | false
  onPress: () => void
  children: ReactNode
}

/** Au bout de sa course, la flèche garde le focus et dit pourquoi elle s’arrête. */
function Fleche({ nom, arret, onPress, children }: FlecheProps) {
  const id = useId()
  return (
    <button
      type="button"
      aria-label={nom}
      aria-disabled={arret ? true : undefined}
      aria-describedby={arret ? id : undefined}
      title={arret || undefined}
      onClick={arret ? undefined : onPress}
    >
      <span aria-hidden="true">{children}</span>
      {arret && (
        <span id={id} className="invisible">
          {arret}
        </span>
      )}
    </button>
  )
}

interface RankedListProps {
  label: string
  /** Le numéro du premier, quand cette liste en suit une autre. */
  debut?: number
  rangs: readonly Rang[]
  onChange: (cles: string[]) => void
  textes: { monter: (nom: string) => string; descendre: (nom: string) => string; retirer: (nom: string) => string; premier: string; dernier: string }
}

function deplacer(cles: readonly string[], de: number, vers: number): string[] {
  const suite = [...cles]
  suite.splice(vers, 0, ...suite.splice(de, 1))
  return suite
}

/** Un classement qui se change avec de grands boutons : sans glisser, au clavier comme au pouce. */
export function RankedList({ label, debut = 1, rangs, onChange, textes }: RankedListProps) {
  const cles = rangs.map(({ cle }) => cle)
  return (
    <ol className={style.rangs} aria-label={label} start={debut}>
      {rangs.map(({ cle, nom }, rang) => (
        <li key={cle}>
          <span className={style.numero} aria-hidden="true">
            {debut + rang}
          </span>
          <span className={style.nom}>{nom}</span>
          <span className={style.boutons}>
            <Fleche nom={textes.monter(nom)} arret={rang === 0 && textes.premier} onPress={() => onChange(deplacer(cles, rang, rang - 1))}>
              ↑
            </Fleche>
            <Fleche nom={textes.descendre(nom)} arret={rang === rangs.length - 1 && textes.dernier} onPress={() => onChange(deplacer(cles, rang, rang + 1))}>
              ↓
            </Fleche>
            <button type="button" aria-label={textes.retirer(nom)} onClick={() => onChange(cles.filter((autre) => autre !== cle))}>
              <span aria-hidden="true">✕</span>
            </button>
          </span>
        </li>
      ))}
    </ol>
  )
}
