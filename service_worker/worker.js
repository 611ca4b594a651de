import { answer } from "./answering.js"
import { forgetOldAssets, keepAssets } from "./assets.js"
import { catchUpAndCarry } from "./carrying.js"
import { opened, told } from "./push.js"

/** @typedef {{ waitUntil(work: Promise<any>): void }} Lasting */

const worker = /** @type {any} */ (self)

worker.addEventListener("install", (/** @type {Lasting} */ event) =>
  event.waitUntil(keepAssets().then(() => worker.skipWaiting())),
)
worker.addEventListener("activate", (/** @type {Lasting} */ event) =>
  event.waitUntil(forgetOldAssets().then(() => worker.clients.claim())),
)
worker.addEventListener("fetch", answer)
worker.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(catchUpAndCarry(event.data)))
worker.addEventListener("push", (/** @type {any} */ event) => event.waitUntil(told(event)))
worker.addEventListener("notificationclick", (/** @type {any} */ event) => event.waitUntil(opened(event)))
worker.addEventListener("sync", (/** @type {Lasting} */ event) => event.waitUntil(catchUpAndCarry({ now: true })))
