import { localTime, now } from "./times.js"

const SOON = 12 * 3600_000
const DUE = 30 * 60_000

/** What depends on the clock: how long until a visit, and which dose is due now. */
export const showNow = () => {
  for (const until of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-until]"))) {
    const left = Date.parse(until.dataset.until ?? "") - now()
    until.textContent = left > 0 && left < SOON ? `, in ${inWords(Math.round(left / 60_000))}` : ""
  }
  for (const strip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-critical-from]"))) {
    strip.toggleAttribute("data-now", Date.parse(strip.dataset.criticalFrom ?? "") - DUE <= now())
    const words = /** @type {HTMLElement} */ (strip.querySelector("[data-now-words]"))
    words.textContent = ` It is now ${localTime(now())}.`
  }
  for (const early of /** @type {NodeListOf<HTMLFieldSetElement>} */ (document.querySelectorAll("[data-early-until]")))
    early.disabled = !(Date.parse(early.dataset.earlyUntil ?? "") > now())
}

/** @param {number} minutes */
const inWords = (minutes) =>
  minutes < 60
    ? `${minutes} minute${minutes === 1 ? "" : "s"}`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`
