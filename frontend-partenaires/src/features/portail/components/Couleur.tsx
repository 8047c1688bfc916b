import { useController, type Control } from 'react-hook-form'
import { contraste, lire } from '@/lib/couleur.ts'
import { ChampTexte } from '@/ui/champs/Champs.tsx'
import { estHexadecimal, type Saisie } from '../saisie.ts'
import { textes } from '../texts.ts'
import styles from './Portail.module.css'

const enFrancais = (valeur: number) => (Math.floor(valeur * 100) / 100).toLocaleString('fr-FR')

/** The colour, and whether it can be read: said while one chooses, judged again by the server. */
export function Couleur({ control, minimum }: { control: Control<Saisie>; minimum: number }) {
  const { field, fieldState } = useController({ control, name: 'couleur_accent' })
  const rgb = estHexadecimal(field.value) ? lire(field.value) : null
  const valeur = rgb && contraste(rgb, [255, 255, 255])
  return (
    <div>
      <div className={styles.couleur}>
        <ChampTexte control={control} name="couleur_accent" label={textes.couleur} aide={textes.couleurAide} requis maxLength={7} />
        <input type="color" aria-label={textes.choisirCouleur} className={styles.palette} value={rgb ? field.value.toLowerCase() : '#000000'} onChange={(event) => field.onChange(event.currentTarget.value)} />
      </div>
      <p role="status" className={styles.contraste} data-refus={valeur !== null && valeur < minimum ? '' : undefined}>
        {/* the refusal of the server is under the field itself */}
        {valeur !== null && !fieldState.error && (valeur < minimum ? textes.tropClaire(enFrancais(valeur), enFrancais(minimum)) : textes.contraste(enFrancais(valeur), enFrancais(minimum)))}
      </p>
    </div>
  )
}
