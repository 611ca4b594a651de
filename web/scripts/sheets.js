import { placeAsked } from "./place.js"
import { now } from "./times.js"

const EARLY = 15 * 60_000
const LATE = 15 * 60_000
const FAR = 200

/** @param {HTMLElement} button */
export const openSheet = (button) => {
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById(button.dataset.opens ?? ""))
  if (!sheet.open) sheet.showModal()
}

/** @param {HTMLElement} button */
export const closeSheet = (button) => button.closest("dialog")?.close()

/** What is not answered yet, told beside the way out and in the tallies. */
export const listUnanswered = () => {
  const visit = document.querySelector(".visit")
  const left = unanswered()
  const line = document.querySelector("[data-left]")
  if (line instanceof HTMLAnchorElement && left.length) line.href = `#${left[0].id}`
  if (line && visit) line.textContent = left.length ? `${left.length} left. Next: ${left[0].dataset.subject}` : ""
  for (const section of document.querySelectorAll("[data-tally]")) {
    const all = section.querySelectorAll("[data-record]")
    const words = /** @type {HTMLElement} */ (section.querySelector("[data-tally-words]"))
    words.textContent = `${section.querySelectorAll("[data-record]:is([data-state=recorded], [data-state=correcting])").length} of ${all.length} recorded`
  }
  const essential = left.filter((record) => "essential" in record.dataset).map((record) => record.dataset.subject)
  const open = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-left-open]"))
  if (open) open.value = essential.join("; ")
  document.querySelector("[data-asks-why=leaving]")?.toggleAttribute("data-early", left.length > 0)
}

/** @returns {HTMLElement[]} */
const unanswered = () =>
  [...document.querySelectorAll("[data-tally] [data-record]:not([data-state], [data-as-needed])")].map(
    (record) => /** @type {any} */ (record),
  )

/**
 * Before checking in or out, ask why in one tap where there is something to ask. It can always be passed by.
 * @param {HTMLButtonElement} button
 * @param {Event} event
 */
export const askFirst = async (button, event) => {
  if (button.dataset.asked) return
  if (button.dataset.asksWhy === "leaving" && unanswered().length === 0) return
  event.preventDefault()
  event.stopPropagation()
  const asked = button.dataset.asksWhy === "leaving" ? showLeaving() : await showWhy()
  if (asked) return
  button.dataset.asked = "yes"
  button.click()
  delete button.dataset.asked
}

const showLeaving = () => {
  const left = unanswered()
  const list = /** @type {HTMLElement} */ (document.querySelector("[data-left-list]"))
  list.replaceChildren(
    ...left.map((record) => Object.assign(document.createElement("li"), { textContent: record.dataset.subject })),
  )
  const count = /** @type {HTMLElement} */ (document.querySelector("[data-left-count]"))
  count.textContent = left.length === 1 ? "1 is not answered" : `${left.length} are not answered`
  return showSheet("leaving")
}

/** Early, late or far from the door: the reasons that fit; and what changed and is not read. @returns {Promise<boolean>} whether there was anything to ask */
const showWhy = async () => {
  const visit = /** @type {HTMLElement} */ (document.querySelector(".visit"))
  const metres = await placeAsked(visit.dataset.near ?? "")
  const early = Date.parse(visit.dataset.starts ?? "") - now()
  const why = metres > FAR ? "far" : early > EARLY ? "early" : early < -LATE ? "late" : ""
  const unread = document.querySelector("#changes:not([data-state])") !== null
  if (!why && !unread) return false
  const minutes = Math.round(Math.abs(early) / 60_000)
  const length = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
  /** @type {Record<string, string>} */
  const words = {
    far: `This phone is ${metres} metres from the door.`,
    early: `You are ${length} early.`,
    late: `You are ${length} late.`,
  }
  for (const reasons of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-why]"))) {
    reasons.hidden = reasons.dataset.why !== why
  }
  const line = /** @type {HTMLElement} */ (document.querySelector("[data-why-words]"))
  line.textContent = why ? `${words[why]} Why? One tap checks you in.` : ""
  for (const part of document.querySelectorAll("[data-unread]")) part.toggleAttribute("hidden", !unread)
  const anyway = /** @type {HTMLElement} */ (document.querySelector("[data-anyway]"))
  anyway.textContent = why ? "Check in without a reason" : "Check in, and read it later"
  return showSheet("why")
}

/** @param {string} id */
const showSheet = (id) => {
  const sheet = /** @type {HTMLDialogElement} */ (document.getElementById(id))
  if (!sheet.open) sheet.showModal()
  return true
}
