import '../ui/theme/tokens.css'
import '../ui/theme/base.css'
import '../ui/theme/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

const racine = document.getElementById('root')
if (!racine) throw new Error('La page n’a pas d’élément racine')
createRoot(racine).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
