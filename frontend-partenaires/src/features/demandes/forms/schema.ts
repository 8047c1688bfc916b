import { z } from 'zod'

const code = z.string().nullish()
const texte = z.string().nullish()
const date = z.iso.date({ error: 'Saisissez une date complète.' }).nullish()
const entier = (message: string) => z.int({ error: message }).min(0, message).nullish()
const euros = entier('Saisissez un montant en euros, sans centimes.')

const adresse = z
  .object({
    numero: texte,
    voie: texte,
    complement: texte,
    code_postal: texte,
    commune: texte,
    hebergeant: texte,
    appartement: texte,
    etage: texte,
    escalier: texte,
    batiment: texte,
    lieu_dit: texte,
    etranger: z.boolean(),
    ville_etrangere: texte,
    pays: texte,
  })
  .superRefine((saisie, contexte) => {
    if (!Object.values(saisie).some(Boolean)) return
    if (!saisie.voie) contexte.addIssue({ code: 'custom', path: ['voie'], message: 'Saisissez la voie de l’adresse.' })
    if (saisie.etranger) return
    if (!/^\d{5}$/.test(saisie.code_postal ?? '')) contexte.addIssue({ code: 'custom', path: ['code_postal'], message: 'Saisissez un code postal à cinq chiffres.' })
    if (!saisie.commune) contexte.addIssue({ code: 'custom', path: ['commune'], message: 'Choisissez la commune de l’adresse.' })
  })
  .nullish()

const travail = z
  .object({
    contrat: texte,
    profession: texte,
    employeur: texte,
    commune_travail: texte,
    depuis_le: date,
    categorie: code,
    plusieurs_employeurs: z.boolean(),
    siret: texte,
    chez_l_employeur_depuis: date,
    coordonnees_employeur: z.object({ voie: texte, complement: texte, code_postal: texte, ville: texte, correspondant: texte, telephone: texte, fax: texte, email: texte }),
    cotise_action_logement: z.boolean(),
    collecteurs: z.array(z.object({ organisme: z.string({ error: 'Choisissez le collecteur.' }).min(1, 'Choisissez le collecteur.'), numero: texte })),
  })
  .superRefine(({ coordonnees_employeur: ou, collecteurs, ...saisie }, contexte) => {
    const commence = Object.values(saisie).some(Boolean) || Object.values(ou).some(Boolean) || collecteurs.length > 0
    if (!saisie.contrat && commence) contexte.addIssue({ code: 'custom', path: ['contrat'], message: 'Choisissez la situation professionnelle.' })
  })
  .nullish()

const telephone = z
  .string()
  .regex(/^\+?[\d\s.]{6,20}$/, 'Saisissez un numéro de téléphone à dix chiffres.')
  .nullish()

const personne = z.object({
  id: z.string(),
  civilite: code,
  nom_naissance: texte,
  nom_usage: texte,
  prenoms: texte,
  ne_le: date,
  nationalite: code,
  situation_familiale: code,
  situation_familiale_depuis: date,
  telephone,
  telephone_domicile: telephone,
  telephone_travail: telephone,
  sms_refuses: z.boolean(),
  nouvelles_refusees: z.boolean(),
  email: z.email({ error: 'Saisissez une adresse électronique, par exemple nom@exemple.fr.' }).nullish(),
  adresse,
  adresse_logement: adresse,
  situation_professionnelle: travail,
  handicap: z.boolean().optional(),
})

export const SANS_NOM = 'Indiquez le nom de naissance : il est obligatoire, même avec un nom d’usage.'
const QUI = ['civilite', 'nom_naissance', 'nom_usage', 'prenoms', 'ne_le', 'nationalite', 'situation_familiale', 'situation_familiale_depuis', 'telephone', 'telephone_domicile', 'telephone_travail', 'email'] as const

/** A draft may have nobody yet; whoever is in it has a name. */
interface QuelquUn extends Partial<Record<(typeof QUI)[number], string | null | undefined>> {
  adresse?: { voie?: string | null | undefined } | null | undefined
  situation_professionnelle?: { contrat?: string | null | undefined } | null | undefined
}

export const quelquUn = (saisie: QuelquUn): boolean => QUI.some((champ) => saisie[champ]?.trim()) || Boolean(saisie.adresse?.voie ?? saisie.situation_professionnelle?.contrat)

const nomme = (saisie: { nom_naissance?: string | null | undefined }, contexte: z.RefinementCtx) => {
  if (!saisie.nom_naissance?.trim()) contexte.addIssue({ code: 'custom', path: ['nom_naissance'], message: SANS_NOM })
}

const occupant = z.object({
  id: z.string(),
  nom: z.string({ error: 'Saisissez le nom de l’occupant.' }).min(1, 'Saisissez le nom de l’occupant.'),
  prenom: z.string({ error: 'Saisissez le prénom de l’occupant.' }).min(1, 'Saisissez le prénom de l’occupant.'),
  ne_le: z.iso.date({ error: 'Saisissez la date de naissance de l’occupant.' }),
  sexe: z.string({ error: 'Choisissez le sexe.' }),
  lien: z.string({ error: 'Choisissez le lien avec le demandeur.' }),
  a_charge: z.boolean(),
  coparentalite: code,
  handicap: z.boolean(),
})

