import { useFormContext, useWatch } from 'react-hook-form'
import type { Codemandeur, Colocataire, Formulaire, MaDemande, Occupant } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { FormDate, FormOuiNon, FormText } from '../../../ui/form/fields.tsx'
import { jourFacultatif, jourPasse, requis, siRempli, z } from '../../../ui/form/schema.ts'
import { Pile } from '../../../ui/Layout.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { nombreOuNul, ouNul, ouVide, PERSONNE_VIDE } from '../contexte.tsx'
import { useDeposerNir } from '../queries.ts'
import { texts } from '../texts.ts'
import { Adultes } from './Adultes.tsx'
import { Colocataires } from './Colocataires.tsx'
import type { FoyerValeurs } from './foyer.ts'
import { ecrireJoindre, joindreSchema, lireJoindre } from './joindre.tsx'
import { Occupants } from './Occupants.tsx'
import { ecrireIdentite, identiteSchema, lireIdentite, nirDe } from './personne.tsx'

const t = texts.foyer

const schema = z.object({
  codemandeurs: z.array(z.object({ ...identiteSchema, ...joindreSchema, cle: z.string(), lien: requis(t.lienRequis) })),
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
      handicap: z.boolean(),
    }),
  ),
  colocataires: z.array(
    z.object({
      cle: z.string(),
      civilite: z.string(),
      nom_naissance: requis(t.requis.nom),
      nom_usage: z.string(),
      prenoms: requis(t.requis.prenom),
      ne_le: jourFacultatif,
      lien: requis(t.lienRequis),
      numero_unique: z.string(),
    }),
  ),
  a_naitre: z
    .object({ attendue: z.string(), nombre: siRempli(/^[1-9]$/, t.combienFaux), prevue_le: jourFacultatif })
    .check(z.refine(({ attendue, nombre }) => attendue !== 'oui' || nombre !== '', { error: t.combienFaux, path: ['nombre'] })),
})

function lire({ codemandeurs, occupants, colocataires, a_naitre: naissances }: Formulaire): FoyerValeurs {
  return {
    codemandeurs: codemandeurs.map((adulte) => ({ ...lireIdentite(adulte), ...lireJoindre(adulte), cle: adulte.id, lien: adulte.lien })),
    occupants: occupants.map((occupant) => ({
      cle: occupant.id,
      prenom: occupant.prenom,
      nom: occupant.nom,
      ne_le: occupant.ne_le,
      sexe: occupant.sexe,
      lien: occupant.lien,
      a_charge: occupant.a_charge ? 'oui' : 'non',
      coparentalite: ouVide(occupant.coparentalite),
      handicap: occupant.handicap,
    })),
    colocataires: colocataires.map(({ id, civilite, nom_usage, ne_le, numero_unique, ...colocataire }) => ({
      ...colocataire,
      cle: id,
      civilite: ouVide(civilite),
      nom_usage: ouVide(nom_usage),
      ne_le: ouVide(ne_le),
      numero_unique: ouVide(numero_unique),
    })),
    a_naitre: {
      attendue: naissances && naissances.nombre > 0 ? 'oui' : '',
      nombre: naissances ? String(naissances.nombre) : '',
      prevue_le: ouVide(naissances?.prevue_le),
    },
  }
}

function ecrire({ codemandeurs, occupants, colocataires, a_naitre: naissances }: FoyerValeurs, formulaire: Formulaire) {
  const connus = new Map(formulaire.codemandeurs.map((adulte) => [adulte.id, adulte]))
  return {
    codemandeurs: codemandeurs.map(
      ({ cle, lien, ...adulte }) =>
        ({ ...PERSONNE_VIDE, ...connus.get(cle), ...ecrireIdentite(adulte), ...ecrireJoindre(adulte), id: cle, lien }) as Codemandeur,
    ),
    occupants: occupants.map(
      ({ cle, a_charge, coparentalite, ...occupant }) =>
        ({ ...occupant, id: cle, a_charge: a_charge === 'oui', coparentalite: ouNul(coparentalite) }) as Occupant,
    ),
    colocataires: colocataires.map(
      ({ cle, civilite, nom_usage, ne_le, numero_unique, ...colocataire }) =>
        ({
          ...colocataire,
          id: cle,
          civilite: ouNul(civilite),
          nom_usage: ouNul(nom_usage),
          ne_le: ouNul(ne_le),
          numero_unique: ouNul(numero_unique.replace(/\s/g, '')),
        }) as Colocataire,
    ),
    a_naitre:
      naissances.attendue === 'oui' ? { nombre: nombreOuNul(naissances.nombre) ?? 1, prevue_le: ouNul(naissances.prevue_le) } : null,
  }
}

const sansTrace = (valeurs: FoyerValeurs): FoyerValeurs => ({ ...valeurs, codemandeurs: valeurs.codemandeurs.map((adulte) => ({ ...adulte, nir: '' })) })

function Naissance() {
  const { control } = useFormContext<FoyerValeurs>()
  const attendue = useWatch({ control, name: 'a_naitre.attendue' })
  return (
    <Pile>
      <FormOuiNon name="a_naitre.attendue" label={t.naissance} aide={t.naissanceAide} />
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

  async function ensuite({ codemandeurs }: FoyerValeurs, recue: MaDemande | null) {
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
          <Colocataires />
        </>
      )}
    </EtapeFormulaire>
  )
}
