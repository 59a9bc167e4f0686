import { declare } from './declare.ts';
import { requests } from './requests.ts';
import { wait } from './wait.ts';
import { writeFiles } from './write-files.ts';

/** Programs that pods run before their service, or as a Job; plain JavaScript for any Node from 22 on. */
export const tools: Readonly<Record<string, string>> = { 'declare.mjs': declare, 'requests.mjs': requests, 'wait.mjs': wait, 'write-files.mjs': writeFiles };
