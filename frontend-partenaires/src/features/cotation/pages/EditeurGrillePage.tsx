import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { CatalogueDeCotation, GrilleDetail, ObservationDeGrille } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { GardeSaisie } from '@/ui/GardeSaisie.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { typographier } from '@/lib/typographie.ts'
import { BlocEditeur } from '../components/editeur/BlocEditeur.tsx'
import { EnsemblesEditeur } from '../components/editeur/EnsemblesEditeur.tsx'
import { Echange } from '../components/editeur/Echange.tsx'
import styles from '../components/editeur/Editeur.module.css'
import { neuve, PredicatEditeur, Secteurs } from '../components/editeur/PredicatEditeur.tsx'
import { Nombre, Texte } from '../components/editeur/Saisies.tsx'
import { SecteursEditeur } from '../components/editeur/SecteursEditeur.tsx'
import { aEcrire, codeLibre, ouSeTrouve, remplacer, renommer, sans, type DocumentDeGrille } from '../document.ts'
import { catalogueQuery, grilleQuery, relectureQuery, useEnregistrerBrouillon } from '../queries.ts'
import { textes } from '../texts.ts'
import { lireGarde, useBrouillon } from '../useBrouillon.ts'

export function EditeurGrillePage(): ReactElement {
  const grilleId = useParams({ from: '/connecte/prive/grilles-de-cotation/$grilleId/edition', select: (p) => p.grilleId })
  const { data: grille } = useSuspenseQuery(grilleQuery(grilleId))
  const catalogue = useQuery(catalogueQuery)
  const modifier = grille.actions.find(({ code }) => code === 'modifier')
  return (
    <>
      {modifier?.permise ? (
        <Requete requete={catalogue} phrase={phraseDe}>
          {(lu) => <Editeur key={grille.id} grille={grille} catalogue={lu} />}
        </Requete>
      ) : (
        <>
          <Entete grille={grille} />
          <Avis ton="verrou">{modifier?.raisons.map(({ phrase }) => phrase).join(' ')}</Avis>
        </>
      )}
    </>
  )
}

function Entete({ grille }: { grille: GrilleDetail }) {
  return (
    <PageHeader
      chemin={
        <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: grille.id }}>
          {grille.epci_nom}, version {grille.version_grille}
        </Link>
      }
      titre="Écrire la grille"
      sous={grille.epci_nom}
    />
  )
}

