import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { selectorOf, type Labels } from '../labels.ts';
import { cloudNativePg } from './cloudnative-pg.ts';
import { eck } from './eck.ts';
import type { Operator } from './operator.ts';
import { rabbitmqOperator } from './rabbitmq.ts';

export type { Operator } from './operator.ts';

const operators: Readonly<Record<'cloudnative-pg' | 'cluster-operator' | 'eck', Operator>> = { 'cloudnative-pg': cloudNativePg, 'cluster-operator': rabbitmqOperator, eck };

const MEMBERS = 3;

/** The operator that was chosen for services of this kind, whether it can run this one or not. */
export function chosenOperator({ choices }: Pick<Scope, 'choices'>, { kind = '' }: ContainerService): Operator | undefined {
  const id = Object.entries(choices.operators).find(([key]) => key === kind)?.[1];
  return id === undefined ? undefined : operators[id];
}

/** The operator that runs a service; undefined where a workload of our own does. */
export function operatorOf(scope: Pick<Scope, 'choices'>, service: ContainerService): Operator | undefined {
  const operator = chosenOperator(scope, service);
  return operator?.unfit(service) === undefined ? operator : undefined;
}

/** How many pods the operator keeps of a service. */
export function operatedMembers({ choices, environment }: Pick<Scope, 'choices' | 'environment'>, { scale }: ContainerService): number {
  return Math.max(scale, choices.clusters && environment !== 'dev' ? MEMBERS : 1);
}

/** By which a service's pods are found, whoever makes them. */
export function podLabels(scope: Pick<Scope, 'choices' | 'topology'>, instance: string): Labels {
  return operatorNamed(scope, instance)?.pods(instance) ?? selectorOf(scope.topology.name, instance);
}

export function operatorNamed(scope: Pick<Scope, 'choices' | 'topology'>, name: string): Operator | undefined {
  const service = Object.hasOwn(scope.topology.services, name) ? scope.topology.services[name] : undefined;
  return service?.type === 'container' ? operatorOf(scope, service) : undefined;
}
