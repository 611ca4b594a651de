import { newId } from "../scripts/new_id.js"
import { transact } from "./store.js"

/** @typedef {import("./store.js").KeptForm} KeptForm */

const FORTNIGHT = 14 * 24 * 3600 * 1000

/**
 * Keep a form; resolved when it is durable, and only then may anybody say "Saved on this phone".
 * The same id again is the same tap: nothing is added.
 * @param {{ id: string | null, url: string, body: string, page: string, label: any }} tap
 * @returns {Promise<KeptForm>}
 */
export const keep = ({ id, url, body, page, label }) =>
  transact(["forms", "facts"], "strict", async (tx) => {
    const [forms, facts] = [tx.objectStore("forms"), tx.objectStore("facts")]
    const said = new URLSearchParams(body)
    const visit = said.get("visit") ?? ""
    const [before, device, sequence, previous, shift, offset] = await Promise.all([
      id ? forms.get(id) : undefined,
      facts.get("device"),
      facts.get("sequence"),
      facts.get(`last ${visit}`),
      facts.get("shift"),
      facts.get("offset"),
    ])
    if (before) return before
    const form = {
      id: id ?? newId(),
      author: said.get("author") ?? "",
      device: device ?? crypto.randomUUID(),
      sequence: (sequence ?? 0) + 1,
      previous: previous ?? null,
      visit,
      url,
      body,
      version: Number(said.get("form_version")),
      page,
      label,
      recordedAt: new Date(Date.now() + (shift ?? 0)).toISOString(),
      monotonic: Math.round(performance.timeOrigin + performance.now()),
      offset: offset ?? null,
      state: "waiting",
      why: "",
      sentAt: 0,
    }
    forms.add(form)
    facts.put(form.device, "device")
    facts.put(form.sequence, "sequence")
    facts.put(form.sequence, `last ${visit}`)
    return form
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
const stateRange = (author, state) => IDBKeyRange.bound([author, state, 0], [author, state, Infinity])

/**
 * Take the office's receipts. A form changes state only by a receipt that names it.
 * After a restored backup (another epoch) everything sent in the last fortnight is offered again.
 * @param {{ epoch: string, receipts: { id: string, state: string, why: string }[] }} answer
 * @returns {Promise<number>} how many were settled
 */
export const takeReceipts = ({ epoch, receipts }) =>
  transact(["forms", "facts"], "strict", async (tx) => {
    const [forms, facts] = [tx.objectStore("forms"), tx.objectStore("facts")]
    await offerAgainAfterRestore(forms, facts, epoch)
    let settled = 0
    for (const { id, state, why } of receipts) {
      const form = await forms.get(id)
      if (!form || !["sent", "held", "conflict"].includes(state)) continue
      forms.put({ ...form, state, why, sentAt: Date.now() })
      settled += 1
    }
    return settled
  })

/** @param {any} forms @param {any} facts @param {string} epoch */
const offerAgainAfterRestore = async (forms, facts, epoch) => {
  const known = await facts.get("epoch")
  facts.put(epoch, "epoch")
  if (!known || known === epoch) return
  for (const form of await forms.getAll()) {
    if (["sent", "held"].includes(form.state)) forms.put({ ...form, state: "waiting", why: "" })
  }
}

/**
 * Learn which forms the office still holds: the others it has decided about. Forget what was sent a fortnight ago.
 * @param {string[]} held
 * @param {string} epoch
 */
export const settle = (held, epoch) =>
  transact(["forms", "facts"], "strict", async (tx) => {
    const forms = tx.objectStore("forms")
    await offerAgainAfterRestore(forms, tx.objectStore("facts"), epoch)
    for (const form of await forms.getAll()) {
      if (form.state === "held" && !held.includes(form.id)) forms.put({ ...form, state: "sent", why: "" })
      if (form.state === "sent" && form.sentAt < Date.now() - FORTNIGHT) forms.delete(form.id)
    }
  })
