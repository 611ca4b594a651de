/**
 * Ask only what the answers before make necessary: `data-when="outcome=done,partly"`; an empty word stands for no answer yet.
 * What is not asked is disabled, so it is neither required nor sent. `data-required`: required when asked; without scripts, never.
 * @param {ParentNode} [within]
 */
export const showWhen = (within = document) => {
  for (const part of /** @type {NodeListOf<HTMLFieldSetElement>} */ (within.querySelectorAll("fieldset[data-when]"))) {
    const [name, values] = (part.dataset.when ?? "").split("=")
    const chosen = part.form?.querySelector(`[name="${name}"]:checked`)
    const isAsked = chosen?.closest("fieldset")?.disabled !== true
    part.disabled =
      !isAsked || !values.split(",").includes(/** @type {HTMLInputElement | null} */ (chosen)?.value ?? "")
    for (const field of part.querySelectorAll("[data-required]")) field.toggleAttribute("required", true)
  }
  for (const part of /** @type {NodeListOf<HTMLFieldSetElement>} */ (
    within.querySelectorAll("fieldset[data-unlikely]")
  )) {
    part.disabled = isLikely(part)
    for (const field of part.querySelectorAll("[data-required]")) field.toggleAttribute("required", true)
  }
}

/** The number in the field that `data-unlikely` names is between those of the key that was chosen: `data-likely="34 42"`. @param {HTMLFieldSetElement} part */
const isLikely = (part) => {
  const key = /** @type {HTMLElement | null | undefined} */ (part.form?.querySelector("[data-likely]:checked"))
  const said = /** @type {any} */ (part.form?.elements.namedItem(part.dataset.unlikely ?? ""))?.value
  const [low, high] = (key?.dataset.likely ?? "").split(" ").map(Number)
  return !key || !said || (low <= Number(said) && Number(said) <= high)
}
