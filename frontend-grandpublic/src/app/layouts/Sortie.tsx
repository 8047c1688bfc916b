import { useLocation } from 'wouter'
import { BROUILLON, useQuitter, useSession } from '../../api/session.ts'
import { existeLocal } from '../../lib/stockage.ts'
import { Button } from '../../ui/Button.tsx'
import { texts } from '../texts.ts'

/** Se déconnecter, d’un geste. Ce qui n’est pas enregistré s’effacerait, et un échec doit se dire : une page s’en charge. */
export function Sortie() {
  const connecte = Boolean(useSession().data)
  const quitter = useQuitter()
  const [, aller] = useLocation()
  if (!connecte) return null
  const sortir = () => {
    if (existeLocal(BROUILLON)) aller('/deconnexion')
    else quitter.mutate(false, { onSuccess: () => aller('/'), onError: () => aller('/deconnexion') })
  }
  return (
    <Button allure="discret" petit onPress={sortir} enCours={quitter.isPending}>
      {texts.quitter}
    </Button>
  )
}
