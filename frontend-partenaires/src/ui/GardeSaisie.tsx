import { useBlocker } from '@tanstack/react-router'
import { Dialogue } from './Dialogue.tsx'

interface Props {
  /** Something typed is not saved yet. */
  active: boolean
  phrase?: string
}

const PERDU = 'Ce que vous avez saisi depuis le dernier enregistrement sera perdu.'

interface Lieu {
  pathname: string
  search: unknown
}
/** A link to another part of the same page loses nothing. */
const ailleurs = (ici: Lieu, la: Lieu) => ici.pathname !== la.pathname || JSON.stringify(ici.search) !== JSON.stringify(la.search)

/** Leaving a page with something unsaved asks first, whatever the way out. To be placed outside the form: its own answer must not send the page's. */
export function GardeSaisie({ active, phrase = PERDU }: Props) {
  const blocage = useBlocker({ shouldBlockFn: ({ current, next }) => active && ailleurs(current, next), withResolver: true, enableBeforeUnload: active })
  return (
    <Dialogue
      ouvert={blocage.status === 'blocked'}
      titre="Quitter sans enregistrer ?"
      valider="Quitter sans enregistrer"
      danger
      onValider={() => blocage.proceed?.()}
      onFermer={() => blocage.reset?.()}
    >
      <p>{phrase}</p>
    </Dialogue>
  )
}
