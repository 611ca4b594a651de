/** @typedef {{ of: string, parts: (string | [number, number])[], sum: string }} Delta */

/**
 * A page as the office sent it: whole, short, or put together from the lines of the page that the phone has and new ones.
 * @param {string | Delta} sent
 * @param {import("./store.js").KeptPage | undefined} kept
 * @param {string[]} pieces what stands in a short page as a number, `<12>`
 * @returns {Promise<string | null>} null when it does not come out as the office wrote it
 */
export const wholePage = async (sent, kept, pieces) => {
  if (typeof sent === "string") return sent.replace(/<(\d+)>/g, (_, number) => pieces[number])
  if (kept?.stamp !== sent.of) return null
  const lines = kept.html.split("\n")
  const parts = sent.parts.map((part) => (typeof part === "string" ? part : lines.slice(...part).join("\n")))
  const html = parts.join("\n")
  return (await sumOf(new TextEncoder().encode(html))) === sent.sum ? html : null
}

/** The first half of SHA-256, in hex. @param {BufferSource} content */
export const sumOf = async (content) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content))
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
