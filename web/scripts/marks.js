import { localTime } from "./times.js"

/** @type {Record<string, string>} */
const SHOWN_AS = { waiting: "saved", sent: "sent", held: "attention", conflict: "attention" }

/**
 * Show where one record is, in the four phrases and no others.
 * @param {HTMLElement} where
 * @param {{ id: string, state: string, recordedAt: string, why: string }} kept
 */
export const setMark = (where, kept) => {
  const state = SHOWN_AS[kept.state]
  const marks = /** @type {HTMLTemplateElement | null} */ (document.getElementById("sync-marks"))
  const mark = /** @type {HTMLElement | undefined} */ (
    marks?.content.querySelector(`[data-sync="${state}"]`)?.cloneNode(true)
  )
  if (!mark) return
  mark.dataset.entry = kept.id
  mark.dataset.laid = "yes"
  mark.dataset.at = localTime(kept.recordedAt)
  const words = /** @type {HTMLElement} */ (mark.querySelector("span"))
  words.textContent += state === "attention" ? `. ${kept.why}` : `, ${localTime(kept.recordedAt)}`
  const before = where.querySelector(":scope > .sync-mark")
  if (before?.isEqualNode(mark)) return
  before?.remove()
  where.append(mark)
}
