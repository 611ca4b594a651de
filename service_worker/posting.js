import { waiting } from "./outbox.js"
import { facts } from "./store.js"

/** @typedef {import("./store.js").KeptForm} KeptForm */

const PATIENCE = 20_000
const SLOWEST = 4

/**
 * A file follows its form's batch as it is, and has time to come over a slow line. It takes so long that it does not say
 * how far the phone has counted: that may be told in between.
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

/**
 * The office's receipts, or null for anything else: a portal's page, a redirect, an error, half an answer.
 * @param {Response | null} response
 */
export const receiptsIn = async (response) => {
  if (response?.status !== 200) return null
  const answer = await response.json().catch(() => null)
  return answer?.doorstep === "receipts" && Array.isArray(answer.receipts) ? answer : null
}
