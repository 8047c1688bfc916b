import { Link } from 'wouter'
import { useListe } from '../../../api/territoire.tsx'
import type { AnnonceResume } from '../../../api/types.ts'
import { euros } from '../../../lib/montants.ts'
import { texts } from '../texts.ts'
import style from './AnnonceCard.module.css'
import { Facade } from './Facade.tsx'

function AnnonceCard({ annonce }: { annonce: AnnonceResume }) {
  const typologies = useListe('typologie')
  return (
    <article className={style.carte}>
      <div className={style.image}>
        <Facade id={annonce.id} typologie={annonce.typologie} />
      </div>
      <div className={style.mots}>
        <p className={style.prix}>
          {euros(annonce.mensualite)} <small>{texts.annonce.cc}</small>
        </p>
        <h3 className={style.titre}>
          <Link href={`/annonces/${annonce.id}`}>{annonce.titre}</Link>
        </h3>
        <p className={style.lieu}>
          {annonce.commune.nom}, {typologies.libelle(annonce.typologie)}, {texts.annonce.surface(annonce.surface)}
        </p>
        <p className={style.lieu}>{annonce.organisme}</p>
      </div>
    </article>
  )
}

export function AnnonceCards({ annonces }: { annonces: readonly AnnonceResume[] }) {
  return (
    <ul className={style.cartes}>
      {annonces.map((annonce) => (
        <li key={annonce.id}>
          <AnnonceCard annonce={annonce} />
        </li>
      ))}
    </ul>
  )
}
