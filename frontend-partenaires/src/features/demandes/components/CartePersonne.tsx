import { useNomsCommunes } from '@/api/communes.ts'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { Adresse, Codemandeur, CommuneCourte, Personne } from '@/api/types.ts'
import { age, dateCourte } from '@/lib/dates.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Fiche } from '@/ui/Fiche.tsx'

const estCodemandeur = (personne: Personne | Codemandeur): personne is Codemandeur => 'lien' in personne

/** Where the form keeps this person. */
const chemin = (personne: Personne | Codemandeur) => (estCodemandeur(personne) ? 'codemandeurs' : 'demandeur')

export const aDesCoordonnees = ({ telephone, telephone_domicile, telephone_travail, email, adresse, adresse_logement }: Personne) =>
  [telephone, telephone_domicile, telephone_travail, email, adresse, adresse_logement].some(Boolean)

const CHAMPS_D_ADRESSE = ['numero', 'voie', 'complement', 'code_postal', 'commune', 'hebergeant', 'appartement', 'etage', 'escalier', 'batiment', 'lieu_dit', 'etranger', 'ville_etrangere', 'pays']
const champsDAdresse = (ou: string) => CHAMPS_D_ADRESSE.map((champ) => `${ou}.${champ}`).join(' ')

export function CartePersonne({ personne }: { personne: Personne | Codemandeur }) {
  const libelle = useLibelle()
  const lien = estCodemandeur(personne) ? personne.lien : null
  const ici = chemin(personne)
  return (
    <Carte titre={lien ? `Codemandeur : ${nomAffiche(personne)}` : 'Demandeur'}>
      <Fiche
        lignes={[
          Boolean(lien) && ['Lien', libelle('lien_codemandeur', lien), 'codemandeurs.lien'],
          ['Civilité', libelle('civilite', personne.civilite), `${ici}.civilite`],
          ['Nom de naissance', personne.nom_naissance, `${ici}.nom_naissance`],
          ['Nom d’usage', personne.nom_usage, `${ici}.nom_usage`],
          ['Prénoms', personne.prenoms, `${ici}.prenoms`],
          ['Né(e) le', personne.ne_le && `${dateCourte(personne.ne_le)} (${age(personne.ne_le)} ans)`, `${ici}.ne_le`],
          ['Nationalité', libelle('nationalite', personne.nationalite), `${ici}.nationalite`],
          [
            'Situation familiale',
            [libelle('situation_familiale', personne.situation_familiale), personne.situation_familiale_depuis && `depuis le ${dateCourte(personne.situation_familiale_depuis)}`].filter(Boolean).join(', '),
            `${ici}.situation_familiale ${ici}.situation_familiale_depuis`,
          ],
          ['Handicap reconnu', personne.handicap ? 'Oui' : 'Non', `${ici}.handicap`],
        ]}
      />
    </Carte>
  )
}

export function CarteCoordonnees({ personne, communes, titre = 'Coordonnées' }: { personne: Personne; communes: readonly CommuneCourte[]; titre?: string }) {
  const { adresse, adresse_logement: habite } = personne
  const noms = useNomsCommunes([adresse?.commune, habite?.commune], communes)
  const ici = chemin(personne)
  return (
    <Carte titre={titre}>
      <Fiche
        lignes={[
          ['Portable', lienTelephone(personne.telephone), `${ici}.telephone`],
          Boolean(personne.telephone_domicile) && ['Téléphone du domicile', lienTelephone(personne.telephone_domicile), `${ici}.telephone_domicile`],
          Boolean(personne.telephone_travail) && ['Téléphone du travail', lienTelephone(personne.telephone_travail), `${ici}.telephone_travail`],
          ['Courriel', personne.email && <a href={`mailto:${personne.email}`}>{personne.email}</a>, `${ici}.email`],
          Boolean(personne.sms_refuses) && ['SMS', 'Ne veut pas en recevoir', `${ici}.sms_refuses`],
          Boolean(personne.nouvelles_refusees) && ['Nouvelles', 'Ne veut que les avis obligatoires', `${ici}.nouvelles_refusees`],
          ['Adresse', adresse && <LignesDAdresse adresse={adresse} nom={noms} />, champsDAdresse(`${ici}.adresse`)],
          Boolean(habite) && ['Habite à', habite && <LignesDAdresse adresse={habite} nom={noms} />, champsDAdresse(`${ici}.adresse_logement`)],
        ]}
      />
    </Carte>
  )
}

