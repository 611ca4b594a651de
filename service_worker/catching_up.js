import { refresh } from "./day_pack.js"
import { send } from "./sending.js"
import { facts, setFacts } from "./store.js"

/**
 * Take over every open page (one that was loading while this worker started is nobody's until then),
 * send what is waiting, fetch what changed, and tell the open pages.
 * Sending comes first: what was recorded must reach the office before the office's pages replace ours.
 * Only who is signed in comes before that, with the first day after signing in.
 * @param {{ now?: boolean, pages?: boolean }} [how] `now` does not wait for the next try; `pages` asks for pages anyway
 */
export const catchUp = async ({ now = false, pages = false } = {}) => {
  await /** @type {any} */ (self).clients.claim()
  if (!(await tellSignOut())) return
  const [known] = await facts("author")
  const came = !known && (await refresh({ now: true }))
  const settled = await send({ now })
  if (settled) await tell({ settled })
  const changed = await refresh({ now: now || settled || pages })
  await tell({ settled, changed: came || changed })
}

/**
 * Somebody signed out without signal: end their sign-in before anything else is said under it. Only the office's own
 * word for it counts: a login page of a WiFi redirects and refuses too.
 * @returns {Promise<boolean>} whether nothing is left to be told
 */
export const tellSignOut = async () => {
  const [untold] = await facts("signOutUntold")
  if (!untold) return true
  const headers = { Accept: "application/json" }
  const response = await fetch("/sign-out", { method: "POST", headers, redirect: "manual" }).catch(() => null)
  const answer = await response?.json().catch(() => null)
  const isTold = answer?.doorstep === "signed out"
  if (isTold) await setFacts({ signOutUntold: false })
  return isTold
}

/** @typedef {{ settled?: boolean, changed?: boolean, left?: boolean }} News `left`: whoever the pages are for has gone */

/** @param {News} news */
const tell = (news) => tellOthers("", news)

/** @param {string} one the page that knows already @param {News} news */
export const tellOthers = async (one, news) => {
  const pages = await /** @type {any} */ (self).clients.matchAll({ type: "window" })
  for (const page of pages) if (page.id !== one) page.postMessage(news)
}
