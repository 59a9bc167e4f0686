import type { EngineView } from '../../../services/contract/views/engine-view.ts';
import { formatClock } from '../../lib/format.ts';

export interface EngineWords {
  readonly short: string;
  readonly long: string;
  readonly color: string;
}

/** `20.10.24` of `20.10.24+dfsg1`: what a distribution appends is read on hover. */
const release = (version: string): string => /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? version;

/** How the engine is, for the top bar. */
export function engineWords(engine: EngineView | undefined): EngineWords {
  switch (engine?.state) {
    case undefined:
    case 'connecting':
      return { short: 'Connecting', long: 'The engine is being asked', color: 'var(--waiting)' };
    case 'connected':
      return { short: `Engine ${release(engine.version)}`, long: `Version ${engine.version} at ${engine.address} (${engine.source}), API ${engine.apiVersion}`, color: 'var(--ready)' };
    case 'lost':
      return { short: `No engine since ${formatClock(Date.parse(engine.since))}`, long: `${engine.reason}${engine.hint === undefined ? '' : ` ${engine.hint}`}`, color: 'var(--failed)' };
  }
}
