import { inState, waiting } from "./outbox.js"
import { facts } from "./store.js"

/**
 * What the screen needs to know: what is waiting, what needs attention, and since when there is no answer.
 * @param {string | null} asker whom the asking page is for: it knows before we do, just after somebody signed in
 */
export const standing = async (asker) => {
  const [known, heardAt, triedAt, nextTryAt, failures, signedOut, full] = await facts(
    "author",
    "heardAt",
    "triedAt",
    "nextTryAt",
    "failures",
    "signedOut",
    "full",
  )
  const author = known ?? asker
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
    full: !!full,
    waiting: unsent,
    attention: [...held, ...conflicts],
  }
}
