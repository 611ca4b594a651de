import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { compileFunction } from "node:vm"
import { gzipSync } from "node:zlib"
import { IDBCursor, IDBDatabase, IDBIndex, IDBKeyRange, IDBObjectStore, IDBRequest, IDBTransaction } from "../../web/node_modules/fake-indexeddb/build/esm/index.js"

const ROOT = new URL("../../", import.meta.url)
const WORKER = new URL("service_worker/", ROOT)
const PLACES = {
  "../packages/idb.js": "web/node_modules/idb/build/index.js",
  "../scripts/new_id.js": "web/scripts/new_id.js",
}
const FILES = readdirSync(WORKER)
const ROOTS = ["answering.js", "carrying.js", "catching_up.js", "day_pack.js", "kept_pages.js", "outbox.js", "sending.js"]
const SHARED = { IDBCursor, IDBDatabase, IDBIndex, IDBKeyRange, IDBObjectStore, IDBRequest, IDBTransaction }

/** @type {Map<string, string>} the worker's files by name */
const texts = new Map()
/** @type {Map<string, Function>} the same, ready to run */
const made = new Map()

/** The shipped files as they are, with a weakened design's changes made to their text. @param {string[][]} changes */
export const weaken = (changes) => {
  made.clear()
  for (const file of FILES) texts.set(file, readFileSync(new URL(file, WORKER), "utf8"))
  for (const [file, before, after] of changes) {
    const text = texts.get(file) ?? ""
    if (!text.includes(before)) throw new Error(`${file} no longer says: ${before}`)
    texts.set(file, text.replace(before, () => after))
  }
}

/**
 * One life of a device's service worker: its own globals, its own copy of the shipped modules. (Node's own modules in
 * contexts of their own would do, but take five milliseconds a life; made into functions once, they take none.)
 * @param {any} device
 * @returns {any} what the modules export, under one roof
 */
export const begin = (device) => {
  const globals = globalsOf(device)
  const modules = new Map()
  const need = (specifier) => {
    const file = specifier.replace(/^\.\//, "")
    if (!modules.has(file)) {
      modules.set(file, {})
      functionOf(file, Object.keys(globals))(modules.get(file), need, ...Object.values(globals))
    }
    return modules.get(file)
  }
  return Object.assign({}, ...ROOTS.map((file) => need(file)))
}

/** @param {string} file @param {string[]} names */
const functionOf = (file, names) => {
  if (!made.has(file)) made.set(file, compileFunction(asFunction(textOf(file)), ["exports", "need", ...names]))
  return made.get(file)
}

/** @param {string} file */
const textOf = (file) => texts.get(file) ?? readFileSync(new URL(PLACES[file], ROOT), "utf8")

/** A module's text as the body of a function that is given what it imports. @param {string} text */
const asFunction = (text) =>
  text
    .replaceAll(/^import (\{[^}]+\}) from "([^"]+)"$/gm, 'const $1 = need("$2")')
    .replaceAll(/^export const (\w+) =/gm, "const $1 = exports.$1 =")
    .replaceAll(/^export (\{[^}]+\});?$/gm, "Object.assign(exports, $1)")
    .replaceAll("import.meta.url", '"https://doorstep.example/assets/model/service_worker/module.js"')

/** What a service worker finds around it, as far as ours looks. @param {any} device */
const globalsOf = (device) => {
  const location = new URL("https://doorstep.example/worker.js")
  const clients = { claim: async () => {}, matchAll: async () => [] }
  const globals = {
    ...SHARED,
    AbortSignal: { timeout: () => null },
    Blob: class {
      constructor(parts) {
        this.bytes = Buffer.concat(parts.map((part) => Buffer.from(part)))
      }
      stream() {
        return { pipeThrough: () => gzipSync(this.bytes, { level: 1 }) }
      }
    },
    CompressionStream: class {},
    DOMException,
    Headers,
    Response: Reply,
    URL,
    URLSearchParams,
    caches: device.store.caches,
    clients,
    console,
    crypto: {
      randomUUID: () => device.newUuid(),
      getRandomValues: (bytes) => device.fill(bytes),
      subtle: { digest: async (_kind, data) => new Uint8Array(createHash("sha256").update(data).digest()).buffer },
    },
    TextEncoder,
    TextDecoder,
    Uint8Array,
    atob,
    btoa,
    fetch: (request, options) => device.fetch(request, options),
    indexedDB: device.storeFor(device.life),
    location,
    navigator: { locks: locksOf(device) },
    performance: { timeOrigin: 0, now: () => device.monotonic() },
    registration: {},
    setTimeout: () => 0,
  }
  globals.self = globals
  globals.Math = Object.create(Math, { random: { value: () => 0.5 } })
  globals.Date = class extends Date {
    constructor(...values) {
      super(...(values.length ? values : [device.now()]))
    }
    static now() {
      return device.now()
    }
  }
  return globals
}

/** As much of a Response as the worker makes or reads. */
export class Reply {
  constructor(body, { status = 200, headers = {}, type = "default" } = {}) {
    Object.assign(this, { body, status, type, headers: new Headers(headers), ok: status >= 200 && status < 300 })
  }
  async text() {
    return String(this.body ?? "")
  }
  async json() {
    return JSON.parse(this.body)
  }
  async arrayBuffer() {
    return this.body
  }
  static json(value) {
    return new Reply(JSON.stringify(value))
  }
  static redirect(url, status) {
    return new Reply(null, { status, headers: { Location: url } })
  }
  static error() {
    return new Reply(null, { status: 0, type: "error" })
  }
}

/** Web Locks of one life: whoever asks second waits, unless this browser's locks do not hold. @param {any} device */
const locksOf = (device) => {
  const last = new Map()
  return {
    request: (name, work) => {
      const before = (device.locksHold && last.get(name)) || Promise.resolve()
      const done = before.then(work)
      last.set(
        name,
        done.catch(() => null),
      )
      return done
    },
  }
}
