import { isBetween } from "./moments.js"
import { waiting } from "./outbox.js"
import { receiptsIn, takeReceipts } from "./receipts.js"
import { facts, noteFacts, unlessFull } from "./store.js"

/** @typedef {import("./store.js").KeptForm} KeptForm */

const MOST_AT_ONCE = 200
const PATIENCE = 20_000
export const LONGEST_WAIT = 30_000
const SLOWEST = 4

/**
 * Send what is waiting, oldest first, until there is nothing left but files, or the office does not answer.
 * What is refused as too much at once goes in halves, and in larger batches again once all of it has arrived.
 * One sender at a time, over all tabs and the worker; whoever comes second waits, and finds less to do.
 * @param {{ now?: boolean }} [how] `now` tries although the next try is due later
 * @returns {Promise<boolean>} whether anything was settled
 */
export const send = ({ now = false } = {}) =>
  navigator.locks.request("doorstep sending", async () => {
    let [author, nextTryAt, most = MOST_AT_ONCE] = await facts("author", "nextTryAt", "mostAtOnce")
    if (!author || (!now && isBetween(Date.now(), (nextTryAt ?? 0) - 1.25 * LONGEST_WAIT, nextTryAt ?? 0))) return false
    let anything = false
    for (;;) {
      const forms = (await waiting(author)).filter(({ file }) => !file).slice(0, most)
      if (forms.length === 0) {
        if (anything && most < MOST_AT_ONCE) await noteFacts({ mostAtOnce: 2 * most })
        return anything
      }
      const settled = await sendBatch(author, forms)
      if (settled === "fewer") {
        most = Math.max(1, Math.floor(forms.length / 2))
        await noteFacts({ mostAtOnce: most })
      } else if (settled === 0) return anything
      else anything = true
    }
  })

/**
 * A full phone sends too, so that the office has it; it takes the receipts when it has room for them.
 * @param {string} author
 * @param {KeptForm[]} forms
 * @returns {Promise<number | "fewer">} how many were settled
 */
const sendBatch = async (author, forms) => {
  await noteFacts({ triedAt: Date.now() })
  const response = await post(author, forms).catch(() => null)
  if (response?.status === 413 && forms.length > 1) return "fewer"
  const answer = await receiptsIn(response)
  const signedOut = response?.status === 401
  if (!answer) return backOff(signedOut)
  const settled = await takeReceipts(answer).catch(unlessFull)
  if (settled === null) return backOff(signedOut)
  const now = Date.now()
  await noteFacts({ heardAt: now, offset: Date.parse(answer.now) - now, failures: 0, nextTryAt: 0, signedOut: false })
  return settled
}

/**
 * A file follows the batch as it is, with time for a slow line; so long that how far the phone has counted is not said.
 * @param {string} author
 * @param {KeptForm[]} forms
 * @param {ArrayBuffer} [file]
 */
export const post = async (author, forms, file) => {
  const known = facts("sequence", "offset", "shift", "epoch")
  const [[last, offset, shift, epoch], all] = await Promise.all([known, waiting(author)])
  const batch = {
    device: forms[0].device,
    first: all[0].sequence,
    last: file ? 0 : last,
    waiting: all.length,
    offset: (offset ?? 0) - (shift ?? 0),
    epoch: epoch ?? "",
    forms: forms.map(onTheWire),
  }
  const body = await new Response(
    new Blob([JSON.stringify(batch), ...(file ? ["\n", file] : [])])
      .stream()
      .pipeThrough(new CompressionStream("gzip")),
  ).arrayBuffer()
  return fetch("/inbox", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" },
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE + (file?.byteLength ?? 0) / SLOWEST),
  })
}

/** @param {KeptForm} form */
const onTheWire = ({ id, author, sequence, previous, url, body, version, recordedAt, monotonic, offset, page }) => ({
  id,
  author,
  sequence,
  previous,
  url,
  body,
  version,
  recorded_at: recordedAt,
  monotonic,
  offset,
  page,
})

/** @param {boolean} signedOut */
const backOff = async (signedOut) => {
  const failures = ((await facts("failures"))[0] ?? 0) + 1
  const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2)
  await noteFacts({ failures, signedOut, nextTryAt: Date.now() + wait })
  return 0
}
