import type { ReactElement } from 'react'
import { nomAffiche } from '@/lib/personnes.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { CarteCoordonnees, CartePersonne, CarteTravail } from '../components/CartePersonne.tsx'
import { CarteFoyer, CartePlafonds, CarteRessources, TableOccupants } from '../components/CartesFoyer.tsx'
import { CarteLogementActuel, CarteLogementRecherche, CarteMotifs } from '../components/CartesLogement.tsx'
import { CarteNir } from '../components/CarteNir.tsx'
import { LienModifier } from '../components/LienModifier.tsx'
import { useDemande } from '../useDemande.ts'

export function DemandeurPage(): ReactElement {
  const demande = useDemande()
  const { demandeur, codemandeurs = [] } = demande.formulaire
  return (
    <>
      <LienModifier demande={demande} rubrique="demandeur" />
      <Grille min="28rem">
        {demandeur && (
          <>
            <CartePersonne personne={demandeur} />
            <CarteCoordonnees personne={demandeur} communes={demande.communes} />
          </>
        )}
        {codemandeurs.map((personne) => (
          <CartePersonne key={personne.id} personne={personne} />
        ))}
        <CarteNir demande={demande} />
        {codemandeurs.map((personne) => (
          <CarteCoordonnees key={`c-${personne.id}`} personne={personne} communes={demande.communes} titre={`Coordonnées de ${personne.prenoms ?? 'ce codemandeur'}`} />
        ))}
      </Grille>
    </>
  )
}

export function FoyerPage(): ReactElement {
  const demande = useDemande()
  return (
    <>
      <LienModifier demande={demande} rubrique="occupants" />
      <Grille min="28rem">
        <CarteFoyer demande={demande} />
        <Carte titre="Occupants" pleine>
          <TableOccupants demande={demande} />
        </Carte>
      </Grille>
    </>
  )
}

export function SituationProPage(): ReactElement {
  const demande = useDemande()
  const { demandeur, codemandeurs = [] } = demande.formulaire
  return (
    <>
      <LienModifier demande={demande} rubrique="situation-professionnelle" />
      <Grille min="28rem">
        {[demandeur, ...codemandeurs].map((personne) => personne && <CarteTravail key={personne.id} personne={personne} communes={demande.communes} titre={nomAffiche(personne)} />)}
      </Grille>
    </>
  )
}

export function RevenusPage(): ReactElement {
  const demande = useDemande()
  return (
    <>
      <LienModifier demande={demande} rubrique="revenus" />
      <Grille min="28rem">
        <CarteRessources demande={demande} />
        <CartePlafonds demande={demande} />
      </Grille>
    </>
  )
}

export function LogementActuelPage(): ReactElement {
  const demande = useDemande()
  return (
    <>
      <LienModifier demande={demande} rubrique="logement-actuel" />
      <Grille min="28rem">
        <CarteLogementActuel demande={demande} />
      </Grille>
    </>
  )
}

export function LogementRecherchePage(): ReactElement {
  const demande = useDemande()
  return (
    <>
      <LienModifier demande={demande} rubrique="logement-recherche" />
      <Grille min="28rem">
        <CarteLogementRecherche demande={demande} />
        <Pile>
          <CarteMotifs demande={demande} />
        </Pile>
      </Grille>
    </>
  )
}
