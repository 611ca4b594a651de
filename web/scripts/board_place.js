// Puts the bars of the day where their times are: browsers that read `attr()` in a stylesheet do it by themselves.

const PLACED = ["from", "to", "room", "level", "levels", "part", "hours"]
const READS_ATTRIBUTES = CSS.supports("inline-size: calc(attr(data-from type(<number>), 0) * 1px)")

keepPlaces()
place(document)
showNow()
document.addEventListener("htmx:before:swap", keepInSight)
document.addEventListener("htmx:after:swap", () => place(document))

/** Where bars are placed is not the server's to morph away. */
function keepPlaces() {
  const { htmx } = /** @type {any} */ (globalThis)
  document.addEventListener("DOMContentLoaded", () => htmx.config.morphIgnore.push("style"))
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

/** The day opens where it now is, with an hour of what has been, or where the visit is that is looked at. */
function showNow() {
  const timeline = document.getElementById("timeline")
  /** @type {HTMLElement | null | undefined} */
  const chosen = timeline?.querySelector(".timeline__visit[aria-current]")
  const now = chosen ?? document.getElementById("timeline-now")
  if (!timeline || !now || now.hidden || (location.hash && !chosen)) return
  const names = timeline.querySelector(".timeline__worker")?.clientWidth ?? 0
  timeline.scrollLeft = now.offsetLeft - names - (timeline.clientWidth - names) / 3
}

/** Whoever has scrolled down looks at the same thing after a change above it, and so does who has the focus. */
function keepInSight() {
  const rows = [document.activeElement, ...document.querySelectorAll(".timeline__row, .attention__row")]
  const looked = rows.find((row) => row && row !== document.body && isInSight(row))
  if (!looked || scrollY === 0) return
  const before = looked.getBoundingClientRect().top
  const restore = () => looked.isConnected && scrollBy(0, looked.getBoundingClientRect().top - before)
  document.addEventListener("htmx:after:swap", restore, { once: true })
}

/** @param {Element} row */
function isInSight(row) {
  const { top, bottom } = row.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}
