import { useSyncExternalStore } from 'react'

const LARGE = '(min-width: 64rem)'

function abonner(prevenir: () => void) {
  const media = matchMedia(LARGE)
  media.addEventListener('change', prevenir)
  return () => media.removeEventListener('change', prevenir)
}

export const useEcranLarge = () => useSyncExternalStore(abonner, () => matchMedia(LARGE).matches)
