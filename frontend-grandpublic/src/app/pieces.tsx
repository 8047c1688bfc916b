import { Skeleton } from '../ui/Skeleton.tsx'
import { paresseux } from './paresseux.tsx'

export const DepotPieces = paresseux(() => import('../features/pieces/components/DepotPieces.tsx'), <Skeleton />)
export const MesPieces = paresseux(() => import('../features/pieces/components/MesPieces.tsx'), <Skeleton />)

export function PiecesDIdentite() {
  return (
    <>
      <MesPieces seulement="identite" />
      <DepotPieces seulement="identite" />
    </>
  )
}

export function ToutesMesPieces() {
  return (
    <>
      <MesPieces />
      <DepotPieces seulement="toutes" />
    </>
  )
}
