import { pathToFileURL } from 'node:url';

/** The default export of the user's module: `async (job, { signal, log }) => result`. */
export async function loadProcessor(path) {
  let module;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new Error(`${path} cannot be loaded: ${error.message}`, { cause: error });
  }
  if (typeof module.default !== 'function') throw new Error(`${path} has no default export that is a function`);
  return module.default;
}
