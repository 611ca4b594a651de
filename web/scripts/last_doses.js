import { localDay, localTime, now } from "./times.js"

const DAY = 24 * 3600_000

/**
 * The last dose given only as needed, and when the next may be, also after those that only this phone knows of:
 * given at visits before this one and not yet sent, or sent after the office made this page.
 * @param {any[]} forms
 */
export const showLastDoses = (forms) => {
  for (const last of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-last-dose]"))) {
    const own = ownDoses(forms, last)
    const known = (last.dataset.times ?? "").split(" ").filter(Boolean).map(Date.parse)
    const times = [...new Set([...known, ...own])].sort((one, other) => one - other)
    const newest = times.at(-1)
    const next = nextAt(last, times)
    if (newest && !known.includes(newest)) show(last, newest, next)
    last.querySelector("[data-until-words]")?.toggleAttribute("hidden", !(next > now()))
    showLeft(last, times)
  }
}

/** When the author gave it at other visits; of each visit the last answer counts. @param {any[]} forms @param {HTMLElement} last */
const ownDoses = (forms, last) => {
  const here = last.closest("form")?.getAttribute("action")
  const answers = new Map()
  for (const { url, body, recordedAt } of forms) {
    const said = new URLSearchParams(body)
    if (url === here || said.get("order") !== last.dataset.lastDose) continue
    const given = last.dataset.given?.split(",").includes(said.get("outcome") ?? "")
    answers.set(url, given ? givenAt(Date.parse(recordedAt), said.get("at")) : null)
  }
  return [...answers.values()].filter(Boolean)
}

/** As recorded, or when the clock on the wall last said or next says what the author typed. @param {number} recordedAt @param {string | null} at */
const givenAt = (recordedAt, at) => {
  if (!at) return recordedAt
  const apart = minutesOf(at) - minutesOf(localTime(recordedAt))
  const nearest = ((apart + 36 * 60) % (24 * 60)) - 12 * 60
  return (Math.floor(recordedAt / 60_000) + nearest) * 60_000
}

/** @param {string} hhmm */
const minutesOf = (hhmm) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3, 5))

/** When the next may be given; NaN when the order limits nothing. @param {HTMLElement} last @param {number[]} times */
const nextAt = ({ dataset: { apart, most } }, times) => {
  const waits = []
  if (apart) waits.push((times.at(-1) ?? 0) + Number(apart) * 60_000)
  if (most && times.length >= Number(most)) waits.push((times.at(-Number(most)) ?? 0) + DAY)
  return waits.length ? Math.max(...waits) : NaN
}

/** @param {HTMLElement} last @param {number} at @param {number} next */
const show = (last, at, next) => {
  last.hidden = false
  write(last, "[data-last-words]", inWords(at))
  write(last, "[data-by-words]", "You, on this phone")
  if (!next) return
  const form = /** @type {HTMLElement} */ (last.closest("form"))
  write(form, "[data-next-words]", inWords(next))
  const early = /** @type {HTMLElement} */ (form.querySelector("[data-early-until]"))
  early.dataset.earlyUntil = new Date(next).toISOString()
}

/** How many are left in 24 hours, by this phone's clock and what it knows. @param {HTMLElement} last @param {number[]} times */
const showLeft = (last, times) => {
  const line = last.querySelector("[data-doses-left]")
  const taken = times.filter((at) => at > now() - DAY).length
  if (!(line instanceof HTMLElement)) return
  line.hidden = false
  write(line, "[data-left-words]", String(Math.max(0, Number(last.dataset.most) - taken)))
}

/** @param {number} moment */
const inWords = (moment) => `${localDay(moment)} ${localTime(moment)}`

/** @param {HTMLElement} place @param {string} selector @param {string} words */
const write = (place, selector, words) => {
  for (const found of place.querySelectorAll(selector)) found.textContent = words
}
