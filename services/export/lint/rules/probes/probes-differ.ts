import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const probesDiffer: Rule = containerRule({
  id: 'probes-differ',
  title: 'Liveness asks something else than readiness',
  fix: 'Let the livenessProbe ask only whether the process hangs: one that asks the same restarts what is merely busy.',
  tools: ['kube-score/pod-probes-identical'],
  check: ({ spec }) => {
    const asked = (probe: string): string | undefined => {
      const way = ['httpGet', 'tcpSocket', 'exec'].find((each) => valueAt(spec, `${probe}.${each}`) !== undefined);
      return way === undefined ? undefined : JSON.stringify([way, valueAt(spec, `${probe}.${way}.path`), valueAt(spec, `${probe}.${way}.port`), valueAt(spec, `${probe}.${way}.command`)]);
    };
    return asked('readinessProbe') !== undefined && asked('readinessProbe') === asked('livenessProbe') && 'asks the same for readiness and liveness';
  },
});
