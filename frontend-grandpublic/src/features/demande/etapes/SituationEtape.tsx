import { useFormContext, useWatch } from 'react-hook-form'
import { useListe } from '../../../api/territoire.tsx'
import type { Formulaire, Personne } from '../../../api/types.ts'
import { FormRadio, FormText } from '../../../ui/form/fields.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { z } from '../../../ui/form/schema.ts'
import { ChoixCommune, type CommuneChoisie } from '../components/ChoixCommune.tsx'
import { EtapeFormulaire } from '../components/EtapeFormulaire.tsx'
import { demandeurDe, nomDe, ouNul, ouVide, useDemande } from '../contexte.tsx'
import { texts } from '../texts.ts'

const t = texts.situation
const EN_EMPLOI = new Set(['CDI', 'CDD', 'ART', 'APP'])

interface SituationValeurs {
  contrat: string
  profession: string
  employeur: string
  commune: CommuneChoisie | null
}

interface Valeurs {
  demandeur: { situation_professionnelle: SituationValeurs }
  codemandeurs: { situation_professionnelle: SituationValeurs }[]
}

const situation = z.object({
  situation_professionnelle: z.object({
    contrat: z.string(),
    profession: z.string(),
    employeur: z.string(),
    commune: z.nullable(z.object({ code: z.string(), nom: z.string() })),
  }),
})
const schema = z.object({ demandeur: situation, codemandeurs: z.array(situation) })

function ecrireSituation({ contrat, profession, employeur, commune }: SituationValeurs): Personne['situation_professionnelle'] {
  if (!contrat) return null
  const enEmploi = EN_EMPLOI.has(contrat)
  return {
    contrat: contrat as NonNullable<Personne['situation_professionnelle']>['contrat'],
    profession: enEmploi ? ouNul(profession) : null,
    employeur: enEmploi ? ouNul(employeur) : null,
    commune_travail: enEmploi ? (commune?.code ?? null) : null,
  }
}

function ecrire(valeurs: Valeurs, formulaire: Formulaire) {
  return {
    demandeur: { ...demandeurDe(formulaire), situation_professionnelle: ecrireSituation(valeurs.demandeur.situation_professionnelle) },
    codemandeurs: formulaire.codemandeurs.map((adulte, rang) => {
      const saisie = valeurs.codemandeurs[rang]
      return saisie ? { ...adulte, situation_professionnelle: ecrireSituation(saisie.situation_professionnelle) } : adulte
    }),
  }
}

function SituationChamps({ prefixe }: { prefixe: string }) {
  const contrats = useListe('contrat')
  const { control } = useFormContext()
  const contrat = useWatch({ control, name: `${prefixe}.contrat` }) as string
  return (
    <>
      <FormRadio name={`${prefixe}.contrat`} label={t.question} options={contrats.options} />
      {EN_EMPLOI.has(contrat) && (
        <>
          <FormText name={`${prefixe}.profession`} label={t.profession} aide={t.professionAide} facultatif autoComplete="off" />
          <FormText name={`${prefixe}.employeur`} label={t.employeur} aide={t.employeurAide} facultatif autoComplete="off" />
          <ChoixCommune name={`${prefixe}.commune`} label={t.commune} aide={t.communeAide} />
        </>
      )}
    </>
  )
}

export function SituationEtape() {
  const { demande, formulaire } = useDemande()
  const nomDeCommune = (code: string) => demande.communes.find((commune) => commune.code === code)?.nom ?? code

  function lireSituation(personne: Personne | null): { situation_professionnelle: SituationValeurs } {
    const connue = personne?.situation_professionnelle
    const commune = connue?.commune_travail
    return {
      situation_professionnelle: {
        contrat: ouVide(connue?.contrat),
        profession: ouVide(connue?.profession),
        employeur: ouVide(connue?.employeur),
        commune: commune ? { code: commune, nom: nomDeCommune(commune) } : null,
      },
    }
  }
  const lire = ({ demandeur, codemandeurs }: Formulaire): Valeurs => ({
    demandeur: lireSituation(demandeur),
    codemandeurs: codemandeurs.map(lireSituation),
  })

  return (
    <EtapeFormulaire etape="situation-professionnelle" schema={schema} lire={lire} ecrire={ecrire}>
      {() =>
        formulaire.codemandeurs.length === 0 ? (
          <SituationChamps prefixe="demandeur.situation_professionnelle" />
        ) : (
          <>
            <Groupe titre={t.vous}>
              <SituationChamps prefixe="demandeur.situation_professionnelle" />
            </Groupe>
            {formulaire.codemandeurs.map((adulte, rang) => (
              <Groupe key={adulte.id} titre={nomDe(adulte, texts.foyer.adulte(rang + 2))}>
                <SituationChamps prefixe={`codemandeurs.${rang}.situation_professionnelle`} />
              </Groupe>
            ))}
          </>
        )
      }
    </EtapeFormulaire>
  )
}