const colocataire = z.object({
  id: z.string(),
  civilite: code,
  nom_naissance: z.string({ error: 'Saisissez le nom du colocataire.' }).min(1, 'Saisissez le nom du colocataire.'),
  nom_usage: texte,
  prenoms: z.string({ error: 'Saisissez le prénom du colocataire.' }).min(1, 'Saisissez le prénom du colocataire.'),
  ne_le: date,
  lien: z.string({ error: 'Choisissez le lien avec le demandeur.' }).min(1, 'Choisissez le lien avec le demandeur.'),
  numero_unique: texte,
})

const contact = z.object({ nom: texte, adresse: texte, telephone, email: texte })

const ficheHandicap = z.object({
  personne_id: z.string({ error: 'Choisissez la personne concernée.' }).min(1, 'Choisissez la personne concernée.'),
  reconnu: z.boolean(),
  etat: code,
  tierce_personne: z.boolean(),
  referent: contact.extend({ proche_du_domicile: z.boolean() }),
  moteur: z.array(z.string()),
  sensoriel: z.array(z.string()),
  autre_nature: texte,
  marche: code,
  aides: z.array(z.string()),
  equipements: z.array(z.string()),
  besoin: texte,
  autre_besoin: texte,
})

/** The shape only: what a draft may be. What is missing to register it is said by the server, in « contrôles ». */
export const formulaireSchema = z.object({
  nature: z.string(),
  demandeur: personne.superRefine((saisie, contexte) => {
    if (quelquUn(saisie)) nomme(saisie, contexte)
  }),
  codemandeurs: z.array(personne.extend({ lien: z.string({ error: 'Choisissez le lien avec le demandeur.' }).min(1) }).superRefine(nomme)),
  occupants: z.array(occupant),
  a_naitre: z.object({ nombre: z.int({ error: 'Saisissez un nombre.' }).min(0).max(9).nullish(), prevue_le: date }),
  revenus: z.object({
    rfr: z.array(
      z.object({
        personne_id: z.string({ error: 'Choisissez la personne.' }).min(1, 'Choisissez la personne.'),
        annee: z.int({ error: 'Saisissez une année.' }),
        montant: z.int({ error: 'Saisissez le revenu fiscal en euros.' }),
      }),
    ),
    ressources: z.array(
      z.object({ personne_id: texte, nature: z.string({ error: 'Choisissez la ressource.' }).min(1, 'Choisissez la ressource.'), montant: z.int({ error: 'Saisissez le montant mensuel en euros.' }).min(0) }),
    ),
    pension_versee: euros,
  }),
  logement_actuel: z
    .object({
      statut: texte,
      depuis_le: date,
      loyer: euros,
      apl: euros,
      typologie: code,
      surface: entier('Saisissez une surface en mètres carrés.'),
      nb_habitants: entier('Saisissez un nombre d’habitants.'),
      bailleur: texte,
      hebergeant: texte,
      proprietaire: z.boolean(),
      categorie: code,
      possede: z.object({ lieu: texte, typologie: code }),
      preavis_le: date,
      particularite: code,
    })
    .superRefine((saisie, contexte) => {
      const { statut, proprietaire, possede, ...reste } = saisie
      if (!statut && (proprietaire || possede.lieu || Object.values(reste).some((v) => v !== null && v !== undefined)))
        contexte.addIssue({ code: 'custom', path: ['statut'], message: 'Choisissez le statut du logement actuel.' })
    }),
  logement_recherche: z.object({
    categorie: z.string(),
    typologies: z.array(z.string()),
    communes: z.array(z.string()),
    parking: z.boolean(),
    rez_de_chaussee: z.boolean(),
    sans_ascenseur: z.boolean(),
    adapte_handicap: z.boolean(),
    demande_elargie: z.boolean(),
    loyer_max: euros,
    precision: z.string(),
    quartiers: z.array(z.object({ commune: z.string({ error: 'Choisissez la commune.' }).min(1, 'Choisissez la commune.'), nom: z.string({ error: 'Saisissez le quartier.' }).min(1, 'Saisissez le quartier.') })),
    secteurs: z.array(z.object({ id: z.string(), nom: z.string(), communes: z.array(z.string()), quartiers: z.array(z.object({ commune: z.string(), nom: z.string() })) })),
    programmes: z.array(z.string()),
    colocation: z.boolean(),
    dossier_fsl: z.object({ du: date, au: date }),
    caution: z.boolean(),
  }),
  motifs: z.object({ codes: z.array(z.string()), autre: texte, jugement_le: date }),
  colocataires: z.array(colocataire),
  handicaps: z.array(ficheHandicap),
  accompagnement: contact,
})

export type Saisie = z.infer<typeof formulaireSchema>