function Editeur({ grille, catalogue }: { grille: GrilleDetail; catalogue: CatalogueDeCotation }) {
  const [reference, setReference] = useState(() => aEcrire(grille.document))
  const [garde] = useState(() => lireGarde(grille.id))
  const aJour = garde !== null && garde.version === grille.version
  const [depasse, setDepasse] = useState(garde !== null && !aJour)
  const { document, modifie, ecrire, repartir, annuler, retablir } = useBrouillon(grille.id, grille.version, reference, aJour ? garde.document : reference)
  const [ouverts, setOuverts] = useState<ReadonlySet<string>>(new Set())
  const [relu] = useDebouncedValue(document, 500)
  const relecture = useQuery(relectureQuery(relu))
  const enregistrer = useEnregistrerBrouillon()
  const navigate = useNavigate()
  const peutSimuler = usePeut('cotation:simuler')
  const observations = useMemo(() => relecture.data?.observations ?? [], [relecture.data])
  const graves = observations.filter(({ niveau }) => niveau === 'bloquant').length
  const ouvrir = (code: string, ouvert: boolean) =>
    setOuverts((connus) => {
      const suite = new Set(connus)
      if (ouvert) suite.add(code)
      else suite.delete(code)
      return suite
    })
  const aller = (chemin: string) => {
    const code = ouSeTrouve(document, chemin)
    if (!code) return
    ouvrir(code, true)
    requestAnimationFrame(() => {
      const cible = window.document.getElementById(`critere-${code}`)
      cible?.scrollIntoView({ block: 'center' })
      cible?.querySelector<HTMLElement>('button, input')?.focus()
    })
  }
  const garder = () =>
    enregistrer.mutate(
      { grille, document },
      {
        onSuccess: () => {
          setReference(document)
          dire('Le brouillon est enregistré.')
        },
      },
    )
  useHotkeys(
    [
      ['mod+S', () => modifie && garder()],
      ['mod+Z', () => annuler?.()],
      ['mod+shift+Z', () => retablir?.()],
    ],
    [],
  )
  return (
    <>
      <Entete grille={grille} />
      <div className={styles.barre} role="group" aria-label={textes.brouillon}>
        <BoutonPret variant="default" size="compact-md" manque={!annuler && 'Rien à annuler.'} onClick={() => annuler?.()}>
          Annuler
        </BoutonPret>
        <BoutonPret variant="default" size="compact-md" manque={!retablir && 'Rien à rétablir.'} onClick={() => retablir?.()}>
          Rétablir
        </BoutonPret>
        <BoutonPret size="compact-md" loading={enregistrer.isPending} manque={!modifie && 'Tout est enregistré.'} onClick={garder}>
          Enregistrer
        </BoutonPret>
        {peutSimuler && (
          <BoutonPret variant="default" size="compact-md" manque={modifie && textes.essayerDAbord} onClick={() => void navigate({ to: '/simulations', search: { grille: grille.id } })}>
            {textes.essayer}
          </BoutonPret>
        )}
        <Button size="compact-md" variant="default" onClick={() => void navigate({ to: '/grilles-de-cotation/$grilleId', params: { grilleId: grille.id } })}>
          Voir la grille
        </Button>
        <span className={styles.discret}>{relecture.data ? textes.relectureComptee(graves, observations.length - graves) : null}</span>
      </div>
      <Pile>
        {enregistrer.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(enregistrer.error)}
          </Avis>
        )}
        {aJour && modifie && (
          <Avis>
            {textes.retrouve}{' '}
            <button type="button" className={styles.lien} onClick={() => repartir(reference)}>
              Repartir de ce qui est enregistré
            </button>
          </Avis>
        )}
        {depasse && garde && (
          <Avis ton="attention">
            {textes.depasse}{' '}
            <button
              type="button"
              className={styles.lien}
              onClick={() => {
                ecrire(garde.document)
                setDepasse(false)
              }}
            >
              Reprendre ma saisie
            </button>
          </Avis>
        )}
        <div className={styles.page}>
          <Secteurs value={document.secteurs ?? []}>
            <Pile>
              <Generalites document={document} catalogue={catalogue} ecrire={ecrire} />
              <SecteursEditeur document={document} ecrire={ecrire} />
              {document.blocs.map((bloc, rang) => (
                <BlocEditeur
                  key={rang}
                  catalogue={catalogue}
                  document={document}
                  bloc={bloc}
                  dits={relecture.data?.blocs ?? []}
                  observations={observations}
                  ouverts={ouverts}
                  onOuvrir={ouvrir}
                  onRenommer={(avant, apres) => {
                    ecrire(renommer(document, avant, apres))
                    ouvrir(apres, true)
                  }}
                  onChange={(suite) => ecrire({ ...document, blocs: remplacer(document.blocs, rang, suite) })}
                  onRetirer={() => ecrire({ ...document, blocs: document.blocs.filter((_, place) => place !== rang) })}
                />
              ))}
              <Rang>
                <Button variant="default" onClick={() => ecrire({ ...document, blocs: [...document.blocs, { code: codeLibre(document, 'BLOC'), libelle: 'Nouveau bloc', mode: 'somme', criteres: [] }] })}>
                  Ajouter un bloc
                </Button>
              </Rang>
              <EnsemblesEditeur document={document} catalogue={catalogue} dits={relecture.data?.ensembles ?? []} ecrire={ecrire} />
              <HorsCotation document={document} catalogue={catalogue} ecrire={ecrire} />
              <Echange nom={`grille-${grille.epci}-${grille.population}-${grille.version_grille}.json`} document={document} ecrire={ecrire} />
            </Pile>
          </Secteurs>
          <aside className={styles.panneau} aria-label="Relecture">
            <Relecture observations={observations} erreur={relecture.error} onAller={aller} document={document} />
          </aside>
        </div>
      </Pile>
      <GardeSaisie active={modifie} phrase="Votre saisie n’est pas enregistrée. Elle reste sur ce poste : vous la retrouverez en revenant." />
    </>
  )
}

