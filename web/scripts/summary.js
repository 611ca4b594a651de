/**
 * What a form says, in the words that stand on its keys: "Done, with help. Left leg sore".
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} said
 */
export const summaryOf = (form, said) => {
  const chosen = fields(form).filter(isKey)
  const first = chosen.filter((field) => !isConditional(field) && says(said, field)).map(wordsOf)
  const then = chosen.filter((field) => isConditional(field) && says(said, field)).map(wordsOf)
  const keys = [...first, ...then].map((words, place) => (place ? words[0].toLowerCase() + words.slice(1) : words))
  const written = fields(form)
    .filter((field) => isWritten(field) && said.get(field.name))
    .map((field) => said.get(field.name))
  return [keys.join(", "), ...written].filter(Boolean).join(". ")
}

/**
 * Put what a form said back into its fields; one of the rarer answers is brought into sight.
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} said
 */
export const refill = (form, said) => {
  for (const field of fields(form)) {
    if (isKey(field)) {
      field.checked = says(said, field)
      if (field.checked) field.closest("details:not([open])")?.toggleAttribute("open", true)
    } else if (isWritten(field)) field.value = said.get(field.name) ?? ""
  }
}

/** @param {HTMLFormElement} form @returns {any[]} */
const fields = (form) => [...form.elements].filter((field) => "name" in field && field.name)

/** @param {any} field */
const isWritten = (field) => ["text", "time", "textarea"].includes(field.type)

/** A box beside others is a key, too; one by itself only confirms. @param {any} field */
const isKey = (field) => ["radio", "submit"].includes(field.type) || !!field.closest(".choice")

/** @param {any} field */
const isConditional = (field) => !!field.closest("[data-when]")

/** @param {URLSearchParams} said @param {any} field */
const says = (said, field) => said.getAll(field.name).includes(field.value)

/** @param {any} field @returns {string} */
const wordsOf = (field) => (field.labels?.[0] ?? field).textContent.trim()
