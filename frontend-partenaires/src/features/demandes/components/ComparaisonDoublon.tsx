import { Link } from '@tanstack/react-router'
import { useNomsCommunes } from '@/api/communes.ts'
import type { DemandeDetail, DoublonVue } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { EtatDemande } from '../etats.tsx'
import styles from './ComparaisonDoublon.module.css'

interface Props {
  demande: DemandeDetail
  doublon: DoublonVue
}

const egal = (a: string | null | undefined, b: string | null | undefined) => Boolean(a) && a?.trim().toLocaleLowerCase('fr') === b?.trim().toLocaleLowerCase('fr')

export function ComparaisonDoublon({ demande, doublon }: Props) {
  const { demandeur } = demande.formulaire
  const noms = useNomsCommunes([demandeur?.adresse?.commune], demande.communes)
  const lignes: readonly (readonly [string, string | null | undefined, string | null | undefined])[] = [
    ['Nom', demande.nom_affiche, doublon.nom_affiche],
    ['Né(e) le', demandeur?.ne_le && dateCourte(demandeur.ne_le), doublon.ne_le && dateCourte(doublon.ne_le)],
    ['Habite à', demandeur?.adresse ? noms(demandeur.adresse.commune) : null, doublon.commune],
    ['Déposée le', demande.deposee_le && dateCourte(demande.deposee_le), doublon.deposee_le && dateCourte(doublon.deposee_le)],
  ]
  return (
    <div className={styles.comparaison}>
      <table className={styles.table}>
        <caption className="visuellement-cache">Comparaison avec la demande de {doublon.nom_affiche}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Cette demande</th>
            <th scope="col">
              <Link to="/demandes/$demandeId" params={{ demandeId: doublon.demande_id }} target="_blank">
                {doublon.numero_unique ? numeroLisible(doublon.numero_unique) : `Réf. ${doublon.reference}`}
              </Link>{' '}
              <EtatDemande etat={doublon.etat} libelle={doublon.etat_libelle} />
            </th>
          </tr>
        </thead>
        <tbody>
          {lignes.map(([libelle, ici, la]) => (
            <tr key={libelle} data-egal={egal(ici, la)}>
              <th scope="row">{libelle}</th>
              <td>{ici || '—'}</td>
              <td>
                {la || '—'} {egal(ici, la) && <span className={styles.egal}>identique</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.titre}>Ressemblance {doublon.certitude}</p>
      <RaisonList raisons={doublon.pour} ton="alerte" libelle="Ce qui se ressemble" />
      <RaisonList raisons={doublon.contre} libelle="Ce qui diffère" />
    </div>
  )
}
