import { Link } from '@tanstack/react-router'
import type { DemandeComparable, DoublonDetail } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { numeroLisible, telephoneLisible } from '@/lib/numero.ts'
import { textes } from '../texts.ts'
import styles from './CoteACote.module.css'

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
const pareil = (a: string, b: string) => a.trim().toLocaleLowerCase('fr') === b.trim().toLocaleLowerCase('fr')

/** Two demandes face to face: what is the same is marked, in colour and in words. */
export function CoteACote({ doublon }: { doublon: DoublonDetail }) {
  const [une, autre] = doublon.demandes
  if (!une || !autre) return null
  return (
    <div className={styles.cadre}>
      <table className={styles.table}>
        <caption className="visuellement-cache">Les deux demandes, rubrique par rubrique</caption>
        <thead>
          <tr>
            <td />
            {[une, autre].map((cote) => (
              <th key={cote.demande_id} scope="col">
                <Link to="/demandes/$demandeId" params={{ demandeId: cote.demande_id }}>
                  {cote.numero_unique ? numeroLisible(cote.numero_unique) : `Réf. ${cote.reference}`}
                </Link>
                {cote.coordonnees_masquees && <p>{textes.masquees}</p>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LIGNES.map(([libelle, lire]) => {
            const [a, b] = [lire(une), lire(autre)]
            const egal = Boolean(a && b && pareil(a, b)) && !NEUTRES.has(libelle)
            return (
              <tr key={libelle} data-egal={egal || undefined}>
                <th scope="row">{libelle}</th>
                <td>{a || '—'}</td>
                <td>
                  {b || '—'}
                  {egal && <span className={styles.egal}>identique</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
