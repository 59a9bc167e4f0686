import type { ReportEntry } from '../../types.ts';
import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { operatorOf } from '../operators/index.ts';
import { containerFacts } from './container.ts';
import type { Fact } from './facts.ts';
import { operatedFacts } from './operated.ts';
import { scalingFacts } from './scaling.ts';
import { stackFacts } from './stack.ts';
import { portFacts, resourceFacts, wiringFacts } from './wiring.ts';

/** What became of every fact of the topology, the stack's first. */
export function translationReport(scope: Scope): readonly ReportEntry[] {
  const of = (service: string | null, facts: readonly Fact[]): readonly ReportEntry[] => facts.map((fact) => ({ service, ...fact }));
  return [
    ...of(null, stackFacts(scope)),
    ...Object.values(scope.topology.services).flatMap((service) =>
      service.type === 'process'
        ? of(service.name, [{ fact: `run: ${service.run}`, outcome: 'refused', how: 'not exported', why: 'A process on the developer\'s machine has no image: give it a build or an image.' }])
        : of(service.name, serviceFacts(scope, service)),
    ),
  ];
}

function serviceFacts(scope: Scope, service: ContainerService): readonly Fact[] {
  const operator = operatorOf(scope, service);
  if (operator !== undefined) return [...operatedFacts(scope, service, operator), ...portFacts(scope, service), ...resourceFacts(scope, service)];
  return [...scalingFacts(scope, service), ...containerFacts(scope, service), ...wiringFacts(scope, service)];
}
