import { newId } from "../scripts/new_id.js"
import { giveRoom } from "./reserve.js"
import { keepTwice, noteFacts, transact } from "./store.js"

/** @typedef {import("./store.js").KeptForm} KeptForm */

/** No form is longer than a batch may be, so that none stands in the way of the others for ever. */
export const LONGEST = 7_500_000

/** @typedef {{ id: string | null, url: string, body: string, page: string, label: any, file?: ArrayBuffer }} Tap */

/**
 * Keep a form; resolved when it is durable, and only then may anybody say "Saved on this phone".
 * The same id again is the same tap: nothing is added. A full phone gives it the room that was set aside, but no file:
 * that room is for hundreds of records.
 * @param {Tap} tap
 * @returns {Promise<{ form: KeptForm, waiting: number }>} the form, and how many of its author's are waiting
 */
export const keep = async (tap) => {
  const kept = await (tap.file ? keepNow(tap) : keepNow(tap).catch(() => keepInRoomOfItsOwn(tap)))
  await keepTwice()
  return kept
}

/** @param {Tap} tap */
const keepInRoomOfItsOwn = async (tap) => {
  await giveRoom()
  const kept = await keepNow(tap)
  await noteFacts({ full: true })
  return kept
}

/** @param {Tap} tap @returns {Promise<{ form: KeptForm, waiting: number }>} */
const keepNow = ({ id, url, body, page, label, file }) =>
  transact(["forms", "facts", ...(file ? ["files"] : [])], "strict", async (tx) => {
    const [forms, facts] = [tx.objectStore("forms"), tx.objectStore("facts")]
    const said = new URLSearchParams(body)
    const [author, visit] = [said.get("author") ?? "", said.get("visit") ?? ""]
    const [before, device, sequence, previous, shift, offset, waiting] = await Promise.all([
      id ? forms.get(id) : undefined,
      facts.get("device"),
      facts.get("sequence"),
      facts.get(`last ${visit}`),
      facts.get("shift"),
      facts.get("offset"),
      forms.index("state").count(stateRange(author, "waiting")),
    ])
    if (before) return { form: before, waiting }
    const form = /** @type {KeptForm} */ ({
      id: id ?? newId(),
      author,
      device: device ?? crypto.randomUUID(),
      sequence: (sequence ?? 0) + 1,
      previous: file ? null : (previous ?? null),
      visit,
      url,
      body,
      version: Number(said.get("form_version")),
      page,
      label,
      recordedAt: new Date(Date.now() + (shift ?? 0)).toISOString(),
      monotonic: Math.round(performance.timeOrigin + performance.now()),
      offset: offset === undefined ? null : offset - (shift ?? 0),
      state: "waiting",
      why: "",
      sentAt: 0,
      file: file?.byteLength,
    })
    forms.add(form)
    facts.put(form.device, "device")
    facts.put(form.sequence, "sequence")
    if (file) tx.objectStore("files").put(file, form.id)
    else facts.put(form.sequence, `last ${visit}`)
    return { form, waiting: waiting + 1 }
  })

/**
 * The author's forms that the office does not have, oldest first.
 * @param {string} author
 * @param {number} [most]
 * @returns {Promise<KeptForm[]>}
 */
export const waiting = (author, most) => inState(author, "waiting", most)

/** @param {string} author @param {import("./store.js").FormState} state @param {number} [most] @returns {Promise<KeptForm[]>} */
export const inState = (author, state, most) =>
  transact(["forms"], "read", (tx) => tx.objectStore("forms").index("state").getAll(stateRange(author, state), most))

/** @param {string} author @returns {Promise<number>} */
export const countWaiting = (author) =>
  transact(["forms"], "read", (tx) => tx.objectStore("forms").index("state").count(stateRange(author, "waiting")))

/** @param {string} author @param {string} state */
export const stateRange = (author, state) => IDBKeyRange.bound([author, state, 0], [author, state, Infinity])

/**
 * The author's forms that were settled after a moment of this phone's clock.
 * @param {string} author
 * @param {number} moment
 * @returns {Promise<KeptForm[]>}
 */
export const settledSince = (author, moment) =>
  transact(["forms"], "read", (tx) => tx.objectStore("forms").index("settled").getAll(settledRange(author, moment)))

/** @param {string} author @param {number} after @param {number} [before] */
export const settledRange = (author, after, before = Infinity) =>
  IDBKeyRange.bound([author, after], [author, before], true)
