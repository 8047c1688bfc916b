import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useState, type ReactNode } from 'react'
import type { Codemandeur, Formulaire, MaDemande, Occupant } from '../../../api/types.ts'
import { useListe } from '../../../api/territoire.tsx'
import { dateLongue } from '../../../lib/dates.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormDate, FormOuiNon, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { jourFacultatif, jourPasse, requis, siRempli, z } from '../../../ui/form/schema.ts'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { nombreOuNul, nomDe, ouNul, ouVide, PERSONNE_VIDE, useDemande } from '../contexte.tsx'
import { useDeposerNir } from '../queries.ts'
import { texts } from '../texts.ts'
import style from './Foyer.module.css'
import { ecrireIdentite, identiteSchema, lireIdentite, nirDe, PersonneChamps, type IdentiteValeurs } from './personne.tsx'

const t = texts.foyer

interface AdulteValeurs extends IdentiteValeurs {
  cle: string
  lien: string
}

interface OccupantValeurs {
  cle: string
  prenom: string
  nom: string
  ne_le: string
  sexe: string
  lien: string
  a_charge: string
  coparentalite: string
}

interface Valeurs {
  codemandeurs: AdulteValeurs[]
  occupants: OccupantValeurs[]
  a_naitre: { attendue: string; nombre: string; prevue_le: string }
}

const schema = z.object({
  codemandeurs: z.array(z.object({ ...identiteSchema, cle: z.string(), lien: requis(t.lienRequis) })),
  occupants: z.array(
    z.object({
      cle: z.string(),
      prenom: requis(t.requis.prenom),
      nom: requis(t.requis.nom),
      ne_le: jourPasse(t.requis.neLe),
      sexe: requis(t.requis.sexe),
      lien: requis(t.requis.lien),
      a_charge: requis(t.requis.charge),
      coparentalite: z.string(),
    }),
  ),
  a_naitre: z
    .object({ attendue: z.string(), nombre: siRempli(/^[1-9]$/, t.combienFaux), prevue_le: jourFacultatif })
    .check(z.refine(({ attendue, nombre }) => attendue !== 'oui' || nombre !== '', { error: t.combienFaux, path: ['nombre'] })),
})

function lire({ codemandeurs, occupants, a_naitre: naissances }: Formulaire): Valeurs {
  return {
    codemandeurs: codemandeurs.map((adulte) => ({ ...lireIdentite(adulte), cle: adulte.id, lien: adulte.lien })),
    occupants: occupants.map((occupant) => ({
      cle: occupant.id,
      prenom: occupant.prenom,
      nom: occupant.nom,
      ne_le: occupant.ne_le,
      sexe: occupant.sexe,
      lien: occupant.lien,
      a_charge: occupant.a_charge ? 'oui' : 'non',
      coparentalite: ouVide(occupant.coparentalite),
    })),
    a_naitre: {
      attendue: naissances && naissances.nombre > 0 ? 'oui' : '',
      nombre: naissances ? String(naissances.nombre) : '',
      prevue_le: ouVide(naissances?.prevue_le),
    },
  }
}

function ecrire({ codemandeurs, occupants, a_naitre: naissances }: Valeurs, formulaire: Formulaire) {
  const connus = new Map(formulaire.codemandeurs.map((adulte) => [adulte.id, adulte]))
  return {
    codemandeurs: codemandeurs.map(
      ({ cle, lien, ...identite }) =>
        ({ ...PERSONNE_VIDE, ...connus.get(cle), ...ecrireIdentite({ ...identite }), id: cle, lien }) as Codemandeur,
    ),
    occupants: occupants.map(
      ({ cle, a_charge, coparentalite, ...occupant }) =>
        ({ ...occupant, id: cle, a_charge: a_charge === 'oui', coparentalite: ouNul(coparentalite) }) as Occupant,
    ),
    a_naitre:
      naissances.attendue === 'oui' ? { nombre: nombreOuNul(naissances.nombre) ?? 1, prevue_le: ouNul(naissances.prevue_le) } : null,
  }
}

