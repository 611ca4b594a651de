import { IDBFactory, IDBOpenDBRequest, IDBVersionChangeEvent } from "../../web/node_modules/fake-indexeddb/build/esm/index.js"

/** Work that is under way in any store of this process; when there is none, every device is waiting for something. */
export const tasks = { open: 0, onTask: () => {} }

/** Node's own, which counts for nothing. */
export const later = globalThis.setImmediate
globalThis.setImmediate = (task, ...values) => {
  tasks.open += 1
  return later(() => {
    tasks.open -= 1
    task(...values)
    tasks.onTask()
  })
}

/** @param {() => void} work @param {number} turns */
const after = (work, turns) => (turns ? setImmediate(() => after(work, turns - 1)) : work())

/** The IndexedDB of one device: it outlives the browser, and fails when it is told to. */
export class Store {
  factory = new IDBFactory()
  openError = "UnknownError"
  /** @type {{ kind: string, after: number } | null} the next trouble, and how many transactions come before it */
  fault = null
  opensThatFail = 0
  /** A write found no room; if another one follows, all that is in this store goes with this life of the browser. */
  tear = ""
  /** @type {Map<string, Map<string, any>>} what the Cache API keeps */
  files = new Map()

  /** As one life of the browser sees it. @param {{ alive: boolean, connections: any[] }} life */
  seenBy(life) {
    return {
      open: (name, version) => {
        if (!life.alive) throw new DOMException("", "AbortError")
        if (this.opensThatFail > 0) return this.failingOpen()
        const request = this.factory.open(name, version)
        request.addEventListener("success", () => this.watch(request.result, life))
        return request
      },
    }
  }

  failingOpen() {
    this.opensThatFail -= 1
    const request = new IDBOpenDBRequest()
    setImmediate(() => {
      request.readyState = "done"
      request.error = new DOMException("Internal error opening backing store", this.openError)
      request.dispatchEvent(new IDBVersionChangeEvent("error"))
    })
    return request
  }

  /** @param {any} db @param {{ alive: boolean, connections: any[] }} life */
  watch(db, life) {
    life.connections.push(db)
    const begin = db.transaction.bind(db)
    db.transaction = (stores, mode, options) => {
      if (!life.alive) throw new DOMException("", "AbortError")
      const fault = this.faultNow(mode)
      if (fault === "unknown") throw new DOMException("Connection to Indexed Database server lost", "UnknownError")
      if (fault?.endsWith("close") || fault?.startsWith("reopen")) this.close(db, fault)
      const tx = begin(stores, mode, options)
      if (mode === "readwrite") this.write(db, fault)
      const name = { abort: "AbortError", quota: "QuotaExceededError", lost: "UnknownError", torn: "UnknownError" }[fault ?? ""]
      if (name) after(() => tx._state !== "finished" && tx._abort(name), 3)
      return tx
    }
  }

  /**
   * What finds no room drops the connection, and leaves a tear that the next write goes over.
   * @param {any} db
   * @param {string | null} fault
   */
  write(db, fault) {
    if (this.tear === "torn") this.tear = "written over"
    if (fault === "torn") this.close(db, fault)
  }

  /** @param {any} db @param {string} fault */
  close(db, fault) {
    db._closePending = db._closed = true
    db._rawDatabase.connections = db._rawDatabase.connections.filter((other) => other !== db)
    if (fault.startsWith("torn")) this.tear = "torn"
    if (!fault.startsWith("reopen")) return
    const isFull = fault === "reopen full"
    this.opensThatFail = isFull ? 4 : 2
    this.openError = isFull ? "QuotaExceededError" : "UnknownError"
  }

  /** @param {string} mode */
  faultNow(mode) {
    if (!this.fault || (["quota", "torn"].includes(this.fault.kind) && mode !== "readwrite")) return null
    if (this.fault.after-- > 0) return null
    const { kind } = this.fault
    if (kind !== "quota") this.fault = null
    return kind
  }

  /** The Cache API: a full phone has no room in it, and is not full any more when some is given. */
  caches = {
    match: async () => undefined,
    has: async (name) => this.files.has(name),
    delete: async (name) => this.files.delete(name),
    open: async (name) => {
      if (!this.files.has(name)) this.files.set(name, new Map())
      return this.cacheOf(this.files.get(name))
    },
  }

  /** @param {Map<string, any>} files */
  cacheOf(files) {
    return {
      keys: async () => [...files.keys()].map((url) => ({ url })),
      match: async (file) => files.get(file.url ?? file),
      put: async (file, response) => {
        if (this.fault?.kind === "quota") throw new DOMException("", "QuotaExceededError")
        files.delete(file)
        files.set(file, response)
      },
      delete: async (file) => {
        const given = files.delete(file.url ?? file)
        if (given && this.fault?.kind === "quota") this.fault = null
        return given
      },
    }
  }

  /** The browser is gone: what was not complete never happened. @param {{ alive: boolean, connections: any[] }} life */
  cutOff(life) {
    life.alive = false
    for (const db of life.connections) {
      for (const tx of db._rawDatabase.transactions) if (tx._state !== "finished" && tx.db === db) tx._abort(null)
      db._closePending = db._closed = true
      db._rawDatabase.connections = db._rawDatabase.connections.filter((other) => other !== db)
    }
    if (this.tear === "written over") this.factory = new IDBFactory()
    this.tear = ""
    this.fault = null
    this.opensThatFail = 0
  }

  /** What truly lies in it, read without asking it. @param {string} name @returns {any[]} */
  raw(name) {
    const store = this.factory._databases.get("doorstep")?.rawObjectStores.get(name)
    return store ? [...store.records.values()] : []
  }
}