const lienTelephone = (telephone: string | null | undefined) => telephone && <a href={`tel:${telephone}`}>{telephoneLisible(telephone)}</a>

function LignesDAdresse({ adresse, nom }: { adresse: Adresse; nom: (code: string) => string }) {
  const precisions = [
    ['Bât.', adresse.batiment],
    ['Esc.', adresse.escalier],
    ['Ét.', adresse.etage],
    ['Appt', adresse.appartement],
  ]
  const lignes = [
    adresse.hebergeant && `Chez ${adresse.hebergeant}`,
    precisions.flatMap(([mot, dit]) => (dit ? [`${mot} ${dit}`] : [])).join(' '),
    adresse.complement,
    [adresse.numero, adresse.voie].filter(Boolean).join(' '),
    adresse.lieu_dit,
    [adresse.code_postal, adresse.etranger ? adresse.ville_etrangere : nom(adresse.commune)].filter(Boolean).join(' '),
    adresse.etranger && adresse.pays,
  ].filter(Boolean)
  return lignes.map((ligne, rang) => <div key={rang}>{ligne}</div>)
}

export function CarteTravail({ personne, communes, titre }: { personne: Personne; communes: readonly CommuneCourte[]; titre: string }) {
  const libelle = useLibelle()
  const pro = personne.situation_professionnelle
  const noms = useNomsCommunes([pro?.commune_travail], communes)
  const ou = pro?.coordonnees_employeur
  const champs = (...noms: string[]) => noms.map((nom) => `${chemin(personne)}.situation_professionnelle.${nom}`).join(' ')
  const champsDe = (...noms: string[]) => champs(...noms.map((nom) => `coordonnees_employeur.${nom}`))
  return (
    <Carte titre={titre}>
      <Fiche
        lignes={[
          ['Situation', pro && [libelle('contrat', pro.contrat), pro.depuis_le && `depuis le ${dateCourte(pro.depuis_le)}`].filter(Boolean).join(', '), champs('contrat', 'depuis_le')],
          ['Profession', pro?.profession, champs('profession')],
          Boolean(pro?.categorie) && ['Catégorie socioprofessionnelle', libelle('categorie_socioprofessionnelle', pro?.categorie), champs('categorie')],
          ['Employeur', pro && [pro.employeur, pro.plusieurs_employeurs && 'plusieurs employeurs'].filter(Boolean).join(', '), champs('employeur', 'plusieurs_employeurs')],
          Boolean(pro?.siret) && ['SIRET', pro?.siret, champs('siret')],
          Boolean(pro?.chez_l_employeur_depuis) && ['Chez l’employeur depuis le', pro?.chez_l_employeur_depuis && dateCourte(pro.chez_l_employeur_depuis), champs('chez_l_employeur_depuis')],
          Boolean(ou) && ['Adresse de l’employeur', ou && [ou.voie, ou.complement, [ou.code_postal, ou.ville].filter(Boolean).join(' ')].filter(Boolean).join(', '), champsDe('voie', 'complement', 'code_postal', 'ville')],
          Boolean(ou) && ['Joindre l’employeur', ou && [ou.correspondant, ou.telephone && telephoneLisible(ou.telephone), ou.fax && `télécopie ${telephoneLisible(ou.fax)}`, ou.email].filter(Boolean).join(', '), champsDe('correspondant', 'telephone', 'fax', 'email')],
          ['Commune de travail', pro?.commune_travail ? noms(pro.commune_travail) : null, champs('commune_travail')],
          ['Action Logement (1 %)', pro && (pro.cotise_action_logement ? 'L’employeur cotise' : 'Non'), champs('cotise_action_logement')],
          ...(pro?.collecteurs ?? []).map((dossier, rang) => [`Collecteur ${rang + 1}`, [dossier.organisme, dossier.numero && `dossier ${dossier.numero}`].filter(Boolean).join(', '), champs('collecteurs.organisme', 'collecteurs.numero')] as const),
        ]}
      />
    </Carte>
  )
}
