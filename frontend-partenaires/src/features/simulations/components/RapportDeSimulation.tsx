import { Fragment } from 'react'
import type { Rapport } from '@/api/types.ts'
import { dateLongue } from '@/lib/dates.ts'
import { nombre, pluriel, pourcent } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { textes } from '../texts.ts'
import { Histogramme } from '@/ui/Histogramme.tsx'

type Mesures = Rapport['simulee']
type Deplacement = Rapport['par_commune'][number]
type Menage = Rapport['gagnants'][number]

const nommer = ({ grille }: Mesures) => `${grille.libelle}, version ${grille.version_grille}`
const part = (valeur: number | null) => (valeur === null ? '—' : pourcent(valeur))
const compte = (valeur: number | null) => (valeur === null ? textes.secret : nombre(valeur))
const signe = (valeur: number) => `${valeur > 0 ? '+' : ''}${nombre(valeur)}`

/** What the conférence intercommunale reads: each drawing has its table, each figure its definition. */
export function RapportDeSimulation({ rapport }: { rapport: Rapport }) {
  const mesures = [rapport.simulee, ...(rapport.comparee ? [rapport.comparee] : [])]
  return (
    <>
      <Carte titre="L’essentiel" outils={<span>{pluriel(rapport.demandes, 'demande')}, au {dateLongue(rapport.le)}</span>}>
        <Ensembles mesures={mesures} />
        {rapport.premier_decile && (
          <p>
            {textes.decile(rapport.premier_decile, rapport.petit_groupe)}
          </p>
        )}
      </Carte>
      <Carte titre={textes.repartition}>
        <Histogramme
          libelle={textes.repartition}
          unite="Points"
          secret={textes.secret}
          rienADessiner={textes.rienADessiner(rapport.petit_groupe)}
          reperes={rapport.repartition.map((t) => nombre(t.de))}
          categories={rapport.repartition.map((t) => `${nombre(t.de)} à ${nombre(t.a)}`)}
          series={mesures.map((m, rang) => ({ nom: nommer(m), valeurs: rapport.repartition.map((t) => (rang === 0 ? t.simulee : t.comparee)) }))}
        />
        <p>{textes.secretAide(rapport.petit_groupe)}</p>
      </Carte>
      {mesures.map((m, rang) => (
        <Carte key={rang} titre={`${textes.gardeFous} : ${nommer(m)}`} pleine>
          <GardeFous mesures={m} nom={`garde-fous-${rang}`} />
        </Carte>
      ))}
      {mesures.map((m, rang) => (
        <Carte key={rang} titre={`${textes.contributions} : ${nommer(m)}`} outils={<span>{textes.contributionsAide}</span>} pleine>
          <Contributions mesures={m} nom={`contributions-${rang}`} />
        </Carte>
      ))}
      <Carte titre={textes.rejeu}>
        <p>{textes.rejeuAide}</p>
        <Rejeux mesures={mesures} />
      </Carte>
      {rapport.comparee ? <Comparaison rapport={rapport} /> : <Avis>{textes.sansComparaison}</Avis>}
      <Carte titre={textes.methode}>
        <ul>
          {rapport.avertissements.map((phrase) => (
            <li key={phrase}>{phrase}</li>
          ))}
        </ul>
      </Carte>
      <Carte titre={textes.reproductible}>
        <Fiche
          lignes={[
            ['Jour du calcul', dateLongue(rapport.le)],
            ['Graine', String(rapport.graine)],
            ['Empreinte des demandes lues', <code key="s">{rapport.empreinte_du_stock}</code>],
            ...mesures.map((m): [string, React.ReactNode] => [`Empreinte de « ${nommer(m)} »`, <code key={m.grille.id}>{m.grille.empreinte}</code>]),
          ]}
        />
      </Carte>
    </>
  )
}

