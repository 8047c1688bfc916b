import { Link } from '@tanstack/react-router'
import { useNomsCommunes } from '@/api/communes.ts'
import type { DemandeDetail, DoublonVue } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { FaceAFace } from '@/ui/FaceAFace.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { EtatDemande } from '../etats.tsx'
import styles from './ComparaisonDoublon.module.css'

interface Props {
  demande: DemandeDetail
  doublon: DoublonVue
}

const jour = (iso: string | null | undefined) => iso && dateCourte(iso)

export function ComparaisonDoublon({ demande, doublon }: Props) {
  const { demandeur } = demande.formulaire
  const noms = useNomsCommunes([demandeur?.adresse?.commune], demande.communes)
  return (
    <div className={styles.comparaison}>
      <FaceAFace
        legende={`Comparaison avec la demande de ${doublon.nom_affiche}`}
        entetes={[
          'Cette demande',
          <>
            <Link to="/demandes/$demandeId" params={{ demandeId: doublon.demande_id }} target="_blank">
              {doublon.numero_unique ? numeroLisible(doublon.numero_unique) : `Réf. ${doublon.reference}`}
            </Link>{' '}
            <EtatDemande etat={doublon.etat} libelle={doublon.etat_libelle} />
          </>,
        ]}
        lignes={[
          { libelle: 'Nom', valeurs: [demande.nom_affiche, doublon.nom_affiche] },
          { libelle: 'Né(e) le', valeurs: [jour(demandeur?.ne_le), jour(doublon.ne_le)] },
          { libelle: 'Habite à', valeurs: [demandeur?.adresse && noms(demandeur.adresse.commune), doublon.commune] },
          { libelle: 'Déposée le', valeurs: [jour(demande.deposee_le), jour(doublon.deposee_le)] },
        ]}
      />
      <p className={styles.titre}>Ressemblance {doublon.certitude}</p>
      <RaisonList raisons={doublon.pour} ton="alerte" libelle="Ce qui se ressemble" />
      <RaisonList raisons={doublon.contre} libelle="Ce qui diffère" />
    </div>
  )
}
