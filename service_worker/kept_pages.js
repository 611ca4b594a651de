import { settledSince } from "./outbox.js"
import { standing } from "./standing.js"
import { facts, transact } from "./store.js"

const PLACE = /<script type="application\/json" id="kept">[^<]*<\/script>/

/**
 * The phone's own copy of a page, with what is waiting laid in; null when there is none.
 * @param {URL} url
 * @returns {Promise<Response | null>}
 */
export const keptPage = async ({ pathname }) => {
  const page = await keptAt(pathname)
  return page ? pageResponse(page.html, await stateOf(pathname, null)) : null
}

/** @param {string} pathname @returns {Promise<import("./store.js").KeptPage | null>} */
const keptAt = async (pathname) => {
  const [author, zone, offset, shift] = await facts("author", "zone", "offset", "shift")
  if (!author) return null
  const address = pathname === "/today" ? `/days/${today(zone, offset ?? shift ?? 0)}` : pathname
  const page = await transact(["pages"], "read", (tx) => tx.objectStore("pages").get(address))
  return page?.author === author ? page : null
}

/**
 * A page's text as an answer, knowing what the phone knows.
 * @param {string} html
 * @param {object} state
 */
export const pageResponse = (html, state) => {
  const json = JSON.stringify(state).replaceAll("<", "\\u003c")
  const text = html.replace(PLACE, () => `<script type="application/json" id="kept">${json}</script>`)
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8", ...PAGE_HEADERS } })
}

const PAGE_HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
}

/**
 * What a page has to know: the author's forms that it may not show yet, and where the phone stands.
 * A sent form counts until the page is newer than its receipt. `stamp` tells a page when there is a newer one,
 * `sequence` how new all this is: what was kept later is not in it.
 * @param {string} pathname
 * @param {string | null} asker
 */
export const stateOf = async (pathname, asker) => {
  const [asOf, shift, sequence] = await facts("asOf", "shift", "sequence")
  const [{ author, ...stands }, page] = await Promise.all([standing(asker), keptAt(pathname)])
  const stamp = page?.stamp ?? ""
  const settled = author ? await settledSince(author, asOf ?? 0) : []
  const sent = settled.filter((form) => form.state === "sent")
  const forms = [...sent, ...stands.waiting, ...stands.attention].sort((one, other) => one.sequence - other.sequence)
  return {
    ...stands,
    pathname,
    stamp,
    asOf,
    author,
    shift: shift ?? 0,
    sequence: sequence ?? 0,
    forms,
    waiting: stands.waiting.length,
    attention: stands.attention.length,
  }
}

/** The office's day, also on a phone whose clock is wrong. @param {string} zone @param {number} behind how far the phone's clock is behind the office's */
const today = (zone, behind) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone ?? "Europe/London" }).format(Date.now() + behind)
