import { StackyardError } from '../../contract/errors.ts';

/** The oldest API that Stackyard can work with (Engine 20.10) and the newest it was written for (Engine 28.2). */
export const oldestApi = '1.41';
export const newestApi = '1.51';

export interface EngineVersion {
  readonly engineVersion: string;
  readonly apiVersion: string;
  readonly architecture: string;
}

/**
 * The version to speak, from an unversioned `GET /version`. Never the engine's own newest: its fields change unannounced.
 * Throws UNSUPPORTED when the two ranges do not meet.
 */
export function negotiateVersion(answer: unknown, address: string): EngineVersion {
  const fields = typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {};
  const text = (key: string): string => (typeof fields[key] === 'string' ? fields[key] : '');
  const [newest, oldest] = [text('ApiVersion'), text('MinAPIVersion')];
  const name = `The Docker engine ${text('Version') || '(unknown version)'} at ${address}`;
  if (!isVersion(newest)) {
    throw new StackyardError('UNSUPPORTED', `What answers at ${address} does not say which Docker API it speaks.`, { hint: 'Check that a Docker engine listens there.' });
  }
  if (compareVersions(newest, oldestApi) < 0) {
    throw new StackyardError('UNSUPPORTED', `${name} speaks Docker API ${newest}; Stackyard needs ${oldestApi} or newer.`, { hint: 'Update Docker to 20.10 or newer.' });
  }
  if (isVersion(oldest) && compareVersions(oldest, newestApi) > 0) {
    throw new StackyardError('UNSUPPORTED', `${name} speaks Docker API ${oldest} to ${newest}; this Stackyard speaks ${oldestApi} to ${newestApi}.`, { hint: 'Update Stackyard.' });
  }
  return {
    engineVersion: text('Version') || 'unknown',
    apiVersion: compareVersions(newest, newestApi) < 0 ? newest : newestApi,
    architecture: text('Arch') || 'unknown',
  };
}

function isVersion(text: string): boolean {
  return /^\d+\.\d+$/u.test(text);
}

function compareVersions(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}
