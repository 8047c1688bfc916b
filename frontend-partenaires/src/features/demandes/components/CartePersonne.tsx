import { useNomsCommunes } from '@/api/communes.ts'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { Codemandeur, CommuneCourte, Personne } from '@/api/types.ts'
import { age, dateCourte } from '@/lib/dates.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Fiche } from '@/ui/Fiche.tsx'

const estCodemandeur = (personne: Personne | Codemandeur): personne is Codemandeur => 'lien' in personne

export function CartePersonne({ personne }: { personne: Personne | Codemandeur }) {
  const libelle = useLibelle()
  const lien = estCodemandeur(personne) ? personne.lien : null
  return (
    <Carte titre={lien ? `Codemandeur : ${nomAffiche(personne)}` : 'Demandeur'}>
      <Fiche
        lignes={[
          Boolean(lien) && ['Lien', libelle('lien_codemandeur', lien)],
          ['Civilité', libelle('civilite', personne.civilite)],
          ['Nom de naissance', personne.nom_naissance],
          ['Nom d’usage', personne.nom_usage],
          ['Prénoms', personne.prenoms],
          ['Né(e) le', personne.ne_le && `${dateCourte(personne.ne_le)} (${age(personne.ne_le)} ans)`],
          ['Nationalité', libelle('nationalite', personne.nationalite)],
          ['Situation familiale', libelle('situation_familiale', personne.situation_familiale)],
          ['Handicap reconnu', personne.handicap ? 'Oui' : 'Non'],
        ]}
      />
    </Carte>
  )
}

export function CarteCoordonnees({ personne, communes, titre = 'Coordonnées' }: { personne: Personne; communes: readonly CommuneCourte[]; titre?: string }) {
  const { adresse } = personne
  const noms = useNomsCommunes([adresse?.commune], communes)
  return (
    <Carte titre={titre}>
      <Fiche
        lignes={[
          ['Téléphone', personne.telephone && <a href={`tel:${personne.telephone}`}>{telephoneLisible(personne.telephone)}</a>],
          ['Courriel', personne.email && <a href={`mailto:${personne.email}`}>{personne.email}</a>],
          ['Adresse', adresse && [adresse.numero, adresse.voie].filter(Boolean).join(' ')],
          ['Complément', adresse?.complement],
          ['Commune', adresse && `${adresse.code_postal} ${noms(adresse.commune)}`],
          ['Hébergé(e) par', adresse?.hebergeant],
        ]}
      />
    </Carte>
  )
}

export function CarteTravail({ personne, communes, titre }: { personne: Personne; communes: readonly CommuneCourte[]; titre: string }) {
  const libelle = useLibelle()
  const pro = personne.situation_professionnelle
  const noms = useNomsCommunes([pro?.commune_travail], communes)
  return (
    <Carte titre={titre}>
      <Fiche
        lignes={[
          ['Situation', libelle('contrat', pro?.contrat)],
          ['Profession', pro?.profession],
          ['Employeur', pro?.employeur],
          ['Commune de travail', pro?.commune_travail ? noms(pro.commune_travail) : null],
        ]}
      />
    </Carte>
  )
}
