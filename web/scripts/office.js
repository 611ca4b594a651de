import { fillAgain, forgetAllTyped, forgetSaved, forgetTyped, hasTyped, keepTyped, noteSent } from "./unsaved.js"

const FORMS = "form[method=post]:not([role=search])"
const PATIENCE = 8000

/** @param {Event} event */
const formOf = (event) => /** @type {HTMLFormElement | null} */ (/** @type {Element} */ (event.target).closest?.(FORMS))

/** @param {string} id @param {HTMLFormElement} form */
const show = (id, form) => {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id))
  const shown = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true))
  form.querySelector(`:scope > [data-shown=${id}]`)?.remove()
  shown.dataset.shown = id
  form.prepend(shown)
  return shown
}

const fillAll = () => {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll(FORMS))) {
    const at = document.querySelector(".error-summary") ? null : fillAgain(form)
    if (!at) continue
    const time = /** @type {HTMLTimeElement} */ (show("typed-before", form).querySelector("time"))
    time.dateTime = at.toISOString()
    time.textContent = at.toLocaleString("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" })
  }
}

/** A page that somebody else's WiFi puts before ours is not the office. */
const isReached = () =>
  fetch("/manifest.webmanifest", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).then(
    (answer) => answer.ok && answer.headers.get("content-type")?.includes("manifest"),
    () => false,
  )

/** What was typed goes out only when it will arrive, and only once. @param {SubmitEvent} event */
const sendWhenReached = async (event) => {
  const form = formOf(event)
  if (!form || event.defaultPrevented || !hasTyped(form) || "reached" in form.dataset) return
  event.preventDefault()
  if (form.ariaBusy) return
  form.ariaBusy = "true"
  const reached = await isReached()
  form.ariaBusy = null
  if (!reached) return show("office-unreached", form).scrollIntoView({ block: "nearest" })
  noteSent(form)
  form.dataset.reached = ""
  form.requestSubmit(/** @type {HTMLElement | null} */ (event.submitter))
  delete form.dataset.reached
  form.ariaBusy = "true"
  setTimeout(() => {
    form.ariaBusy = null
  }, PATIENCE)
}

/** @param {Event} event */
const keep = (event) => {
  const form = formOf(event)
  if (form) keepTyped(form)
}

/** @param {Event} event */
const startAfresh = (event) => {
  if (!(/** @type {Element} */ (event.target).closest("[data-starts-afresh]"))) return
  const form = formOf(event)
  if (form) forgetTyped(form)
  location.reload()
}

/** @param {Event} event */
const forgetAtSignOut = (event) => formOf(event)?.getAttribute("action") === "/sign-out" && forgetAllTyped()

forgetSaved()
fillAll()
for (const name of ["input", "change"]) document.addEventListener(name, keep)
document.addEventListener("click", startAfresh)
document.addEventListener("submit", sendWhenReached)
document.addEventListener("submit", forgetAtSignOut)
