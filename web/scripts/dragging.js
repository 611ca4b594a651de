// Drag a bar to another lane, or along its own to another time. A finger holds it first, so that the page still scrolls.
// What is dropped is sent by a plain form of the page; this module knows no kind of record.

const HOLD = 280
const FAR = 6
const EDGE = 48
const PACE = 14

document.addEventListener("pointerdown", (event) => {
  const bar = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-drag]"))
  if (bar && event.button === 0) begin(bar, event)
})
document.addEventListener("dragstart", (event) => {
  if (/** @type {Element} */ (event.target).closest?.("[data-drag]")) event.preventDefault()
})

/** @param {HTMLElement} bar @param {PointerEvent} down */
const begin = (bar, down) => {
  const ending = new AbortController()
  const listen = { signal: ending.signal, passive: false }
  const top = scrollY
  let held = false
  const hold = down.pointerType === "touch" ? setTimeout(() => lift(), HOLD) : 0

  const lift = () => {
    held = true
    bar.setAttribute("data-dragged", "")
    document.documentElement.setAttribute("data-dragging", "")
  }
  /** @param {PointerEvent} move */
  const follow = (move) => {
    const x = move.clientX - down.clientX
    const y = move.clientY - down.clientY + scrollY - top
    const isFar = Math.hypot(x, y) > FAR
    if (!held && isFar && down.pointerType === "touch") return finish()
    if (!held && isFar) lift()
    if (!held) return
    bar.style.setProperty("--x", `${x}px`)
    bar.style.setProperty("--y", `${y}px`)
    markLane(laneUnder(move))
    goAlong(move.clientY)
  }
  const finish = () => {
    clearTimeout(hold)
    ending.abort()
    markLane(null)
    bar.removeAttribute("data-dragged")
    document.documentElement.removeAttribute("data-dragging")
    bar.style.removeProperty("--x")
    bar.style.removeProperty("--y")
  }
  /** @param {PointerEvent} up */
  const drop = (up) => {
    const lane = laneUnder(up)
    finish()
    if (!held) return
    stayHere()
    if (lane && lane !== bar.closest("[data-drop]")) handOver(bar, lane.dataset.drop ?? "")
    else moveInTime(bar, up.clientX - down.clientX)
  }
  document.addEventListener("pointermove", follow, listen)
  document.addEventListener("pointerup", drop, listen)
  document.addEventListener("pointercancel", finish, listen)
  document.addEventListener("touchmove", (touch) => held && touch.preventDefault(), listen)
  document.addEventListener("keydown", (key) => key.key === "Escape" && finish(), listen)
}

/** Letting go over the link that was dragged does not follow it. */
const stayHere = () => {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener("click", (click) => click.preventDefault(), { capture: true, signal })
  setTimeout(() => listening.abort())
}

/** At the edge of what is seen, the page goes along. @param {number} y */
const goAlong = (y) => {
  if (y > innerHeight - EDGE) scrollBy(0, PACE)
  if (y < EDGE) scrollBy(0, -PACE)
}

/** @param {PointerEvent} at @returns {HTMLElement | null} */
const laneUnder = (at) => {
  const under = document.elementsFromPoint(at.clientX, at.clientY)
  return under.map((one) => /** @type {HTMLElement | null} */ (one.closest("[data-drop]"))).find(Boolean) ?? null
}

/** @param {HTMLElement | null} lane */
const markLane = (lane) => {
  document.querySelector("[data-drops-here]")?.removeAttribute("data-drops-here")
  lane?.setAttribute("data-drops-here", "")
}

/** @param {HTMLElement} bar @param {string} to */
const handOver = (bar, to) => send("drag", bar, { from: bar.dataset.dragFrom ?? "", to })

/** To the next whole step; nothing when it is where it was. @param {HTMLElement} bar @param {number} pixels */
const moveInTime = (bar, pixels) => {
  const grid = /** @type {HTMLElement} */ (bar.closest("[data-hours]"))
  const lane = /** @type {HTMLElement} */ (bar.parentElement)
  const step = Number(/** @type {HTMLElement} */ (bar.closest("[data-drags]")).dataset.step)
  const perMinute = lane.clientWidth / (Number(grid.dataset.hours) * 60)
  const minutes = Math.round(pixels / perMinute / step) * step
  if (minutes === 0) return
  const [hour, minute] = (bar.dataset.at ?? "").split(":").map(Number)
  const later = Math.min(Math.max(hour * 60 + minute + minutes, 0), 24 * 60 - step)
  const at = `${String(Math.floor(later / 60)).padStart(2, "0")}:${String(later % 60).padStart(2, "0")}`
  send("move", bar, { at, minutes: bar.dataset.minutes ?? "", on: bar.dataset.on ?? "" })
}

/** @param {"drag" | "move"} kind @param {HTMLElement} bar @param {Record<string, string>} values */
const send = (kind, bar, values) => {
  const form = /** @type {HTMLFormElement} */ (document.querySelector(`form[data-${kind}-form]`))
  form.action = (form.dataset[`${kind}Form`] ?? "").replace(":what", bar.dataset.drag ?? "")
  for (const [name, value] of Object.entries(values)) /** @type {any} */ (form.elements.namedItem(name)).value = value
  form.requestSubmit()
}

export {}
