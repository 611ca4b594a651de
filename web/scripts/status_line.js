import { localDay, localTime, now, shift } from "./times.js"
import { laidIn } from "./worker.js"

const HOUR = 3600_000
const ICONS = { sent: "sent", waiting: "saved", attention: "attention" }

/** Where everything recorded on this phone is, in one calm line, and how old this page is. @param {any} state */
export const showStatus = (state) => {
  if (!state) return
  document.documentElement.toggleAttribute("data-waiting", state.waiting > 0)
  const status = /** @type {HTMLElement | null} */ (document.querySelector(".sync-status"))
  if (!status) return
  const sync = state.attention ? "attention" : state.waiting ? "waiting" : "sent"
  status.dataset.sync = sync
  status.hidden = false
  const words = /** @type {HTMLElement} */ (status.querySelector("[data-sync-words]"))
  const said = wordsFor(state, sync)
  if (words.textContent !== said) words.textContent = said
  const marks = /** @type {HTMLTemplateElement} */ (document.getElementById("sync-marks"))
  const drawing = marks.content.querySelector(`[data-sync="${ICONS[sync]}"] svg`)
  if (drawing) status.querySelector("[data-sync-icon]")?.replaceChildren(drawing.cloneNode(true))
  if (state.laidOnly) return
  showAge(state)
  const takenOff = !!laidIn()?.stamp && state.stamp === ""
  document.querySelector("[data-taken-off]")?.toggleAttribute("hidden", !takenOff)
  document.querySelector("[data-full-phone]")?.toggleAttribute("hidden", !state.full)
  navigator.setAppBadge?.(state.waiting + state.attention).catch(() => null)
}

/** Say nothing until something is known; a browser that cannot keep anything has nothing to know. */
export const withholdStatus = () =>
  document.querySelector(".sync-status")?.toggleAttribute("hidden", "serviceWorker" in navigator)

/** @param {any} state @param {"sent" | "waiting" | "attention"} sync */
const wordsFor = (state, sync) => {
  if (sync === "attention") return `Needs attention: ${state.attention}`
  if (sync === "waiting") return `Saved on this phone: ${state.waiting}${state.signedOut ? ". Sign in to send" : ""}`
  return state.heardAt ? `Sent, ${localTime(state.heardAt + shift())}` : "Sent"
}

/** How old what is shown is: until a newer copy is laid in, it is as old as it was. @param {any} state */
const showAge = (state) => {
  const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-as-of]"))
  if (!line) return
  const laid = laidIn()
  const shown = laid?.stamp && state.stamp && laid.stamp !== state.stamp ? laid : state
  const asOf = (shown.stamp && shown.asOf ? shown.asOf : Date.now()) + shift()
  const age = now() - asOf
  line.dataset.age = age > 24 * HOUR ? "stale" : age > HOUR ? "old" : "new"
  const day = localDay(asOf) === localDay(now()) ? "" : ` ${localDay(asOf)}`
  const silent =
    state.heardAt && (state.failures > 0 || !navigator.onLine)
      ? ` No signal since ${localTime(state.heardAt + shift())}.`
      : ""
  const words = /** @type {HTMLElement} */ (line.querySelector("[data-as-of-words]"))
  words.textContent = `As of${day} ${localTime(asOf)}.${silent}`
}
