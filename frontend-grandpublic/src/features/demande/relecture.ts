import { useListe } from '../../api/territoire.tsx'
import type { Codemandeur, Formulaire, Personne } from '../../api/types.ts'
import { dateLongue } from '../../lib/dates.ts'
import { euros, pluriel } from '../../lib/montants.ts'
import { telephoneLisible } from '../../lib/numero.ts'
import { nomDe, useDemande } from './contexte.tsx'
import { titreDe, type CodeEtape } from './etapes.ts'
import { texts } from './texts.ts'

const t = texts.recapitulatif
type Fait = readonly [string, string]

interface Rubrique {
  etape: CodeEtape
  titre: string
  faits: Fait[]
}

const ouiNon = (valeur: boolean) => (valeur ? t.oui : t.nonMot)
const dit = (texte: string | null | undefined) => texte || t.non
const lignes = (textes: readonly string[], sinon = t.non) => (textes.length > 0 ? textes.join('\n') : sinon)
const mensuel = (montant: number | null) => (montant === null ? t.non : `${euros(montant)} par mois`)

/** Toutes les réponses, avec leurs libellés, dans l’ordre des étapes. */
export function useRelecture(): Rubrique[] {
  const { demande, formulaire } = useDemande()
  const liste = {
    civilite: useListe('civilite').libelle,
    nationalite: useListe('nationalite').libelle,
    situation: useListe('situation_familiale').libelle,
    contrat: useListe('contrat').libelle,
    ressource: useListe('ressource').libelle,
    statut: useListe('statut_logement').libelle,
    typologie: useListe('typologie').libelle,
    categorie: useListe('categorie_logement').libelle,
    motif: useListe('motif').libelle,
    lien: useListe('lien_codemandeur').libelle,
  }
  const commune = (code: string) => demande.communes.find((connue) => connue.code === code)?.nom ?? code
  const { demandeur, codemandeurs, occupants, a_naitre: naissances, revenus, logement_actuel: actuel, logement_recherche: recherche, motifs } = formulaire
  const adultes: (Personne | Codemandeur)[] = [...(demandeur ? [demandeur] : []), ...codemandeurs]
  const adulte = (rang: number, personne: Personne) => nomDe(personne, rang === 0 ? texts.situation.vous : texts.foyer.adulte(rang + 1))

  const identite: Fait[] = [
    [texts.personne.civilite, liste.civilite(demandeur?.civilite) || t.non],
    [texts.personne.naissance, dit(demandeur?.nom_naissance)],
    ...(demandeur?.nom_usage ? [[texts.personne.usage, demandeur.nom_usage] as const] : []),
    [texts.personne.prenoms, dit(demandeur?.prenoms)],
    [texts.personne.neLe, demandeur?.ne_le ? dateLongue(demandeur.ne_le) : t.non],
    [texts.personne.nationalite, liste.nationalite(demandeur?.nationalite) || t.non],
    [texts.personne.situation, liste.situation(demandeur?.situation_familiale) || t.non],
  ]
  const adresse = demandeur?.adresse
  const coordonnees: Fait[] = [
    [texts.coordonnees.telephone, demandeur?.telephone ? telephoneLisible(demandeur.telephone) : t.non],
    [texts.coordonnees.email, dit(demandeur?.email)],
    [
      texts.coordonnees.adresse,
      adresse
        ? [[adresse.numero, adresse.voie].filter(Boolean).join(' '), adresse.complement, `${adresse.code_postal} ${commune(adresse.commune)}`].filter(Boolean).join('\n')
        : t.non,
    ],
  ]
  const foyer: Fait[] = [
    [texts.foyer.adultes, lignes(codemandeurs.map((personne, rang) => `${adulte(rang + 1, personne)}, ${liste.lien(personne.lien).toLowerCase()}`), t.aucun)],
    [texts.foyer.enfants, lignes(occupants.map(({ prenom, nom, ne_le }) => `${prenom} ${nom.toUpperCase()}, ${dateLongue(ne_le)}`), t.aucun)],
    ...(naissances && naissances.nombre > 0 ? [[t.aNaitre, pluriel(naissances.nombre, 'enfant')] as const] : []),
  ]
  const situation: Fait[] = adultes.map((personne, rang) => [
    adulte(rang, personne),
    liste.contrat(personne.situation_professionnelle?.contrat) || t.non,
  ])
  const recus = (personne: string | null) =>
    revenus.ressources.filter(({ personne_id }) => personne_id === personne).map(({ nature, montant }) => `${liste.ressource(nature)} : ${mensuel(montant)}`)
  const fiscaux = (personne: string) =>
    revenus.rfr.filter(({ personne_id }) => personne_id === personne).map(({ annee, montant }) => `${texts.revenus.fiscal} ${annee} : ${euros(montant)}`)
  const argent: Fait[] = [
    ...adultes.map((personne, rang): Fait => [adulte(rang, personne), lignes([...recus(personne.id), ...fiscaux(personne.id)])]),
    ...(recus(null).length > 0 ? [[texts.foyer.enfants, lignes(recus(null))] as const] : []),
    ...(revenus.pension_versee > 0 ? [[texts.revenus.versee, mensuel(revenus.pension_versee)] as const] : []),
  ]
  return [
    { etape: 'identite', titre: titreDe('identite'), faits: identite },
    { etape: 'coordonnees', titre: titreDe('coordonnees'), faits: coordonnees },
    { etape: 'foyer', titre: titreDe('foyer'), faits: foyer },
    { etape: 'situation-professionnelle', titre: titreDe('situation-professionnelle'), faits: situation },
    { etape: 'revenus', titre: titreDe('revenus'), faits: argent },
    { etape: 'logement-actuel', titre: titreDe('logement-actuel'), faits: faitsDuLogementActuel(actuel, liste) },
    { etape: 'logement-recherche', titre: titreDe('logement-recherche'), faits: faitsDuLogementRecherche(recherche, liste, commune) },
    {
      etape: 'motifs',
      titre: titreDe('motifs'),
      faits: [
        [texts.motifs.question, lignes(motifs.codes.map((code, rang) => `${rang + 1}. ${liste.motif(code)}`))],
        ...(motifs.autre ? [[texts.motifs.autre, motifs.autre] as const] : []),
      ],
    },
  ]
}

