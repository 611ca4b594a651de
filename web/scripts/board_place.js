// Puts the bars of the day where their times are: browsers that read `attr()` in a stylesheet do it by themselves.

const PLACED = ["from", "to", "room", "level", "levels", "part", "hours"]
const READS_ATTRIBUTES = CSS.supports("inline-size: calc(attr(data-from type(<number>), 0) * 1px)")

keepWhatIsOpen()
place(document)
showNow()
document.addEventListener("htmx:after:swap", () => place(document))

/** What somebody has opened, and where bars are placed, is theirs and not the server's to morph away. */
function keepWhatIsOpen() {
  const { htmx } = /** @type {any} */ (globalThis)
  document.addEventListener("DOMContentLoaded", () => htmx.config.morphIgnore.push("open", "style"))
}

/** @param {ParentNode} root */
function place(root) {
  if (READS_ATTRIBUTES) return
  for (const element of root.querySelectorAll(
    ".timeline [data-from], .timeline [data-levels], .timeline [data-hours]",
  )) {
    for (const name of PLACED) putProperty(/** @type {HTMLElement} */ (element), name)
  }
}

/** @param {HTMLElement} element @param {string} name */
function putProperty(element, name) {
  const value = element.dataset[name]
  if (value) element.style.setProperty(`--${name}`, value)
  else element.style.removeProperty(`--${name}`)
}

/** The day opens where it now is, with an hour of what has been. */
function showNow() {
  const timeline = document.getElementById("timeline")
  const now = document.getElementById("timeline-now")
  if (!timeline || !now || now.hidden || location.hash) return
  const names = timeline.querySelector(".timeline__worker")?.clientWidth ?? 0
  timeline.scrollLeft = now.offsetLeft - names - (timeline.clientWidth - names) / 3
}
