import { useState } from 'react'
import { demarrer, Providers } from './providers.tsx'

export function App() {
  const [application] = useState(() => demarrer())
  return <Providers {...application} />
}
