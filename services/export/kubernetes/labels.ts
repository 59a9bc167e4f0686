import type { Service } from '../../topology/types.ts';

export type Labels = Record<string, string>;

const valid = (value: string): string => value.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 63).replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');

/** What selectors ask for. Never changes with an option: a selector cannot be changed once it is there. */
export function selectorOf(stack: string, instance: string): Labels {
  return { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/part-of': stack };
}

export function labelsOf(stack: string, instance: string, service?: Service): Labels {
  return {
    'app.kubernetes.io/name': valid(service?.template ?? service?.name ?? instance),
    ...selectorOf(stack, instance),
    ...(service === undefined ? {} : { 'app.kubernetes.io/component': valid(service.category) || 'service' }),
    'app.kubernetes.io/managed-by': 'stackyard',
  };
}
