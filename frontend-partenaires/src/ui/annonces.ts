import { useSyncExternalStore } from 'react'

export interface Message {
  id: number
  texte: string
  ton: 'succes' | 'erreur'
}

let messages: readonly Message[] = []
let suivant = 1
const abonnes = new Set<() => void>()
const DUREE = 6000

function poser(suite: readonly Message[]) {
  messages = suite
  abonnes.forEach((prevenir) => prevenir())
}

/** What was said of one département has no meaning in another. */
export const oublierLesMessages = () => poser([])

export const retirer = (id: number) => poser(messages.filter((message) => message.id !== id))

/** Says in a corner of the screen what has just been done. An error stays until it is closed. */
export function dire(texte: string, ton: Message['ton'] = 'succes'): void {
  const id = suivant++
  poser([...messages, { id, texte, ton }])
  if (ton === 'succes') setTimeout(() => retirer(id), DUREE)
}

function abonner(prevenir: () => void) {
  abonnes.add(prevenir)
  return () => {
    abonnes.delete(prevenir)
  }
}

export const useMessages = () => useSyncExternalStore(abonner, () => messages)