type Libelles = Record<'statut' | 'typologie' | 'categorie', (code: string | null | undefined) => string>

function faitsDuLogementActuel(actuel: Formulaire['logement_actuel'], liste: Libelles): Fait[] {
  if (!actuel) return [[texts.actuel.statut, t.non]]
  return [
    [texts.actuel.statut, liste.statut(actuel.statut)],
    ...(actuel.bailleur ? [[texts.actuel.bailleur, actuel.bailleur] as const] : []),
    ...(actuel.hebergeant ? [[texts.actuel.hebergeant, actuel.hebergeant] as const] : []),
    ...(actuel.depuis_le ? [[texts.actuel.depuis, dateLongue(actuel.depuis_le)] as const] : []),
    ...(actuel.loyer !== null ? [[texts.actuel.loyer, mensuel(actuel.loyer)] as const] : []),
    ...(actuel.apl !== null ? [[texts.actuel.apl, mensuel(actuel.apl)] as const] : []),
    ...(actuel.typologie ? [[texts.actuel.typologie, liste.typologie(actuel.typologie)] as const] : []),
    ...(actuel.surface !== null ? [[texts.actuel.surface, `${actuel.surface} m²`] as const] : []),
    [texts.actuel.proprietaire, ouiNon(actuel.proprietaire)],
  ]
}

function faitsDuLogementRecherche(recherche: Formulaire['logement_recherche'], liste: Libelles, commune: (code: string) => string): Fait[] {
  const r = texts.recherche
  if (!recherche) return [[r.communes, t.non]]
  return [
    [r.communes, lignes(recherche.communes.map((code, rang) => `${rang + 1}. ${commune(code)}`))],
    [r.elargie, ouiNon(recherche.demande_elargie)],
    [r.typologies, recherche.typologies.map(liste.typologie).join(', ') || t.non],
    [r.categorie, liste.categorie(recherche.categorie)],
    [r.rez, ouiNon(recherche.rez_de_chaussee)],
    [r.ascenseur, ouiNon(recherche.sans_ascenseur)],
    [r.parking, ouiNon(recherche.parking)],
    [r.adapte, ouiNon(recherche.adapte_handicap)],
    ...(recherche.loyer_max !== null ? [[r.loyer, mensuel(recherche.loyer_max)] as const] : []),
    ...(recherche.precision ? [[r.precision, recherche.precision] as const] : []),
  ]
}
