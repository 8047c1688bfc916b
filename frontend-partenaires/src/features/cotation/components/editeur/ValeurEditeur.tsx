import { ActionIcon, Button, MultiSelect, NativeSelect, Slider } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { CatalogueDeCotation } from '@/api/types.ts'
import { genreDe, remplacer, sans, type Critere, type Cumul, type GenreDeValeur, type Palier, type Tranche } from '../../document.ts'
import { GENRES, textes } from '../../texts.ts'
import styles from './Editeur.module.css'
import { ChoixDuChamp, FenetreEditeur, Reprise } from './PredicatEditeur.tsx'
import { Nombre } from './Saisies.tsx'

interface Props {
  catalogue: CatalogueDeCotation
  critere: Critere
  comptables: readonly Critere[]
  onChange: (critere: Critere) => void
}

const VIDE = { points: undefined, bareme: undefined, par: undefined, evenement: undefined, cumul: undefined }

function enFaire(critere: Critere, genre: GenreDeValeur, catalogue: CatalogueDeCotation): Critere {
  const champ = critere.bareme?.champ ?? critere.par?.champ ?? catalogue.champs.find(({ type }) => type === 'nombre')!.code
  const neufs: Record<GenreDeValeur, Partial<Critere>> = {
    points: { points: 10 },
    bareme: { bareme: { champ, tranches: [[0, null, 0]] } },
    par: { par: { champ, pas: 1, points: 1 } },
    evenement: { evenement: { types: [catalogue.evenements[0]!.code], points: 1 } },
    // its points are proved by what it counts
    cumul: { cumul: { parmi: [], paliers: [[2, 5]] }, preuve: undefined, validite_mois: undefined },
  }
  return sans(critere, { ...VIDE, ...neufs[genre] })
}

/** How many points a criterion gives: fixed, by bands, by unit, by dated event, by the number of others met. */
export function ValeurEditeur({ catalogue, critere, comptables, onChange }: Props) {
  const genre = genreDe(critere)
  const nom = critere.libelle_public ?? critere.code
  return (
    <div className={styles.valeur}>
      <NativeSelect size="xs" label="Points" value={genre} data={Object.entries(GENRES).map(([value, label]) => ({ value, label }))} onChange={(event) => onChange(enFaire(critere, event.currentTarget.value as GenreDeValeur, catalogue))} />
      {genre === 'points' && <Points nom={nom} usage={catalogue.points_d_usage} points={critere.points ?? 0} onChange={(points) => onChange({ ...critere, points })} />}
      {critere.bareme && <Bareme catalogue={catalogue} bareme={critere.bareme} onChange={(bareme) => onChange({ ...critere, bareme })} />}
      {critere.par && (
        <div className={styles.condition}>
          <ChoixDuChamp nombres catalogue={catalogue} valeur={critere.par.champ} onChange={({ code }) => onChange({ ...critere, par: sans(critere.par!, { champ: code, repart_de: undefined }) })} />
          <Nombre libelle="Points" decimales={2} valeur={critere.par.points} onChange={(points) => onChange({ ...critere, par: { ...critere.par!, points: points ?? 0 } })} />
          <Nombre libelle="Par tranche de" decimales={2} valeur={critere.par.pas} onChange={(pas) => onChange({ ...critere, par: { ...critere.par!, pas: pas ?? 1 } })} />
          <Nombre libelle="Au-delà de" valeur={critere.par.franchise} onChange={(franchise) => onChange({ ...critere, par: sans(critere.par!, { franchise }) })} />
          <Nombre libelle="Au plus" unite="points" min={1} valeur={critere.par.plafond} onChange={(plafond) => onChange({ ...critere, par: sans(critere.par!, { plafond }) })} />
          <Reprise catalogue={catalogue} champ={catalogue.champs.find(({ code }) => code === critere.par!.champ)} reprise={critere.par.repart_de} onChange={(repart_de) => onChange({ ...critere, par: sans(critere.par!, { repart_de }) })} />
        </div>
      )}
      {critere.evenement && (
        <div className={styles.condition}>
          <FenetreEditeur catalogue={catalogue} fenetre={critere.evenement} onChange={(evenement) => onChange({ ...critere, evenement })} />
          <Nombre libelle="Points par événement" valeur={critere.evenement.points} onChange={(points) => onChange({ ...critere, evenement: { ...critere.evenement!, points: points ?? 0 } })} />
          <Nombre libelle="Sans effet, les premiers" unite="événements" min={0} valeur={critere.evenement.franchise} onChange={(franchise) => onChange({ ...critere, evenement: sans(critere.evenement!, { franchise: franchise || undefined }) })} />
          <Nombre libelle="Comptés au plus" unite="fois" min={1} valeur={critere.evenement.max} onChange={(max) => onChange({ ...critere, evenement: sans(critere.evenement!, { max }) })} />
        </div>
      )}
      {critere.cumul && <CumulEditeur cumul={critere.cumul} comptables={comptables} onChange={(cumul) => onChange({ ...critere, cumul })} />}
    </div>
  )
}

