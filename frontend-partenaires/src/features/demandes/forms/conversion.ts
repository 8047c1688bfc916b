import type { Codemandeur, Formulaire, Personne, SectionsBody } from '@/api/types.ts'
import { quelquUn, type Saisie } from './schema.ts'

type Adresse = NonNullable<Personne['adresse']>
type Travail = NonNullable<Personne['situation_professionnelle']>
type Fiche = NonNullable<Formulaire['handicaps']>[number]

const adresseEnSaisie = (adresse: Adresse | null | undefined) => ({
  numero: null,
  voie: null,
  complement: null,
  code_postal: null,
  commune: null,
  hebergeant: null,
  appartement: null,
  etage: null,
  escalier: null,
  batiment: null,
  lieu_dit: null,
  ville_etrangere: null,
  pays: null,
  ...adresse,
  etranger: adresse?.etranger ?? false,
})

const travailEnSaisie = (travail: Travail | null | undefined) => ({
  contrat: null,
  profession: null,
  employeur: null,
  commune_travail: null,
  depuis_le: null,
  categorie: null,
  siret: null,
  chez_l_employeur_depuis: null,
  ...travail,
  plusieurs_employeurs: travail?.plusieurs_employeurs ?? false,
  cotise_action_logement: travail?.cotise_action_logement ?? false,
  collecteurs: travail?.collecteurs ?? [],
  coordonnees_employeur: { voie: null, complement: null, code_postal: null, ville: null, correspondant: null, telephone: null, fax: null, email: null, ...travail?.coordonnees_employeur },
})

/** Every field there from the start: one that appears as it is drawn would count as a change. */
function enSaisie<P extends Partial<Personne | Codemandeur> & { id: string }>(personne: P) {
  return {
    civilite: null,
    nom_naissance: null,
    nom_usage: null,
    prenoms: null,
    ne_le: null,
    nationalite: null,
    situation_familiale: null,
    situation_familiale_depuis: null,
    telephone: null,
    telephone_domicile: null,
    telephone_travail: null,
    email: null,
    ...personne,
    sms_refuses: personne.sms_refuses ?? false,
    nouvelles_refusees: personne.nouvelles_refusees ?? false,
    handicap: personne.handicap ?? false,
    adresse: adresseEnSaisie(personne.adresse),
    adresse_logement: adresseEnSaisie(personne.adresse_logement),
    situation_professionnelle: travailEnSaisie(personne.situation_professionnelle),
  }
}

const personneVide = () => enSaisie({ id: crypto.randomUUID() })

export const codemandeurVide = (): Saisie['codemandeurs'][number] => ({ ...personneVide(), lien: '' })

export const occupantVide = (): Saisie['occupants'][number] => ({ id: crypto.randomUUID(), nom: '', prenom: '', ne_le: '', sexe: '', lien: 'E', a_charge: true, coparentalite: null, handicap: false })

export const colocataireVide = (): Saisie['colocataires'][number] => ({
  id: crypto.randomUUID(),
  civilite: null,
  nom_naissance: '',
  nom_usage: null,
  prenoms: '',
  ne_le: null,
  lien: '',
  numero_unique: null,
})

const CONTACT_VIDE = { nom: null, adresse: null, telephone: null, email: null }

export const ficheEnSaisie = (fiche: Partial<Fiche>): Saisie['handicaps'][number] => ({
  personne_id: '',
  etat: null,
  autre_nature: null,
  marche: null,
  besoin: null,
  autre_besoin: null,
  ...fiche,
  reconnu: fiche.reconnu ?? false,
  tierce_personne: fiche.tierce_personne ?? false,
  moteur: fiche.moteur ?? [],
  sensoriel: fiche.sensoriel ?? [],
  aides: fiche.aides ?? [],
  equipements: fiche.equipements ?? [],
  referent: { ...CONTACT_VIDE, ...fiche.referent, proche_du_domicile: fiche.referent?.proche_du_domicile ?? false },
})

