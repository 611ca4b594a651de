/** What is typed and not yet kept outlives the page: by author, page and field, until it is recorded or signed out. */

/** @param {any} field */
const nameOf = (field) => {
  const told = field.form.querySelector("[data-tells]")?.value ?? ""
  return `draft ${document.body.dataset.author} ${field.form.getAttribute("action")} ${told} ${field.name}`
}

/** @param {any} field */
export const keepDraft = (field) => localStorage.setItem(nameOf(field), field.value)

export const restoreDrafts = () => {
  for (const field of /** @type {NodeListOf<any>} */ (document.querySelectorAll("[data-draft]"))) {
    field.value ||= localStorage.getItem(nameOf(field)) ?? ""
  }
}

/** @param {HTMLFormElement} form */
export const forgetDrafts = (form) => {
  for (const field of form.querySelectorAll("[data-draft]")) localStorage.removeItem(nameOf(field))
}
