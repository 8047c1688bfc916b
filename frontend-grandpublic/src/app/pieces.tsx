import { lazy } from 'react'

const DepotPieces = lazy(() => import('../features/pieces/components/DepotPieces.tsx'))
const MesPieces = lazy(() => import('../features/pieces/components/MesPieces.tsx'))

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
