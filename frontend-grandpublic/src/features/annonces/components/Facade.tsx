import { classes } from '../../../lib/classes.ts'
import style from './Facade.module.css'

const ETAGES: Record<string, number> = { C: 3, T1: 3, T2: 3, T3: 2, T4: 2 }

/** En attendant la photo du bailleur : une façade dessinée, toujours la même pour une même annonce. */
export function Facade({ id, typologie }: { id: string; typologie: string }) {
  const graine = [...id].reduce((somme, lettre) => (somme * 31 + lettre.charCodeAt(0)) % 997, 7)
  const etages = ETAGES[typologie]
  const mur = graine % 2 ? style.mur : style.mur2
  const toit = graine % 3 ? style.toit : style.toit2
  return (
    <svg className={style.facade} viewBox="0 0 480 180" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect className={style.fond} width="480" height="180" />
      <path className={style.colline} d={graine % 4 < 2 ? 'M0 128c90-46 170-34 250-12s150 8 230-30v94H0z' : 'M0 104c70-24 140 14 220 22s160-48 260-16v70H0z'} />
      {etages ? (
        <>
          <rect className={mur} x="176" y={160 - etages * 34} width="128" height={etages * 34} />
          <rect className={toit} x="170" y={154 - etages * 34} width="140" height="8" rx="2" />
          {Array.from({ length: etages * 4 }, (_, index) => (
            <rect
              key={index}
              className={classes(index === etages * 4 - 3 ? style.porte : style.vitre)}
              x={188 + (index % 4) * 28}
              y={168 - etages * 34 + Math.floor(index / 4) * 34}
              width="20"
              height={index === etages * 4 - 3 ? 28 : 20}
              rx="2"
            />
          ))}
        </>
      ) : (
        <>
          <rect className={mur} x="168" y="92" width="144" height="68" />
          <path className={toit} d="m154 96 86-56 86 56z" />
          <rect className={style.vitre} x="184" y="108" width="30" height="24" rx="2" />
          <rect className={style.vitre} x="266" y="108" width="30" height="24" rx="2" />
          <path className={style.porte} d="M228 160v-40a12 12 0 0 1 24 0v40z" />
        </>
      )}
      <g className={style.porte}>
        <ellipse cx="112" cy="128" rx="17" ry="24" />
        <rect x="110" y="140" width="4" height="20" />
        <ellipse cx="372" cy="134" rx="14" ry="19" />
        <rect x="370" y="144" width="4" height="16" />
      </g>
      <rect className={style.sol} y="158" width="480" height="22" />
    </svg>
  )
}
