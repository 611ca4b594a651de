import { askState } from "./worker.js"

/**
 * Signing out with records waiting says so first; they stay on the phone, sealed for their author.
 * @param {HTMLFormElement} form
 * @param {Event} event
 */
export const signOut = async (form, event) => {
  if (form.dataset.warned) return forgetTyped()
  event.preventDefault()
  const { waiting } = (await askState()) ?? { waiting: 0 }
  form.dataset.warned = "yes"
  if (!waiting) return form.requestSubmit()
  const words = /** @type {HTMLElement} */ (document.querySelector("[data-signing-out]"))
  words.textContent = `${waiting} record${waiting === 1 ? " is" : "s are"} still only on this phone. They stay here, for you alone, and are sent when you sign in again. Press Sign out again to go.`
  words.hidden = false
}

const forgetTyped = () => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft ")) localStorage.removeItem(name)
}
