import { ActionIcon, Button, MultiSelect, NativeSelect, Switch, Textarea } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import type { CatalogueDeCotation, ObservationDeGrille } from '@/api/types.ts'
import { sans, type Critere } from '../../document.ts'
import { neuve, PredicatEditeur } from './PredicatEditeur.tsx'
import { Code, Nombre, Texte } from './Saisies.tsx'
import styles from './Editeur.module.css'
import { ValeurEditeur } from './ValeurEditeur.tsx'

interface Props {
  catalogue: CatalogueDeCotation
  critere: Critere
  /** The criteria that this one may count. */
  comptables: readonly Critere[]
  /** The criterion in French, as the server reads it. */
  dit: string | undefined
  observations: readonly ObservationDeGrille[]
  ouvert: boolean
  onOuvrir: (ouvert: boolean) => void
  onChange: (critere: Critere) => void
  codePris: (code: string) => boolean
  /** The whole grid follows: other criteria may count this one. */
  onRenommer: (code: string) => void
  onRetirer: () => void
  onMonter: (() => void) | null
  onDescendre: (() => void) | null
}

export function CritereEditeur({ catalogue, critere, comptables, dit, observations, ouvert, onOuvrir, onChange, codePris, onRenommer, onRetirer, onMonter, onDescendre }: Props) {
  const corps = useId()
  const nom = critere.libelle_public ?? critere.code
  const graves = observations.filter(({ niveau }) => niveau === 'bloquant').length
  return (
    <li className={styles.critere} id={`critere-${critere.code}`}>
      <div className={styles.entete}>
        <button type="button" className={styles.ouvrir} aria-expanded={ouvert} aria-controls={ouvert ? corps : undefined} onClick={() => onOuvrir(!ouvert)}>
          {ouvert ? <IconChevronDown size={16} aria-hidden="true" /> : <IconChevronRight size={16} aria-hidden="true" />}
          <span className={styles.nom}>{nom}</span>
          <span className={styles.discret}>{dit}</span>
          {observations.length > 0 && <span className={graves > 0 ? styles.grave : styles.alerte}>{graves > 0 ? `${graves} à corriger` : `${observations.length} à regarder`}</span>}
        </button>
        {onMonter && (
          <ActionIcon size="sm" variant="subtle" aria-label={`Monter ${nom}`} onClick={onMonter}>
            <IconArrowUp size={14} aria-hidden="true" />
          </ActionIcon>
        )}
        {onDescendre && (
          <ActionIcon size="sm" variant="subtle" aria-label={`Descendre ${nom}`} onClick={onDescendre}>
            <IconArrowDown size={14} aria-hidden="true" />
          </ActionIcon>
        )}
        <ActionIcon size="sm" variant="subtle" color="erreur" aria-label={`Retirer ${nom}`} onClick={onRetirer}>
          <IconTrash size={14} aria-hidden="true" />
        </ActionIcon>
      </div>
      {ouvert && (
        <div id={corps} className={styles.corps}>
          {observations.map(({ chemin, niveau, raison }) => (
            <p key={`${chemin}-${raison.code}`} className={niveau === 'bloquant' ? styles.grave : styles.alerte}>
              {raison.phrase}
            </p>
          ))}
          <div className={styles.colonnes}>
            <Texte libelle="Nom pour le public" valeur={critere.libelle_public} onChange={(libelle_public) => onChange(sans(critere, { libelle_public }))} />
            <Texte libelle="Base légale" valeur={critere.base_legale} onChange={(base_legale) => onChange(sans(critere, { base_legale }))} />
            <Code key={critere.code} code={critere.code} pris={codePris} onRenommer={onRenommer} />
          </div>
          <Textarea size="xs" label="Explication pour le public" autosize minRows={2} maxLength={2000} value={critere.explication_public ?? ''} onChange={(event) => onChange(sans(critere, { explication_public: event.currentTarget.value }))} />
          <ValeurEditeur catalogue={catalogue} critere={critere} comptables={comptables} onChange={onChange} />
          <fieldset className={styles.cadre}>
            <legend>Condition</legend>
            {critere.si ? (
              <PredicatEditeur catalogue={catalogue} predicat={critere.si} onChange={(si) => onChange({ ...critere, si })} onRetirer={() => onChange(sans(critere, { si: undefined }))} />
            ) : (
              <Button size="compact-xs" variant="default" onClick={() => onChange({ ...critere, si: neuve(catalogue.champs[0]!) })}>
                Poser une condition
              </Button>
            )}
          </fieldset>
          <div className={styles.colonnes}>
            {!critere.cumul && <Preuve catalogue={catalogue} critere={critere} onChange={onChange} />}
            <Texte libelle="Groupe exclusif" aide="D’un même groupe, seul le plus élevé compte" valeur={critere.groupe_exclusif} max={60} onChange={(groupe_exclusif) => onChange(sans(critere, { groupe_exclusif }))} />
            <Switch size="xs" label="Montré sur le portail" checked={critere.visible_portail !== false} onChange={(event) => onChange(sans(critere, { visible_portail: event.currentTarget.checked ? undefined : false }))} />
          </div>
        </div>
      )}
    </li>
  )
}

function Preuve({ catalogue, critere, onChange }: Pick<Props, 'catalogue' | 'critere' | 'onChange'>) {
  const { preuve } = critere
  const mode = preuve === undefined ? 'automatique' : typeof preuve === 'string' ? preuve : 'justifie' in preuve ? 'justifie' : 'valide_par'
  const types = typeof preuve === 'object' && 'justifie' in preuve ? preuve.justifie : []
  const choisir = (choisi: string) =>
    onChange(sans(critere, { validite_mois: undefined, preuve: choisi === 'automatique' ? undefined : choisi === 'valide_par' ? { valide_par: 'travailleur social' } : choisi }))
  return (
    <>
      <NativeSelect size="xs" label="Preuve" value={mode} data={catalogue.preuves.map(({ code, libelle }) => ({ value: code, label: libelle }))} onChange={(event) => choisir(event.currentTarget.value)} />
      {mode === 'justifie' && (
        <MultiSelect
          size="xs"
          label="Pièces admises"
          description="Vide : celles qui prouvent d’ordinaire l’information lue"
          data={catalogue.pieces.map(({ code, libelle }) => ({ value: code, label: libelle }))}
          value={types}
          onChange={(choisis) => onChange({ ...critere, preuve: choisis.length > 0 ? { justifie: choisis } : 'justifie' })}
          searchable
          hidePickedOptions
          nothingFoundMessage="Aucun résultat"
        />
      )}
      {typeof preuve === 'object' && 'valide_par' in preuve && <Texte libelle="Qui valide" valeur={preuve.valide_par} onChange={(role) => onChange({ ...critere, preuve: { valide_par: role } })} />}
      {(mode === 'justifie' || mode === 'valide_par') && <Nombre libelle="La preuve vaut" aide="Vide : sans limite" unite="mois" min={1} valeur={critere.validite_mois} onChange={(validite_mois) => onChange(sans(critere, { validite_mois }))} />}
    </>
  )
}
