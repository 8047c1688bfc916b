import style from './Paysage.module.css'

function Fenetres({ x, y, colonnes, rangs }: { x: number; y: number; colonnes: number; rangs: number }) {
  return Array.from({ length: colonnes * rangs }, (_, index) => (
    <rect
      key={index}
      className={style.vitre}
      x={x + (index % colonnes) * 26}
      y={y + Math.floor(index / colonnes) * 32}
      width="14"
      height="18"
      rx="2"
    />
  ))
}

function Arbre({ x, y, taille }: { x: number; y: number; taille: number }) {
  return (
    <g className={style.sombre}>
      <rect x={x - 2} y={y - taille * 0.5} width="4" height={taille * 0.5} />
      <ellipse cx={x} cy={y - taille} rx={taille * 0.45} ry={taille * 0.62} />
    </g>
  )
}

/** Une rue, aux couleurs du territoire. Purement décorative. */
export function Paysage() {
  return (
    <svg className={style.paysage} viewBox="0 0 520 320" aria-hidden="true">
      <rect className={style.ciel} width="520" height="320" rx="24" />
      <circle className={style.soleil} cx="410" cy="82" r="38" />
      <path className={style.loin} d="M0 236c70-52 132-60 196-34s104 8 160-18 110-22 164 20v116H0z" opacity="0.55" />
      <g>
        <rect className={style.mur} x="206" y="92" width="112" height="188" />
        <rect className={style.toit} x="198" y="84" width="128" height="12" rx="3" />
        <Fenetres x={219} y={112} colonnes={4} rangs={4} />
        <path className={style.sombre} d="M252 280v-30a10 10 0 0 1 20 0v30z" />
      </g>
      <g>
        <rect className={style.mur2} x="338" y="164" width="124" height="116" />
        <path className={style.toit2} d="m326 168 74-58 74 58z" />
        <Fenetres x={354} y={188} colonnes={4} rangs={1} />
        <rect className={style.sombre} x="362" y="234" width="26" height="46" rx="3" />
        <rect className={style.vitre} x="410" y="238" width="34" height="22" rx="3" />
      </g>
      <g>
        <rect className={style.mur2} x="66" y="176" width="120" height="104" />
        <path className={style.toit} d="m54 180 72-62 72 62z" />
        <circle className={style.mur2} cx="126" cy="156" r="9" />
        <Fenetres x={82} y={198} colonnes={2} rangs={2} />
        <path className={style.sombre} d="M144 280v-44a12 12 0 0 1 24 0v44z" />
      </g>
      <path className={style.sol} d="M0 278h520v18a24 24 0 0 1-24 24H24a24 24 0 0 1-24-24z" />
      <Arbre x={38} y={282} taille={54} />
      <Arbre x={328} y={282} taille={34} />
      <Arbre x={488} y={282} taille={62} />
    </svg>
  )
}
