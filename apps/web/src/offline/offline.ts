// The page's side of the service worker: registers it, and says when a newer version of the page is waiting.

export interface Offline {
  /** Fetches what a visit has not needed so far, for the time without a network. */
  complete(): void;
}

export interface NewVersion {
  /** Loads it: this tab alone, and only when a person wants it. */
  load(): void;
}

/** Registers the worker beside the page. Without one (no https, private window, storage refused) everything else works as well. */
export function goOffline(window: Window & typeof globalThis, isThere: (version: NewVersion) => void): Offline {
  const container = window.navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const registering = container?.register(scriptUrl(window), { updateViaCache: 'none' }).catch(() => undefined);
  void registering?.then((registration) => {
    if (!registration || !container) return;
    const look = () => {
      const { waiting } = registration;
      if (waiting && container.controller) isThere({ load: () => replace(window, container, waiting) });
    };
    const follow = () => registration.installing?.addEventListener('statechange', look);
    registration.addEventListener('updatefound', follow);
    follow();
    look();
  });
  return {
    complete: () => void container?.ready.then(({ active }) => active?.postMessage('complete')),
  };
}

function replace(window: Window, container: ServiceWorkerContainer, waiting: ServiceWorker): void {
  container.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  waiting.postMessage('replace');
}

/** What the DOM types do not have yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): { toString(): string } };
}

/** The policy of the page lets this one address be run as a worker. */
function scriptUrl(window: Window & { readonly trustedTypes?: TrustedTypes }): string {
  const policy = window.trustedTypes?.createPolicy('odflash-worker', { createScriptURL: () => './sw.js' });
  return (policy?.createScriptURL('') ?? './sw.js') as string;
}
