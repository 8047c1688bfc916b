import type { Codemandeur, Formulaire, Personne, SectionsBody } from '@/api/types.ts'
import type { Saisie } from './schema.ts'

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
    telephone: null,
    email: null,
    ...personne,
    handicap: personne.handicap ?? false,
    adresse: { numero: null, voie: null, complement: null, code_postal: null, commune: null, hebergeant: null, ...personne.adresse },
    situation_professionnelle: { contrat: null, profession: null, employeur: null, commune_travail: null, ...personne.situation_professionnelle },
  }
}

const personneVide = () => enSaisie({ id: crypto.randomUUID() })

export const codemandeurVide = (): Saisie['codemandeurs'][number] => ({ ...personneVide(), lien: '' })

export const occupantVide = (): Saisie['occupants'][number] => ({ id: crypto.randomUUID(), nom: '', prenom: '', ne_le: '', sexe: '', lien: 'E', a_charge: true, coparentalite: null })

/** The server keeps absent what was never filled; the form needs every field to exist. */
export function versSaisie(formulaire: Formulaire | null): Saisie {
  const { demandeur, codemandeurs, occupants, a_naitre, revenus, logement_actuel, logement_recherche, motifs } = formulaire ?? {}
  return {
    demandeur: demandeur ? enSaisie(demandeur) : personneVide(),
    codemandeurs: (codemandeurs ?? []).map(enSaisie),
    occupants: occupants ?? [],
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
      ...logement_actuel,
      proprietaire: logement_actuel?.proprietaire ?? false,
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
    },
    motifs: { codes: motifs?.codes ?? [], autre: motifs?.autre ?? null },
  }
}

/** An address or a job that was never begun is absent, not empty. */
function personne<P extends Saisie['demandeur']>({ adresse, situation_professionnelle, ...reste }: P) {
  return {
    ...reste,
    adresse: adresse?.voie ? adresse : null,
    situation_professionnelle: situation_professionnelle?.contrat ? situation_professionnelle : null,
  }
}

const SECTIONS: { readonly [S in keyof Saisie]: (saisie: Saisie[S]) => unknown } = {
  demandeur: personne,
  codemandeurs: (codemandeurs) => codemandeurs.map(personne),
  occupants: (occupants) => occupants,
  a_naitre: ({ nombre, prevue_le }) => (nombre ? { nombre, prevue_le: prevue_le ?? null } : null),
  revenus: (revenus) => ({ ...revenus, pension_versee: revenus.pension_versee ?? 0 }),
  logement_actuel: (actuel) => (actuel.statut ? actuel : null),
  logement_recherche: (recherche) => recherche,
  motifs: (motifs) => motifs,
}

const section = <S extends keyof Saisie>(nom: S, saisie: Saisie) => [nom, SECTIONS[nom](saisie[nom])] as const

/** Section by section, as the contract wants them. The form holds codes as plain texts: the server alone says if one is unknown. */
export function versSections(saisie: Saisie, noms: readonly (keyof Saisie)[] = Object.keys(SECTIONS) as (keyof Saisie)[]): SectionsBody {
  return Object.fromEntries(noms.map((nom) => section(nom, saisie)))
}
