import { useNomsCommunes } from '@/api/communes.ts'
import { useLibelle } from '@/api/nomenclatures.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { euros } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { Marque } from '@/ui/marques.tsx'
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
          ['Statut', libelle('statut_logement', actuel?.statut), 'logement_actuel.statut'],
          ['Depuis le', actuel?.depuis_le && dateCourte(actuel.depuis_le), 'logement_actuel.depuis_le'],
          ['Type et surface', actuel && [actuel.categorie && libelle('categorie_logement', actuel.categorie), actuel.typologie && libelle('typologie', actuel.typologie), actuel.surface && `${actuel.surface} m²`].filter(Boolean).join(', '), 'logement_actuel.categorie logement_actuel.typologie logement_actuel.surface'],
          ['Habitants', actuel?.nb_habitants, 'logement_actuel.nb_habitants'],
          ['Loyer avec charges', actuel?.loyer !== null && actuel?.loyer !== undefined ? euros(actuel.loyer) : null, 'logement_actuel.loyer'],
          ['APL ou AL', actuel?.apl !== null && actuel?.apl !== undefined ? euros(actuel.apl) : null, 'logement_actuel.apl'],
          Boolean(actuel?.bailleur) && ['Bailleur', actuel?.bailleur, 'logement_actuel.bailleur'],
          Boolean(actuel?.hebergeant) && ['Hébergeant ou structure', actuel?.hebergeant, 'logement_actuel.hebergeant'],
          Boolean(actuel?.particularite) && ['Particularité', libelle('particularite_hlm', actuel?.particularite), 'logement_actuel.particularite'],
          Boolean(actuel?.preavis_le) && ['Fin du préavis', actuel?.preavis_le && dateCourte(actuel.preavis_le), 'logement_actuel.preavis_le'],
          [
            'Propriétaire d’un logement',
            [ouiNon(actuel?.proprietaire), actuel?.possede?.lieu, actuel?.possede?.typologie && libelle('typologie', actuel.possede.typologie)].filter(Boolean).join(', '),
            'logement_actuel.proprietaire logement_actuel.possede.lieu logement_actuel.possede.typologie',
          ],
        ]}
      />
    </Carte>
  )
}

export function CarteLogementRecherche({ demande }: Props) {
  const libelle = useLibelle()
  const recherche = demande.formulaire.logement_recherche
  const codes = recherche?.communes ?? []
  const noms = useNomsCommunes([...codes, ...(recherche?.secteurs ?? []).flatMap((secteur) => secteur.communes ?? [])], demande.communes)
  return (
    <Carte titre="Logement recherché">
      <Fiche
        lignes={[
          ['Catégorie', libelle('categorie_logement', recherche?.categorie), 'logement_recherche.categorie'],
          ['Types', recherche?.typologies?.map((t) => libelle('typologie', t)).join(', '), 'logement_recherche.typologies'],
          [
            'Communes',
            codes.length > 0 && (
              <ol className={styles.classement}>
                {codes.map((code) => (
                  <li key={code}>{[noms(code), ...(recherche?.quartiers ?? []).filter(({ commune }) => commune === code).map(({ nom }) => nom)].join(', ')}</li>
                ))}
              </ol>
            ),
            'logement_recherche.communes logement_recherche.quartiers.commune logement_recherche.quartiers.nom',
          ],
          Boolean(recherche?.secteurs?.length) && [
            'Secteurs',
            <ol key="secteurs" className={styles.classement} start={(recherche?.communes?.length ?? 0) + 1}>
              {recherche?.secteurs?.map((secteur) => (
                <li key={secteur.id}>
                  {secteur.nom} ({secteur.communes?.map((code) => [noms(code), ...(secteur.quartiers ?? []).filter(({ commune }) => commune === code).map(({ nom }) => nom)].join(', ')).join(' ; ')})
                </li>
              ))}
            </ol>,
            'logement_recherche.secteurs.nom logement_recherche.secteurs.communes logement_recherche.secteurs.quartiers.commune logement_recherche.secteurs.quartiers.nom',
          ],
          Boolean(recherche?.programmes?.length) && [
            'Programmes',
            <ol key="programmes" className={styles.classement}>
              {recherche?.programmes?.map((programme) => (
                <li key={programme}>{programme}</li>
              ))}
            </ol>,
            'logement_recherche.programmes',
          ],
          ['D’autres communes', ouiNon(recherche?.demande_elargie, 'Acceptées', 'Non'), 'logement_recherche.demande_elargie'],
          ['Loyer maximum', recherche?.loyer_max ? euros(recherche.loyer_max) : null, 'logement_recherche.loyer_max'],
          ['Stationnement', ouiNon(recherche?.parking, 'Souhaité', 'Non'), 'logement_recherche.parking'],
          ['Rez-de-chaussée', ouiNon(recherche?.rez_de_chaussee, 'Accepté', 'Refusé'), 'logement_recherche.rez_de_chaussee'],
          ['Sans ascenseur', ouiNon(recherche?.sans_ascenseur, 'Accepté', 'Refusé'), 'logement_recherche.sans_ascenseur'],
          ['Adapté au handicap', ouiNon(recherche?.adapte_handicap), 'logement_recherche.adapte_handicap'],
          ['Colocation', ouiNon(recherche?.colocation, 'Acceptée', 'Non'), 'logement_recherche.colocation'],
          ['Caution', ouiNon(recherche?.caution, 'Apportée', 'Non'), 'logement_recherche.caution'],
          Boolean(recherche?.dossier_fsl) && [
            'Dossier FSL',
            [recherche?.dossier_fsl?.du && `du ${dateCourte(recherche.dossier_fsl.du)}`, recherche?.dossier_fsl?.au && `au ${dateCourte(recherche.dossier_fsl.au)}`].filter(Boolean).join(' ') || 'Ouvert',
            'logement_recherche.dossier_fsl.du logement_recherche.dossier_fsl.au',
          ],
          Boolean(recherche?.precision) && ['Précisions', recherche?.precision, 'logement_recherche.precision'],
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
        <Marque champ="motifs.codes motifs.autre motifs.jugement_le">
          <ol className={styles.classement}>
            {codes.map((code) => (
              <li key={code}>{libelle('motif', code)}</li>
            ))}
          </ol>
          {motifs?.autre && <p className={styles.autre}>{motifs.autre}</p>}
          {motifs?.jugement_le && <p className={styles.autre}>Jugement du {dateCourte(motifs.jugement_le)}</p>}
        </Marque>
      )}
    </Carte>
  )
}

const AVANT_VALIDATION = new Set(['BR', 'ES', 'EV', 'RT'])

export function Controles({ demande }: Props) {
  const bloquants = demande.controles.filter(({ niveau }) => niveau === 'bloquant')
  // the occupants to attach have their own notice, with its remedies
  const alertes = demande.controles.filter(({ niveau, code }) => niveau === 'alerte' && code !== 'occupant-a-rattacher')
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
        <Avis ton="erreur" titre={AVANT_VALIDATION.has(demande.etat) ? textes.aCompleterAvantValidation : textes.aCompleter}>
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
