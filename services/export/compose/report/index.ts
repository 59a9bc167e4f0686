import type { ReportEntry } from '../../types.ts';
import { refused, type Fact } from '../../kubernetes/report/facts.ts';
import type { ComposeScope } from '../input.ts';
import { containerFacts } from './container.ts';
import { stackFacts } from './stack.ts';
import { wiringFacts } from './wiring.ts';

/** What became of every fact of the topology, the stack's first. */
export function composeReport(scope: ComposeScope): readonly ReportEntry[] {
  const of = (service: string | null, facts: readonly Fact[]): readonly ReportEntry[] => facts.map((fact) => ({ service, ...fact }));
  return [
    ...of(null, stackFacts(scope)),
    ...Object.values(scope.topology.services).flatMap((service) =>
      service.type === 'process'
        ? of(service.name, [refused(`run: ${service.run}`, 'not exported', 'A process on the developer\'s machine has no image: give it a build or an image.')])
        : of(service.name, [...containerFacts(scope, service), ...wiringFacts(scope, service)]),
    ),
  ];
}
