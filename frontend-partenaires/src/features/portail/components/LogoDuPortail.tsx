import { Button, FileButton } from '@mantine/core'
import { useWatch, type Control } from 'react-hook-form'
import { phraseDe } from '@/api/problem.ts'
import type { PortailVu } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { Carte } from '@/ui/Carte.tsx'
import { ChampTexte } from '@/ui/champs/Champs.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { useDeposerLogoDuPortail, useRetirerLogoDuPortail } from '../queries.ts'
import type { Saisie } from '../saisie.ts'
import { textes } from '../texts.ts'
import styles from './Portail.module.css'

/** An image never goes without what it shows, in words. */
export function LogoDuPortail({ portail, control, onChange }: { portail: PortailVu; control: Control<Saisie>; onChange: (vu: PortailVu) => void }) {
  const deposer = useDeposerLogoDuPortail()
  const retirer = useRetirerLogoDuPortail()
  const texte = useWatch({ control, name: 'logo_texte' })?.trim() ?? ''
  const erreur = deposer.error ?? retirer.error
  const { version, logo, logo_texte } = portail
  const fini = (phrase: string) => (vu: PortailVu) => {
    dire(phrase)
    onChange(vu)
  }
  return (
    <Carte titre={textes.logo}>
      {version === null ? (
        <p>{textes.logoApres}</p>
      ) : (
        <Pile>
          {erreur && (
            <Avis ton="erreur" annonce>
              {phraseDe(erreur)}
            </Avis>
          )}
          {logo ? <img src={logo} alt={logo_texte ?? ''} className={styles.logo} /> : <p>{textes.sansLogo}</p>}
          <ChampTexte control={control} name="logo_texte" label={textes.logoTexte} aide={textes.logoTexteAide} maxLength={200} requis={logo !== null} />
          <Rang>
            {texte === '' ? (
              <p className={styles.aide}>{textes.manqueLogoTexte}</p>
            ) : (
              <FileButton
                accept="image/png,image/jpeg,image/webp"
                inputProps={{ 'aria-label': textes.fichier }}
                onChange={(image) => {
                  if (!image) return
                  retirer.reset()
                  deposer.mutate({ image, version, texte }, { onSuccess: fini(textes.logoPose) })
                }}
              >
                {(props) => (
                  <Button {...props} variant="default" loading={deposer.isPending}>
                    {logo ? 'Changer l’image' : 'Choisir une image'}
                  </Button>
                )}
              </FileButton>
            )}
            {logo && (
              <Button
                variant="subtle"
                loading={retirer.isPending}
                onClick={() => {
                  deposer.reset()
                  retirer.mutate(version, { onSuccess: fini(textes.logoRetire) })
                }}
              >
                Retirer le logo
              </Button>
            )}
          </Rang>
        </Pile>
      )}
    </Carte>
  )
}
