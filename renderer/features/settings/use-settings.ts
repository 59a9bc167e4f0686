import { useMutation } from '@tanstack/react-query';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { Settings, SettingsChange } from '../../../services/contract/views/settings-view.ts';
import { useCore } from '../../lib/core.ts';
import { tellFailure } from '../../lib/jobs.ts';
import { useLive } from '../../lib/live.ts';

/** What is set now, pushed: another window may change it too. What is on its way to the core is shown as done. */
export function useSettings() {
  const core = useCore();
  const { data, error } = useLive({ key: ['settings.watch'], open: (signal) => core.settings.watch({}, { signal, ...resumed }), reduce: (_before: Settings | undefined, now: Settings) => now });
  const { mutate, isPending, variables } = useMutation({ mutationFn: (change: SettingsChange) => core.settings.change(change), onError: (failure) => tellFailure('The setting was not changed', failure) });
  const shown = data === undefined || !isPending ? data : Object.assign({}, data, variables);
  return { settings: shown, error, change: mutate };
}
