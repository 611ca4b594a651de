import { asset, offlinePage } from "./assets.js"
import { catchUpAndCarry } from "./carrying.js"
import { tellOthers, tellSignOut } from "./catching_up.js"
import { forgetPages } from "./day_pack.js"
import { fileAnswer, partsOf } from "./files.js"
import { keptPage, stateOf } from "./kept_pages.js"
import { keep, LONGEST } from "./outbox.js"
import { setFacts } from "./store.js"

const PATIENCE = 8000
const SIGNING = ["/sign-in", "/sign-out"]
const TOO_LONG = "This is too long to be sent, so it is not saved. Go back, shorten the text, and save it again."

/** Who answers what: files, recorded forms, the phone's state, pages; everything else goes to the office. @param {any} event */
export const answer = (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method === "POST") {
    if (url.pathname !== "/inbox") event.respondWith(posted(event, url))
  } else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request))
  else if (url.pathname.startsWith("/files/")) event.respondWith(fileAnswer(request, url).catch(offlinePage))
  else if (url.pathname === "/outbox") event.respondWith(stateAnswer(url))
  else if (isPage(request) && !url.pathname.endsWith("/stream")) event.respondWith(shown(event, url))
}

/** @param {Request} request */
const isPage = (request) => request.mode === "navigate" || request.headers.has("HX-Request")

/**
 * A form that records is kept, then sent; any other form goes to the office as it is.
 * @param {any} event
 * @param {URL} url
 */
const posted = async (event, url) => {
  const { request } = event
  const { body, file } = await bodyOf(request)
  if (!new URLSearchParams(body).has("form_version")) return passedOn(event, url)
  if (body.length > LONGEST) return new Response(TOO_LONG, { status: 413 })
  const page = new URL(request.headers.get("HX-Current-URL") ?? (request.referrer || url)).pathname
  const label = JSON.parse(decodeURIComponent(request.headers.get("Doorstep-Label") ?? "%7B%7D"))
  const kept = await keep({ id: request.headers.get("Doorstep-Tap"), url: url.pathname, body, page, label, file })
  event.waitUntil(afterwards(event))
  if (!request.headers.has("HX-Request")) return Response.redirect(page, 303)
  return new Response(null, { status: 204, headers: { "Doorstep-Kept": encodeURIComponent(JSON.stringify(kept)) } })
}

/** What was tapped is kept here; whatever else may have to be passed on whole. @param {Request} request @returns {Promise<{ body: string, file?: ArrayBuffer }>} */
const bodyOf = async (request) => {
  const [type, read] = [
    request.headers.get("Content-Type") ?? "",
    request.headers.has("Doorstep-Tap") ? request : request.clone(),
  ]
  if (type.startsWith("multipart/form-data")) return partsOf(read)
  return { body: type.startsWith("application/x-www-form-urlencoded") ? await read.text() : "" }
}

/** Once the page that recorded it has its answer; the others hear of it. @param {any} event */
const afterwards = async ({ handled, clientId }) => {
  await handled
  await tellOthers(clientId, {})
  await /** @type {any} */ (self).registration.sync?.register("send").catch(() => null)
  await catchUpAndCarry()
}

/**
 * Whoever signs in or out leaves no page for the next person. Without signal signing out still does, and the office is told later.
 * @param {any} event
 * @param {URL} url
 */
const passedOn = async ({ request, clientId }, url) => {
  const response = await fetch(request).catch(() => null)
  if (!response && url.pathname === "/sign-out") await setFacts({ signOutUntold: true })
  if (!response && url.pathname !== "/sign-out") return request.mode === "navigate" ? offlinePage() : Response.error()
  if (SIGNING.includes(url.pathname) && response?.type !== "basic") {
    if (url.pathname === "/sign-in") await setFacts({ signOutUntold: false })
    await forgetPages()
    await tellOthers(clientId, { left: true })
  }
  return response ?? Response.redirect("/sign-in", 303)
}

/** @param {URL} url */
const stateAnswer = async ({ searchParams: asked }) =>
  Response.json(await stateOf(asked.get("page") ?? "/", asked.get("author")))

/**
 * The phone's copy at once, refreshed behind; what is not kept, from the office; else the page that says there is no signal.
 * Whoever signed out without signal is first signed out with the office too: nobody gets their pages from it.
 * @param {any} event
 * @param {URL} url
 */
const shown = async (event, url) => {
  const kept = await keptPage(url).catch(() => null)
  if (kept) {
    if (event.request.mode === "navigate") {
      event.waitUntil(catchUpAndCarry())
      navigator.clearAppBadge?.()
    }
    return kept
  }
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("No answer in time")), PATIENCE))
  const page = async () => ((await tellSignOut()) || url.pathname === "/sign-in" ? fetch(event.request) : offlinePage())
  return Promise.race([page(), late]).catch(offlinePage)
}
