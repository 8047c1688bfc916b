import { createContext, use } from 'react'

const Aides = createContext<(name: string) => string | undefined>(() => undefined)

/** Qui entoure un formulaire donne une phrase à chacun de ses champs ; celle qu’un champ dit lui-même passe avant. */
export const AidesDesChamps = Aides.Provider

export const useAide = (name: string) => use(Aides)(name)
