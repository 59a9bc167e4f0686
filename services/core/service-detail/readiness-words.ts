import { STEADY_FOR } from '../readiness/steady.ts';
import type { Service } from '../topology.ts';

const steady = `it runs, and goes on running for ${STEADY_FOR / 1_000} s`;

/** How readiness is asked, for a person. `question`: what the service's kind asks. Pure. */
export function readinessWords(service: Service, question?: string): string {
  const { ready, ports } = service;
  const portOf = (name: string): string => String(ports[name]?.container ?? name);
  switch (ready.by) {
    case 'kind': {
      // What is published nowhere cannot be asked from here.
      const isReachable = service.type === 'process' || Object.values(ports).some(({ publish }) => publish.mode !== 'none');
      return isReachable ? (question ?? steady) : steady;
    }
    case 'http':
      return `GET ${ready.path} on port ${portOf(ready.port)}`;
    case 'tcp':
      return `a connection to port ${portOf(ready.port)}`;
    case 'exec':
      return `${ready.command.join(' ')} in the container, which must exit with 0`;
    case 'log':
      return `a line of its log that matches /${ready.pattern}/`;
    case 'running':
      return steady;
  }
}
