// What TypeScript's library does not know of: that `self` is a service worker, and Background Sync.

interface WorkerGlobalScope {
  readonly clients: Clients
  readonly registration: ServiceWorkerRegistration
  skipWaiting(): Promise<void>
  addEventListener<Name extends keyof ServiceWorkerGlobalScopeEventMap>(
    name: Name,
    listener: (event: ServiceWorkerGlobalScopeEventMap[Name]) => unknown,
  ): void
}

interface ServiceWorkerGlobalScopeEventMap {
  sync: SyncEvent
}

interface SyncEvent extends ExtendableEvent {
  readonly tag: string
  readonly lastChance: boolean
}

interface ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> }
}
