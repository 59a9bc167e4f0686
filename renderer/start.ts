import { connectToCore } from './lib/connection.ts';

/** Begun before the app is evaluated: the page names this module first (scripts/renderer/first-screen.ts). The core is found meanwhile, and answers as soon as it is asked. */
export const connection = connectToCore();
