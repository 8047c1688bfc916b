import { useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import type { Formulaire } from '../../../api/types.ts'
import { FormDate, FormOuiNon, FormRadio, FormSelect, FormText } from '../../../ui/form/fields.tsx'
import { jourFacultatif, montant, siRempli, z } from '../../../ui/form/schema.ts'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { enTexte, nombreOuNul, ouNul, ouVide } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.actuel
const PAYE_UN_LOYER = new Set(['HLM', 'LP', 'RS', 'RHVS', 'RE', 'SLHT', 'FONC', 'HOT', 'CAMCAR'])
const HEBERGE_PAR_QUELQU_UN = new Set(['CPE', 'CP'])
const EN_STRUCTURE = new Set(['SH', 'CDEFCM'])
const SANS_LOGEMENT = new Set(['SD', 'SQUAT'])

const entier = siRempli(/^\d{1,4}$/, t.entier)
const schema = z.object({
  logement_actuel: z.object({
    statut: z.string(),
    depuis_le: jourFacultatif,
    loyer: montant,
    apl: montant,
    typologie: z.string(),
    surface: entier,
    nb_habitants: entier,
    bailleur: z.string(),
    hebergeant: z.string(),
    proprietaire: z.string(),
    categorie: z.string(),
    possede: z.object({ lieu: z.string(), typologie: z.string() }),
    preavis_le: jourFacultatif,
    particularite: z.string(),
  }),
})

const lire = ({ logement_actuel: actuel }: Formulaire) => ({
  logement_actuel: {
    statut: ouVide(actuel?.statut),
    depuis_le: ouVide(actuel?.depuis_le),
    loyer: enTexte(actuel?.loyer),
    apl: enTexte(actuel?.apl),
    typologie: ouVide(actuel?.typologie),
    surface: enTexte(actuel?.surface),
    nb_habitants: enTexte(actuel?.nb_habitants),
    bailleur: ouVide(actuel?.bailleur),
    hebergeant: ouVide(actuel?.hebergeant),
    proprietaire: actuel ? (actuel.proprietaire ? 'oui' : 'non') : '',
    categorie: ouVide(actuel?.categorie),
    possede: { lieu: ouVide(actuel?.possede?.lieu), typologie: ouVide(actuel?.possede?.typologie) },
    preavis_le: ouVide(actuel?.preavis_le),
    particularite: ouVide(actuel?.particularite),
  },
})

type Valeurs = ReturnType<typeof lire>
type Actuel = NonNullable<Formulaire['logement_actuel']>

function ecrire({ logement_actuel: saisi }: Valeurs): { logement_actuel: Actuel | null } {
  const { statut } = saisi
  if (!statut) return { logement_actuel: null }
  const loge = !SANS_LOGEMENT.has(statut)
  const paye = PAYE_UN_LOYER.has(statut)
  return {
    logement_actuel: {
      statut: statut as Actuel['statut'],
      depuis_le: ouNul(saisi.depuis_le),
      loyer: paye ? nombreOuNul(saisi.loyer) : null,
      apl: paye ? nombreOuNul(saisi.apl) : null,
      typologie: loge ? (ouNul(saisi.typologie) as Actuel['typologie']) : null,
      surface: loge ? nombreOuNul(saisi.surface) : null,
      nb_habitants: loge ? nombreOuNul(saisi.nb_habitants) : null,
      bailleur: statut === 'HLM' ? ouNul(saisi.bailleur) : null,
      hebergeant: HEBERGE_PAR_QUELQU_UN.has(statut) || EN_STRUCTURE.has(statut) ? ouNul(saisi.hebergeant) : null,
      proprietaire: saisi.proprietaire === 'oui',
      categorie: loge ? (ouNul(saisi.categorie) as Actuel['categorie']) : null,
      possede:
        saisi.proprietaire === 'oui' && saisi.possede.lieu.trim()
          ? { lieu: saisi.possede.lieu.trim(), typologie: ouNul(saisi.possede.typologie) as Actuel['typologie'] }
          : null,
      preavis_le: loge ? ouNul(saisi.preavis_le) : null,
      particularite: statut === 'HLM' ? (ouNul(saisi.particularite) as Actuel['particularite']) : null,
    },
  }
}

function Suite() {
  const { control } = useFormContext<Valeurs>()
  const statut = useWatch({ control, name: 'logement_actuel.statut' })
  const proprietaire = useWatch({ control, name: 'logement_actuel.proprietaire' })
  const typologies = useListe('typologie')
  const particularites = useListe('particularite_hlm')
  const categories = useListe('categorie_logement').options.filter(({ value }) => value !== 'I')
  if (!statut) return null
  return (
    <>
      {statut === 'HLM' && (
        <>
          <FormText name="logement_actuel.bailleur" label={t.bailleur} autoComplete="off" />
          <FormSelect name="logement_actuel.particularite" label={t.particularite} invite={t.aucuneParticularite} facultatif options={particularites.options} />
        </>
      )}
      {HEBERGE_PAR_QUELQU_UN.has(statut) && <FormText name="logement_actuel.hebergeant" label={t.hebergeant} autoComplete="off" />}
      {EN_STRUCTURE.has(statut) && <FormText name="logement_actuel.hebergeant" label={t.structure} autoComplete="off" />}
      <FormDate name="logement_actuel.depuis_le" label={t.depuis} aide={t.depuisAide} facultatif />
      {PAYE_UN_LOYER.has(statut) && (
        <>
          <FormText name="logement_actuel.loyer" label={t.loyer} aide={t.loyerAide} inputMode="numeric" largeur="court" suffixe={texts.revenus.parMois} autoComplete="off" />
          <FormText
            name="logement_actuel.apl"
            label={t.apl}
            aide={t.aplAide}
            facultatif
            inputMode="numeric"
            largeur="court"
            suffixe={texts.revenus.parMois}
            autoComplete="off"
          />
        </>
      )}
      {!SANS_LOGEMENT.has(statut) && (
        <>
          <FormRadio name="logement_actuel.categorie" label={t.categorie} options={categories} cote />
          <FormSelect name="logement_actuel.typologie" label={t.typologie} facultatif options={typologies.options} largeur="moyen" />
          <FormText name="logement_actuel.surface" label={t.surface} aide={t.surfaceAide} facultatif inputMode="numeric" largeur="court" suffixe={t.metres} autoComplete="off" />
          <FormText name="logement_actuel.nb_habitants" label={t.habitants} facultatif inputMode="numeric" largeur="court" autoComplete="off" />
          <FormDate name="logement_actuel.preavis_le" label={t.preavis} aide={t.preavisAide} facultatif />
        </>
      )}
      <FormOuiNon name="logement_actuel.proprietaire" label={t.proprietaire} />
      {proprietaire === 'oui' && (
        <>
          <FormText name="logement_actuel.possede.lieu" label={t.possede} aide={t.possedeAide} maxLength={80} autoComplete="off" />
          <FormSelect name="logement_actuel.possede.typologie" label={t.possedeTaille} facultatif options={typologies.options} largeur="moyen" />
        </>
      )}
    </>
  )
}

export function LogementActuelEtape() {
  const statuts = useListe('statut_logement')
  return (
    <EtapeFormulaire etape="logement-actuel" schema={schema} lire={lire} ecrire={ecrire}>
      {() => (
        <>
          <FormSelect name="logement_actuel.statut" label={t.statut} aide={t.statutAide} options={statuts.options} />
          <Suite />
        </>
      )}
    </EtapeFormulaire>
  )
}
