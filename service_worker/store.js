import { openDB } from "../packages/idb.js"
import { giveRoom } from "./reserve.js"
import { copyFrom, hasCopy, putBackInto } from "./second_copy.js"

/**
 * The phone's store: the only module that opens it, so that it can be encrypted in one place.
 *
 * forms: what was recorded, by id, never changed but for `state`, `why`, `sentAt` and `sentAtThere` (by the office's clock).
 * files: what came with a form, by its id. pages: by address. kept: their files. facts: one value a name (author, shift …).
 * @typedef {"waiting" | "sent" | "held" | "conflict"} FormState
 * @typedef {{ id: string, author: string, device: string, sequence: number, previous: number | null, visit: string,
 *   url: string, body: string, version: number, page: string, label: any, recordedAt: string, monotonic: number,
 *   offset: number | null, state: FormState, why: string, sentAt: number, sentAtThere?: number, file?: number }} KeptForm
 * @typedef {{ url: string, author: string, stamp: string, html: string }} KeptPage
 */

const open = async () => {
  const db = await openDB("doorstep", 2, {
    upgrade(db, before) {
      for (const name of ["files", "kept", ...(before ? [] : ["facts"])]) db.createObjectStore(name)
      if (before) return
      const forms = db.createObjectStore("forms", { keyPath: "id" })
      forms.createIndex("state", ["author", "state", "sequence"])
      forms.createIndex("settled", ["author", "sentAt"])
      db.createObjectStore("pages", { keyPath: "url" })
    },
    blocking: (_from, _to, event) => /** @type {IDBDatabase} */ (event.target).close(),
  })
  if (await hasCopy()) isHurt = !(await putBackInto(db))
  return db
}

/** @type {Promise<any> | null} */
let opened = null

/** Hurt: a write may have found no room, and the browser throw this store away; so what waits is copied first. */
let [isHurt, isCopied] = [false, false]

let copied = /** @type {Promise<any>} */ (Promise.resolve())

/** Nothing is durable in a hurt store alone. One copy is made after the other, so that the last one holds most. */
export const keepTwice = () => {
  if (isHurt) copied = copied.catch(() => null).then(copy)
  return isHurt && copied
}

const copy = async () => {
  await copyFrom(await connection())
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
    isHurt = true
    if (how !== "read") await secure()
    return once(stores, how, work)
  }
}

const secure = async () => {
  isCopied = false
  await giveRoom()
  await keepTwice()
}

/** Why a transaction was aborted is told at its end; its requests say only that it was. @type {typeof transact} */
const once = async (stores, how, work) => {
  const db = await connection()
  const tx = db.transaction(stores, how === "read" ? "readonly" : "readwrite", {
    durability: how === "strict" ? "strict" : "relaxed",
  })
  const result = work(tx)
  result.catch(() => null)
  await tx.done
  return result
}

const connection = () => {
  opened ??= open().catch(tryAgain)
  return opened
}

/** Whoever asks next opens a store anew that could not be opened. @param {Error} problem */
const tryAgain = (problem) => {
  opened = null
  throw problem
}

/** @param {string[]} names @returns {Promise<any[]>} */
export const facts = (...names) =>
  transact(["facts"], "read", (tx) => Promise.all(names.map((name) => tx.objectStore("facts").get(name))))

/** Facts that only help: a full phone goes on without them. @param {Record<string, any>} values */
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