function Relecture({ observations, erreur, onAller, document }: { observations: readonly ObservationDeGrille[]; erreur: Error | null; onAller: (chemin: string) => void; document: DocumentDeGrille }) {
  const graves = observations.filter(({ niveau }) => niveau === 'bloquant')
  const alertes = observations.filter(({ niveau }) => niveau !== 'bloquant')
  const liste = (titre: string, lues: readonly ObservationDeGrille[], classe: string | undefined) =>
    lues.length > 0 && (
      <>
        <h3>{titre}</h3>
        <ul className={styles.liste}>
          {lues.map(({ chemin, raison }, rang) => (
            <li key={`${chemin}-${raison.code}-${rang}`} className={classe}>
              {ouSeTrouve(document, chemin) ? (
                <button type="button" className={styles.lien} onClick={() => onAller(chemin)}>
                  {typographier(raison.phrase)}
                </button>
              ) : (
                <>
                  {/[.[$]/.test(chemin) && <code>{chemin}</code>} {typographier(raison.phrase)}
                </>
              )}
            </li>
          ))}
        </ul>
      </>
    )
  return (
    <Carte titre="Relecture">
      <p role="status" className={styles.discret}>
        {textes.relectureComptee(graves.length, alertes.length)}
      </p>
      {erreur && <Avis ton="erreur">{phraseDe(erreur)}</Avis>}
      {liste('Empêche la publication', graves, styles.grave)}
      {liste('À regarder', alertes, styles.alerte)}
    </Carte>
  )
}

interface PartieProps {
  document: DocumentDeGrille
  catalogue: CatalogueDeCotation
  ecrire: (document: DocumentDeGrille) => void
}

function Generalites({ document, catalogue, ecrire }: PartieProps) {
  const departage = document.departage ?? catalogue.departages.map(({ code }) => code)
  const arrondis = catalogue.arrondis.map(({ code, libelle }) => ({ value: code, label: libelle }))
  const usuel = arrondis[0]?.value
  return (
    <Carte titre="Règles générales">
      <div className={styles.bloc}>
        <div className={styles.colonnes}>
          <Texte libelle="Nom de la grille" valeur={document.libelle} onChange={(libelle) => ecrire(sans(document, { libelle }))} />
          <Nombre libelle="Plus petit total" aide="Vide : le total peut être négatif" unite="points" valeur={document.plancher_total} onChange={(plancher_total) => ecrire(sans(document, { plancher_total }))} />
          <Nombre libelle="Plus grand total" aide="Vide : sans limite" unite="points" valeur={document.plafond_total} onChange={(plafond_total) => ecrire(sans(document, { plafond_total }))} />
          <NativeSelect
            size="xs"
            label="Points qui ne tombent pas juste"
            data={arrondis}
            value={document.arrondi ?? usuel}
            onChange={({ currentTarget: { value } }) => ecrire(sans(document, { arrondi: value === usuel ? undefined : value }))}
          />
        </div>
        <Textarea size="xs" label="Méthode, pour le public" autosize minRows={2} maxLength={4000} value={document.note_methode_fr ?? ''} onChange={(event) => ecrire(sans(document, { note_methode_fr: event.currentTarget.value }))} />
        <Checkbox.Group label="À égalité de points" size="xs" value={departage} onChange={(choisis) => ecrire(sans(document, { departage: choisis }))}>
          <div className={styles.rang}>
            {catalogue.departages.map(({ code, libelle }) => (
              <Checkbox key={code} size="xs" value={code} label={libelle} />
            ))}
          </div>
        </Checkbox.Group>
      </div>
    </Carte>
  )
}

function HorsCotation({ document, catalogue, ecrire }: PartieProps) {
  const cas = document.hors_cotation ?? []
  return (
    <Carte titre="Demandes hors cotation">
      <div className={styles.bloc}>
        {cas.map((exclusion, rang) => (
          <fieldset key={rang} className={styles.cadre}>
            <legend>{exclusion.libelle ?? exclusion.motif}</legend>
            <div className={styles.colonnes}>
              <Texte libelle="Cas, pour le public" valeur={exclusion.libelle} onChange={(libelle) => ecrire({ ...document, hors_cotation: remplacer(cas, rang, sans(exclusion, { libelle })) })} />
              <Texte libelle="Base légale" valeur={exclusion.base_legale} onChange={(base_legale) => ecrire({ ...document, hors_cotation: remplacer(cas, rang, sans(exclusion, { base_legale })) })} />
            </div>
            <PredicatEditeur
              catalogue={catalogue}
              predicat={exclusion.si}
              onChange={(si) => ecrire({ ...document, hors_cotation: remplacer(cas, rang, { ...exclusion, si }) })}
              onRetirer={() => ecrire(sans(document, { hors_cotation: cas.filter((_, place) => place !== rang) }))}
            />
          </fieldset>
        ))}
        <Rang>
          <Button size="compact-sm" variant="default" onClick={() => ecrire({ ...document, hors_cotation: [...cas, { motif: `CAS_${cas.length + 1}`, libelle: 'Nouveau cas', si: neuve(catalogue.champs[0]!) }] })}>
            Ajouter un cas
          </Button>
        </Rang>
      </div>
    </Carte>
  )
}