function Ensembles({ mesures }: { mesures: readonly Mesures[] }) {
  return (
    <DataTable
      simple
      nom="ensembles"
      libelle="L’essentiel, grille par grille"
      lignes={mesures}
      cle={(m) => m.grille.empreinte}
      colonnes={[
        { id: 'grille', entete: 'Grille', fixe: true, souple: true, cellule: nommer },
        { id: 'cotees', entete: 'Cotées', aligne: 'fin', cellule: (m) => nombre(m.ensemble.cotees) },
        { id: 'zero', entete: 'À zéro', aligne: 'fin', cellule: (m) => pourcent(m.ensemble.part_a_zero) },
        { id: 'egaux', entete: 'Ex æquo', aligne: 'fin', cellule: (m) => pourcent(m.ensemble.part_ex_aequo) },
        { id: 'mediane', entete: 'Médiane', aligne: 'fin', cellule: (m) => (m.ensemble.mediane === null ? '—' : nombre(m.ensemble.mediane)) },
        { id: 'etendue', entete: 'Du plus bas au plus haut', aligne: 'fin', cellule: (m) => (m.ensemble.minimum === null ? '—' : `${nombre(m.ensemble.minimum)} à ${nombre(m.ensemble.maximum ?? 0)}`), secondaire: true },
        { id: 'provisoires', entete: 'En attente d’une preuve', aligne: 'fin', cellule: (m) => nombre(m.ensemble.provisoires), secondaire: true },
      ]}
    />
  )
}

function GardeFous({ mesures, nom }: { mesures: Mesures; nom: string }) {
  return (
    <DataTable
      simple
      nom={nom}
      libelle={`${textes.gardeFous}, ${nommer(mesures)}`}
      lignes={mesures.garde_fous}
      cle={(g) => g.code}
      colonnes={[
        { id: 'libelle', entete: 'Garde-fou', fixe: true, souple: true, cellule: (g) => g.libelle },
        { id: 'tenu', entete: 'État', cellule: (g) => <EtatBadge ton={g.tenu === null ? 'neutre' : g.tenu ? 'bon' : 'refus'} libelle={g.tenu === null ? 'Non mesuré' : g.tenu ? 'Tenu' : 'Non tenu'} /> },
        { id: 'phrase', entete: 'Mesure', souple: true, cellule: (g) => g.phrase },
        { id: 'reference', entete: 'Source', souple: true, cellule: (g) => g.reference, secondaire: true },
      ]}
    />
  )
}

function Contributions({ mesures, nom }: { mesures: Mesures; nom: string }) {
  return (
    <DataTable
      simple
      nom={nom}
      libelle={`${textes.contributions}, ${nommer(mesures)}`}
      lignes={mesures.contributions}
      cle={(c) => c.code}
      colonnes={[
        { id: 'libelle', entete: 'Critère', fixe: true, souple: true, cellule: (c) => c.libelle },
        { id: 'bloc', entete: 'Bloc', souple: true, cellule: (c) => c.bloc || '—', secondaire: true },
        { id: 'demandes', entete: 'Demandes', aligne: 'fin', cellule: (c) => compte(c.demandes) },
        { id: 'moyenne', entete: 'Points en moyenne', aligne: 'fin', cellule: (c) => (c.moyenne === null ? '—' : signe(c.moyenne)) },
        { id: 'part', entete: 'Part des points', aligne: 'fin', cellule: (c) => part(c.part_des_points) },
        { id: 'variance', entete: 'Part de variance', aligne: 'fin', cellule: (c) => part(c.part_de_variance) },
      ]}
    />
  )
}

function Rejeux({ mesures }: { mesures: readonly Mesures[] }) {
  return (
    <DataTable
      simple
      nom="rejeux"
      libelle={textes.rejeu}
      lignes={mesures}
      cle={(m) => m.grille.empreinte}
      colonnes={[
        { id: 'grille', entete: 'Grille', fixe: true, souple: true, cellule: nommer },
        { id: 'seances', entete: 'Commissions', aligne: 'fin', cellule: (m) => nombre(m.rejeu.seances) },
        { id: 'biens', entete: 'Logements', aligne: 'fin', cellule: (m) => nombre(m.rejeu.biens) },
        { id: 'premier', entete: 'Attributaire premier par les points', aligne: 'fin', cellule: (m) => part(m.rejeu.part_attributaire_premier) },
        { id: 'hors', entete: 'Attributaire au-delà du troisième', aligne: 'fin', cellule: (m) => part(m.rejeu.part_hors_des_trois) },
        { id: 'kendall', entete: 'Accord des classements (tau)', aligne: 'fin', cellule: (m) => (m.rejeu.kendall === null ? '—' : nombre(m.rejeu.kendall)) },
      ]}
    />
  )
}

