import { forgetDrafts } from "./drafts.js"
import { newId } from "./new_id.js"
import { summaryOf } from "./summary.js"
import { askState } from "./worker.js"

/** @param {any} event @returns {HTMLFormElement | null} */
const recordForm = (event) => {
  const form = event.detail?.ctx?.sourceElement?.closest?.("form[data-records]")
  return form && event.detail.ctx.request.method !== "GET" ? form : null
}

/**
 * One tap is one form, also when it is tapped twice: the name of the tap stays until it is kept.
 * A form says once where it goes, in its `action`.
 * @param {any} event
 */
export const nameTap = (event) => {
  const form = recordForm(event)
  if (!form) return
  form.querySelector(".not-kept")?.remove()
  const { headers, body } = event.detail.ctx.request
  event.detail.ctx.request.action = form.getAttribute("action")
  form.dataset.tap ||= newId()
  headers["Doorstep-Tap"] = form.dataset.tap
  headers["Doorstep-Label"] = encodeURIComponent(JSON.stringify(labelOf(form, new URLSearchParams(body))))
}

/** How the list of what is waiting calls it: whom it is about, and what was said. @param {HTMLFormElement} form @param {URLSearchParams} said */
const labelOf = (form, said) => {
  const about = /** @type {HTMLElement | null} */ (document.querySelector("[data-about]"))
  const record = /** @type {HTMLElement | null} */ (form.closest("[data-subject]"))
  const subject = record?.dataset.subject ?? form.dataset.subject ?? ""
  return { about: about?.dataset.about ?? "", what: [subject, summaryOf(form, said)].filter(Boolean).join(": ") }
}

/**
 * The worker has kept a form: only now may the page say so.
 * @param {any} event
 * @param {(state: any) => void} show
 */
export const kept = async (event, show) => {
  const form = recordForm(event)
  const { response } = event.detail?.ctx ?? {}
  if (!form || !response) return
  const header = response.headers.get("Doorstep-Kept")
  if (!header && (response.status >= 500 || response.status === 413)) return notKept(event)
  delete form.dataset.tap
  forgetDrafts(form)
  for (const sheet of document.querySelectorAll("dialog")) sheet.close()
  if (!header) return
  event.preventDefault()
  const { form: saved, waiting } = JSON.parse(decodeURIComponent(header))
  show({ forms: [saved], waiting, sequence: saved.sequence, laidOnly: true })
  if (form.querySelector("[data-repeats]")) form.reset()
  await drawn()
  const state = await askState()
  if (state) show(state)
}

/** Once the mark is on the screen: all else that the tap changes comes after it. */
const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))

/** The phone could not keep it, so nothing says that it did; what was typed stays. @param {any} event */
export const notKept = (event) => {
  const form = recordForm(event)
  if (!form) return
  const isTooLong = event.detail.ctx.response?.status === 413
  if (isTooLong) event.preventDefault()
  const words = isTooLong
    ? "this is too long to be sent. Shorten the text"
    : "this phone could not keep it. Free some space or close other apps"
  const textContent = `Not saved: ${words}, then press again.`
  const line = Object.assign(document.createElement("p"), { className: "field__error not-kept", textContent })
  line.setAttribute("role", "alert")
  form.append(line)
}
