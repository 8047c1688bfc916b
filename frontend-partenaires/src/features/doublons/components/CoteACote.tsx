import { Link } from '@tanstack/react-router'
import type { DemandeComparable, DoublonDetail } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { numeroLisible, telephoneLisible } from '@/lib/numero.ts'
import { FaceAFace } from '@/ui/FaceAFace.tsx'
import { textes } from '../texts.ts'

type Ligne = readonly [libelle: string, valeur: (cote: DemandeComparable) => string | null | undefined]

const adulte = (cote: DemandeComparable) => cote.adultes.find(({ codemandeur }) => !codemandeur)
const jour = (iso: string | null | undefined) => iso && dateCourte(iso)

const LIGNES: readonly Ligne[] = [
  ['Nom de naissance', (c) => adulte(c)?.nom_naissance?.toLocaleUpperCase('fr')],
  ['Nom d’usage', (c) => adulte(c)?.nom_usage?.toLocaleUpperCase('fr')],
  ['Prénoms', (c) => adulte(c)?.prenoms],
  ['Né(e) le', (c) => jour(adulte(c)?.ne_le)],
  ['Civilité', (c) => adulte(c)?.civilite],
  ['N° de sécurité sociale', (c) => (adulte(c)?.nir_connu ? 'Enregistré' : 'Non renseigné')],
  ['Téléphone', (c) => adulte(c)?.telephone && telephoneLisible(adulte(c)?.telephone ?? '')],
  ['Courriel', (c) => adulte(c)?.email],
  ['Adresse', (c) => c.adresse && [c.adresse.numero, c.adresse.voie].filter(Boolean).join(' ')],
  ['Habite à', (c) => c.commune_actuelle?.nom],
  ['Codemandeurs', (c) => c.adultes.filter(({ codemandeur }) => codemandeur).map(({ nom_affiche, ne_le }) => `${nom_affiche}${ne_le ? `, ${dateCourte(ne_le)}` : ''}`).join(' ; ')],
  ['Foyer', (c) => c.personnes],
  ['Cherche', (c) => [c.typologies.join(', '), c.communes.map(({ nom }) => nom).join(', ')].filter(Boolean).join(' à ')],
  ['État', (c) => c.etat_libelle],
  ['Déposée le', (c) => jour(c.deposee_le ?? c.soumise_le)],
  ['Expire le', (c) => jour(c.expire_le)],
  ['Guichet', (c) => c.guichet],
  ['Pièces', (c) => String(c.nb_pieces)],
  ['Propositions', (c) => String(c.nb_propositions)],
  ['Espace personnel', (c) => (c.a_un_espace ? 'Ouvert' : 'Jamais ouvert')],
]
const NEUTRES = new Set(['N° de sécurité sociale', 'Civilité', 'Foyer', 'État', 'Pièces', 'Propositions', 'Espace personnel', 'Guichet'])

/** Two demandes, heading by heading. */
export function CoteACote({ doublon }: { doublon: DoublonDetail }) {
  const [une, autre] = doublon.demandes
  if (!une || !autre) return null
  return (
    <FaceAFace
      legende="Les deux demandes, rubrique par rubrique"
      entetes={[<Entete key={une.demande_id} cote={une} />, <Entete key={autre.demande_id} cote={autre} />]}
      lignes={LIGNES.map(([libelle, lire]) => ({ libelle, valeurs: [lire(une), lire(autre)], neutre: NEUTRES.has(libelle) }))}
    />
  )
}

function Entete({ cote }: { cote: DemandeComparable }) {
  return (
    <>
      <Link to="/demandes/$demandeId" params={{ demandeId: cote.demande_id }}>
        {cote.numero_unique ? numeroLisible(cote.numero_unique) : `Réf. ${cote.reference}`}
      </Link>
      {cote.coordonnees_masquees && <p>{textes.masquees}</p>}
    </>
  )
}
