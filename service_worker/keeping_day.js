import { wholePage } from "./deltas.js"
import { waiting } from "./outbox.js"
import { transact } from "./store.js"

/** @typedef {import("./store.js").KeptPage} KeptPage */

const TO_ASK_WHOLE = "?"

/**
 * Keep the day, unless somebody left this phone since it was asked for: then it is nobody's any more.
 * A page that does not come out as the office wrote it stays as it was, and is asked for whole the next time.
 * @param {any} day
 * @param {KeptPage[]} kept the pages that the phone had when it asked
 * @param {Record<string, any>} known what else is known now; `leavings`: how often somebody had left when it was asked for
 * @returns {Promise<boolean>} whether it was kept
 */
export const keepDay = async (day, kept, { tag, leavings, ...known }) => {
  const { author, zone, shift, files } = day
  const busy = new Set((await waiting(author)).map((form) => form.page))
  const sent = await Promise.all(Object.entries(day.pages).map(([url, page]) => pageOf(day, url, page, kept)))
  const isWhole = sent.every((page) => page && page.stamp !== TO_ASK_WHOLE)
  return transact(["pages", "facts"], "relaxed", async (tx) => {
    const [pages, store] = [tx.objectStore("pages"), tx.objectStore("facts")]
    if ((await store.get("leavings")) !== leavings) return false
    for (const page of await pages.getAll()) {
      if (page.author !== author || (day.gone.includes(page.stamp) && !busy.has(page.url))) pages.delete(page.url)
    }
    for (const page of sent) if (page) pages.put(page)
    for (const [name, value] of Object.entries({ ...known, author, zone, shift, files, tag: isWhole ? tag : "" })) {
      store.put(value, name)
    }
    store.put(false, "signedOut")
    return true
  })
}

/**
 * @param {any} day
 * @param {string} url
 * @param {any} sent
 * @param {KeptPage[]} kept
 * @returns {Promise<KeptPage | null>}
 */
const pageOf = async ({ author, stamps, pieces }, url, sent, kept) => {
  const before = kept.find((page) => page.url === url)
  const html = await wholePage(sent, before, pieces)
  if (html !== null) return { url, author, html, stamp: stamps[url] }
  return before ? { ...before, stamp: TO_ASK_WHOLE } : null
}
