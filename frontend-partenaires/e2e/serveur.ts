import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getResponse, type HttpHandler } from 'msw'

const DIST = process.env.DIST ?? fileURLToPath(new URL('../dist', import.meta.url))
const BASE = '/partenaires'
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

/** The policy of the real server: what it refuses must fail here too. */
export const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"

async function corps(request: IncomingMessage): Promise<Buffer | undefined> {
  const morceaux: Buffer[] = []
  for await (const morceau of request) morceaux.push(morceau as Buffer)
  return morceaux.length > 0 ? Buffer.concat(morceaux) : undefined
}

/** The built application and an API of fixtures, on one origin, as in production. */
export function servir(handlers: () => readonly HttpHandler[]): Promise<{ server: Server; origine: string }> {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
      if (url.pathname.startsWith(`${BASE}/v1/`)) {
        const contenu = await corps(request)
        const appel = new Request(url, { method: request.method ?? 'GET', headers: request.headers as Record<string, string>, ...(contenu && { body: new Uint8Array(contenu) }) })
        const reponse = (await getResponse([...handlers()], appel)) ?? new Response(null, { status: 404 })
        response.writeHead(reponse.status, { ...Object.fromEntries(reponse.headers), 'Content-Security-Policy': CSP })
        response.end(Buffer.from(await reponse.arrayBuffer()))
        return
      }
      const chemin = normalize(join(DIST, url.pathname.slice(BASE.length)))
      const fichier = chemin.startsWith(DIST) && existsSync(chemin) && statSync(chemin).isFile() ? chemin : join(DIST, 'index.html')
      response.writeHead(200, { 'Content-Type': TYPES[extname(fichier)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP })
      createReadStream(fichier).pipe(response)
    })()
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const adresse = server.address()
      resolve({ server, origine: `http://localhost:${typeof adresse === 'object' && adresse ? adresse.port : 0}` })
    }),
  )
}
