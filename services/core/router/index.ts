import type { contract } from '../../contract/contract.ts';
import { core } from './core.ts';
import { stackExports } from './exports.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import { jobs } from './jobs.ts';
import { logs } from './logs.ts';
import { machine } from './machine.ts';
import { projects } from './projects.ts';
import { services } from './services.ts';
import { settings } from './settings.ts';
import { stacks } from './stacks.ts';
import { terminals } from './terminals.ts';

type Whole = { readonly [Group in keyof typeof contract]: { readonly [Procedure in keyof (typeof contract)[Group]]: unknown } };

/** The contract, implemented: all of it, which the type sees to. */
export const router = { core, stacks, jobs, services, terminals, logs, history, files, machine, projects, exports: stackExports, settings } satisfies Whole;