const sansTrace = (valeurs: Valeurs): Valeurs => ({ ...valeurs, codemandeurs: valeurs.codemandeurs.map((adulte) => ({ ...adulte, nir: '' })) })

interface FicheProps {
  titre: string
  resume: string
  repliee: boolean
  onModifier: () => void
  onRetirer: () => void
  children: ReactNode
}

/** Une personne déjà décrite se replie en une ligne. */
function Fiche({ titre, resume, repliee, onModifier, onRetirer, children }: FicheProps) {
  const retirer = (
    <Button allure="discret" petit onPress={onRetirer} aria-label={t.retirerQui(titre)}>
      {t.retirer}
    </Button>
  )
  if (repliee) {
    return (
      <div className={style.repliee}>
        <div>
          <p className={style.nom}>{titre}</p>
          <p className={style.resume}>{resume}</p>
        </div>
        <Rangee>
          <Button allure="discret" petit onPress={onModifier} aria-label={t.modifierQui(titre)}>
            {t.modifier}
          </Button>
          {retirer}
        </Rangee>
      </div>
    )
  }
  return (
    <Groupe titre={titre} actions={retirer}>
      {children}
    </Groupe>
  )
}

function useFiches(initiales: readonly { cle: string }[]) {
  const [ouvertes, ouvrir] = useState<readonly string[]>([])
  const connues = new Set(initiales.map(({ cle }) => cle))
  return {
    ouvrir: (cle: string) => ouvrir((deja) => [...deja, cle]),
    repliee: (cle: string, enErreur: boolean) => connues.has(cle) && !ouvertes.includes(cle) && !enErreur,
  }
}

function Adultes() {
  const { demande, formulaire } = useDemande()
  const { control, formState } = useFormContext<Valeurs>()
  const { fields, append, remove } = useFieldArray({ control, name: 'codemandeurs' })
  const valeurs = useWatch({ control, name: 'codemandeurs' })
  const liens = useListe('lien_codemandeur')
  const fiches = useFiches(formulaire.codemandeurs.map(({ id }) => ({ cle: id })))
  return (
    <Pile>
      <h2>{t.adultes}</h2>
      <p className={style.resume}>{t.adultesAide}</p>
      {fields.map(({ id, cle }, rang) => (
        <Fiche
          key={id}
          titre={nomDe(valeurs[rang] ?? PERSONNE_VIDE, t.nouvelAdulte)}
          resume={liens.libelle(valeurs[rang]?.lien)}
          repliee={fiches.repliee(cle, Boolean(formState.errors.codemandeurs?.[rang]))}
          onModifier={() => fiches.ouvrir(cle)}
          onRetirer={() => remove(rang)}
        >
          <FormSelect name={`codemandeurs.${rang}.lien`} label={t.lien} options={liens.options} />
          <PersonneChamps prefixe={`codemandeurs.${rang}`} nirConnu={demande.nirs_connus.includes(cle)} />
        </Fiche>
      ))}
      <Rangee>
        <Button allure="secondaire" onPress={() => append({ ...lireIdentite(null), cle: crypto.randomUUID(), lien: '' })}>
          {t.ajouterAdulte}
        </Button>
      </Rangee>
    </Pile>
  )
}

const SEXES = [
  { value: 'F', label: t.fille },
  { value: 'M', label: t.garcon },
]
const OCCUPANT_VIDE = { prenom: '', nom: '', ne_le: '', sexe: '', lien: '', a_charge: '', coparentalite: '' }

