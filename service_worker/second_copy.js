const CACHE = "second copy"
const PLACES = ["/second-copy/1", "/second-copy/2"]
const FACTS = /^(device|sequence|epoch|shift|offset|last .*)$/

/**
 * What waits, a second time, outside of IndexedDB. After a write that the disk had no room for, Chromium goes on in the
 * torn log of its store (LevelDB) as if nothing were, and when it starts the next time it throws the store away.
 * @typedef {{ forms: import("./store.js").KeptForm[], facts: [string, any][] }} Copy
 */

/** Whether there is one: then this phone's store may be thrown away. */
export const hasCopy = () => caches.has(CACHE)

/** Copy what the office does not have, and how this phone counts. @param {any} db */
export const copyFrom = async (db) => {
  const tx = db.transaction(["forms", "facts"])
  const [stored, known] = [tx.objectStore("forms"), tx.objectStore("facts")]
  const [forms, names, values] = await Promise.all([stored.getAll(), known.getAllKeys(), known.getAll()])
  /** @type {[string, any][]} */
  const facts = names.map((/** @type {string} */ name, /** @type {number} */ place) => [name, values[place]])
  await putCopy({
    forms: forms.filter((/** @type {any} */ form) => form.state !== "sent"),
    facts: facts.filter(([name]) => FACTS.test(name)),
  })
}

/** The copy before goes when this one is whole. @param {Copy} copy */
const putCopy = async (copy) => {
  const cache = await caches.open(CACHE)
  const newest = (await cache.keys()).at(-1)
  const place = newest?.url.endsWith(PLACES[0]) ? PLACES[1] : PLACES[0]
  await cache.put(place, Response.json(copy))
  if (newest) await cache.delete(newest)
}

/** A store that was thrown away begins with what waited in it. @param {any} db @returns {Promise<boolean>} whether it was */
export const putBackInto = async (db) => {
  if (await db.get("facts", "device")) return false
  const copy = await readCopy()
  const tx = db.transaction(["forms", "facts"], "readwrite", { durability: "strict" })
  for (const form of copy?.forms ?? []) tx.objectStore("forms").put(form)
  for (const [name, value] of copy?.facts ?? []) tx.objectStore("facts").put(value, name)
  await tx.done
  await caches.delete(CACHE)
  return true
}

/** The newest that is whole. @returns {Promise<Copy | null>} */
const readCopy = async () => {
  const cache = await caches.open(CACHE)
  for (const place of (await cache.keys()).toReversed()) {
    const file = await cache.match(place)
    const copy = await file?.json().catch(() => null)
    if (copy) return copy
  }
  return null
}