function CumulEditeur({ cumul, comptables, onChange }: { cumul: Cumul; comptables: readonly Critere[]; onChange: (cumul: Cumul) => void }) {
  const changer = (rang: number, palier: Palier) => onChange({ ...cumul, paliers: remplacer(cumul.paliers, rang, palier) })
  const dernier = cumul.paliers.at(-1)
  return (
    <div className={styles.tranches}>
      <MultiSelect
        size="xs"
        label="Critères comptés"
        description={comptables.length === 0 ? textes.sansComptable : undefined}
        data={comptables.map(({ code, libelle_public }) => ({ value: code, label: libelle_public ?? code }))}
        value={cumul.parmi}
        onChange={(parmi) => onChange({ ...cumul, parmi })}
        searchable
        hidePickedOptions
        nothingFoundMessage="Aucun résultat"
      />
      <ol className={styles.liste} aria-label={textes.paliers}>
        {cumul.paliers.map(([auMoins, points], rang) => (
          <li key={rang} className={styles.condition}>
            <Nombre libelle="À partir de" unite="critères" min={1} valeur={auMoins} onChange={(lu) => changer(rang, [lu ?? 1, points])} />
            <Nombre libelle="Points" valeur={points} onChange={(lu) => changer(rang, [auMoins, lu ?? 0])} />
            <ActionIcon size="sm" variant="subtle" color="erreur" aria-label={`Retirer le palier ${rang + 1}`} onClick={() => onChange({ ...cumul, paliers: cumul.paliers.filter((_, place) => place !== rang) })}>
              <IconTrash size={14} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Button size="compact-xs" variant="default" onClick={() => onChange({ ...cumul, paliers: [...cumul.paliers, [(dernier?.[0] ?? 1) + 1, dernier?.[1] ?? 0]] })}>
        Ajouter un palier
      </Button>
    </div>
  )
}

function Points({ nom, points, usage, onChange }: { nom: string; points: number; usage: number; onChange: (points: number) => void }) {
  return (
    <div className={styles.curseur}>
      <Slider min={-usage} max={usage} value={Math.max(-usage, Math.min(usage, points))} onChange={onChange} thumbLabel={`Points de ${nom}`} marks={[{ value: 0, label: '0' }]} />
      <Nombre libelle="Nombre de points" valeur={points} onChange={(lu) => onChange(lu ?? 0)} />
    </div>
  )
}

function Bareme({ catalogue, bareme, onChange }: { catalogue: CatalogueDeCotation; bareme: NonNullable<Critere['bareme']>; onChange: (bareme: NonNullable<Critere['bareme']>) => void }) {
  const champ = catalogue.champs.find(({ code }) => code === bareme.champ)
  const saisie = { unite: champ?.unite, decimales: champ?.decimales ?? 0 }
  const changer = (rang: number, tranche: Tranche) => onChange({ ...bareme, tranches: remplacer(bareme.tranches, rang, tranche) })
  const derniere = bareme.tranches.at(-1)
  return (
    <div className={styles.tranches}>
      <ChoixDuChamp nombres catalogue={catalogue} valeur={bareme.champ} onChange={({ code }) => onChange(sans(bareme, { champ: code, repart_de: undefined }))} />
      <div className={styles.condition}>
        <Reprise catalogue={catalogue} champ={champ} reprise={bareme.repart_de} onChange={(repart_de) => onChange(sans(bareme, { repart_de }))} />
      </div>
      <ol className={styles.liste} aria-label="Tranches du barème">
        {bareme.tranches.map(([min, max, points], rang) => (
          <li key={rang} className={styles.condition}>
            <Nombre libelle="À partir de" {...saisie} valeur={min} onChange={(lu) => changer(rang, [lu ?? null, max, points])} />
            <Nombre libelle="À moins de" aide="Vide : et plus" {...saisie} valeur={max} onChange={(lu) => changer(rang, [min, lu ?? null, points])} />
            <Nombre libelle="Points" valeur={points} onChange={(lu) => changer(rang, [min, max, lu ?? 0])} />
            <ActionIcon size="sm" variant="subtle" color="erreur" aria-label={`Retirer la tranche ${rang + 1}`} onClick={() => onChange({ ...bareme, tranches: bareme.tranches.filter((_, place) => place !== rang) })}>
              <IconTrash size={14} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Button size="compact-xs" variant="default" onClick={() => onChange({ ...bareme, tranches: [...bareme.tranches, [derniere?.[1] ?? null, null, 0]] })}>
        Ajouter une tranche
      </Button>
    </div>
  )
}
