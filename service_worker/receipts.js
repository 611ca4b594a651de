import { settledRange, stateRange } from "./outbox.js"
import { transact } from "./store.js"

const DAY = 24 * 3600 * 1000
const FORTNIGHT = 14 * DAY
const FILES_KEPT = 3 * DAY

/**
 * The office's receipts, or null for anything else: a portal's page, a redirect, an error, half an answer.
 * @param {Response | null} response
 */
export const receiptsIn = async (response) => {
  if (response?.status !== 200) return null
  const answer = await response.json().catch(() => null)
  return answer?.doorstep === "receipts" && Array.isArray(answer.receipts) ? answer : null
}

/**
 * Take the office's receipts. A form changes state only by a receipt that names it.
 * After a restored backup (another epoch) everything sent in the last fortnight is offered again, which counts as settled:
 * the office has taken nothing yet, so that it gets all in the order recorded.
 * @param {{ epoch: string, now: string, receipts: { id: string, state: string, why: string }[] }} answer
 * @returns {Promise<number>} how many were settled
 */
export const takeReceipts = ({ epoch, now, receipts }) =>
  transact(["forms", "facts"], "strict", async (tx) => {
    const [forms, facts] = [tx.objectStore("forms"), tx.objectStore("facts")]
    let settled = (await offerAgainAfterRestore(forms, facts, epoch)) ? 1 : 0
    for (const { id, state, why } of receipts) {
      const form = await forms.get(id)
      if (!form || !["sent", "held", "conflict"].includes(state)) continue
      forms.put({ ...form, state, why, sentAt: Date.now(), sentAtThere: Date.parse(now) })
      settled += 1
    }
    return settled
  })

/** Whether the office lives another life than the one known. @param {any} forms @param {any} facts @param {string} epoch */
const offerAgainAfterRestore = async (forms, facts, epoch) => {
  const known = await facts.get("epoch")
  facts.put(epoch, "epoch")
  if (!known || known === epoch) return false
  for (const form of await forms.getAll()) {
    if (["sent", "held"].includes(form.state)) forms.put({ ...form, state: "waiting", why: "", sentAt: 0 })
  }
  return true
}

/**
 * Learn which of the author's forms the office still holds: the others it has decided about. Forget what was sent a
 * fortnight ago, by the office's clock too: this phone's may have been wrong. What was sent with it goes after three
 * days, when the office has proven backups of it.
 * @param {string} author
 * @param {string[]} held
 * @param {{ epoch: string, there: number }} office `there`: the time by its clock
 */
export const settle = (author, held, { epoch, there }) =>
  transact(["forms", "facts", "files"], "strict", async (tx) => {
    const [forms, files] = [tx.objectStore("forms"), tx.objectStore("files")]
    await offerAgainAfterRestore(forms, tx.objectStore("facts"), epoch)
    for (const form of await forms.index("state").getAll(stateRange(author, "held"))) {
      if (!held.includes(form.id)) forms.put({ ...form, state: "sent", why: "" })
    }
    for (const form of await forms.index("settled").getAll(settledRange(author, 0, Date.now() - FORTNIGHT))) {
      if (form.state === "sent" && !(there - form.sentAtThere < FORTNIGHT)) forms.delete(form.id)
    }
    for (const id of await files.getAllKeys()) {
      const form = await forms.get(id)
      if (!form || (form.state === "sent" && there - form.sentAtThere > FILES_KEPT)) files.delete(id)
    }
  })
