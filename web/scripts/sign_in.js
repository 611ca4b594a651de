import { registerWorker } from "./worker.js"

registerWorker()

const show = /** @type {HTMLElement} */ (document.querySelector("[data-shows-password]"))
show.hidden = false
show.addEventListener("change", () => {
  const password = /** @type {HTMLInputElement} */ (document.getElementById("password"))
  password.type = password.type === "password" ? "text" : "password"
})
