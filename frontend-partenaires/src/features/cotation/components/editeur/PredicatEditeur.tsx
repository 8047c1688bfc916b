import { ActionIcon, Button, Checkbox, MultiSelect, NativeSelect, TagsInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { createContext, useContext } from 'react'
import type { CatalogueDeCotation, ChampDuCatalogue } from '@/api/types.ts'
import { remplacer, sans, type Comparaison, type Fenetre, type Operateur, type Predicat, type Reprise as RepriseEcrite, type Secteur } from '../../document.ts'
import { GROUPES, OPERATEURS, textes } from '../../texts.ts'
import styles from './Editeur.module.css'
import { Nombre } from './Saisies.tsx'

/** The groups of communes of the grid on screen: any condition, however deep, may name one. */
export const Secteurs = createContext<readonly Secteur[]>([])

interface Props {
  catalogue: CatalogueDeCotation
  predicat: Predicat
  onChange: (predicat: Predicat) => void
  onRetirer: () => void
  niveau?: number
}

const PROFONDEUR = 4

const premiere = (catalogue: CatalogueDeCotation): Predicat => neuve(catalogue.champs[0]!)

/** A condition over one field, with the first comparison that it admits. */
export function neuve(champ: ChampDuCatalogue): Comparaison {
  if (champ.type === 'booleen') return { champ: champ.code, op: '=', val: true }
  if (champ.type === 'nombre') return { champ: champ.code, op: '>=', val: 0 }
  return { champ: champ.code, op: 'dans', val: [] }
}

export function PredicatEditeur({ catalogue, predicat, onChange, onRetirer, niveau = 0 }: Props) {
  const commun = { catalogue, onRetirer, niveau }
  if ('tous' in predicat) return <Groupe {...commun} cle="tous" parmi={predicat.tous} onChange={onChange} />
  if ('un_de' in predicat) return <Groupe {...commun} cle="un_de" parmi={predicat.un_de} onChange={onChange} />
  if ('au_moins' in predicat) return <Groupe {...commun} cle="au_moins" parmi={predicat.parmi} combien={predicat.au_moins} onChange={onChange} />
  if ('non' in predicat) {
    return (
      <div className={styles.groupe} role="group" aria-label={textes.saufSi}>
        <div className={styles.rang}>
          <strong>{textes.saufSi}</strong>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(predicat.non)}>
            Ne plus nier
          </Button>
        </div>
        <PredicatEditeur {...commun} predicat={predicat.non} onChange={(non) => onChange({ non })} niveau={niveau + 1} />
      </div>
    )
  }
  if ('evenement' in predicat) {
    return (
      <div className={styles.condition}>
        <FenetreEditeur catalogue={catalogue} fenetre={predicat.evenement} onChange={(evenement) => onChange({ ...predicat, evenement })} />
        <NativeSelect size="xs" label="Nombre de fois" value={predicat.op} data={(['>=', '=', '<='] as const).map((op) => ({ value: op, label: OPERATEURS[op] }))} onChange={(event) => onChange({ ...predicat, op: event.currentTarget.value as Operateur })} />
        <Nombre libelle="Combien" valeur={predicat.val} min={0} onChange={(val) => onChange({ ...predicat, val: val ?? 0 })} />
        <Retirer onRetirer={onRetirer} />
      </div>
    )
  }
  return <UneComparaison {...commun} comparaison={predicat} onChange={onChange} />
}

type CleDeGroupe = 'tous' | 'un_de' | 'au_moins'

function Groupe({ catalogue, cle, parmi, combien = 2, onChange, onRetirer, niveau }: Omit<Props, 'predicat' | 'niveau'> & { cle: CleDeGroupe; parmi: Predicat[]; combien?: number; niveau: number }) {
  const dire = (suite: Predicat[], mode: string = cle, seuil: number = combien): Predicat => (mode === 'tous' ? { tous: suite } : mode === 'un_de' ? { un_de: suite } : { au_moins: Math.min(seuil, suite.length), parmi: suite })
  const ajouter = (nouveau: Predicat) => onChange(dire([...parmi, nouveau]))
  return (
    <div className={styles.groupe} role="group" aria-label={GROUPES[cle]}>
      <div className={styles.rang}>
        <NativeSelect size="xs" aria-label="Comment ces conditions se combinent" value={cle} data={Object.entries(GROUPES).map(([value, label]) => ({ value, label }))} onChange={(event) => onChange(dire(parmi, event.currentTarget.value))} />
        {cle === 'au_moins' && <Nombre libelle="Combien" min={1} valeur={combien} onChange={(lu) => onChange(dire(parmi, cle, lu ?? 1))} />}
        <Retirer onRetirer={onRetirer} />
      </div>
      {parmi.map((fils, rang) => (
        <PredicatEditeur
          key={rang}
          catalogue={catalogue}
          predicat={fils}
          niveau={niveau + 1}
          onChange={(suite) => onChange(dire(remplacer(parmi, rang, suite)))}
          onRetirer={() => (parmi.length === 1 ? onRetirer() : onChange(dire(parmi.filter((_, place) => place !== rang))))}
        />
      ))}
      <div className={styles.rang}>
        <Button size="compact-xs" variant="default" onClick={() => ajouter(premiere(catalogue))}>
          Ajouter une condition
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => ajouter({ evenement: { types: [catalogue.evenements[0]!.code] }, op: '>=', val: 1 })}>
          Compter un événement
        </Button>
        {niveau < PROFONDEUR && (
          <Button size="compact-xs" variant="default" onClick={() => ajouter({ un_de: [premiere(catalogue)] })}>
            Ajouter un groupe
          </Button>
        )}
      </div>
    </div>
  )
}

