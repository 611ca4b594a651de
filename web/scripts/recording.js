import { showWhen } from "./showing_when.js"
import { refill } from "./summary.js"

/** Record as soon as every question is answered, unless something is to be written. @param {HTMLFormElement} form */
export const recordWhenComplete = (form) => {
  const writes = form.querySelector("fieldset.field:enabled")
  if ("completes" in form.dataset && !writes && form.checkValidity()) submit(form)
}

/** Straight to htmx: the browser first lets its form filler read the page. Where htmx has not come yet, its own way. @param {HTMLFormElement} form */
const submit = (form) => {
  if (form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }))) form.requestSubmit()
}

/** A chosen answer is never out of sight. @param {HTMLElement} key @param {Event} event */
export const keepInSight = (key, event) => {
  if (key.parentElement?.querySelector(":checked")) event.preventDefault()
}

/** Open an answered question again: both will stay. @param {HTMLElement} button */
export const correct = (button) => {
  const record = /** @type {HTMLElement} */ (button.closest("[data-record]"))
  const correcting = record.dataset.state === "correcting"
  record.dataset.state = correcting ? "recorded" : "correcting"
  record.toggleAttribute("hx-morph-skip", !correcting)
  for (const only of record.querySelectorAll("[data-when-correcting]")) {
    only.toggleAttribute("disabled", correcting)
  }
  for (const fold of record.querySelectorAll("details[data-asks]")) fold.toggleAttribute("open", true)
  showWhen(record)
  const first = record.querySelector("form :is(input:not([type=hidden]), textarea):enabled")
  if (!correcting && first instanceof HTMLElement) first.focus()
}

/** Correct a note: its words go back into the form, which then names the note it corrects. @param {HTMLElement} button */
export const correctItem = (button) => {
  const item = /** @type {HTMLElement} */ (button.closest("[data-item]"))
  const list = /** @type {HTMLElement} */ (item.closest("[data-list]")).dataset.list
  const asked = button.dataset.opens ? `#${button.dataset.opens} form` : `form:has([data-repeats="${list}"])`
  const form = /** @type {HTMLFormElement} */ (document.querySelector(asked))
  const words = /** @type {HTMLElement} */ (item.querySelector("[data-words], .note__words"))
  const said = new URLSearchParams(
    item.dataset.body ?? { words: words.textContent ?? "", seen: words.textContent ?? "" },
  )
  form.closest("details")?.toggleAttribute("open", true)
  const sheet = /** @type {HTMLDialogElement | null} */ (form.closest("dialog:not([open])"))
  sheet?.showModal()
  refill(form, said)
  showWhen(form)
  const corrects = /** @type {HTMLInputElement} */ (form.querySelector("[name=corrects]"))
  corrects.value = item.dataset.item ?? ""
  form.addEventListener("reset", () => forgetCorrection(corrects), { once: true })
  form.querySelector("textarea")?.focus()
}

/** The next one is a new one. @param {HTMLInputElement} corrects */
const forgetCorrection = (corrects) => {
  corrects.value = ""
}
