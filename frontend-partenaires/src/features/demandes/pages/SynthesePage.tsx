import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { aujourdhui } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { aDesCoordonnees, CarteCoordonnees, CartePersonne, CarteTravail } from '../components/CartePersonne.tsx'
import { SeulementCerfa } from '../components/Cerfa.tsx'
import { CarteDelai, CarteRegles } from '../components/CarteRegles.tsx'
import { CarteAccompagnement, CartesHandicap } from '../components/CartesComplements.tsx'
import { CarteFoyer, CartePlafonds, CarteRessources, TableColocataires, TableOccupants } from '../components/CartesFoyer.tsx'
import { CarteLogementActuel, CarteLogementRecherche, CarteMotifs, Controles } from '../components/CartesLogement.tsx'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'
import styles from './SynthesePage.module.css'

/** One page to read, one page to print. */
export function SynthesePage(): ReactElement {
  const demande = useDemande()
  const { demandeur, codemandeurs = [] } = demande.formulaire
  return (
    <Pile>
      <Controles demande={demande} />
      <div className="hors-impression">
        <Rang fin>
          <SeulementCerfa />
          <Button variant="default" size="compact-md" leftSection={<IconPrinter size={15} aria-hidden="true" />} onClick={() => window.print()}>
            Imprimer la vue synthétique
          </Button>
        </Rang>
      </div>
      <Grille>
        {demandeur && <CartePersonne personne={demandeur} />}
        {codemandeurs.map((personne) => (
          <CartePersonne key={personne.id} personne={personne} />
        ))}
        {demandeur && <CarteCoordonnees personne={demandeur} communes={demande.communes} />}
        {codemandeurs.filter(aDesCoordonnees).map((personne) => (
          <CarteCoordonnees key={personne.id} personne={personne} communes={demande.communes} titre={`Coordonnées de ${personne.prenoms ?? 'ce codemandeur'}`} />
        ))}
        <CarteFoyer demande={demande} />
        {demandeur && <CarteTravail personne={demandeur} communes={demande.communes} titre="Situation professionnelle" />}
        {codemandeurs.map((personne) => (
          <CarteTravail key={personne.id} personne={personne} communes={demande.communes} titre={`Situation professionnelle de ${personne.prenoms ?? 'ce codemandeur'}`} />
        ))}
        <CarteRessources demande={demande} />
        <CartePlafonds demande={demande} />
        <CarteDelai demande={demande} />
        <CarteLogementActuel demande={demande} />
        <CarteLogementRecherche demande={demande} />
        <CarteMotifs demande={demande} />
        {demande.formulaire.accompagnement && <CarteAccompagnement demande={demande} />}
        {(demande.formulaire.handicaps ?? []).length > 0 && <CartesHandicap demande={demande} />}
        <Carte titre="Cotation">
          {demande.cotations.length === 0 ? (
            <p>{demande.etat === 'AC' ? textes.sansCotation : textes.cotationSuspendue}</p>
          ) : (
            <Pile espace="serre">
              <Fiche
                lignes={demande.cotations.map((c) => [
                  c.epci_nom,
                  `${nombre(c.points_verifies)} points${c.points_declares === c.points_verifies ? '' : ` (${nombre(c.points_declares)} déclarés)`}`,
                ])}
              />
              <Link to="/demandes/$demandeId/cotation" params={{ demandeId: demande.id }} className="hors-impression">
                Voir le calcul ligne par ligne
              </Link>
            </Pile>
          )}
        </Carte>
        {(demande.formulaire.occupants ?? []).length > 0 && (
          <Carte titre="Occupants" pleine className={styles.large}>
            <TableOccupants demande={demande} />
          </Carte>
        )}
        {(demande.formulaire.colocataires ?? []).length > 0 && (
          <Carte titre="Colocataires" pleine className={styles.large}>
            <TableColocataires demande={demande} />
          </Carte>
        )}
        <CarteRegles demande={demande} themes={['foyer', 'revenus', 'logement']} titre="Ce que disent les règles" large />
      </Grille>
      <p className={styles.edition}>
        Édité le <DateFr iso={aujourdhui()} /> depuis le fichier partagé. Données personnelles : à détruire après usage.
      </p>
    </Pile>
  )
}
