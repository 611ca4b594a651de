/** Whether this phone tells its worker of changes, and the buttons for it. */
const section = /** @type {HTMLElement} */ (document.querySelector("[data-push]"))

/** @param {string} state */
const show = (state) => {
  section.dataset.push = state
}

/** @param {string} words */
const say = (words) => {
  const told = section.querySelector("[data-test-told]")
  if (told) told.textContent = words
}

/** An iPhone lets only what is on its home screen notify. */
const isToBeInstalled = () =>
  /iPhone|iPad/.test(navigator.userAgent) && !matchMedia("(display-mode: standalone)").matches

const look = async () => {
  if (!("PushManager" in window && "Notification" in window)) return show(isToBeInstalled() ? "install" : "none")
  if (Notification.permission === "denied") return show("denied")
  const subscription = await subscriptionNow()
  if (!subscription || Notification.permission !== "granted") return show("off")
  show((await tell("/push-subscriptions", subscription)) ? "on" : "failed")
}

const subscriptionNow = async () => (await navigator.serviceWorker.ready).pushManager.getSubscription()

/** Nothing is on before the office has it. */
const turnOn = async () => {
  if ((await Notification.requestPermission()) !== "granted") return look()
  const { pushManager } = await navigator.serviceWorker.ready
  const asked = { userVisibleOnly: true, applicationServerKey: section.dataset.key }
  const subscription = await pushManager.subscribe(asked).catch(() => null)
  show(subscription && (await tell("/push-subscriptions", subscription)) ? "on" : "failed")
}

const turnOff = async () => {
  const subscription = await subscriptionNow()
  if (subscription && !(await tell("/push-subscriptions/removals", subscription))) return show("failed")
  await subscription?.unsubscribe()
  say("")
  await look()
}

const sendTest = async () => {
  const subscription = await subscriptionNow()
  const isSent = subscription && (await tell("/push-tests", subscription))
  say(isSent ? "On its way: it should show within a minute." : "It could not be sent. Look whether you have signal.")
}

/** @param {string} url @param {PushSubscription} subscription */
const tell = async (url, subscription) => {
  const { endpoint = "", keys } = subscription.toJSON()
  const body = new URLSearchParams({ endpoint, p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" })
  const response = await fetch(url, { method: "POST", body, redirect: "manual" }).catch(() => null)
  return response?.ok && "doorstep" in (await response.json().catch(() => ({})))
}

section.querySelector("[data-turns-on]")?.addEventListener("click", turnOn)
section.querySelector("[data-turns-off]")?.addEventListener("click", turnOff)
section.querySelector("[data-sends-test]")?.addEventListener("click", sendTest)
look()

export {}