function Occupants() {
  const { formulaire } = useDemande()
  const { control, formState } = useFormContext<Valeurs>()
  const { fields, append, remove } = useFieldArray({ control, name: 'occupants' })
  const valeurs = useWatch({ control, name: 'occupants' })
  const parentes = useListe('lien_parente').options.map(({ value, label }) => ({ value, label: t.parentes[value] ?? label }))
  const partages = useListe('coparentalite')
  const fiches = useFiches(formulaire.occupants.map(({ id }) => ({ cle: id })))
  const resume = (occupant: OccupantValeurs | undefined) =>
    [parentes.find(({ value }) => value === occupant?.lien)?.label, occupant?.ne_le && dateLongue(occupant.ne_le)].filter(Boolean).join(', ')
  return (
    <Pile>
      <h2>{t.enfants}</h2>
      <p className={style.resume}>{t.enfantsAide}</p>
      {fields.map(({ id, cle }, rang) => {
        const repliee = fiches.repliee(cle, Boolean(formState.errors.occupants?.[rang]))
        return (
          <Fiche
            key={id}
            titre={[valeurs[rang]?.prenom, valeurs[rang]?.nom.toUpperCase()].filter(Boolean).join(' ') || t.nouvellePersonne}
            resume={repliee ? resume(valeurs[rang]) : ''}
            repliee={repliee}
            onModifier={() => fiches.ouvrir(cle)}
            onRetirer={() => remove(rang)}
          >
            <FormText name={`occupants.${rang}.prenom`} label={t.prenom} autoComplete="off" />
            <FormText name={`occupants.${rang}.nom`} label={t.nom} autoComplete="off" />
            <FormDate name={`occupants.${rang}.ne_le`} label={texts.personne.neLe} />
            <FormRadio name={`occupants.${rang}.sexe`} label={t.sexe} options={SEXES} cote />
            <FormRadio name={`occupants.${rang}.lien`} label={t.parente} options={parentes} />
            <FormOuiNon name={`occupants.${rang}.a_charge`} label={t.charge} />
            {valeurs[rang]?.lien === 'E' && (
              <FormSelect
                name={`occupants.${rang}.coparentalite`}
                label={t.partage}
                aide={t.partageAide}
                invite={t.aucunPartage}
                options={partages.options}
              />
            )}
          </Fiche>
        )
      })}
      <Rangee>
        <Button allure="secondaire" onPress={() => append({ ...OCCUPANT_VIDE, cle: crypto.randomUUID() })}>
          {t.ajouterEnfant}
        </Button>
      </Rangee>
    </Pile>
  )
}

function Naissance() {
  const { control } = useFormContext<Valeurs>()
  const attendue = useWatch({ control, name: 'a_naitre.attendue' })
  return (
    <Pile>
      <FormOuiNon name="a_naitre.attendue" label={t.naissance} />
      {attendue === 'oui' && (
        <>
          <FormText name="a_naitre.nombre" label={t.combien} inputMode="numeric" largeur="court" maxLength={1} />
          <FormDate name="a_naitre.prevue_le" label={t.prevue} facultatif />
        </>
      )}
    </Pile>
  )
}

export function FoyerEtape() {
  const deposer = useDeposerNir()

  async function ensuite({ codemandeurs }: Valeurs, recue: MaDemande | null) {
    const erreurs: { champ: string; message: string }[] = []
    for (const [rang, adulte] of codemandeurs.entries()) {
      const nir = nirDe(adulte)
      if (!nir) continue
      const champ = `codemandeurs.${rang}.nir`
      const personne = recue?.formulaire.codemandeurs[rang]?.id
      if (!personne) erreurs.push({ champ, message: texts.personne.nirSansReseau })
      else {
        try {
          await deposer.mutateAsync({ personne_id: personne, nir })
        } catch (erreur) {
          erreurs.push({ champ, message: phraseDe(erreur) })
        }
      }
    }
    return erreurs
  }

  return (
    <EtapeFormulaire etape="foyer" schema={schema} lire={lire} ecrire={ecrire} ensuite={ensuite} sansTrace={sansTrace}>
      {() => (
        <>
          <p>{t.seul}</p>
          <Adultes />
          <Occupants />
          <Naissance />
        </>
      )}
    </EtapeFormulaire>
  )
}
