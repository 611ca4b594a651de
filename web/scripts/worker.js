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

/** What the phone knows about this page: laid into it by the worker, else asked for. @returns {Promise<any>} */
export const stateOfPage = async () => {
  const laidIn = JSON.parse(document.getElementById("kept")?.textContent ?? "{}")
  return "forms" in laidIn ? laidIn : askState()
}

/** @returns {Promise<any>} */
export const askState = async () => {
  if (!navigator.serviceWorker?.controller) return null
  const answer = await fetch(`/outbox?page=${encodeURIComponent(location.pathname)}`).catch(() => null)
  return answer?.ok ? answer.json() : null
}

/**
 * The worker has sent or fetched something: show it, and morph to the newer page when there is one.
 * Nothing that is being typed or chosen is touched.
 * @param {{ changed?: boolean }} news
 * @param {(state: any) => void} show
 */
export const freshen = async ({ changed }, show) => {
  const main = document.getElementById("main")
  if (changed && main) {
    const { stamp } = (await askState()) ?? {}
    const shown = JSON.parse(document.getElementById("kept")?.textContent ?? "{}")
    if (stamp === undefined || stamp !== shown.stamp) {
      return /** @type {any} */ (globalThis).htmx.ajax("GET", location.pathname, {
        target: "#main",
        select: "#main",
        swap: "outerMorph",
      })
    }
  }
  const state = await askState()
  if (state) show(state)
}
