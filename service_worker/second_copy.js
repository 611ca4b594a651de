const CACHE = "second copy"
const PLACES = ["/second-copy/1", "/second-copy/2"]

/**
 * What waits, a second time, outside of IndexedDB. After a write that the disk had no room for, Chromium goes on in the
 * torn log of its store (LevelDB) as if nothing were, and when it starts the next time it throws the store away.
 * @typedef {{ forms: any[], facts: [string, any][] }} Copy
 */

/** Whether there is one: then this phone's store may be thrown away. */
export const hasCopy = () => caches.has(CACHE)

/** The copy before goes when this one is whole. @param {Copy} copy */
export const putCopy = async (copy) => {
  const cache = await caches.open(CACHE)
  const newest = (await cache.keys()).at(-1)
  const place = newest?.url.endsWith(PLACES[0]) ? PLACES[1] : PLACES[0]
  await cache.put(place, Response.json(copy))
  if (newest) await cache.delete(newest)
}

/** The newest that is whole. @returns {Promise<Copy | null>} */
export const readCopy = async () => {
  const cache = await caches.open(CACHE)
  for (const place of (await cache.keys()).toReversed()) {
    const file = await cache.match(place)
    const copy = await file?.json().catch(() => null)
    if (copy) return copy
  }
  return null
}

export const dropCopy = () => caches.delete(CACHE)
