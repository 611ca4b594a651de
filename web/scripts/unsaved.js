/** What is typed into a form of the office's outlives a lost connection, a closed page and an ended sign-in, until it is saved. */

const SENT = "sent"

/** @param {HTMLFormElement} form */
const nameOf = (form) => `unsaved ${document.body.dataset.author} ${form.getAttribute("action")}`

/** A secret stays in its field alone: `data-not-kept`. @param {HTMLFormElement} form */
const typedIn = (form) => {
  const secret = [...form.querySelectorAll("[type=password], [type=file], [data-not-kept]")].map(
    (field) => /** @type {HTMLInputElement} */ (field).name,
  )
  return [...new FormData(form)].filter(([name]) => !secret.includes(name))
}

/** @param {HTMLFormElement} form */
export const keepTyped = (form) =>
  localStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), fields: typedIn(form) }))

/** @param {HTMLFormElement} form */
export const hasTyped = (form) => localStorage.getItem(nameOf(form)) !== null

/** @param {HTMLFormElement} form */
export const noteSent = (form) =>
  sessionStorage.setItem(SENT, JSON.stringify({ name: nameOf(form), from: location.pathname }))

/** Only a page of the office's that answers the form itself, and asks nothing more, proves that it was saved. */
export const forgetSaved = () => {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null")
  sessionStorage.removeItem(SENT)
  if (!sent || !document.referrer || document.querySelector("[role=alert], [aria-invalid], [name=confirmed]")) return
  const [came] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"))
  if (came?.type === "navigate" && new URL(document.referrer).pathname === sent.from) localStorage.removeItem(sent.name)
}

/** What was typed here before goes into the form again; says when it was typed, null when nothing differs. @param {HTMLFormElement} form */
export const fillAgain = (form) => {
  const kept = JSON.parse(localStorage.getItem(nameOf(form)) ?? "null")
  if (!kept || form.querySelector("[name=confirmed]") || JSON.stringify(typedIn(form)) === JSON.stringify(kept.fields))
    return null
  for (const field of /** @type {HTMLCollectionOf<any>} */ (form.elements)) {
    const told = kept.fields.filter((/** @type {string[]} */ [name]) => name === field.name)
    if (["checkbox", "radio"].includes(field.type)) {
      field.checked = told.some((/** @type {string[]} */ [, value]) => value === field.value)
    } else if (told.length > 0) field.value = told[0][1]
  }
  return new Date(kept.at)
}

/** @param {HTMLFormElement} form */
export const forgetTyped = (form) => localStorage.removeItem(nameOf(form))

/** @returns {boolean} whether there was anything */
export const forgetAllTyped = () => {
  const mine = Object.keys(localStorage).filter((name) => name.startsWith(`unsaved ${document.body.dataset.author} `))
  for (const name of mine) localStorage.removeItem(name)
  return mine.length > 0
}
