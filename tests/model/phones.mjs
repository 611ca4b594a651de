/**
 * The phones of the model: every line of JSON that comes in is a list of things that happen at once; when every phone
 * is at rest or waits for the network, one line goes out: what came of it, what was asked of the network, who was
 * killed, what is kept.
 */
import { writeSync } from "node:fs"
import { createInterface } from "node:readline"
import { Device } from "./device.mjs"
import { weaken } from "./realm.mjs"
import { later, tasks } from "./store.mjs"

const TURNS = 3
const world = { now: 0, asked: [], exchanges: 0, ask }
/** @type {Device[]} */
let devices = []
let done = []
/** @type {{ device: Device, after: number } | null} */
let doom = null

process.on("unhandledRejection", () => {})

/** @param {any} request */
function ask(request) {
  world.exchanges += 1
  world.asked.push({ exchange: world.exchanges, ...request })
  return world.exchanges
}

tasks.onTask = () => {
  if (!doom || doom.after-- > 0) return
  const { device } = doom
  doom = null
  device.killed = true
  device.store.cutOff(device.life)
}

/** @type {Record<string, (device: Device, said: any) => any>} */
const verbs = {
  tap: async (device, { form }) => (await device.worker.keep({ ...form, file: bytesOf(form) })).form,
  sync: (device, { now = true }) => device.worker.catchUpAndCarry({ now }),
  look: (device, { page, asker }) => looked(device, page, asker),
  post: (device, { url, body }) => device.post(url, body),
  answer: (device, { exchange, answer }) => device.answered(exchange, answer),
  restart: (device) => device.restart(),
  evict: (device) => device.evict(),
  clock: (device, { skew }) => Object.assign(device, { skew }) && null,
  locks: (device, { hold }) => Object.assign(device, { locksHold: hold }) && null,
  fault: (device, { kind, after }) => Object.assign(device.store, { fault: { kind, after } }) && null,
  mend: (device) => Object.assign(device.store, { fault: null, opensThatFail: 0 }) && null,
  doom: (device, { after }) => {
    doom = { device, after }
  },
}

/** @param {{ file?: string }} form */
const bytesOf = ({ file }) => file && new Uint8Array(Buffer.from(file, "base64")).buffer

/** What the screen would say: how much waits, and of whom. */
const looked = async (device, page, asker) => {
  const kept = await device.worker.keptPage(new URL(`https://doorstep.example${page}`))
  const { author, waiting, attention, forms } = await device.worker.stateOf(page, asker)
  return { author, waiting, attention, taps: forms.map((form) => form.id), page: kept !== null }
}

/** @param {any} said */
const perform = async (said) => {
  const device = devices[said.device]
  const { life } = device
  const step = { job: said.job, ok: true, value: null, error: "" }
  try {
    const value = await verbs[said.do](device, said)
    step.value = said.do === "tap" ? value.sequence : (value ?? null)
  } catch (problem) {
    Object.assign(step, { ok: false, error: `${problem?.name}: ${problem?.message}` })
  }
  if (life.alive || said.do === "restart" || said.do === "evict") done.push(step)
}

/** Resolved when nothing moves any more: every phone is at rest, or waits for the network. */
const rest = () =>
  new Promise((resolve) => {
    const look = (turns) => {
      if (!turns) resolve(null)
      else later(() => look(tasks.open ? TURNS : turns - 1))
    }
    look(TURNS)
  })

/** @param {any} said */
const begin = ({ phones, seed, changes }) => {
  if (changes) weaken(changes)
  for (const device of devices) device.store.cutOff(device.life)
  devices = Array.from({ length: phones }, (_, number) => new Device(number, seed, world))
  for (const device of devices) device.start()
}

/** @param {string} line */
const hear = async (line) => {
  const { now, begins, deeds = [] } = JSON.parse(line)
  world.now = now
  if (begins) begin(begins)
  for (const deed of deeds) perform(deed)
  await rest()
  doom = null
  const killed = devices.filter((device) => device.killed)
  for (const device of killed) {
    device.killed = false
    device.restart()
    await rest()
  }
  const stores = devices.map((device) => device.dump())
  writeSync(1, `${JSON.stringify({ done, asked: world.asked, killed: killed.map(({ number }) => number), stores })}\n`)
  done = []
  world.asked = []
}

/** The model itself is broken: say so, and end. @param {any} problem */
const stop = (problem) => {
  process.stderr.write(`${problem.stack}\n`)
  process.exit(1)
}

let queue = Promise.resolve()
createInterface({ input: process.stdin }).on("line", (line) => {
  queue = queue.then(() => hear(line)).catch(stop)
})
