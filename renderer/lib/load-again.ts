const tries = 4;
const firstPause = 150;
/** Counted together with public/boot.js, and forgotten once the page has lived for a while. */
const key = 'stackyard.reloads';
const mostReloads = 5;
const settledMilliseconds = 5_000;

/** Called once the page stands: later losses count from the beginning. */
export function forgetReloads(): void {
  setTimeout(() => sessionStorage.removeItem(key), settledMilliseconds);
}

/**
 * Loads a part of the app, and again when it was lost on the way: browsers cut what they load while network interfaces come and go, which
 * starting a container does. Some remember the failure for as long as the page lives, so at last the page is loaded anew: it lands in the
 * same place. Rejects when that did not help either.
 */
export async function loadAgain<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await load();
    } catch (error) {
      if (attempt === tries) return await reloadOrFail(error);
      await new Promise((resolve) => setTimeout(resolve, firstPause * 2 ** (attempt - 1)));
    }
  }
}

function reloadOrFail(error: unknown): Promise<never> {
  const before = Number(sessionStorage.getItem(key) ?? '0');
  if (before >= mostReloads) return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  sessionStorage.setItem(key, String(before + 1));
  location.reload();
  return new Promise(() => undefined);
}
