import { refresh } from "./day_pack.js"
import { send } from "./sending.js"
import { facts, setFacts } from "./store.js"

/**
 * Take over every open page (one that was loading while this worker started is nobody's until then),
 * send what is waiting, fetch what changed, and tell the open pages.
 * Sending comes first: what was recorded must reach the office before the office's pages replace ours.
 * @param {{ now?: boolean, pages?: boolean }} [how] `now` does not wait for the next try; `pages` asks for pages anyway
 */
export const catchUp = async ({ now = false, pages = false } = {}) => {
  await /** @type {any} */ (self).clients.claim()
  await tellSignOut()
  const settled = await send({ now })
  if (settled) await tell({ settled })
  const changed = await refresh({ now: now || settled || pages })
  await tell({ settled, changed })
}

/** Somebody signed out without signal: end their sign-in before anything else is said under it. */
const tellSignOut = async () => {
  const [untold] = await facts("signOutUntold")
  if (!untold) return
  const told = await fetch("/sign-out", { method: "POST", redirect: "manual" }).catch(() => null)
  if (told?.type === "opaqueredirect" || told?.status === 401) await setFacts({ signOutUntold: false })
}

/** @param {{ settled: boolean, changed?: boolean }} news */
const tell = async (news) => {
  for (const page of await /** @type {any} */ (self).clients.matchAll({ type: "window" })) page.postMessage(news)
}
