// What was written down about an alert is empty again once the office has it, and only then.

document.addEventListener("htmx:after:request", saidAndKept)

/** @param {Event} event */
function saidAndKept(event) {
  const { sourceElement, response } = /** @type {CustomEvent} */ (event).detail.ctx
  const form = sourceElement.closest("form")
  const details = form?.closest("details")
  if (!details || response?.status !== 200) return
  form.reset()
  details.open = false
}
