import { Fragment, type ReactElement } from 'react'
import { nomAffiche } from '@/lib/personnes.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { CarteCoordonnees, CartePersonne, CarteTravail } from '../components/CartePersonne.tsx'
import { CarteDelai, CarteRegles } from '../components/CarteRegles.tsx'
import { CarteAccompagnement, CartesHandicap } from '../components/CartesComplements.tsx'
import { CarteFoyer, CartePlafonds, CarteRessources, TableColocataires, TableOccupants } from '../components/CartesFoyer.tsx'
import { CarteLogementActuel, CarteLogementRecherche, CarteMotifs } from '../components/CartesLogement.tsx'
import { CarteNir } from '../components/CarteNir.tsx'
import { ChoixTitulaire, useTitulaireChoisi } from '../components/ChoixTitulaire.tsx'
import { LienModifier } from '../components/LienModifier.tsx'
import { textes } from '../texts.ts'
import { Titulaires } from '../components/Titulaires.tsx'
import { useDemande } from '../useDemande.ts'

export function DemandeurPage(): ReactElement {
  const demande = useDemande()
  const { demandeur } = demande.formulaire
  return (
    <>
      <LienModifier demande={demande} rubrique="demandeur" />
      <Pile>
        <Titulaires demande={demande} />
        <Grille min="28rem">
          {demandeur && (
            <>
              <CartePersonne personne={demandeur} />
              <CarteCoordonnees personne={demandeur} communes={demande.communes} />
            </>
          )}
          <CarteNir demande={demande} />
          <CarteDelai demande={demande} />
        </Grille>
      </Pile>
    </>
  )
}

export function CodemandeursPage(): ReactElement {
  const demande = useDemande()
  const { codemandeurs = [] } = demande.formulaire
  return (
    <>
      <LienModifier demande={demande} rubrique="codemandeurs" />
      <Pile>
        <Titulaires demande={demande} />
        {codemandeurs.length === 0 && <Vide titre={textes.aucunCodemandeur}>Le demandeur signera seul le bail.</Vide>}
        <Grille min="28rem">
          {codemandeurs.map((personne) => (
            <Fragment key={personne.id}>
              <CartePersonne personne={personne} />
              <CarteCoordonnees personne={personne} communes={demande.communes} titre={`Coordonnées de ${personne.prenoms ?? 'ce codemandeur'}`} />
            </Fragment>
          ))}
        </Grille>
      </Pile>
    </>
  )
}

export function ColocatairesPage(): ReactElement {
  const demande = useDemande()
  return (
    <>
      <LienModifier demande={demande} rubrique="colocataires" />
      <Carte titre="Colocataires" pleine>
        <TableColocataires demande={demande} />
      </Carte>
    </>
  )
}

export function OccupantsPage(): ReactElement {
  const demande = useDemande()
  return (
    <Pile>
      <LienModifier demande={demande} rubrique="occupants" />
      <Grille min="28rem">
        <Carte titre="Occupants" pleine>
          <TableOccupants demande={demande} />
        </Carte>
        <CarteFoyer demande={demande} />
        <CarteRegles demande={demande} themes={['foyer', 'logement']} titre="Ce que disent les règles" />
      </Grille>
    </Pile>
  )
}

export function ComplementsPage(): ReactElement {
  const demande = useDemande()
  return (
    <>
      <LienModifier demande={demande} rubrique="complements" />
      <Grille min="28rem">
        <CarteMotifs demande={demande} />
        <CarteAccompagnement demande={demande} />
        <CartesHandicap demande={demande} />
      </Grille>
    </>
  )
}

export function SituationProPage(): ReactElement {
  const demande = useDemande()
  const { demandeur, codemandeurs = [] } = demande.formulaire
  const titulaires = [demandeur, ...codemandeurs].filter((personne) => personne !== null && personne !== undefined)
  const choisi = useTitulaireChoisi(titulaires)
  return (
    <>
      <LienModifier demande={demande} rubrique="situation-professionnelle" />
      <ChoixTitulaire titulaires={titulaires} choisi={choisi} />
      <Grille min="28rem">
        {titulaires.filter(({ id }) => choisi === undefined || id === choisi).map((personne) => <CarteTravail key={personne.id} personne={personne} communes={demande.communes} titre={nomAffiche(personne)} />)}
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
        <CarteRegles demande={demande} themes={['revenus']} titre="Ce que disent les règles" />
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
        <CarteRegles demande={demande} themes={['logement']} titre="Ce que disent les règles" />
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
        <CarteDelai demande={demande} />
      </Grille>
    </>
  )
}
