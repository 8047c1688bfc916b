import { useLibelle } from '@/api/nomenclatures.ts'
import type { Colocataire, DemandeDetail, Occupant } from '@/api/types.ts'
import { age, dateCourte } from '@/lib/dates.ts'
import { euros, nombre } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { MontantEuro } from '@/ui/Montant.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { partDuPlafond } from '../plafonds.ts'
import { textes } from '../texts.ts'

interface Props {
  demande: DemandeDetail
}

export function CarteFoyer({ demande }: Props) {
  const { a_naitre, occupants = [], codemandeurs = [] } = demande.formulaire
  return (
    <Carte titre="Foyer">
      <Fiche
        lignes={[
          ['Personnes à loger', demande.personnes],
          ['Unités de consommation', nombre(Number(demande.unites_de_consommation))],
          ['Catégorie de ménage', `Catégorie ${demande.categorie_menage}`],
          ['Codemandeurs', codemandeurs.map(nomAffiche).join(', ')],
          ['Autres occupants', occupants.length > 0 ? occupants.map((o) => `${o.prenom} (${age(o.ne_le)} ans)`).join(', ') : 'Aucun'],
          Boolean(a_naitre?.nombre) && ['À naître', `${a_naitre?.nombre}${a_naitre?.prevue_le ? `, prévu le ${dateCourte(a_naitre.prevue_le)}` : ''}`, 'a_naitre.nombre a_naitre.prevue_le'],
        ]}
      />
    </Carte>
  )
}

export function TableOccupants({ demande }: Props) {
  const libelle = useLibelle()
  const colonnes: readonly Colonne<Occupant>[] = [
    { id: 'nom', entete: 'Nom', fixe: true, champ: 'occupants.nom occupants.prenom', cellule: (o) => `${o.nom.toLocaleUpperCase('fr')} ${o.prenom}` },
    { id: 'ne_le', entete: 'Né(e) le', champ: 'occupants.ne_le', cellule: (o) => `${dateCourte(o.ne_le)} (${age(o.ne_le)} ans)` },
    { id: 'sexe', entete: 'Sexe', champ: 'occupants.sexe', cellule: (o) => libelle('sexe', o.sexe), secondaire: true },
    { id: 'lien', entete: 'Lien', champ: 'occupants.lien', cellule: (o) => libelle('lien_parente', o.lien) },
    { id: 'a_charge', entete: 'À charge', champ: 'occupants.a_charge', cellule: (o) => (o.a_charge ? 'Oui' : 'Non') },
    { id: 'handicap', entete: 'Handicap', champ: 'occupants.handicap', cellule: (o) => (o.handicap ? 'Reconnu' : '—'), secondaire: true },
    { id: 'coparentalite', entete: 'Garde', champ: 'occupants.coparentalite', cellule: (o) => libelle('coparentalite', o.coparentalite), secondaire: true },
  ]
  return (
    <DataTable
      simple
      nom="occupants"
      libelle="Occupants"
      colonnes={colonnes}
      lignes={demande.formulaire.occupants ?? []}
      cle={(o) => o.id}
      vide={<Vide titre="Aucun autre occupant">Seuls le demandeur et ses codemandeurs sont à loger.</Vide>}
    />
  )
}

export function TableColocataires({ demande }: Props) {
  const libelle = useLibelle()
  const colonnes: readonly Colonne<Colocataire>[] = [
    { id: 'nom', entete: 'Nom', fixe: true, champ: 'colocataires.civilite colocataires.nom_naissance colocataires.nom_usage colocataires.prenoms', cellule: (c) => [c.civilite && libelle('civilite', c.civilite), nomAffiche(c)].filter(Boolean).join(' ') },
    { id: 'ne_le', entete: 'Né(e) le', champ: 'colocataires.ne_le', cellule: (c) => (c.ne_le ? `${dateCourte(c.ne_le)} (${age(c.ne_le)} ans)` : '—') },
    { id: 'lien', entete: 'Lien', champ: 'colocataires.lien', cellule: (c) => libelle('lien_colocataire', c.lien) },
    { id: 'numero', entete: 'Sa demande', champ: 'colocataires.numero_unique', cellule: (c) => c.numero_unique ? numeroLisible(c.numero_unique) : 'Numéro unique à venir' },
  ]
  return (
    <DataTable
      simple
      nom="colocataires"
      libelle="Colocataires"
      colonnes={colonnes}
      lignes={demande.formulaire.colocataires ?? []}
      cle={(c) => c.id}
      vide={<Vide titre={textes.aucunColocataire}>{textes.colocataires}</Vide>}
    />
  )
}

export function CarteRessources({ demande }: Props) {
  const libelle = useLibelle()
  const { revenus, demandeur, codemandeurs = [] } = demande.formulaire
  const adultes = [demandeur, ...codemandeurs].filter((p) => p !== null && p !== undefined)
  const nom = (id: string | null | undefined) => {
    const personne = adultes.find((p) => p.id === id)
    return personne ? (personne.prenoms ?? nomAffiche(personne)) : 'Personne à charge'
  }
  return (
    <Carte titre="Ressources mensuelles">
      <Fiche
        lignes={[
          ...(revenus?.ressources ?? []).map((r) => [`${libelle('ressource', r.nature)} (${nom(r.personne_id)})`, euros(r.montant), 'revenus.ressources.personne_id revenus.ressources.nature revenus.ressources.montant'] as const),
          Boolean(revenus?.pension_versee) && ['Pension alimentaire versée', `− ${euros(revenus?.pension_versee ?? 0)}`, 'revenus.pension_versee'],
          ['Total retenu', <strong key="total">{euros(demande.ressources_mensuelles)}</strong>],
        ]}
      />
    </Carte>
  )
}

export function CartePlafonds({ demande }: Props) {
  const { revenus, demandeur, codemandeurs = [] } = demande.formulaire
  const adultes = [demandeur, ...codemandeurs].filter((p) => p !== null && p !== undefined)
  return (
    <Carte titre="Revenu fiscal et plafonds">
      <Fiche
        lignes={[
          ...(revenus?.rfr ?? []).map((r) => {
            const personne = adultes.find((p) => p.id === r.personne_id)
            return [`RFR ${r.annee}${personne ? `, ${personne.prenoms ?? ''}` : ''}`, euros(r.montant), 'revenus.rfr.personne_id revenus.rfr.annee revenus.rfr.montant'] as const
          }),
          ['RFR retenu', <MontantEuro key="rfr" valeur={demande.rfr} absent="Non renseigné" />],
          ...demande.plafonds.map((p) => [`Plafond ${p.financement}`, `${partDuPlafond(p.pourcentage)} (${euros(p.montant)}, barème ${p.annee} ${p.zone}${p.a_verifier ? `, ${textes.aVerifier.toLowerCase().replace('.', '')}` : ''})`] as const),
        ]}
      />
    </Carte>
  )
}
