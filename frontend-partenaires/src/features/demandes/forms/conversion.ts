import type { Codemandeur, Formulaire, Personne } from '@/api/types.ts'
import type { Saisie } from './schema.ts'

const personneVide = (): Saisie['demandeur'] => ({ id: crypto.randomUUID(), handicap: false, adresse: null, situation_professionnelle: null })

export const codemandeurVide = (): Saisie['codemandeurs'][number] => ({ ...personneVide(), lien: '' })

export const occupantVide = (): Saisie['occupants'][number] => ({ id: crypto.randomUUID(), nom: '', prenom: '', ne_le: '', sexe: '', lien: 'E', a_charge: true, coparentalite: null })

/** The server keeps absent what was never filled; the form needs every field to exist. */
export function versSaisie(formulaire: Formulaire | null): Saisie {
  const { demandeur, codemandeurs, occupants, a_naitre, revenus, logement_actuel, logement_recherche, motifs } = formulaire ?? {}
  return {
    demandeur: demandeur ?? personneVide(),
    codemandeurs: codemandeurs ?? [],
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

type PersonneSaisie = Saisie['demandeur']

function personne<P extends PersonneSaisie>({ adresse, situation_professionnelle, ...reste }: P): Omit<P, 'adresse' | 'situation_professionnelle'> & Pick<Personne, 'adresse' | 'situation_professionnelle'> {
  const aUneAdresse = adresse?.voie && adresse.code_postal && adresse.commune
  const { contrat, ...travail } = situation_professionnelle ?? {}
  return {
    ...reste,
    adresse: aUneAdresse ? { ...adresse, voie: adresse.voie ?? '', code_postal: adresse.code_postal ?? '', commune: adresse.commune ?? '' } : null,
    situation_professionnelle: contrat ? { contrat, ...travail } : null,
  }
}

/** Section by section, back to what the contract says. */
const SECTIONS: { readonly [S in keyof Saisie]: (saisie: Saisie[S]) => Formulaire[S] } = {
  demandeur: personne,
  codemandeurs: (codemandeurs) => codemandeurs.map((c): Codemandeur => personne(c)),
  occupants: (occupants) => occupants,
  a_naitre: ({ nombre, prevue_le }) => (nombre ? { nombre, prevue_le: prevue_le ?? null } : null),
  revenus: (revenus) => ({ ...revenus, pension_versee: revenus.pension_versee ?? 0 }),
  logement_actuel: ({ statut, ...reste }) => (statut ? { statut, ...reste } : null),
  logement_recherche: (recherche) => recherche,
  motifs: (motifs) => motifs,
}

function section<S extends keyof Saisie>(nom: S, saisie: Saisie): Pick<Formulaire, S> {
  return { [nom]: SECTIONS[nom](saisie[nom]) } as Pick<Formulaire, S>
}

export function versFormulaire(saisie: Saisie, noms: readonly (keyof Saisie)[] = Object.keys(SECTIONS) as (keyof Saisie)[]): Partial<Formulaire> {
  return Object.assign({}, ...noms.map((nom) => section(nom, saisie))) as Partial<Formulaire>
}
