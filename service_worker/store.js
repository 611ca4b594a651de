import { openDB } from "../vendor/idb.js"
import { giveRoom } from "./reserve.js"
import { dropCopy, hasCopy, putCopy, readCopy } from "./second_copy.js"

/**
 * The phone's store: the only module that opens it, so that it can be encrypted in one place.
 *
 * forms: what was recorded, by id, never changed but for `state`, `why`, `sentAt` and `sentAtThere` (by the office's clock).
 * pages: kept pages by address. facts: one value a name (author, sequence, heardAt, epoch, shift …).
 *
 * @typedef {"waiting" | "sent" | "held" | "conflict"} FormState
 * @typedef {{ id: string, author: string, device: string, sequence: number, previous: number | null, visit: string,
 *   url: string, body: string, version: number, page: string, label: any, recordedAt: string, monotonic: number,
 *   offset: number | null, state: FormState, why: string, sentAt: number, sentAtThere?: number }} KeptForm
 * @typedef {{ url: string, author: string, stamp: string, html: string }} KeptPage
 */

const open = async () => {
  const db = await openDB("doorstep", 1, {
    upgrade(db) {
      const forms = db.createObjectStore("forms", { keyPath: "id" })
      forms.createIndex("state", ["author", "state", "sequence"])
      forms.createIndex("settled", ["author", "sentAt"])
      db.createObjectStore("pages", { keyPath: "url" })
      db.createObjectStore("facts")
    },
    blocking: (_from, _to, event) => /** @type {IDBDatabase} */ (event.target).close(),
  })
  if (await hasCopy()) await putBack(db)
  return db
}

/** @type {Promise<any> | null} */
let opened = null

/** A write has failed for want of room: the browser may throw this store away when it starts again. */
let isHurt = false
/** What waits is in a copy as well, which a hurt store needs before anything more is written to it. */
let isCopied = false
const IN_THE_COPY = /^(device|sequence|epoch|shift|offset|last .*)$/

/** A store that was thrown away begins with what waited in it; one that is still there stays hurt. @param {any} db */
const putBack = async (db) => {
  const copy = await readCopy()
  isHurt = isCopied = !!(await db.get("facts", "device"))
  if (!copy || isHurt) return
  const tx = db.transaction(["forms", "facts"], "readwrite", { durability: "strict" })
  for (const form of copy.forms) tx.objectStore("forms").put(form)
  for (const [name, value] of copy.facts) tx.objectStore("facts").put(value, name)
  await tx.done
  await dropCopy()
}

/** Nothing is durable in a hurt store alone. */
export const keepTwice = async () => {
  if (!isHurt) return
  const [forms, names, values] = await once(["forms", "facts"], "read", (tx) =>
    Promise.all([
      tx.objectStore("forms").getAll(),
      tx.objectStore("facts").getAllKeys(),
      tx.objectStore("facts").getAll(),
    ]),
  )
  const known = names.map((/** @type {string} */ name, /** @type {number} */ place) => [name, values[place]])
  const facts = known.filter((/** @type {[string, any]} */ [name]) => IN_THE_COPY.test(name))
  const unsettled = forms.filter((/** @type {KeptForm} */ form) => form.state !== "sent")
  await putCopy({ forms: unsettled, facts })
  isCopied = true
}

/**
 * Run work in one transaction; resolved only when it is complete. Strict: it survives a power cut.
 * A connection that the browser dropped is opened anew, once.
 * @template T
 * @param {string[]} stores
 * @param {"strict" | "relaxed" | "read"} how
 * @param {(tx: any) => Promise<T>} work
 * @returns {Promise<T>}
 */
export const transact = async (stores, how, work) => {
  try {
    if (how !== "read" && isHurt && !isCopied) await secure()
    return await once(stores, how, work)
  } catch (problem) {
    if (!["InvalidStateError", "UnknownError"].includes(/** @type {Error} */ (problem).name)) throw problem
    opened = null
    isHurt ||= how !== "read" && /** @type {Error} */ (problem).name === "UnknownError"
    if (how !== "read" && isHurt) await secure()
    return once(stores, how, work)
  }
}

const secure = async () => {
  isCopied = false
  await giveRoom()
  await keepTwice()
}

/** @type {typeof transact} */
const once = async (stores, how, work) => {
  opened ??= open().catch(tryAgain)
  const db = await opened
  const tx = db.transaction(stores, how === "read" ? "readonly" : "readwrite", {
    durability: how === "strict" ? "strict" : "relaxed",
  })
  const [result] = await Promise.all([work(tx), tx.done])
  return result
}

/** A store that could not be opened (a full disk) is opened anew by whoever asks next. @param {Error} problem */
const tryAgain = (problem) => {
  opened = null
  throw problem
}

/** @param {string[]} names @returns {Promise<any[]>} */
export const facts = (...names) =>
  transact(["facts"], "read", (tx) => Promise.all(names.map((name) => tx.objectStore("facts").get(name))))

/** Facts that only help, as when we last tried: a full phone goes on without them. @param {Record<string, any>} values */
export const noteFacts = (values) => setFacts(values).catch(unlessFull)

/** @param {Error} problem */
export const unlessFull = (problem) => {
  if (!["QuotaExceededError", "AbortError", "UnknownError"].includes(problem.name)) throw problem
  return null
}

/** @param {Record<string, any>} values */
export const setFacts = (values) =>
  transact(["facts"], "relaxed", async (tx) => {
    for (const [name, value] of Object.entries(values)) tx.objectStore("facts").put(value, name)
  })

/** Whether a moment lies in a stretch of time; a clock that was put right since is outside. @param {number} moment @param {number} from @param {number} to */
export const isBetween = (moment, from, to) => from <= moment && moment < to
