import { keptPieces, renewPieces } from "./assets.js"
import { keepDay } from "./keeping_day.js"
import { isBetween } from "./moments.js"
import { countWaiting } from "./outbox.js"
import { settle } from "./receipts.js"
import { setRoomAside } from "./reserve.js"
import { facts, noteFacts, setFacts, transact } from "./store.js"

const PATIENCE = 20_000
const RECENT = 10_000

/**
 * Fetch what the office has that this phone lacks. A page leaves the phone only when nothing recorded on it is waiting.
 * @param {{ now?: boolean }} [how] `now` asks again although it was asked a moment ago
 * @returns {Promise<boolean>} whether any page changed
 */
export const refresh = ({ now = false } = {}) =>
  navigator.locks.request("doorstep day pack", async () => {
    const [asOf, leavings, signOutUntold] = await facts("asOf", "leavings", "signOutUntold")
    if (signOutUntold || (!now && isBetween(Date.now(), asOf, asOf + RECENT))) return false
    const asked = Date.now()
    const hasRoom = await setRoomAside()
    await noteFacts({ full: !hasRoom })
    const kept = await transact(["pages"], "read", (tx) => tx.objectStore("pages").getAll())
    const { name, pieces } = await keptPieces()
    const response = await ask(kept, name).catch(() => null)
    if (response?.status === 401) await setFacts({ signedOut: true })
    const epoch = response?.headers.get("Doorstep-Epoch")
    if (!response || !epoch) return false
    const there = Date.parse(response.headers.get("Doorstep-Now") ?? "")
    const clock = { heardAt: Date.now(), offset: there - Date.now() }
    if (response.status === 304) {
      await setFacts({ ...clock, asOf: asked, signedOut: false })
      return false
    }
    const day = await response.json().catch(() => null)
    if (day?.doorstep !== "day") return false
    await settle(day.author, day.held, { epoch, there })
    if (!hasRoom) return false
    if (day.pieces === false) renewPieces().catch(() => null)
    return keepDay({ ...day, pieces }, kept, { ...clock, asOf: asked, tag: response.headers.get("ETag"), leavings })
  })

/** @param {import("./store.js").KeptPage[]} kept @param {string} pieces the name of the pieces that this phone has */
const ask = async (kept, pieces) => {
  const device = await ownName()
  const [sequence, tag, author] = await facts("sequence", "tag", "author")
  return fetch("/day-pack", {
    headers: {
      "Doorstep-Device": device,
      "Doorstep-Sequence": String(sequence ?? 0),
      ...(author ? { "Doorstep-Waiting": String(await countWaiting(author)) } : {}),
      "Doorstep-Pieces": pieces,
      "Doorstep-Have": kept.map((page) => page.stamp).join(","),
      ...(tag ? { "If-None-Match": tag } : {}),
    },
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  })
}

/** What this device calls itself, from its first word on; in one transaction, or the first tap would give another name. */
const ownName = () =>
  transact(["facts"], "strict", async (tx) => {
    const store = tx.objectStore("facts")
    const known = await store.get("device")
    if (known) return known
    const device = crypto.randomUUID()
    store.put(device, "device")
    return device
  })

/** Give up every page, and with them who is signed in: forms stay, sealed for their author, and are tried again at once. */
export const forgetPages = () =>
  transact(["pages", "kept", "facts"], "strict", async (tx) => {
    const facts = tx.objectStore("facts")
    for (const name of ["pages", "kept"]) tx.objectStore(name).clear()
    for (const name of ["author", "tag", "asOf", "failures", "nextTryAt"]) facts.delete(name)
    facts.put(((await facts.get("leavings")) ?? 0) + 1, "leavings")
  })
