import { Link } from '@tanstack/react-router'
import { usePeut } from '@/api/session.ts'
import type { DemandeDetail } from '@/api/types.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { Avis } from '@/ui/Avis.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { textes } from '../texts.ts'
import { Separation } from './Separation.tsx'
import styles from '../pages/DemandePage.module.css'

const NATURES = {
  separation: 'Séparation : l’autre demande est',
  fusionnee_dans: 'Cette demande a été fusionnée dans',
  fusion_de: 'Une autre demande de la même personne a été fusionnée dans celle-ci :',
} as const

/** What ties this file to another one, and whom it protects: read before anything else. */
export function Attaches({ demande }: { demande: DemandeDetail }) {
  const { protection, liens } = demande
  const peutValider = usePeut('demandes:valider')
  const { demandeur, codemandeurs = [] } = demande.formulaire
  const protegee = [demandeur, ...codemandeurs].find((p) => p && p.id === protection?.personne_id)
  return (
    <>
      {protection && (
        <div className={styles.verrou}>
          <Avis ton="verrou" titre={textes.protegee}>
            {protection.coordonnees_masquees ? (
              <p>{textes.protegeeMasquee}</p>
            ) : (
              <p>
                {protegee && nomAffiche(protegee)}, depuis le <DateFr iso={protection.depuis_le} /> ({protection.motif_libelle}). {textes.protegeeVue}
                {protection.contact && ` Lui écrire à ${protection.contact} seulement.`}
              </p>
            )}
          </Avis>
        </div>
      )}
      {liens.length > 0 && (
        <div className={styles.verrou}>
          <Avis>
            {liens.map((lien) => (
              <p key={lien.demande_id + lien.nature}>
                {NATURES[lien.nature]}{' '}
                <Link to="/demandes/$demandeId" params={{ demandeId: lien.demande_id }}>
                  {numeroLisible(lien.numero)}
                </Link>
                , depuis le <DateFr iso={lien.depuis_le} />.
              </p>
            ))}
            {peutValider && liens.some(({ nature }) => nature === 'separation') && <Separation demande={demande} />}
          </Avis>
        </div>
      )}
    </>
  )
}
