import { localDay, localTime, now, shift } from "./times.js"
import { askState } from "./worker.js"

/** The page of what is waiting: the sum, what needs a person, then the list by visit. @param {any} state */
export const showWaiting = (state) => {
  const list = document.querySelector("[data-waiting-list]")
  if (!list || !state) return
  const unsent = state.forms.filter((/** @type {any} */ form) => form.state === "waiting")
  const stuck = state.forms.filter(
    (/** @type {any} */ form) =>
      ["held", "conflict"].includes(form.state) &&
      !document.querySelector(`[data-entry="${form.id}"]:not([data-laid])`),
  )
  document.querySelector("[data-attention-list]")?.replaceChildren(...stuck.map(attentionOf))
  set("[data-waiting-count]", unsent.length ? `${unsent.length} waiting` : "Nothing waiting")
  set(
    "[data-waiting-words]",
    unsent.length
      ? "Saved on this phone. They send by themselves when there is signal."
      : document.querySelector(".attention-item")
        ? "Nothing more sends by itself. What needs attention is below."
        : "The office has everything from this phone.",
  )
  hide("[data-waiting-section]", unsent.length === 0)
  hide("[data-signed-out]", !state.signedOut)
  const tried = state.triedAt ? `Last tried ${localTime(state.triedAt + shift())}.` : ""
  set(
    "[data-tried]",
    tried + (state.nextTryAt > Date.now() ? ` Next try ${localTime(state.nextTryAt + shift())}.` : ""),
  )
  list.replaceChildren(...groups(unsent).map(groupOf))
}

/** @param {any[]} forms @returns {any[][]} */
const groups = (forms) =>
  [...new Set(forms.map((form) => form.visit))].map((visit) => forms.filter((form) => form.visit === visit))

/** @param {any[]} forms */
const groupOf = (forms) => {
  const group = copy("waiting-group")
  set("[data-name]", forms[0].label?.about || "A record", group)
  set("[data-count]", `${forms.length} waiting`, group)
  group.querySelector("ul")?.append(...forms.toReversed().map(entryOf))
  return group
}

/** @param {any} form */
const entryOf = (form) => {
  const entry = copy("waiting-entry")
  set("time", localTime(form.recordedAt), entry)
  set("[data-summary]", form.label?.what || "A record", entry)
  return entry
}

/** @param {any} form */
const attentionOf = (form) => {
  const item = copy("attention-entry")
  set("[data-name]", form.label?.about || "A record", item)
  set(
    "[data-summary]",
    `${form.label?.what || "Recorded"}, ${localDay(form.recordedAt)} ${localTime(form.recordedAt)}`,
    item,
  )
  set("[data-why]", form.why, item)
  return item
}

/** Everything that is waiting, as a file: the last resort. */
export const exportWaiting = async () => {
  const { forms } = (await askState()) ?? { forms: [] }
  const file = new Blob(
    [JSON.stringify({ doorstep: "waiting", savedAt: new Date(now()).toISOString(), forms }, null, 2)],
    { type: "application/json" },
  )
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(file),
    download: "doorstep-waiting.json",
  })
  link.click()
  URL.revokeObjectURL(link.href)
}

/** @param {string} id @returns {HTMLElement} */
const copy = (id) =>
  /** @type {any} */ (
    /** @type {HTMLTemplateElement} */ (document.getElementById(id)).content.firstElementChild?.cloneNode(true)
  )

/** @param {string} selector @param {string} words @param {ParentNode} [within] */
const set = (selector, words, within = document) => {
  const found = within.querySelector(selector)
  if (found && found.textContent !== words) found.textContent = words
}

/** @param {string} selector @param {boolean} hidden */
const hide = (selector, hidden) => {
  for (const part of document.querySelectorAll(selector)) part.toggleAttribute("hidden", hidden)
}
