import style from './RankedList.module.css'

export interface Rang {
  cle: string
  nom: string
}

interface RankedListProps {
  label: string
  rangs: readonly Rang[]
  onChange: (cles: string[]) => void
  textes: { monter: (nom: string) => string; descendre: (nom: string) => string; retirer: (nom: string) => string }
}

function deplacer(cles: readonly string[], de: number, vers: number): string[] {
  const suite = [...cles]
  suite.splice(vers, 0, ...suite.splice(de, 1))
  return suite
}

/** Un classement qui se change avec de grands boutons : sans glisser, au clavier comme au pouce. */
export function RankedList({ label, rangs, onChange, textes }: RankedListProps) {
  const cles = rangs.map(({ cle }) => cle)
  return (
    <ol className={style.rangs} aria-label={label}>
      {rangs.map(({ cle, nom }, rang) => (
        <li key={cle}>
          <span className={style.numero} aria-hidden="true">
            {rang + 1}
          </span>
          <span className={style.nom}>{nom}</span>
          <span className={style.boutons}>
            <button type="button" aria-label={textes.monter(nom)} disabled={rang === 0} onClick={() => onChange(deplacer(cles, rang, rang - 1))}>
              <span aria-hidden="true">↑</span>
            </button>
            <button
              type="button"
              aria-label={textes.descendre(nom)}
              disabled={rang === rangs.length - 1}
              onClick={() => onChange(deplacer(cles, rang, rang + 1))}
            >
              <span aria-hidden="true">↓</span>
            </button>
            <button type="button" aria-label={textes.retirer(nom)} onClick={() => onChange(cles.filter((autre) => autre !== cle))}>
              <span aria-hidden="true">✕</span>
            </button>
          </span>
        </li>
      ))}
    </ol>
  )
}
