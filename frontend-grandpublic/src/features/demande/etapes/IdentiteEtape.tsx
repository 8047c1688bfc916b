import { z } from '../../../ui/form/schema.ts'
import type { Formulaire, MaDemande } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, useDemande } from '../contexte.tsx'
import { useDeposerNir } from '../queries.ts'
import { texts } from '../texts.ts'
import { ecrireIdentite, identiteSchema, lireIdentite, nirDe, PersonneChamps, type IdentiteValeurs } from './personne.tsx'

interface Valeurs {
  demandeur: IdentiteValeurs
}

const schema = z.object({ demandeur: z.object(identiteSchema) })
const lire = ({ demandeur }: Formulaire): Valeurs => ({ demandeur: lireIdentite(demandeur) })
const ecrire = ({ demandeur }: Valeurs, formulaire: Formulaire) => ({
  demandeur: { ...demandeurDe(formulaire), ...ecrireIdentite(demandeur) },
})
const sansTrace = ({ demandeur }: Valeurs): Valeurs => ({ demandeur: { ...demandeur, nir: '' } })

export function IdentiteEtape() {
  const { demande } = useDemande()
  const deposer = useDeposerNir()
  const connu = demande.nirs_connus.includes(demande.formulaire.demandeur?.id ?? '')

  async function ensuite({ demandeur }: Valeurs, recue: MaDemande | null) {
    const nir = nirDe(demandeur)
    if (!nir) return []
    const personne = recue?.formulaire.demandeur?.id
    if (!personne) return [{ champ: 'demandeur.nir', message: texts.personne.nirSansReseau }]
    try {
      await deposer.mutateAsync({ personne_id: personne, nir })
      return []
    } catch (erreur) {
      return [{ champ: 'demandeur.nir', message: phraseDe(erreur) }]
    }
  }

  return (
    <EtapeFormulaire etape="identite" schema={schema} lire={lire} ecrire={ecrire} ensuite={ensuite} sansTrace={sansTrace}>
      {() => <PersonneChamps prefixe="demandeur" nirConnu={connu} soi />}
    </EtapeFormulaire>
  )
}
