import type { CSSProperties } from 'react'
import { useWatch, type Control } from 'react-hook-form'
import type { PortailVu } from '@/api/types.ts'
import { nuances } from '@/lib/couleur.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { Carte } from '@/ui/Carte.tsx'
import { estHexadecimal, type Saisie } from '../saisie.ts'
import { textes } from '../texts.ts'
import styles from './Apercu.module.css'

/** The head and the foot of the public portal, in the shades that it draws itself from the colour. */
export function Apercu({ portail, control }: { portail: PortailVu; control: Control<Saisie> }) {
  const saisie = useWatch({ control }) as Saisie
  const couleur = estHexadecimal(saisie.couleur_accent) ? saisie.couleur_accent : portail.couleur_accent
  const { nom, telephone, email, horaires } = saisie.contact
  return (
    <Carte titre={textes.apercu}>
      <p className={styles.aide}>{textes.apercuAide}</p>
      <figure className={styles.portail} aria-label={textes.apercu} style={nuances(couleur) as CSSProperties}>
        <div className={styles.entete}>
          {portail.logo ? <img src={portail.logo} alt={saisie.logo_texte ?? ''} className={styles.logo} /> : <span className={styles.marque} aria-hidden="true" />}
          <span className={styles.nom}>
            <small>{textes.surtitre}</small>
            <strong>{portail.nom}</strong>
          </span>
        </div>
        <div className={styles.corps}>
          <p className={styles.titre}>{saisie.titre}</p>
          <p>{saisie.textes.accueil}</p>
          <p className={styles.boutons}>
            <span className={styles.plein}>{textes.demander}</span>
            <span className={styles.vide}>{textes.connexion}</span>
          </p>
          {saisie.textes.presentation && <p className={styles.presentation}>{saisie.textes.presentation}</p>}
        </div>
        <div className={styles.pied}>
          <strong>{textes.aide}</strong>
          <p>
            <strong>{nom}</strong>
            {telephone && <span>{telephoneLisible(telephone)}</span>}
            {email && <span>{email}</span>}
            {horaires && <span>{horaires}</span>}
          </p>
        </div>
      </figure>
    </Carte>
  )
}
