import { config } from 'zod';

/**
 * Imported before anything that makes a schema: compiling each of them to a function of its own takes longer than the few
 * documents of a command take to check without.
 */
config({ jitless: true });
