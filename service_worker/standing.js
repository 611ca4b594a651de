import { inState, waiting } from "./outbox.js"
import { facts } from "./store.js"

/** What the screen needs to know: what is waiting, what needs attention, and since when there is no answer. */
export const standing = async () => {
  const [author, heardAt, triedAt, nextTryAt, failures, signedOut] = await facts(
    "author",
    "heardAt",
    "triedAt",
    "nextTryAt",
    "failures",
    "signedOut",
  )
  const [unsent, held, conflicts] = author
    ? await Promise.all([waiting(author), inState(author, "held"), inState(author, "conflict")])
    : [[], [], []]
  return {
    author,
    heardAt,
    triedAt,
    nextTryAt,
    failures: failures ?? 0,
    signedOut: !!signedOut,
    waiting: unsent,
    attention: [...held, ...conflicts],
  }
}
