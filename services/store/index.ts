export { stateDirectory, stackDirectory } from './state-directory.ts';
export { openStore, type Store } from './store.ts';
export { type NewEvent } from './events.ts';
export { type JournalWriter } from './journal.ts';
export { openSecrets } from './secrets.ts';
export { createFingerprint } from './fingerprint.ts';
export { createRedactor, type Redactor } from './redactor.ts';
export { lockStack } from './stack-lock.ts';
export { openApplied } from './applied.ts';
