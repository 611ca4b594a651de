import { keepDraft, restoreDrafts } from "./drafts.js"
import { kept, nameTap, notKept } from "./keeping.js"
import { layOver } from "./laying_over.js"
import { readPlace } from "./place.js"
import { correct, correctItem, keepInSight, recordWhenComplete } from "./recording.js"
import { askFirst, closeSheet, listUnanswered, openSheet } from "./sheets.js"
import { showNow } from "./showing_now.js"
import { showWhen } from "./showing_when.js"
import { signOut } from "./signing_out.js"
import { showStatus, withholdStatus } from "./status_line.js"
import { tellShown } from "./telling.js"
import { exportWaiting, showWaiting } from "./waiting.js"
import { askState, catchUp, freshen, isNewest, laidIn, registerWorker, sendWhenDue } from "./worker.js"

/** @param {string} selector @param {(found: any, event: any) => void} act */
const on = (selector, act) => (/** @type {Event} */ event) => {
  const found = /** @type {Element} */ (event.target).closest?.(selector)
  if (found) act(found, event)
}

/** Show what the phone knows about this page; of what was just kept first its mark alone, so that it is seen at once. @param {any} state */
const showAll = (state) => {
  layOver(state)
  const newest = isNewest(state)
  if (newest) showStatus(state)
  if (state?.laidOnly) return
  if (newest) {
    showWaiting(state)
    sendWhenDue(state)
    tellShown(state)
  }
  showWhen()
  restoreDrafts()
  listUnanswered()
  showNow()
}

/** What the phone laid in shows at once; the office's page cannot know what is waiting, so until the phone is asked it does not say. */
const begin = () => {
  const state = laidIn()
  if (state) return showAll(state)
  withholdStatus()
  showAgain()
}

const showAgain = async () => showAll(await askState())

/** What came with the new page shows at once, but something may have been kept since. @param {any} event */
const swapped = (event) => {
  if (event.detail?.ctx?.response?.status === 204) return
  layOver(laidIn())
  showWhen()
  showAgain()
}

begin()
registerWorker()
readPlace()

document.addEventListener("click", on("[data-asks-why]", askFirst), { capture: true })
document.addEventListener("click", on("[data-opens]", openSheet))
document.addEventListener("click", on("[data-closes]", closeSheet))
document.addEventListener("click", on(".choice__rest[open] > summary", keepInSight))
document.addEventListener("click", on("[data-corrects]", correct))
document.addEventListener("click", on("[data-corrects-item]", correctItem))
document.addEventListener(
  "click",
  on("[data-send-now]", () => catchUp({ now: true })),
)
document.addEventListener("click", on("[data-export]", exportWaiting))
document.addEventListener("submit", on("[data-signs-out]", signOut))
document.addEventListener(
  "change",
  on("form[data-records]", (form) => {
    showWhen(form)
    recordWhenComplete(form)
  }),
)
document.addEventListener("input", on("[data-draft]", keepDraft))
document.addEventListener("htmx:config:request", nameTap)
document.addEventListener("htmx:before:response", (event) => kept(event, showAll))
document.addEventListener("htmx:error", notKept)
document.addEventListener("htmx:after:swap", swapped)
navigator.serviceWorker?.addEventListener("controllerchange", showAgain)
addEventListener("pageshow", ({ persisted }) => persisted && showAgain())
navigator.serviceWorker?.addEventListener("message", ({ data }) => freshen(data, showAll))
for (const name of ["online", "pageshow"]) addEventListener(name, () => catchUp({ now: name === "online" }))
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && catchUp())
setInterval(showNow, 15_000)
setInterval(() => catchUp({ onlyWaiting: true }), 5000)
setInterval(() => catchUp({ pages: true }), 15 * 60_000)