const estUneCommune = ({ type, codes }: ChampDuCatalogue) => codes === null && (type === 'code' || type === 'ensemble')

/** Events that start a duration again, or set it back, for a field that is one. */
export function Reprise({ catalogue, champ, reprise, onChange }: { catalogue: CatalogueDeCotation; champ: ChampDuCatalogue | undefined; reprise: RepriseEcrite | undefined; onChange: (reprise: RepriseEcrite | undefined) => void }) {
  if (!champ?.temps || champ.type !== 'nombre') return null
  return (
    <>
      <Checkbox size="xs" label={textes.reprise} checked={reprise !== undefined} onChange={(event) => onChange(event.currentTarget.checked ? { types: [catalogue.evenements[0]!.code], adapte: true } : undefined)} />
      {reprise && (
        <>
          <FenetreEditeur catalogue={catalogue} fenetre={reprise} onChange={onChange} />
          <Nombre libelle={textes.recul} aide={textes.reculAide} unite="mois" min={1} valeur={reprise.recul_mois} onChange={(recul_mois) => onChange({ ...sans(reprise, { recul_mois }), types: reprise.types })} />
        </>
      )}
    </>
  )
}

function UneComparaison({ catalogue, comparaison, onChange, onRetirer, niveau }: Omit<Props, 'predicat' | 'niveau'> & { comparaison: Comparaison; niveau: number }) {
  const champ = catalogue.champs.find(({ code }) => code === comparaison.champ)
  const secteurs = useContext(Secteurs)
  return (
    <div className={styles.condition}>
      <ChoixDuChamp catalogue={catalogue} valeur={comparaison.champ} onChange={(choisi) => onChange(neuve(choisi))} />
      <NativeSelect
        size="xs"
        label="Comparaison"
        value={comparaison.op}
        data={(champ?.operateurs ?? [comparaison.op]).map((op) => ({ value: op, label: OPERATEURS[op] }))}
        onChange={(event) => onChange(autreOperateur(comparaison, event.currentTarget.value as Operateur, champ))}
      />
      {champ && estUneCommune(champ) && comparaison.op === 'dans' && secteurs.length > 0 && (
        <MultiSelect
          size="xs"
          label={textes.secteurs}
          data={secteurs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
          value={comparaison.secteurs ?? []}
          onChange={(cites) => onChange(cites.length > 0 ? { champ: champ.code, op: 'dans', secteurs: cites } : { champ: champ.code, op: 'dans', val: [] })}
          hidePickedOptions
        />
      )}
      {champ && !comparaison.secteurs && <Valeur champ={champ} comparaison={comparaison} onChange={(val) => onChange({ ...comparaison, val })} />}
      {champ && <Reprise catalogue={catalogue} champ={champ} reprise={comparaison.repart_de} onChange={(repart_de) => onChange(sans(comparaison, { repart_de }))} />}
      <div className={styles.rang}>
        {niveau === 0 && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({ tous: [comparaison] })}>
            En faire un groupe
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={() => onChange({ non: comparaison })}>
          Nier
        </Button>
        <Retirer onRetirer={onRetirer} />
      </div>
    </div>
  )
}

function autreOperateur({ champ: code, val, repart_de }: Comparaison, op: Operateur, champ: ChampDuCatalogue | undefined): Comparaison {
  return sans({ ...valeurPour(code, val, op, champ), repart_de }, {})
}

function valeurPour(code: string, val: unknown, op: Operateur, champ: ChampDuCatalogue | undefined): Comparaison {
  if (op === 'vide' || op === 'non_vide') return { champ: code, op }
  const premier = Array.isArray(val) ? (val as unknown[])[0] : val
  if (op === 'dans') return { champ: code, op, val: Array.isArray(val) ? val : premier === undefined ? [] : [premier] }
  if (op === 'entre') return { champ: code, op, val: Array.isArray(val) && val.length === 2 ? val : [premier ?? 0, premier ?? 0] }
  return { champ: code, op, val: premier ?? (champ?.type === 'nombre' ? 0 : (champ?.codes?.[0]?.code ?? true)) }
}

function Valeur({ champ, comparaison, onChange }: { champ: ChampDuCatalogue; comparaison: Comparaison; onChange: (val: unknown) => void }) {
  const { op, val } = comparaison
  if (op === 'vide' || op === 'non_vide') return null
  if (champ.type === 'nombre') {
    const saisie = { unite: champ.unite, decimales: champ.decimales }
    if (op === 'entre') {
      const [bas, haut] = (Array.isArray(val) ? val : [0, 0]) as [number, number]
      return (
        <>
          <Nombre libelle="De" valeur={bas} {...saisie} onChange={(lu) => onChange([lu ?? 0, haut])} />
          <Nombre libelle="À" valeur={haut} {...saisie} onChange={(lu) => onChange([bas, lu ?? 0])} />
        </>
      )
    }
    if (op === 'dans') {
      return <TagsInput size="xs" label="Valeurs" value={(Array.isArray(val) ? val : []).map(String)} onChange={(lues) => onChange(lues.map((lue) => Number(lue.replace(',', '.'))).filter((lu) => !Number.isNaN(lu)))} />
    }
    return <Nombre libelle="Valeur" valeur={typeof val === 'number' ? val : null} {...saisie} onChange={(lu) => onChange(lu ?? 0)} />
  }
  if (champ.type === 'booleen') {
    return <NativeSelect size="xs" label="Valeur" value={String(val)} data={[{ value: 'true', label: 'Oui' }, { value: 'false', label: 'Non' }]} onChange={(event) => onChange(event.currentTarget.value === 'true')} />
  }
  const codes = champ.codes?.map(({ code, libelle }) => ({ value: code, label: libelle }))
  if (op === 'dans') {
    const choisis = (Array.isArray(val) ? val : []).map(String)
    if (!codes || champ.ouvert) return <TagsInput size="xs" label="Codes" description={codes ? 'Un code de la loi, ou un code du territoire' : 'Codes INSEE'} data={codes?.map(({ value }) => value) ?? []} value={choisis} onChange={onChange} />
    return <MultiSelect size="xs" label="Valeurs" data={codes} value={choisis} onChange={onChange} searchable hidePickedOptions nothingFoundMessage="Aucun résultat" />
  }
  if (!codes) return <TagsInput size="xs" label="Code" maxTags={1} value={typeof val === 'string' ? [val] : []} onChange={([lu]) => onChange(lu ?? '')} />
  return <NativeSelect size="xs" label="Valeur" value={String(val)} data={codes} onChange={(event) => onChange(event.currentTarget.value)} />
}

export function ChoixDuChamp({ catalogue, valeur, onChange, nombres = false }: { catalogue: CatalogueDeCotation; valeur: string; onChange: (champ: ChampDuCatalogue) => void; nombres?: boolean }) {
  const proposes = catalogue.champs.filter(({ type }) => !nombres || type === 'nombre')
  const rubriques = [...new Set(proposes.map(({ provenance }) => provenance))]
  const champ = catalogue.champs.find(({ code }) => code === valeur)
  return (
    <NativeSelect
      size="xs"
      label="Information"
      description={champ?.provenance}
      value={valeur}
      onChange={(event) => {
        const choisi = proposes.find(({ code }) => code === event.currentTarget.value)
        if (choisi) onChange(choisi)
      }}
    >
      {!champ && <option value={valeur}>{valeur}</option>}
      {rubriques.map((rubrique) => (
        <optgroup key={rubrique} label={rubrique}>
          {proposes
            .filter(({ provenance }) => provenance === rubrique)
            .map(({ code, libelle }) => (
              <option key={code} value={code}>
                {libelle}
              </option>
            ))}
        </optgroup>
      ))}
    </NativeSelect>
  )
}

export function FenetreEditeur<F extends Fenetre>({ catalogue, fenetre, onChange }: { catalogue: CatalogueDeCotation; fenetre: F; onChange: (fenetre: F) => void }) {
  return (
    <>
      <MultiSelect size="xs" label="Événements" data={catalogue.evenements.map(({ code, libelle }) => ({ value: code, label: libelle }))} value={fenetre.types} onChange={(types) => onChange({ ...fenetre, types })} hidePickedOptions />
      <Nombre
        libelle="Pendant"
        aide="Vide : sans limite"
        unite="mois"
        min={1}
        valeur={fenetre.fenetre_mois}
        onChange={(mois) => {
          const { fenetre_mois: _, ...reste } = fenetre
          onChange((mois === undefined ? reste : { ...reste, fenetre_mois: mois }) as F)
        }}
      />
      <NativeSelect
        size="xs"
        label="Logement refusé"
        value={fenetre.adapte === undefined ? '' : String(fenetre.adapte)}
        data={[
          { value: '', label: 'Quel qu’il soit' },
          { value: 'true', label: 'Adapté seulement' },
          { value: 'false', label: 'Non adapté seulement' },
        ]}
        onChange={(event) => {
          const { adapte: _, ...reste } = fenetre
          const choisi = event.currentTarget.value
          onChange((choisi === '' ? reste : { ...reste, adapte: choisi === 'true' }) as F)
        }}
      />
    </>
  )
}

function Retirer({ onRetirer }: { onRetirer: () => void }) {
  return (
    <ActionIcon size="sm" variant="subtle" color="erreur" aria-label="Retirer cette condition" onClick={onRetirer}>
      <IconTrash size={14} aria-hidden="true" />
    </ActionIcon>
  )
}
