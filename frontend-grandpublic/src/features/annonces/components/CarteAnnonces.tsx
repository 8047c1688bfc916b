import 'maplibre-gl/dist/maplibre-gl.css'
import { useQuery } from '@tanstack/react-query'
import { Map as Carte, Marker, NavigationControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { contoursQuery, type Contours } from '../../../api/geo.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { AnnonceResume } from '../../../api/types.ts'
import { Etat } from '../../../ui/Etat.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { amas, cadre, reperes } from '../carte.ts'
import { texts } from '../texts.ts'
import style from './CarteAnnonces.module.css'

setWorkerUrl(workerUrl)

/** Ce qu’il faut de pixels entre deux boutons pour les toucher sans se tromper. */
const ECART = 44

const couleur = (nom: string) => getComputedStyle(document.documentElement).getPropertyValue(nom).trim()

function dessin(contours: Contours): StyleSpecification {
  return {
    version: 8,
    sources: { communes: { type: 'geojson', data: contours } },
    layers: [
      { id: 'fond', type: 'background', paint: { 'background-color': couleur('--accent-clair') } },
      { id: 'communes', type: 'fill', source: 'communes', paint: { 'fill-color': couleur('--surface'), 'fill-opacity': 0.85 } },
      { id: 'limites', type: 'line', source: 'communes', paint: { 'line-color': couleur('--accent-trait'), 'line-width': 0.8 } },
    ],
  }
}

interface CarteProps {
  annonces: readonly AnnonceResume[]
  contours: Contours
  onCommune: (code: string, nom: string) => void
}

function CarteDessinee({ annonces, contours, onCommune }: CarteProps) {
  const boite = useRef<HTMLDivElement>(null)
  const [carte, garder] = useState<Carte | null>(null)
  const [echec, echouer] = useState(false)

  useEffect(() => {
    if (!boite.current) return undefined
    try {
      const nouvelle = new Carte({
        container: boite.current,
        style: dessin(contours),
        bounds: cadre(contours),
        fitBoundsOptions: { padding: 24 },
        attributionControl: false,
        dragRotate: false,
        cooperativeGestures: true,
        locale: {
          'NavigationControl.ZoomIn': 'Agrandir',
          'NavigationControl.ZoomOut': 'Réduire',
          'CooperativeGesturesHandler.WindowsHelpText': 'Ctrl + molette pour agrandir la carte',
          'CooperativeGesturesHandler.MacHelpText': '⌘ + molette pour agrandir la carte',
          'CooperativeGesturesHandler.MobileHelpText': 'Deux doigts pour déplacer la carte',
          'Map.Title': texts.carte.titre,
        },
      })
      nouvelle.addControl(new NavigationControl({ showCompass: false }), 'top-right')
      garder(nouvelle)
      return () => nouvelle.remove()
    } catch {
      // no WebGL on this device: the list says the same
      echouer(true)
      return undefined
    }
  }, [contours])

  const choisir = useEffectEvent(onCommune)

  useEffect(() => {
    if (!carte) return undefined
    const tous = reperes(annonces, contours)
    let poses: Marker[] = []
    const poser = () => {
      poses.forEach((repere) => repere.remove())
      poses = amas(tous, (position) => carte.project(position), ECART).map(({ reperes: groupe, combien, position }) => {
        const seul = groupe.length === 1 ? groupe[0] : undefined
        const bouton = document.createElement('button')
        bouton.type = 'button'
        bouton.className = style.repere ?? ''
        bouton.textContent = String(combien)
        bouton.setAttribute('aria-label', seul ? texts.carte.commune(seul.nom, combien) : texts.carte.amas(groupe.map(({ nom }) => nom), combien))
        bouton.addEventListener('click', () => {
          if (seul) choisir(seul.code, seul.nom)
          else carte.easeTo({ center: position, zoom: carte.getZoom() + 2 })
        })
        return new Marker({ element: bouton }).setLngLat(position).addTo(carte)
      })
    }
    poser()
    carte.on('zoomend', poser)
    return () => {
      carte.off('zoomend', poser)
      poses.forEach((repere) => repere.remove())
    }
  }, [carte, annonces, contours])

  if (echec) return <Notice>{texts.carte.echec}</Notice>
  return <div ref={boite} className={style.carte} role="group" aria-label={texts.carte.titre} />
}

export default function CarteAnnonces(props: Omit<CarteProps, 'contours'>) {
  const { code } = useTerritoire()
  const contours = useQuery(contoursQuery(code))
  return (
    <Etat de={contours} attente={<p role="status">{texts.carte.attente}</p>} sinon={() => <Notice>{texts.carte.echec}</Notice>}>
      {(dessins) => <CarteDessinee {...props} contours={dessins} />}
    </Etat>
  )
}
