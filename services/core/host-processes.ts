import { StackyardError } from '../contract/errors.ts';
import type { HostPorts, ProcessSupervisor } from '../engine/index.ts';
import type { Prepared } from './prepare.ts';

/** Host processes (`run:`) need a supervisor that outlives the command; without one they are refused, not half-started. */
export function processSupervisor(_prepared: Prepared, _hostPorts: () => HostPorts): ProcessSupervisor {
  const refuse = (service: string) => Promise.reject(new StackyardError('UNSUPPORTED', `${service} runs on the host, which this version does not supervise yet.`, { service, hint: 'Start it by hand with the variables of stackyard env.' }));
  return { start: refuse, stop: refuse };
}
