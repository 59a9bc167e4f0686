import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EngineView } from '../../../services/contract/views/engine-view.ts';

/** What could not be asked, or was answered from memory, while the engine was gone is asked again when it is back. */
export function useEngineReturn(engine: EngineView | undefined): void {
  const client = useQueryClient();
  const wasLost = useRef(false);
  const state = engine?.state;
  useEffect(() => {
    if (state === 'connected' && wasLost.current) void client.invalidateQueries();
    if (state !== undefined) wasLost.current = state === 'lost';
  }, [client, state]);
}
