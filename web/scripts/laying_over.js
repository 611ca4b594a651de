import { showLastDoses } from "./last_doses.js"
import { setMark } from "./marks.js"
import { refill, summaryOf } from "./summary.js"
import { localTime } from "./times.js"

/**
 * Lay what is waiting over the page, oldest first: answers into their questions, notes under the others,
 * and on a day's page how far each visit is. What the page shows already is left as it is.
 * @param {any} state
 */
export const layOver = (state) => {
  for (const form of state?.forms ?? []) lay(form)
  countOnDay(state?.forms ?? [])
  showLastDoses(state?.forms ?? [])
  for (const section of document.querySelectorAll("[data-hides-when-empty]")) {
    section.toggleAttribute("hidden", !section.querySelector("li"))
  }
}

/** @param {any} kept a form that the phone keeps */
const lay = (kept) => {
  layOnDay(kept)
  const mark = /** @type {HTMLElement | null} */ (document.querySelector(`[data-entry="${kept.id}"]`))
  if (mark) return mark.dataset.laid && setMark(/** @type {HTMLElement} */ (mark.parentElement), kept)
  const said = new URLSearchParams(kept.body)
  const form = formFor(kept.url, said)
  if (!form) return
  const repeats = /** @type {HTMLElement | null} */ (form.querySelector("[data-repeats]"))
  if (repeats) addItem(form, repeats.dataset.repeats ?? "", kept, said)
  else answer(form, kept, said)
}

/** The form on this page that the kept one came from. @param {string} url @param {URLSearchParams} said */
const formFor = (url, said) => {
  /** @type {HTMLFormElement[]} */
  const forms = [...document.querySelectorAll(`form[action="${CSS.escape(url)}"]`)].map(
    (form) => /** @type {any} */ (form),
  )
  return forms.find((form) =>
    [...form.querySelectorAll("[data-tells]")].every(
      (/** @type {any} */ field) => said.get(field.name) === field.value,
    ),
  )
}

/** One question, one answer: the newest stands, the one before it stays, struck. @param {HTMLFormElement} form @param {any} kept @param {URLSearchParams} said */
const answer = (form, kept, said) => {
  const record = /** @type {HTMLElement} */ (form.closest("[data-record]"))
  const summary = /** @type {HTMLElement | null} */ (record.querySelector(":scope > .recorded [data-summary]"))
  if (record.dataset.state && summary?.textContent && summary.dataset.mine !== "no")
    keepStruck(record, summary.textContent)
  refill(form, said)
  const words = summaryOf(form, said)
  const at = said.get("at") || localTime(kept.recordedAt)
  if (summary)
    summary.textContent =
      "showsTime" in record.dataset
        ? [at, words].filter((part, place, all) => part && all.indexOf(part) === place).join(", ")
        : words
  const corrects = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=corrects]"))
  if (corrects) corrects.value = kept.id
  setMark(/** @type {HTMLElement} */ (record.querySelector(":scope > .recorded")), kept)
  record.dataset.state = "recorded"
  record.removeAttribute("hx-morph-skip")
  const visit = /** @type {HTMLElement | null} */ (record.closest("[data-visit]"))
  if (visit && said.get("visit_state")) visit.dataset.state = said.get("visit_state") ?? ""
}

/** What was said before stays, struck, with who and when. @param {HTMLElement} record @param {string} words */
const keepStruck = (record, words) => {
  const mark = /** @type {HTMLElement | null} */ (record.querySelector(":scope > .recorded > .sync-mark"))
  const line = document.createElement("p")
  line.className = "recorded__other"
  line.dataset.entry = mark?.dataset.entry
  const told = `, corrected. ${document.body.dataset.name}, ${mark?.dataset.at}`
  line.append(Object.assign(document.createElement("s"), { textContent: words }), told)
  record.querySelector(":scope > .recorded")?.after(line)
}

/** @param {HTMLFormElement} form @param {string} list @param {any} kept @param {URLSearchParams} said */
const addItem = (form, list, kept, said) => {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("waiting-item"))
  const item = /** @type {HTMLElement | undefined} */ (template?.content.firstElementChild?.cloneNode(true))
  if (!item) return
  item.dataset.item = kept.id
  item.dataset.body = kept.body
  const words = /** @type {HTMLElement} */ (item.querySelector("[data-summary]"))
  words.textContent = summaryOf(form, said)
  const at = /** @type {HTMLElement} */ (item.querySelector("[data-at]"))
  at.textContent = localTime(kept.recordedAt)
  setMark(item, kept)
  document.querySelector(`[data-list="${list}"]`)?.append(item)
  const corrected = said.get("corrects") && document.querySelector(`[data-item="${said.get("corrects")}"] .note__words`)
  if (corrected && !corrected.querySelector("s")) corrected.innerHTML = `<s>${corrected.innerHTML}</s>`
  const visit = /** @type {HTMLElement | null} */ (document.querySelector(".visit[data-visit]"))
  if (visit && said.get("visit_state")) visit.dataset.state = said.get("visit_state") ?? ""
}

/** How far a visit is. @param {any} kept */
const layOnDay = (kept) => {
  const row = /** @type {HTMLElement | null} */ (document.querySelector(`.day [data-visit="${kept.visit}"]`))
  if (!row) return
  const becomes = new URLSearchParams(kept.body).get("visit_state")
  if (becomes) row.dataset.state = becomes
  const list = document.querySelector(`[data-holds~="${row.dataset.state}"]`)
  if (list && row.parentElement !== list) list.append(row)
  const over = document.querySelector("[data-count-of=over]")
  if (over) over.textContent = String(document.querySelectorAll("[data-name=over] > li").length)
}

/** How much of each visit is still on this phone alone. @param {any[]} forms */
const countOnDay = (forms) => {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".day [data-visit]"))) {
    const count = forms.filter((form) => form.visit === row.dataset.visit && form.state === "waiting").length
    const place = /** @type {HTMLElement} */ (row.querySelector("[data-waiting]"))
    place.hidden = count === 0
    const words = /** @type {HTMLElement} */ (place.querySelector("span"))
    words.textContent = `Saved on this phone: ${count}`
  }
}
