import { begin, Reply } from "./realm.mjs"
import { Store } from "./store.mjs"

/** A phone: one browser profile, whose service worker may die and begin anew over the same store. */
export class Device {
  skew = 0
  born = 0
  locksHold = true
  store = new Store()
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (problem: Error) => void }>} */
  exchanges = new Map()

  /** @param {number} number @param {number} seed @param {any} world */
  constructor(number, seed, world) {
    this.number = number
    this.world = world
    this.seed = (seed * 2654435761 + number * 40503 + 1) >>> 0
  }

  /** A new life of its service worker. */
  start() {
    this.life = { alive: true, connections: [] }
    this.born = this.world.now
    this.worker = begin(this)
  }

  /**
   * The browser is killed: half a transaction never happened, and nobody waits for an answer any more.
   * It starts again and opens its store, which may have been thrown away.
   */
  restart() {
    this.store.cutOff(this.life)
    this.exchanges.clear()
    this.start()
    this.worker.countWaiting("").catch(() => null)
  }

  /** The browser gave up everything it kept for us. */
  evict() {
    this.store.cutOff(this.life)
    this.exchanges.clear()
    this.store = new Store()
    this.start()
  }

  storeFor(life) {
    return this.store.seenBy(life)
  }

  now() {
    return this.world.now + this.skew
  }

  monotonic() {
    return this.world.now - this.born
  }

  /** Random numbers that are the same in every run of a history (mulberry32). */
  random() {
    this.seed = (this.seed + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  fill(bytes) {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = this.random() & 0xff
    return bytes
  }

  newUuid() {
    const hex = Buffer.from(this.fill(new Uint8Array(16))).toString("hex")
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  /** Whatever the worker asks of the network goes over the pipe, and comes back when the model says so. */
  fetch(request, options = {}) {
    const { life } = this
    const url = typeof request === "string" ? request : new URL(request.url).pathname
    const { method = "GET", headers = {}, body = null } = typeof request === "string" ? options : request
    const exchange = this.world.ask({
      device: this.number,
      method,
      url,
      headers: Object.fromEntries(new Headers(headers)),
      body: body && Buffer.from(body).toString("base64"),
    })
    return new Promise((resolve, reject) => {
      this.exchanges.set(exchange, { resolve: (answer) => life.alive && resolve(answer), reject })
    })
  }

  /** @param {number} exchange @param {any} answer null when the connection failed */
  answered(exchange, answer) {
    const waiting = this.exchanges.get(exchange)
    this.exchanges.delete(exchange)
    if (!waiting) return
    if (answer) waiting.resolve(new Reply(answer.body, answer))
    else waiting.reject(new TypeError("Failed to fetch"))
  }

  /** A page's own form that records nothing (signing in and out), as the worker catches it. */
  async post(url, body) {
    const answers = []
    const request = {
      url: `https://doorstep.example${url}`,
      method: "POST",
      mode: "navigate",
      referrer: "",
      headers: new Headers({ "Content-Type": "application/x-www-form-urlencoded" }),
      body,
      clone: () => ({ text: async () => body }),
    }
    this.worker.answer({ request, clientId: "", respondWith: (answer) => answers.push(answer), waitUntil: () => {} })
    const { status, type } = await answers[0]
    return { status, type }
  }

  /** What lies in its store, as the model compares it. */
  dump() {
    const fact = (name) => this.store.raw("facts").find((record) => record.key === name)?.value ?? null
    const forms = this.store.raw("forms").map(({ value }) => value)
    return {
      author: fact("author"),
      epoch: fact("epoch"),
      device: fact("device"),
      sequence: fact("sequence") ?? 0,
      pages: [...new Set(this.store.raw("pages").map(({ value }) => value.author))],
      forms: forms.map(({ id, author, device, sequence, visit, state, body }) => ({
        ...{ id, author, device, sequence, visit, state },
        tap: Number(new URLSearchParams(body).get("tap")),
      })),
    }
  }
}
