import { sumOf } from "./deltas.js"
import { facts, transact, unlessFull } from "./store.js"

const LARGEST = 7_500_000
const LONGEST_SIDE = 2000
const QUALITY = 0.8

/**
 * A form with a file in it: the file made smaller, and the fields as the body of any other form, in which the file's sum
 * stands for it. Of a form that records nothing, nothing.
 * @param {Request} request
 * @returns {Promise<{ body: string, file?: ArrayBuffer }>}
 */
export const partsOf = async (request) => {
  const form = await request.formData()
  if (!form.has("form_version")) return { body: "" }
  const body = new URLSearchParams()
  let file
  for (const [name, value] of form) {
    if (typeof value === "string") body.append(name, value)
    else if (value.size) {
      file = await (await smaller(value)).arrayBuffer()
      body.append(name, await sumOf(file))
    }
  }
  if (file && file.byteLength > LARGEST) throw new Error("Too large")
  return { body: String(body), file }
}

/** A picture upright, no larger than it need be, and without where it was taken; anything else as it is. @param {Blob} file */
const smaller = async (file) => {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    const canvas = new OffscreenCanvas(picture.width * scale, picture.height * scale)
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY })
  } catch {
    return file
  }
}

/** The file that a form was kept with; none when it is not here any more. @param {string} id @returns {Promise<ArrayBuffer | undefined>} */
export const fileOf = (id) => transact(["files"], "read", (tx) => tx.objectStore("files").get(id))

/** Fetch the files that the day names and this phone lacks, one by one; what is named no more goes. */
export const fetchFiles = async () => {
  const [author, named] = await facts("author", "files")
  const wanted = new Map((named ?? []).map((/** @type {string} */ url) => [author + url, url]))
  await transact(["kept"], "relaxed", async (tx) => {
    const kept = tx.objectStore("kept")
    for (const key of await kept.getAllKeys()) if (!wanted.delete(key)) kept.delete(key)
  })
  for (const [key, url] of wanted) {
    const response = await fetch(url, { cache: "no-store", redirect: "manual" }).catch(() => null)
    if (!response) return
    if (response.status !== 200 || response.headers.get("X-Content-Type-Options") !== "nosniff") continue
    await keepFile(author, key, { body: await response.arrayBuffer(), headers: [...response.headers] }).catch(
      unlessFull,
    )
  }
}

/** Unless somebody left this phone meanwhile. @param {string} author @param {string} key @param {any} file */
const keepFile = (author, key, file) =>
  transact(["kept", "facts"], "relaxed", async (tx) => {
    if ((await tx.objectStore("facts").get("author")) === author) tx.objectStore("kept").put(file, key)
  })

/** A file from the phone, else from the office. @param {Request} request @param {URL} url */
export const fileAnswer = async (request, { pathname }) => {
  const [author] = await facts("author")
  const kept = await transact(["kept"], "read", (tx) => tx.objectStore("kept").get(author + pathname))
  return kept ? new Response(kept.body, { headers: kept.headers }) : fetch(request)
}
