import type { Inspection } from './check.ts';

export const inspectEngine: Inspection = async ({ engine, engineError }) => {
  const common = { id: 'engine', title: 'Docker Engine' };
  if (engine !== undefined) {
    const { engineVersion, apiVersion, source, architecture } = engine.info;
    return [{ ...common, outcome: 'ok', found: `Docker ${engineVersion} (API ${apiVersion}, ${architecture}) at ${source}` }];
  }
  return [{ ...common, outcome: 'failed', found: engineError?.message ?? 'not reachable', fix: engineError?.hint ?? 'Start Docker.' }];
};

/** Differences above this break token lifetimes and log order; Docker Desktop's machine drifts over sleep. */
const CLOCK_TOLERANCE = 2_000;

export const inspectClock: Inspection = async ({ engine, signal }) => {
  if (engine === undefined) return [];
  const asked = Date.now();
  const { SystemTime } = await engine.call<{ SystemTime: string }>({ method: 'GET', path: '/info', signal });
  const middle = (asked + Date.now()) / 2;
  const difference = Math.abs(Date.parse(SystemTime) - middle);
  const common = { id: 'clock', title: 'Clock of the engine' };
  const found = `differs by ${(difference / 1000).toFixed(1)} s from this machine`;
  if (difference <= CLOCK_TOLERANCE) return [{ ...common, outcome: 'ok', found }];
  return [{ ...common, outcome: 'warning', found, fix: "Restart Docker's virtual machine, or set its clock (it drifts over sleep)." }];
};
