import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { AddressContext, ServiceDetail } from '../../../services/contract/views/service-detail.ts';
import { useCore } from '../../lib/core.ts';
import { tellFailure } from '../../lib/jobs.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { useCurrentStack } from '../../lib/stacks.ts';

const leavingMilliseconds = 1_000;

/** A service in full; asked again when its state, its containers or the stack file changed, the old answer shown meanwhile. */
export function useServiceDetail({ service: { name }, status, recreated }: ServiceRow, revision: string | undefined) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  const { state, replicas, restarts, ports } = status;
  return useQuery<ServiceDetail>({
    queryKey: ['services.detail', file, name, JSON.stringify({ revision, state, replicas, restarts, ports, recreated })],
    queryFn: ({ signal }) => core.services.detail({ file, service: name }, { signal, ...resumed }),
    placeholderData: (before) => (before?.name === name ? before : undefined),
    // A replica that is one too many goes some time after the state was told, and its going changes nothing of that.
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.replicas.length > replicas.wanted ? leavingMilliseconds : false),
  });
}

/** Asks for one secret; nothing of it is kept. Tells its failure and gives undefined then. */
export function useReveal(service: string) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  return useCallback(
    async (of: AddressContext | 'environment', name: string): Promise<string | undefined> => {
      try {
        return (await core.services.reveal({ file, service, of, name })).value;
      } catch (error) {
        tellFailure(`${name} cannot be shown`, error);
        return undefined;
      }
    },
    [core, file, service],
  );
}
