import { classes } from '../../../lib/classes.ts'
import style from './Facade.module.css'

const ETAGES: Record<string, number> = { C: 4, T1: 4, T2: 4, T3: 3, T4: 3 }

/** En attendant la photo du bailleur : une façade dessinée, toujours la même pour une même annonce. */
export function Facade({ id, typologie }: { id: string; typologie: string }) {
  const graine = [...id].reduce((somme, lettre) => (somme * 31 + lettre.charCodeAt(0)) % 997, 7)
  const etages = ETAGES[typologie]
  const mur = graine % 2 ? style.mur : style.mur2
  const toit = graine % 3 ? style.toit : style.toit2
  return (
    <svg className={style.facade} viewBox="0 0 320 180" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect className={style.fond} width="320" height="180" />
      <path className={style.colline} d={graine % 4 < 2 ? 'M0 128c60-40 120-30 170-10s100 6 150-26v88H0z' : 'M0 110c50-20 90 10 140 20s110-40 180-14v64H0z'} />
      {etages ? (
        <>
          <rect className={mur} x="96" y={160 - etages * 34} width="128" height={etages * 34} />
          <rect className={toit} x="90" y={154 - etages * 34} width="140" height="8" rx="2" />
          {Array.from({ length: etages * 4 }, (_, index) => (
            <rect
              key={index}
              className={classes(index === etages * 4 - 3 ? style.porte : style.vitre)}
              x={108 + (index % 4) * 28}
              y={168 - etages * 34 + Math.floor(index / 4) * 34}
              width="20"
              height={index === etages * 4 - 3 ? 28 : 20}
              rx="2"
            />
          ))}
        </>
      ) : (
        <>
          <rect className={mur} x="88" y="92" width="144" height="68" />
          <path className={toit} d="m74 96 86-56 86 56z" />
          <rect className={style.vitre} x="104" y="108" width="30" height="24" rx="2" />
          <rect className={style.vitre} x="186" y="108" width="30" height="24" rx="2" />
          <path className={style.porte} d="M148 160v-40a12 12 0 0 1 24 0v40z" />
        </>
      )}
      <rect className={style.sol} y="158" width="320" height="22" />
    </svg>
  )
}