function Comparaison({ rapport }: { rapport: Rapport }) {
  const axes: readonly (readonly [string, readonly Deplacement[], (d: Deplacement) => string])[] = [
    ['Par public prioritaire', rapport.par_groupe, (d) => d.groupe_libelle ?? ''],
    ['Par taille de logement', rapport.par_typologie, (d) => d.typologie ?? ''],
    ['Par commune', rapport.par_commune, (d) => d.commune_nom ?? ''],
    ['Commune, taille et public : les plus déplacés', rapport.croisement, (d) => `${d.commune_nom}, ${d.typologie}, ${d.groupe_libelle}`],
  ]
  return (
    <>
      <Carte titre={textes.deplacements} pleine>
        <p>{textes.deplacementsAide}</p>
        {axes.map(([titre, lignes, dire], rang) => (
          <Fragment key={titre}>
            <h3>{titre}</h3>
            <DataTable
              simple
              nom={`deplacements-${rang}`}
              libelle={`${textes.deplacements}. ${titre}`}
              lignes={lignes}
              cle={dire}
              colonnes={[
                { id: 'qui', entete: 'Groupe', fixe: true, souple: true, cellule: dire },
                { id: 'souhaits', entete: 'Souhaits comptés', aligne: 'fin', cellule: (d) => nombre(d.souhaits) },
                { id: 'moyen', entete: 'Rangs en moyenne', aligne: 'fin', cellule: (d) => signe(d.moyen) },
                { id: 'montent', entete: 'Montent', aligne: 'fin', cellule: (d) => pourcent(d.montent) },
                { id: 'descendent', entete: 'Descendent', aligne: 'fin', cellule: (d) => pourcent(d.descendent) },
                { id: 'extremes', entete: 'Plus forts écarts', aligne: 'fin', cellule: (d) => d.plus_forte_montee || d.plus_forte_descente ? `+${nombre(d.plus_forte_montee)} / ${nombre(-d.plus_forte_descente)}` : '—', secondaire: true },
              ]}
              vide={<p>{textes.personne}</p>}
            />
          </Fragment>
        ))}
        {rapport.retenus_secrets > 0 && <p>{pluriel(rapport.retenus_secrets, 'groupe trop petit n’est pas montré', 'groupes trop petits ne sont pas montrés')}.</p>}
      </Carte>
      <p>{textes.menagesAide}</p>
      <Carte titre={textes.gagnants} pleine>
        <Menages nom="gagnants" libelle={textes.gagnants} menages={rapport.gagnants} />
      </Carte>
      <Carte titre={textes.perdants} pleine>
        <Menages nom="perdants" libelle={textes.perdants} menages={rapport.perdants} />
      </Carte>
    </>
  )
}

function Menages({ nom, libelle, menages }: { nom: string; libelle: string; menages: readonly Menage[] }) {
  return (
    <DataTable
      simple
      nom={nom}
      libelle={libelle}
      lignes={menages}
      cle={(m) => m.nom}
      colonnes={[
        { id: 'nom', entete: 'Ménage', fixe: true, cellule: (m) => m.nom },
        { id: 'profil', entete: 'Profil', souple: true, cellule: (m) => [m.typologie, `${m.personnes} pers.`, m.groupe_libelle, m.mutation && 'mutation', `${pluriel(m.anciennete_annees, 'an')} d’attente`].filter(Boolean).join(', ') },
        { id: 'points', entete: 'Points', aligne: 'fin', cellule: (m) => `${nombre(m.points_avant)} → ${nombre(m.points_apres)}` },
        { id: 'rangs', entete: 'Rangs', aligne: 'fin', cellule: (m) => signe(m.rangs) },
        { id: 'criteres', entete: 'Ce qui a changé', souple: true, cellule: (m) => m.criteres.join(' ; ') || 'Rien chez lui : d’autres sont passés devant ou derrière' },
      ]}
      vide={<p>{textes.personne}</p>}
    />
  )
}
