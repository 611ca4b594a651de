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
}
