import { useLibelle, type NomDeListe } from '@/api/nomenclatures.ts'
import type { DemandeDetail, FicheHandicap } from '@/api/types.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { textes } from '../texts.ts'

interface Props {
  demande: DemandeDetail
}

const contact = (qui: { adresse?: string | null; telephone?: string | null; email?: string | null }) =>
  [qui.adresse, qui.telephone && telephoneLisible(qui.telephone), qui.email].filter(Boolean).join(', ')

const CHAMPS_DU_REFERENT = ['nom', 'adresse', 'telephone', 'email', 'proche_du_domicile'].map((champ) => `handicaps.referent.${champ}`).join(' ')

export function CarteAccompagnement({ demande }: Props) {
  const suivi = demande.formulaire.accompagnement
  return (
    <Carte titre="Accompagnement social">
      <Fiche
        lignes={[
          ['Suivi par', suivi?.nom, 'accompagnement.nom'],
          ['Le joindre', suivi && contact(suivi), 'accompagnement.adresse accompagnement.telephone accompagnement.email'],
        ]}
      />
    </Carte>
  )
}

export function CartesHandicap({ demande }: Props) {
  const fiches = demande.formulaire.handicaps ?? []
  if (fiches.length === 0) return <Carte titre="Complément handicap">{demande.informations_masquees ? textes.masquees : textes.aucuneFiche}</Carte>
  return fiches.map((fiche) => <CarteHandicap key={fiche.personne_id} fiche={fiche} demande={demande} />)
}

function CarteHandicap({ fiche, demande }: Props & { fiche: FicheHandicap }) {
  const libelle = useLibelle()
  const tous = (liste: NomDeListe, codes: readonly string[] | undefined) => codes?.map((code) => libelle(liste, code)).join(', ')
  const { demandeur, codemandeurs = [], occupants = [] } = demande.formulaire
  const adulte = [demandeur, ...codemandeurs].find((personne) => personne?.id === fiche.personne_id)
  const occupant = occupants.find(({ id }) => id === fiche.personne_id)
  const nom = adulte ? nomAffiche(adulte) : occupant ? `${occupant.nom} ${occupant.prenom}` : 'Personne absente'
  return (
    <Carte titre={`Complément handicap : ${nom}`}>
      <Fiche
        lignes={[
          ['Reconnu par la MDPH', fiche.reconnu ? 'Oui' : 'Non', 'handicaps.reconnu handicaps.personne_id'],
          ['Évolution', libelle('etat_handicap', fiche.etat), 'handicaps.etat'],
          ['Handicap moteur', tous('nature_moteur', fiche.moteur), 'handicaps.moteur'],
          ['Handicap sensoriel', tous('nature_sensoriel', fiche.sensoriel), 'handicaps.sensoriel'],
          Boolean(fiche.autre_nature) && ['Autre nature', fiche.autre_nature, 'handicaps.autre_nature'],
          ['Peut monter', libelle('capacite_marche', fiche.marche), 'handicaps.marche'],
          ['Aides techniques', tous('aide_technique', fiche.aides), 'handicaps.aides'],
          ['Équipements nécessaires', tous('equipement_adapte', fiche.equipements), 'handicaps.equipements'],
          ['Tierce personne', fiche.tierce_personne ? 'Oui' : 'Non', 'handicaps.tierce_personne'],
          Boolean(fiche.besoin) && ['Besoin particulier', fiche.besoin, 'handicaps.besoin'],
          Boolean(fiche.autre_besoin) && ['Autre besoin', fiche.autre_besoin, 'handicaps.autre_besoin'],
          Boolean(fiche.referent) && ['Référent', fiche.referent && [fiche.referent.nom, contact(fiche.referent), fiche.referent.proche_du_domicile && 'proche du domicile'].filter(Boolean).join(', '), CHAMPS_DU_REFERENT],
        ]}
      />
    </Carte>
  )
}
