const show = /** @type {HTMLElement} */ (document.querySelector("[data-shows-password]"))
show.hidden = false
show.addEventListener("change", () => {
  const { checked } = /** @type {HTMLInputElement} */ (show.querySelector("input"))
  const shown = `[autocomplete$=password]`
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(shown)))
    field.type = checked ? "text" : "password"
})
