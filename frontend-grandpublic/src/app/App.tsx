import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { newQueryClient } from '../api/query-client.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Routes } from './routes.tsx'

export function App() {
  const [queries] = useState(newQueryClient)
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <Routes />
      </QueryClientProvider>
    </ErrorBoundary>
  )
}
