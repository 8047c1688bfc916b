import { Button, TagsInput } from '@mantine/core'
import { Carte } from '@/ui/Carte.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { codeLibre, remplacer, sans, type DocumentDeGrille, type Secteur } from '../../document.ts'
import { textes } from '../../texts.ts'
import styles from './Editeur.module.css'
import { Texte } from './Saisies.tsx'

/** Communes that the conditions of the grid name together. */
export function SecteursEditeur({ document, ecrire }: { document: DocumentDeGrille; ecrire: (document: DocumentDeGrille) => void }) {
  const secteurs = document.secteurs ?? []
  const changer = (suite: Secteur[]) => ecrire(sans(document, { secteurs: suite }))
  return (
    <Carte titre={textes.secteurs}>
      <div className={styles.bloc}>
        <p className={styles.discret}>{textes.secteursAide}</p>
        {secteurs.map((secteur, rang) => (
          <fieldset key={rang} className={styles.cadre}>
            <legend>{secteur.libelle}</legend>
            <div className={styles.colonnes}>
              <Texte libelle="Nom du secteur" valeur={secteur.libelle} onChange={(libelle) => changer(remplacer(secteurs, rang, { ...secteur, libelle }))} />
              <TagsInput size="xs" label="Communes" description="Codes INSEE" value={secteur.communes} onChange={(communes) => changer(remplacer(secteurs, rang, { ...secteur, communes }))} />
              <Button size="compact-sm" variant="subtle" color="erreur" onClick={() => changer(secteurs.filter((_, place) => place !== rang))} aria-label={`Retirer le secteur ${secteur.libelle}`}>
                Retirer le secteur
              </Button>
            </div>
          </fieldset>
        ))}
        <Rang>
          <Button size="compact-sm" variant="default" onClick={() => changer([...secteurs, { code: codeLibre(document, 'SECTEUR'), libelle: textes.nouveauSecteur, communes: [] }])}>
            Ajouter un secteur
          </Button>
        </Rang>
      </div>
    </Carte>
  )
}
