/** A suggestion that is chosen fills in its field: `data-fills` names the field, the button's value is what it says. */
document.addEventListener("click", ({ target }) => {
  const chosen = /** @type {HTMLButtonElement | null} */ (/** @type {Element} */ (target).closest("[data-fills]"))
  if (chosen) fillIn(chosen)
})

document.addEventListener("keydown", ({ key, target }) => {
  const field = /** @type {Element} */ (target).closest("[data-suggested]")
  if (key === "Escape" && field) listFor(field)?.replaceChildren()
})

/** @param {HTMLButtonElement} chosen */
const fillIn = (chosen) => {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(chosen.dataset.fills ?? ""))
  field.value = chosen.value
  field.focus()
  listFor(field)?.replaceChildren()
}

/** @param {Element} field */
const listFor = (field) => document.querySelector(field.getAttribute("hx-target") ?? "")
