const box = /** @type {HTMLElement} */ (document.querySelector("[data-shows-password]"))
box.hidden = false
box.addEventListener("change", () => {
  const { checked } = /** @type {HTMLInputElement} */ (box.querySelector("input"))
  const shown = `[autocomplete$=password]`
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(shown)))
    field.type = checked ? "text" : "password"
})
