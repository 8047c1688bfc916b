import { Button, Menu, MultiSelect, NativeSelect } from '@mantine/core'
import type { CatalogueDeCotation, GrilleDetail, ObservationDeGrille } from '@/api/types.ts'
import { Carte } from '@/ui/Carte.tsx'
import { codeLibre, comptables, deplacer, estPris, ouSeTrouve, remplacer, sans, type Bloc, type Critere, type DocumentDeGrille } from '../../document.ts'
import { CritereEditeur } from './CritereEditeur.tsx'
import { textes } from '../../texts.ts'
import styles from './Editeur.module.css'
import { neuve, PredicatEditeur } from './PredicatEditeur.tsx'
import { Code, Nombre, Texte } from './Saisies.tsx'

interface Props {
  catalogue: CatalogueDeCotation
  document: DocumentDeGrille
  bloc: Bloc
  dits: GrilleDetail['blocs']
  observations: readonly ObservationDeGrille[]
  ouverts: ReadonlySet<string>
  onOuvrir: (code: string, ouvert: boolean) => void
  onChange: (bloc: Bloc) => void
  onRenommer: (avant: string, apres: string) => void
  onRetirer: () => void
}

const SOMME = 'somme'

export function BlocEditeur({ catalogue, document, bloc, dits, observations, ouverts, onOuvrir, onChange, onRenommer, onRetirer }: Props) {
  const dit = dits.find(({ code }) => code === bloc.code)
  const autres = document.blocs.filter(({ code }) => code !== bloc.code)
  const ecrire = (criteres: Critere[]) => onChange({ ...bloc, criteres })
  const ajouter = (critere: Critere) => {
    const code = codeLibre(document, critere.code)
    ecrire([...bloc.criteres, { ...critere, code }])
    onOuvrir(code, true)
  }
  const themes = [...new Set(catalogue.criteres_prets.map(({ theme }) => theme))]
  const nom = bloc.libelle ?? bloc.code
  return (
    <Carte
      titre={nom}
      outils={
        <Button size="compact-xs" variant="subtle" color="erreur" onClick={onRetirer} aria-label={`Retirer le bloc ${nom}`}>
          Retirer le bloc
        </Button>
      }
    >
      <div className={styles.bloc} id={`critere-${bloc.code}`}>
        {dit && <p className={styles.discret}>{dit.regle}</p>}
        <div className={styles.colonnes}>
          <Texte libelle="Nom du bloc" valeur={bloc.libelle} onChange={(libelle) => onChange(sans(bloc, { libelle }))} />
          <Code key={bloc.code} libelle="Code du bloc" code={bloc.code} pris={(code) => estPris(document, code)} onRenommer={(code) => onRenommer(bloc.code, code)} />
          <NativeSelect size="xs" label="Nature" value={bloc.famille ?? ''} data={[{ value: '', label: 'Non précisée' }, ...catalogue.familles.map(({ code, libelle }) => ({ value: code, label: libelle }))]} onChange={(event) => onChange(sans(bloc, { famille: event.currentTarget.value }))} />
          <NativeSelect size="xs" label="Cumul" value={bloc.mode ?? SOMME} data={catalogue.modes.map(({ code, libelle }) => ({ value: code, label: libelle }))} onChange={(event) => onChange(sans(bloc, { mode: event.currentTarget.value, retenus: event.currentTarget.value === SOMME ? bloc.retenus : undefined }))} />
          {(bloc.mode ?? SOMME) === SOMME && <Nombre libelle="Combien de critères comptent" aide={textes.retenusAide} min={1} valeur={bloc.retenus} onChange={(retenus) => onChange(sans(bloc, { retenus }))} />}
          <Nombre libelle="Coefficient" aide={textes.coefficientAide} decimales={2} min={0} valeur={bloc.coefficient} onChange={(coefficient) => onChange(sans(bloc, { coefficient }))} />
          <Nombre libelle="Plafond" unite="points" min={0} valeur={bloc.plafond} onChange={(plafond) => onChange(sans(bloc, { plafond }))} />
          <Nombre libelle="Plancher" unite="points" valeur={bloc.plancher} onChange={(plancher) => onChange(sans(bloc, { plancher }))} />
          {autres.length > 0 && (
            <MultiSelect
              size="xs"
              label="Ne compte pas quand donne des points"
              data={autres.map(({ code, libelle }) => ({ value: code, label: libelle ?? code }))}
              value={bloc.exclu_si_positif ?? []}
              onChange={(exclu_si_positif) => onChange(sans(bloc, { exclu_si_positif }))}
            />
          )}
        </div>
        {(bloc.exclu_si ?? []).map((predicat, rang) => (
          <fieldset key={rang} className={styles.cadre}>
            <legend>Ne compte pas dans ce cas</legend>
            <PredicatEditeur
              catalogue={catalogue}
              predicat={predicat}
              onChange={(suite) => onChange({ ...bloc, exclu_si: remplacer(bloc.exclu_si!, rang, suite) })}
              onRetirer={() => onChange(sans(bloc, { exclu_si: bloc.exclu_si!.filter((_, place) => place !== rang) }))}
            />
          </fieldset>
        ))}
        <ol className={styles.liste} aria-label={`Critères de ${nom}`}>
          {bloc.criteres.map((critere, rang) => (
            <CritereEditeur
              key={rang}
              catalogue={catalogue}
              comptables={comptables(document, critere.code)}
              critere={critere}
              dit={dit?.criteres.find(({ code }) => code === critere.code)?.bareme}
              observations={observations.filter(({ chemin }) => ouSeTrouve(document, chemin) === critere.code)}
              ouvert={ouverts.has(critere.code)}
              onOuvrir={(ouvert) => onOuvrir(critere.code, ouvert)}
              onChange={(suite) => ecrire(remplacer(bloc.criteres, rang, suite))}
              codePris={(code) => estPris(document, code)}
              onRenommer={(code) => onRenommer(critere.code, code)}
              onRetirer={() => ecrire(bloc.criteres.filter((_, place) => place !== rang))}
              onMonter={rang > 0 ? () => ecrire(deplacer(bloc.criteres, rang, -1)) : null}
              onDescendre={rang < bloc.criteres.length - 1 ? () => ecrire(deplacer(bloc.criteres, rang, 1)) : null}
            />
          ))}
        </ol>
        <div className={styles.rang}>
          <Menu position="bottom-start" withinPortal>
            <Menu.Target>
              <Button size="compact-sm" variant="default">
                Ajouter un critère tout prêt
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={styles.menu}>
              {themes.map((theme) => (
                <div key={theme} role="group" aria-label={theme}>
                  <Menu.Label>{theme}</Menu.Label>
                  {catalogue.criteres_prets
                    .filter((pret) => pret.theme === theme)
                    .map((pret) => (
                      <Menu.Item key={pret.libelle} onClick={() => ajouter(pret.document as unknown as Critere)}>
                        {pret.libelle}
                      </Menu.Item>
                    ))}
                </div>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button size="compact-sm" variant="default" onClick={() => ajouter({ code: 'CRITERE', points: 10 })}>
            Ajouter un critère vide
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => onChange({ ...bloc, exclu_si: [...(bloc.exclu_si ?? []), neuve(catalogue.champs[0]!)] })}>
            Écarter le bloc dans un cas
          </Button>
        </div>
      </div>
    </Carte>
  )
}
