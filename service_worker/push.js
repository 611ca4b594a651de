import { catchUp } from "./catching_up.js"

const worker = /** @type {any} */ (self)
/** @type {Record<string, { title: string, body: string }>} */
const WORDS = {
  rota: { title: "Your rota changed", body: "Open Doorstep to see what is new." },
  test: { title: "Notifications work", body: "This phone tells you when your rota changes." },
}

/**
 * A message came. The day is fetched before anything shows, so that the change is there when the worker looks; asking a
 * second time tells the office that it is here. A message without signal for the day shows all the same.
 * @param {any} event
 */
export const told = async ({ data }) => {
  const { doorstep } = data?.json() ?? {}
  const { title, body } = WORDS[doorstep] ?? WORDS.rota
  for (const _ of "ab") await catchUp({ now: true, pages: true }).catch(() => null)
  if (doorstep !== "test") worker.navigator.setAppBadge?.()
  await worker.registration.showNotification(title, { body, tag: doorstep, icon: "/icons/icon-192.png" })
}

/** Open today, in the window that is there or in a new one. @param {any} event */
export const opened = async ({ notification }) => {
  notification.close()
  const [open] = await worker.clients.matchAll({ type: "window" })
  return open ? open.focus().then(() => open.navigate("/today")) : worker.clients.openWindow("/today")
}
