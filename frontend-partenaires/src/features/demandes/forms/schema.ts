import { z } from 'zod'

const code = z.string().nullish()
const texte = z.string().nullish()
const date = z.iso.date({ error: 'Saisissez une date complète.' }).nullish()
const entier = (message: string) => z.int({ error: message }).min(0, message).nullish()
const euros = entier('Saisissez un montant en euros, sans centimes.')

const adresse = z
  .object({ numero: texte, voie: texte, complement: texte, code_postal: texte, commune: texte, hebergeant: texte })
  .superRefine((saisie, contexte) => {
    if (!Object.values(saisie).some(Boolean)) return
    if (!saisie.voie) contexte.addIssue({ code: 'custom', path: ['voie'], message: 'Saisissez la voie de l’adresse.' })
    if (!/^\d{5}$/.test(saisie.code_postal ?? '')) contexte.addIssue({ code: 'custom', path: ['code_postal'], message: 'Saisissez un code postal à cinq chiffres.' })
    if (!saisie.commune) contexte.addIssue({ code: 'custom', path: ['commune'], message: 'Choisissez la commune de l’adresse.' })
  })
  .nullish()

const travail = z
  .object({ contrat: texte, profession: texte, employeur: texte, commune_travail: texte })
  .superRefine((saisie, contexte) => {
    if (!saisie.contrat && Object.values(saisie).some(Boolean)) contexte.addIssue({ code: 'custom', path: ['contrat'], message: 'Choisissez la situation professionnelle.' })
  })
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
  telephone: z
    .string()
    .regex(/^\+?[\d\s.]{6,20}$/, 'Saisissez un numéro de téléphone à dix chiffres.')
    .nullish(),
  email: z.email({ error: 'Saisissez une adresse électronique, par exemple nom@exemple.fr.' }).nullish(),
  adresse,
  situation_professionnelle: travail,
  handicap: z.boolean().optional(),
})

const occupant = z.object({
  id: z.string(),
  nom: z.string({ error: 'Saisissez le nom de l’occupant.' }).min(1, 'Saisissez le nom de l’occupant.'),
  prenom: z.string({ error: 'Saisissez le prénom de l’occupant.' }).min(1, 'Saisissez le prénom de l’occupant.'),
  ne_le: z.iso.date({ error: 'Saisissez la date de naissance de l’occupant.' }),
  sexe: z.string({ error: 'Choisissez le sexe.' }),
  lien: z.string({ error: 'Choisissez le lien avec le demandeur.' }),
  a_charge: z.boolean(),
  coparentalite: code,
})

/** The shape only: what a draft may be. What is missing to register it is said by the server, in « contrôles ». */
export const formulaireSchema = z.object({
  demandeur: personne,
  codemandeurs: z.array(personne.extend({ lien: z.string({ error: 'Choisissez le lien avec le demandeur.' }).min(1) })),
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
    })
    .superRefine((saisie, contexte) => {
      const { statut, proprietaire, ...reste } = saisie
      if (!statut && (proprietaire || Object.values(reste).some((v) => v !== null && v !== undefined)))
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
  }),
  motifs: z.object({ codes: z.array(z.string()), autre: texte }),
})

export type Saisie = z.infer<typeof formulaireSchema>
