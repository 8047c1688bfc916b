import '@/ui/theme/layers.css'
import '@fontsource-variable/source-sans-3/wght.css'
import '@mantine/core/styles.layer.css'
import 'virtual:theme-variables.css'
import '@/ui/theme/tokens.css'
import '@/ui/theme/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

createRoot(document.getElementById('racine')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
