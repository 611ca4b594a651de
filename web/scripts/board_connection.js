// Says truthfully whether what the board shows is from now: by the stream's beat, and by the watchdog's.

const SILENT_AFTER = 40_000
const GRACE = 3_000
const LOOK_EVERY = 1_000
const TRY_AGAIN_EVERY = 5_000

const { htmx } = /** @type {any} */ (globalThis)
const office = /** @type {HTMLElement} */ (document.querySelector(".office"))
const stream = /** @type {HTMLElement} */ (document.querySelector("[data-stream]"))

for (const event of ["beat", "htmx:sse:after:message"]) stream.addEventListener(event, hear)
for (const event of ["htmx:sse:error", "htmx:sse:close", "htmx:error"]) stream.addEventListener(event, doubt)
stream.addEventListener("htmx:sse:before:connection", doubt)
document.addEventListener("visibilitychange", doubtAnew)
window.addEventListener("offline", doubt)
setInterval(look, LOOK_EVERY)
setInterval(tryAgain, TRY_AGAIN_EVERY)
doubt()
connect()

/** htmx may begin before its extension for streams has come; a module runs when both are there. */
function connect() {
  stream.setAttribute("hx-sse:connect", stream.dataset.stream ?? "")
  htmx.process(stream)
}

/** Something came: all that is on the board is from now. @param {Event} event */
function hear(event) {
  const told = /** @type {CustomEvent} */ (event).detail?.data
  const beat = told ? JSON.parse(told) : null
  office.dataset.heard = String(performance.now())
  delete office.dataset.doubted
  look()
  if (!beat) return
  office.dataset.behind = String(beat.at - Date.now())
  say("[data-live-time]", beat.hhmm)
  say("[data-lost-time]", beat.hhmm)
}

/** The stream may be gone; it has a moment to come back before the board says so. */
function doubt() {
  office.dataset.doubted ??= String(performance.now())
}

/** htmx lets the stream go while nobody looks, and fetches everything when somebody does again. */
function doubtAnew() {
  delete office.dataset.doubted
  doubt()
}

function look() {
  if (document.hidden) return
  const { heard, doubted } = office.dataset
  const silence = performance.now() - Number(doubted ?? heard)
  if (doubted) show(silence > GRACE ? "lost" : "unsure")
  else show(silence > SILENT_AFTER ? "lost" : "live")
  lookAtWatchdog()
}

/** @param {"live" | "unsure" | "lost"} connection */
function show(connection) {
  if (office.dataset.connection === connection) return
  office.dataset.connection = connection
  reveal("[data-live]", connection === "live")
  reveal("[data-lost]", connection === "lost")
}

/** The watchdog's silence shows even when no message comes to say so. */
function lookAtWatchdog() {
  const watchdog = document.getElementById("watchdog")
  const now = Date.now() + Number(office.dataset.behind ?? 0)
  if (watchdog?.dataset.beat && now - Number(watchdog.dataset.beat) > Number(watchdog.dataset.silentAfter)) {
    watchdog.toggleAttribute("data-behind", true)
  }
}

/** htmx comes back by itself once it has been connected; before that, and after being sent away, it is asked to. */
function tryAgain() {
  if (office.dataset.connection === "lost" && !document.hidden) stream.dispatchEvent(new Event("again"))
}

/** @param {string} place @param {string} words */
function say(place, words) {
  for (const element of document.querySelectorAll(place)) element.textContent = words
}

/** @param {string} place @param {boolean} shown */
function reveal(place, shown) {
  for (const element of document.querySelectorAll(place)) element.toggleAttribute("hidden", !shown)
}
