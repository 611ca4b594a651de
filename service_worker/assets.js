const BUILD = new URL(import.meta.url).pathname.split("/")[2]
const CACHE = `doorstep ${BUILD}`
const CACHES_KEPT = 3
const PIECES = "/pieces.json"

/** Keep every file of this build, and the page for when there is nothing else. No personal page ever comes here. */
export const keepAssets = async () => {
  const list = await (await fetch(`/assets/${BUILD}/list.json`)).json()
  const cache = await caches.open(CACHE)
  await Promise.all(
    [...list, "/offline", PIECES, "/manifest.webmanifest", "/icons/favicon.svg"].map((url) => keepFile(cache, url)),
  )
}

/** A WiFi's login page is no file of ours: all that we send says nosniff. @param {Cache} cache @param {string} url */
const keepFile = async (cache, url) => {
  const response = await fetch(url)
  if (!response.ok || response.headers.get("X-Content-Type-Options") !== "nosniff") throw new Error(`No ${url}`)
  await cache.put(url, response)
}

/**
 * What stands in short pages as a number, and by what name the office knows all of it. A phone that lost it has none.
 * @returns {Promise<{ name: string, pieces: string[] }>}
 */
export const keptPieces = async () => {
  const file = await caches.match(PIECES, { cacheName: CACHE })
  return (await file?.json().catch(() => null)) ?? { name: "", pieces: [] }
}

/** Fetch it anew. */
export const renewPieces = async () => keepFile(await caches.open(CACHE), PIECES)

/** Forget the files of builds so old that no kept page asks for them. */
export const forgetOldAssets = async () => {
  const ours = (await caches.keys()).filter((name) => name.startsWith("doorstep ") && name !== CACHE)
  for (const name of ours.slice(0, Math.max(0, ours.length - CACHES_KEPT + 1))) await caches.delete(name)
}

/**
 * A file from the phone; of another build, from that build's copy, then the network, then this build's file of the same name.
 * @param {Request} request
 */
export const asset = async (request) => {
  const kept = await caches.match(request)
  if (kept) return kept
  const { pathname } = new URL(request.url)
  const fetched = await fetch(request).catch(() => null)
  if (fetched?.ok) return fetched
  const ours = await caches.match(`/assets/${BUILD}/${pathname.split("/").slice(3).join("/")}`)
  return ours ?? fetched ?? Response.error()
}

/** What to show when a page is neither here nor to be had. */
export const offlinePage = async () => {
  const kept = await caches.match("/offline")
  const text = kept ? await kept.text() : "No signal."
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}
