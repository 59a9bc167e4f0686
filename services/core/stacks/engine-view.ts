import type { EngineView } from '../../contract/views/engine-view.ts';
import type { EngineState } from '../supervisor/types.ts';

export function engineView(engine: EngineState): EngineView {
  switch (engine.state) {
    case 'connecting':
      return { state: 'connecting' };
    case 'connected': {
      const { address, source, version, apiVersion } = engine;
      return { state: 'connected', address, source, version, apiVersion };
    }
    case 'lost': {
      const { reason, hint, since } = engine;
      return { state: 'lost', reason, since, ...(hint === undefined ? {} : { hint }) };
    }
  }
}
