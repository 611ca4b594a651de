/** Keep this page's copy of Doorstep on the phone. */
export const registerWorker = async () => {
  if (!navigator.serviceWorker) return
  const registration = await navigator.serviceWorker
    .register("/service_worker.js", { type: "module", updateViaCache: "none" })
    .catch(() => null)
  document.addEventListener("visibilitychange", () => registration?.update().catch(() => null))
  await navigator.serviceWorker.ready
  if (!navigator.serviceWorker.controller) return
  navigator.storage?.persist?.()
}

/**
 * Ask the worker to send and to fetch.
 * @param {{ now?: boolean, pages?: boolean, onlyWaiting?: boolean }} [how]
 */
export const catchUp = async ({ onlyWaiting = false, ...how } = {}) => {
  if (onlyWaiting && !("waiting" in document.documentElement.dataset)) return
  const registration = await navigator.serviceWorker?.ready
  registration?.active?.postMessage(how)
}

let nextTry = 0

/** Send at the moment that was announced: the worker may sleep by then. @param {any} state */
export const sendWhenDue = ({ waiting, nextTryAt }) => {
  clearTimeout(nextTry)
  const wait = (nextTryAt ?? 0) - Date.now()
  if (waiting && wait > 0) nextTry = setTimeout(catchUp, wait, { onlyWaiting: true })
}

/** What the phone knew about this page when it laid the page out; null when the page came from the office. @returns {any} */
export const laidIn = () => {
  const state = JSON.parse(document.getElementById("kept")?.textContent ?? "{}")
  return "forms" in state ? state : null
}

/** What the phone knows about this page now; null without a phone's copy. @returns {Promise<any>} */
export const askState = async () => {
  if (!navigator.serviceWorker?.controller) return null
  const asked = new URLSearchParams({ page: location.pathname, author: author() })
  const answer = await fetch(`/outbox?${asked}`).catch(() => null)
  const state = answer?.ok ? await answer.json() : null
  if (state && state.author !== author()) return leave()
  return state
}

const author = () => document.body.dataset.author ?? ""

/** Somebody else has this phone now: the page is not theirs to see. */
const leave = () => {
  location.replace("/today")
  return null
}

/**
 * Whether a state knows all that this page has seen kept: answers may overtake each other.
 * @param {any} state
 */
export const isNewest = (state) => {
  const { dataset } = document.documentElement
  if (!state || state.sequence < Number(dataset.sequence ?? 0)) return false
  dataset.sequence = state.sequence
  return true
}

/**
 * The worker has sent or fetched something: show it, and morph to the newer page when there is one. That may have come
 * while this page was still being opened, so the phone's own copy is compared whether or not the news is of a change.
 * Nothing that is being typed or chosen is touched, and a visit that has left the rota stays in sight until the worker leaves it.
 * @param {{ changed?: boolean, left?: boolean }} news
 * @param {(state: any) => void} show
 */
export const freshen = async ({ changed, left }, show) => {
  if (left) return leave()
  const main = document.getElementById("main")
  const shown = laidIn()?.stamp
  const state = await askState()
  if ((changed || shown) && main) {
    const now = state?.stamp
    if (now !== shown && (now || !shown)) {
      return /** @type {any} */ (globalThis).htmx.ajax("GET", location.pathname, {
        target: "#main",
        select: "#main",
        swap: "outerMorph",
      })
    }
  }
  if (state) show(state)
}
