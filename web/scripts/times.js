const zone = document.documentElement.dataset.zone ?? "Europe/London"

const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short" })

/** Local wall time, 24 hours: "09:05". @param {string | number} moment */
export const localTime = (moment) => TIME.format(new Date(moment))

/** "Thu 19 Nov". @param {string | number} moment */
export const localDay = (moment) => DAY.format(new Date(moment)).replace(",", "")

/** How far the app's clock runs ahead of the phone's, in milliseconds: none but in demonstrations. */
export const shift = () => Number(document.documentElement.dataset.shift ?? 0)

/** This moment by the app's clock. */
export const now = () => Date.now() + shift()