/** The server keeps absent what was never filled; the form needs every field to exist. */
export function versSaisie(formulaire: Formulaire | null, nature = 'STANDARD'): Saisie {
  const { demandeur, codemandeurs, occupants, a_naitre, revenus, logement_actuel, logement_recherche, motifs, colocataires, handicaps, accompagnement } = formulaire ?? {}
  return {
    nature,
    demandeur: demandeur ? enSaisie(demandeur) : personneVide(),
    codemandeurs: (codemandeurs ?? []).map(enSaisie),
    occupants: (occupants ?? []).map((occupant) => ({ ...occupant, handicap: occupant.handicap ?? false })),
    a_naitre: { nombre: a_naitre?.nombre ?? null, prevue_le: a_naitre?.prevue_le ?? null },
    revenus: { rfr: revenus?.rfr ?? [], ressources: revenus?.ressources ?? [], pension_versee: revenus?.pension_versee || null },
    logement_actuel: {
      statut: null,
      depuis_le: null,
      loyer: null,
      apl: null,
      typologie: null,
      surface: null,
      nb_habitants: null,
      bailleur: null,
      hebergeant: null,
      categorie: null,
      preavis_le: null,
      particularite: null,
      ...logement_actuel,
      proprietaire: logement_actuel?.proprietaire ?? false,
      possede: { lieu: null, typologie: null, ...logement_actuel?.possede },
    },
    logement_recherche: {
      categorie: logement_recherche?.categorie ?? 'I',
      typologies: logement_recherche?.typologies ?? [],
      communes: logement_recherche?.communes ?? [],
      parking: logement_recherche?.parking ?? false,
      rez_de_chaussee: logement_recherche?.rez_de_chaussee ?? true,
      sans_ascenseur: logement_recherche?.sans_ascenseur ?? true,
      adapte_handicap: logement_recherche?.adapte_handicap ?? false,
      demande_elargie: logement_recherche?.demande_elargie ?? false,
      loyer_max: logement_recherche?.loyer_max ?? null,
      precision: logement_recherche?.precision ?? '',
      quartiers: logement_recherche?.quartiers ?? [],
      secteurs: (logement_recherche?.secteurs ?? []).map((secteur) => ({ ...secteur, communes: secteur.communes ?? [], quartiers: secteur.quartiers ?? [] })),
      programmes: logement_recherche?.programmes ?? [],
      colocation: logement_recherche?.colocation ?? false,
      dossier_fsl: { du: null, au: null, ...logement_recherche?.dossier_fsl },
      caution: logement_recherche?.caution ?? false,
    },
    motifs: { codes: motifs?.codes ?? [], autre: motifs?.autre ?? null, jugement_le: motifs?.jugement_le ?? null },
    colocataires: colocataires ?? [],
    handicaps: (handicaps ?? []).map(ficheEnSaisie),
    accompagnement: { ...CONTACT_VIDE, ...accompagnement },
  }
}

/** Abroad, the commune of France that was chosen before is nobody's any more. */
function adresse(saisie: Saisie['demandeur']['adresse']) {
  if (!saisie?.voie) return null
  return saisie.etranger
    ? { ...saisie, commune: '', code_postal: saisie.code_postal ?? '' }
    : { ...saisie, ville_etrangere: null, pays: null }
}

const rempli = <O extends object>(objet: O): O | null => (Object.values(objet).some(Boolean) ? objet : null)

/** An address or a job that was never begun is absent, not empty. */
function personne<P extends Saisie['demandeur']>({ adresse: courrier, adresse_logement, situation_professionnelle: travail, ...reste }: P) {
  return {
    ...reste,
    adresse: adresse(courrier),
    adresse_logement: adresse(adresse_logement),
    situation_professionnelle: travail?.contrat ? { ...travail, coordonnees_employeur: rempli(travail.coordonnees_employeur) } : null,
  }
}

const SECTIONS: { readonly [S in keyof Saisie]: (saisie: Saisie[S]) => unknown } = {
  nature: (nature) => nature,
  demandeur: (saisie) => (quelquUn(saisie) ? personne(saisie) : null),
  codemandeurs: (codemandeurs) => codemandeurs.map(personne),
  occupants: (occupants) => occupants,
  a_naitre: ({ nombre, prevue_le }) => (nombre ? { nombre, prevue_le: prevue_le ?? null } : null),
  revenus: (revenus) => ({ ...revenus, pension_versee: revenus.pension_versee ?? 0 }),
  logement_actuel: ({ possede, ...actuel }) => (actuel.statut ? { ...actuel, possede: possede.lieu ? possede : null } : null),
  logement_recherche: ({ dossier_fsl, programmes, ...recherche }) => ({ ...recherche, programmes: programmes.filter(Boolean), dossier_fsl: rempli(dossier_fsl) }),
  motifs: (motifs) => motifs,
  colocataires: (colocataires) => colocataires,
  handicaps: (fiches) => fiches.map(({ referent, ...fiche }) => ({ ...fiche, referent: referent.nom ? referent : null })),
  accompagnement: (suivi) => (suivi.nom ? suivi : null),
}

const section = <S extends keyof Saisie>(nom: S, saisie: Saisie) => [nom, SECTIONS[nom](saisie[nom])] as const

/** Section by section, as the contract wants them. The form holds codes as plain texts: the server alone says if one is unknown. */
export function versSections(saisie: Saisie, noms: readonly (keyof Saisie)[] = Object.keys(SECTIONS) as (keyof Saisie)[]): Partial<SectionsBody> {
  return Object.fromEntries(noms.map((nom) => section(nom, saisie)))
}
