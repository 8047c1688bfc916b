import assert from 'node:assert/strict'

const PATIENCE = 30_000
const PAUSE = 150

/** What another process prepares (a mail, a notice, a feed): asked again until it is there. */
export async function attendre(demander, quoi) {
  const limite = Date.now() + PATIENCE
  for (;;) {
    const trouve = await demander()
    if (Array.isArray(trouve) ? trouve.length > 0 : trouve) return trouve
    assert.ok(Date.now() < limite, `${quoi} n’est pas venu`)
    await new Promise((encore) => setTimeout(encore, PAUSE))
  }
}
