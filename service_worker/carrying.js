import { catchUp } from "./catching_up.js"
import { fetchFiles, fileOf } from "./files.js"
import { isBetween } from "./moments.js"
import { waiting } from "./outbox.js"
import { receiptsIn, takeReceipts } from "./receipts.js"
import { LONGEST_WAIT, post } from "./sending.js"
import { facts, noteFacts, unlessFull } from "./store.js"

/**
 * Files come and go after everything else, one by one: what was recorded with none never waits for them.
 * @param {Parameters<typeof catchUp>[0]} [how]
 */
export const catchUpAndCarry = async (how) => {
  await catchUp(how)
  await navigator.locks.request("doorstep files", async () => {
    while (await sendFile(how)) await catchUp({ now: true })
    await fetchFiles()
  })
}

/**
 * Send the oldest form that came with a file, by itself: whatever becomes of it, the others do not wait for it.
 * @param {Parameters<typeof catchUp>[0]} [how]
 * @returns {Promise<boolean>} whether it was settled
 */
const sendFile = async ({ now = false } = {}) => {
  const [author, nextTryAt] = await facts("author", "nextFileAt")
  if (!author || (!now && isBetween(Date.now(), (nextTryAt ?? 0) - LONGEST_WAIT, nextTryAt ?? 0))) return false
  const form = (await waiting(author)).find(({ file }) => file)
  if (!form) return false
  const answer = await receiptsIn(await post(author, [form], await fileOf(form.id)).catch(() => null))
  const settled = answer && (await takeReceipts(answer).catch(unlessFull))
  if (!settled) await noteFacts({ nextFileAt: Date.now() + LONGEST_WAIT })
  return !!settled
}
