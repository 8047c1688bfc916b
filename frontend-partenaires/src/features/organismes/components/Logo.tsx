import { Button, FileButton } from '@mantine/core'
import { phraseDe } from '@/api/problem.ts'
import type { OrganismeVue } from '@/api/types.ts'
import { Avis } from '@/ui/Avis.tsx'
import { dire } from '@/ui/annonces.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { useDeposerLogo, useRetirerLogo } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './Logo.module.css'

export function Logo({ organisme }: { organisme: OrganismeVue }) {
  const deposer = useDeposerLogo(organisme.id)
  const retirer = useRetirerLogo(organisme.id)
  const erreur = deposer.error ?? retirer.error
  return (
    <Carte titre="Logo">
      <Pile>
        {erreur && (
          <Avis ton="erreur" annonce>
            {phraseDe(erreur)}
          </Avis>
        )}
        {organisme.logo ? <img src={organisme.logo} alt={`Logo de ${organisme.nom}`} className={styles.image} /> : <p>{textes.sansLogo}</p>}
        <Rang>
          <FileButton
            accept="image/png,image/jpeg,image/webp"
            inputProps={{ 'aria-label': 'Fichier du logo' }}
            onChange={(fichier) => fichier && deposer.mutate(fichier, { onSuccess: () => dire('Le logo est en place.') })}
          >
            {(props) => (
              <Button {...props} variant="default" loading={deposer.isPending}>
                {organisme.logo ? 'Changer l’image' : 'Choisir une image'}
              </Button>
            )}
          </FileButton>
          {organisme.logo && (
            <Button variant="subtle" loading={retirer.isPending} onClick={() => retirer.mutate(undefined, { onSuccess: () => dire('Le logo est retiré.') })}>
              Retirer
            </Button>
          )}
        </Rang>
      </Pile>
    </Carte>
  )
}
