import { useNomsCommunes } from '@/api/communes.ts'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { euros } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { textes } from '../texts.ts'
import styles from './CartesLogement.module.css'

interface Props {
  demande: DemandeDetail
}

const ouiNon = (valeur: boolean | undefined, oui = 'Oui', non = 'Non') => (valeur ? oui : non)

export function CarteLogementActuel({ demande }: Props) {
  const libelle = useLibelle()
  const actuel = demande.formulaire.logement_actuel
  return (
    <Carte titre="Logement actuel">
      <Fiche
        lignes={[
          ['Statut', libelle('statut_logement', actuel?.statut)],
          ['Depuis le', actuel?.depuis_le && dateCourte(actuel.depuis_le)],
          ['Type et surface', actuel && [actuel.typologie && libelle('typologie', actuel.typologie), actuel.surface && `${actuel.surface} m²`].filter(Boolean).join(', ')],
          ['Habitants', actuel?.nb_habitants],
          ['Loyer avec charges', actuel?.loyer !== null && actuel?.loyer !== undefined ? euros(actuel.loyer) : null],
          ['APL ou AL', actuel?.apl !== null && actuel?.apl !== undefined ? euros(actuel.apl) : null],
          Boolean(actuel?.bailleur) && ['Bailleur', actuel?.bailleur],
          Boolean(actuel?.hebergeant) && ['Hébergeant', actuel?.hebergeant],
          ['Propriétaire d’un logement', ouiNon(actuel?.proprietaire)],
        ]}
      />
    </Carte>
  )
}

export function CarteLogementRecherche({ demande }: Props) {
  const libelle = useLibelle()
  const recherche = demande.formulaire.logement_recherche
  const codes = recherche?.communes ?? []
  const noms = useNomsCommunes(codes, demande.communes)
  return (
    <Carte titre="Logement recherché">
      <Fiche
        lignes={[
          ['Catégorie', libelle('categorie_logement', recherche?.categorie)],
          ['Types', recherche?.typologies?.map((t) => libelle('typologie', t)).join(', ')],
          [
            'Communes',
            codes.length > 0 && (
              <ol className={styles.classement}>
                {codes.map((code) => (
                  <li key={code}>{noms(code)}</li>
                ))}
              </ol>
            ),
          ],
          ['D’autres communes', ouiNon(recherche?.demande_elargie, 'Acceptées', 'Non')],
          ['Loyer maximum', recherche?.loyer_max ? euros(recherche.loyer_max) : null],
          ['Stationnement', ouiNon(recherche?.parking, 'Souhaité', 'Non')],
          ['Rez-de-chaussée', ouiNon(recherche?.rez_de_chaussee, 'Accepté', 'Refusé')],
          ['Sans ascenseur', ouiNon(recherche?.sans_ascenseur, 'Accepté', 'Refusé')],
          ['Adapté au handicap', ouiNon(recherche?.adapte_handicap)],
          Boolean(recherche?.precision) && ['Précisions', recherche?.precision],
        ]}
      />
    </Carte>
  )
}

export function CarteMotifs({ demande }: Props) {
  const libelle = useLibelle()
  const motifs = demande.formulaire.motifs
  const codes = motifs?.codes ?? []
  return (
    <Carte titre="Motifs de la demande">
      {codes.length === 0 ? (
        <p>Aucun motif renseigné.</p>
      ) : (
        <ol className={styles.classement}>
          {codes.map((code) => (
            <li key={code}>{libelle('motif', code)}</li>
          ))}
        </ol>
      )}
      {motifs?.autre && <p className={styles.autre}>{motifs.autre}</p>}
    </Carte>
  )
}

export function Controles({ demande }: Props) {
  const bloquants = demande.controles.filter(({ niveau }) => niveau === 'bloquant')
  const alertes = demande.controles.filter(({ niveau }) => niveau === 'alerte')
  const { motif_retour, commentaire_retour, informations_masquees } = demande
  const libelle = useLibelle()
  if (demande.controles.length === 0 && !motif_retour && !informations_masquees) return null
  return (
    <Pile espace="serre">
      {motif_retour && (
        <Avis ton="attention" titre={textes.retournee}>
          <p>{[libelle('motif_retour', motif_retour), commentaire_retour].filter(Boolean).join('. ')}</p>
        </Avis>
      )}
      {informations_masquees && <Avis ton="verrou">{textes.masquees}</Avis>}
      {bloquants.length > 0 && (
        <Avis ton="erreur" titre="À compléter ou à corriger avant la validation">
          <RaisonList raisons={bloquants.map(({ code, message }) => ({ code, phrase: message }))} />
        </Avis>
      )}
      {alertes.length > 0 && (
        <Avis ton="attention" titre="À vérifier">
          <RaisonList raisons={alertes.map(({ code, message }) => ({ code, phrase: message }))} />
        </Avis>
      )}
    </Pile>
  )
}
