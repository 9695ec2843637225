/** The one cache of private things in this browser: a ticket without name or address. */
export const TICKET_CACHE = 'encuentro-ticket';

/** What the page tells its service worker. */
export interface KeepTicket {
  /** Address of the ticket, and of the page in whose place it is shown without a connection. */
  keep: string;
  at: string;
}

/** And that whatever it is about to keep shall not be kept. */
export interface ForgetTicket {
  forget: true;
}

/** Keeps the ticket of an RSVP for a time without connection. Does nothing where the browser cannot. */
export async function keepTicket(message: KeepTicket): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/service-worker.js', {
      scope: message.at
    });
    (registration.active ?? (await activated(registration)))?.postMessage(message);
  } catch {
    // A browser that forbids it shows the page as long as there is a connection.
  }
}

/** Forgets the ticket, and the program that shows it. */
export async function forgetTicket(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registrations = await navigator.serviceWorker.getRegistrations();
    const message: ForgetTicket = { forget: true };
    for (const { active } of registrations) active?.postMessage(message);
    await caches.delete(TICKET_CACHE);
    await Promise.all(registrations.map((registration) => registration.unregister()));
  } catch {
    // Nothing was kept then.
  }
}

function activated(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  const worker = registration.installing ?? registration.waiting;
  return new Promise((resolve) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(worker);
      if (worker.state === 'redundant') resolve(null);
    });
  });
}
