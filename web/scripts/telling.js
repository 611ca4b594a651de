/** What is told by being shown: once, also when it was told without signal. @param {any} state what the phone keeps of this page */
export const tellShown = (state) => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-told-once]"))
  const url = button?.form?.getAttribute("action")
  if (!button || state.forms.some((/** @type {any} */ kept) => kept.url === url)) return
  delete button.dataset.toldOnce
  button.form?.requestSubmit(button)
}
