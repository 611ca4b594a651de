const PATIENCE = 4000

/** Read the place once if that is allowed already, so that a check-in need not wait for it. */
export const readPlace = async () => {
  const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null)
  if (permission?.state === "granted" && document.querySelector("[name=latitude]")) await place()
}

/**
 * How far the phone is from a door, in metres; NaN when nobody may know. Asks for leave the first time.
 * @param {string} door "latitude,longitude"
 */
export const placeAsked = async (door) => {
  const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null)
  const known = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=latitude]"))?.value
  if (!known && permission?.state === "prompt") await place()
  return metresTo(door)
}

const place = () =>
  new Promise((done) => {
    setTimeout(done, PATIENCE)
    navigator.geolocation.getCurrentPosition((found) => done(fill(found.coords)), done, {
      maximumAge: 60_000,
      timeout: PATIENCE,
    })
  })

/** @param {GeolocationCoordinates} found */
const fill = ({ latitude, longitude, accuracy }) => {
  for (const [name, value] of Object.entries({ latitude, longitude, accuracy })) {
    for (const field of document.getElementsByName(name)) /** @type {HTMLInputElement} */ (field).value = String(value)
  }
}

/** @param {string} door */
const metresTo = (door) => {
  const [south, west] = door.split(",").map((part) => (part ? Number(part) : Number.NaN))
  const [north, east] = ["latitude", "longitude"].map((name) => {
    const value = /** @type {HTMLInputElement | null} */ (document.querySelector(`[name=${name}]`))?.value
    return value ? Number(value) : Number.NaN
  })
  const x = (east - west) * Math.cos((south * Math.PI) / 180)
  return Math.round(Math.hypot(x, north - south) * 111_195)
}
