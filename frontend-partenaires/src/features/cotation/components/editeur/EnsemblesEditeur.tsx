import { Button, Checkbox, MultiSelect, Select } from '@mantine/core'
import type { CatalogueDeCotation, GrilleDetail } from '@/api/types.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { codeLibre, parties, remplacer, sans, type DocumentDeGrille, type Ensemble, type Variation } from '../../document.ts'
import { textes } from '../../texts.ts'
import styles from './Editeur.module.css'
import { neuve, PredicatEditeur } from './PredicatEditeur.tsx'
import { Nombre, Texte } from './Saisies.tsx'

interface Props {
  document: DocumentDeGrille
  catalogue: CatalogueDeCotation
  dits: GrilleDetail['ensembles']
  ecrire: (document: DocumentDeGrille) => void
}

/** Blocks that count together: bounded together, and that a condition increases or reduces by a share. */
export function EnsemblesEditeur({ document, catalogue, dits, ecrire }: Props) {
  const ensembles = document.ensembles ?? []
  const changer = (suite: Ensemble[]) => ecrire(sans(document, { ensembles: suite }))
  return (
    <Carte titre={textes.ensembles}>
      <div className={styles.bloc}>
        <p className={styles.discret}>{textes.ensemblesAide}</p>
        {ensembles.map((ensemble, rang) => (
          <UnEnsemble
            key={rang}
            catalogue={catalogue}
            ensemble={ensemble}
            comptables={parties(document, rang)}
            ecrits={[...document.blocs, ...ensembles.slice(0, rang)]}
            dit={dits.find(({ code }) => code === ensemble.code)?.regle}
            onChange={(suite) => changer(remplacer(ensembles, rang, suite))}
            onRetirer={() => changer(ensembles.filter((_, place) => place !== rang))}
          />
        ))}
        <Rang>
          <Button size="compact-sm" variant="default" onClick={() => changer([...ensembles, { code: codeLibre(document, 'ENSEMBLE'), libelle: textes.nouvelEnsemble, parmi: [] }])}>
            Ajouter un ensemble
          </Button>
        </Rang>
      </div>
    </Carte>
  )
}

interface UnEnsembleProps {
  catalogue: CatalogueDeCotation
  ensemble: Ensemble
  comptables: readonly { code: string; libelle?: string }[]
  /** What is written before it: its points can set a share that this one may not exceed. */
  ecrits: readonly { code: string; libelle?: string }[]
  dit: string | undefined
  onChange: (ensemble: Ensemble) => void
  onRetirer: () => void
}

function UnEnsemble({ catalogue, ensemble, comptables, ecrits, dit, onChange, onRetirer }: UnEnsembleProps) {
  const nom = ensemble.libelle ?? ensemble.code
  const variations = ensemble.variations ?? []
  const changer = (changements: Partial<Ensemble>) => onChange({ ...sans(ensemble, changements), parmi: ensemble.parmi })
  const relatif = ensemble.plafond_relatif
  const autres = ecrits.filter(({ code }) => !ensemble.parmi.includes(code))
  const varier = (suite: Variation[]) => changer({ variations: suite })
  return (
    <fieldset className={styles.cadre} id={`critere-${ensemble.code}`}>
      <legend>{nom}</legend>
      {dit && <p className={styles.discret}>{dit}</p>}
      <div className={styles.colonnes}>
        <Texte libelle="Nom de l’ensemble" valeur={ensemble.libelle} onChange={(libelle) => changer({ libelle })} />
        <MultiSelect
          size="xs"
          label="Blocs qui comptent ensemble"
          data={comptables.map(({ code, libelle }) => ({ value: code, label: libelle ?? code }))}
          value={ensemble.parmi}
          onChange={(parmi) => onChange({ ...ensemble, parmi })}
          hidePickedOptions
        />
        <Nombre libelle="Plafond commun" unite="points" min={0} valeur={ensemble.plafond} onChange={(plafond) => changer({ plafond })} />
        <Nombre libelle="Plancher commun" unite="points" valeur={ensemble.plancher} onChange={(plancher) => changer({ plancher })} />
        <Select
          size="xs"
          clearable
          label={textes.plafondRelatif}
          placeholder={textes.sansPlafondRelatif}
          data={autres.map(({ code, libelle }) => ({ value: code, label: libelle ?? code }))}
          value={relatif?.bloc ?? null}
          onChange={(bloc) => changer({ plafond_relatif: bloc === null ? undefined : { pourcent: 100, ...relatif, bloc } })}
        />
        {relatif && (
          <Nombre
            libelle={textes.partDuPlafond}
            unite="%"
            min={1}
            valeur={relatif.pourcent}
            onChange={(pourcent) => onChange({ ...ensemble, plafond_relatif: { ...relatif, pourcent: pourcent ?? 0 } })}
          />
        )}
      </div>
      <Checkbox
        size="xs"
        label={textes.lePlusEleve}
        checked={ensemble.mode === 'max'}
        onChange={({ currentTarget }) => changer({ mode: currentTarget.checked ? 'max' : undefined })}
      />
      {variations.map((variation, rang) => {
        const suivre = (changements: Partial<Variation>) => varier(remplacer(variations, rang, sans(variation, changements)))
        return (
          <div key={rang} className={styles.groupe} role="group" aria-label={`${textes.variation} ${rang + 1}`}>
            <div className={styles.colonnes}>
              <Nombre libelle="En plus ou en moins" aide={textes.pourcentAide} unite="%" valeur={variation.pourcent} onChange={(pourcent) => suivre({ pourcent: pourcent ?? 0 })} />
              <Texte libelle="Pourquoi, pour le public" valeur={variation.libelle} onChange={(libelle) => suivre({ libelle })} />
            </div>
            <PredicatEditeur catalogue={catalogue} predicat={variation.si} onChange={(si) => suivre({ si })} onRetirer={() => varier(variations.filter((_, place) => place !== rang))} />
          </div>
        )
      })}
      <Rang>
        <Button size="compact-sm" variant="subtle" onClick={() => varier([...variations, { pourcent: -50, si: neuve(catalogue.champs[0]!) }])}>
          Faire varier dans un cas
        </Button>
        <Button size="compact-sm" variant="subtle" color="erreur" onClick={onRetirer} aria-label={`Retirer l’ensemble ${nom}`}>
          Retirer l’ensemble
        </Button>
      </Rang>
    </fieldset>
  )
}
