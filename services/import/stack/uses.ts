import type { ComposeProject, ComposeService, Variable } from '../types.ts';
import { mentionsIn, prefixOf, type Mention } from './mentions.ts';

/** A place where one service names another. */
export interface Place {
  /** Undefined: in the command. */
  readonly variable: Variable | undefined;
  readonly mention: Mention;
}

export interface Use {
  readonly consumer: ComposeService;
  /** Compose's name. */
  readonly target: string;
  /** It waits for it: depends_on or links. */
  readonly isAwaited: boolean;
  readonly places: readonly Place[];
}

/** Every pair of services of which one waits for the other or names it. */
export function usesOf({ services }: ComposeProject, hosts: ReadonlyMap<string, string>): readonly Use[] {
  return [...services.values()].flatMap((consumer) => {
    const places: Place[] = [];
    for (const variable of consumer.variables.values()) for (const mention of variable.word === undefined ? [] : mentionsIn(variable.word.value, hosts, variable.name)) places.push({ variable, mention });
    for (const word of [...(consumer.entrypoint ?? []), ...(consumer.command ?? [])]) for (const mention of mentionsIn(word.value, hosts)) places.push({ variable: undefined, mention });
    const others = places.filter(({ mention }) => mention.service !== consumer.name);
    const targets = new Set([...consumer.dependencies.map(({ service }) => service), ...others.map(({ mention }) => mention.service)]);
    return [...targets].map((target): Use => ({ consumer, target, isAwaited: consumer.dependencies.some(({ service }) => service === target), places: others.filter(({ mention }) => mention.service === target) }));
  });
}

/** The port that a place names, in the address or in a variable beside it: DB_PORT beside DB_HOST. */
export function portOf({ variable, mention }: Place, { variables }: ComposeService): number | undefined {
  if (mention.port !== undefined) return Number(mention.port.text);
  const beside = variable === undefined || mention.scheme !== undefined ? undefined : variables.get(`${prefixOf(variable.name)}PORT`)?.word?.value;
  const port = beside === undefined ? Number.NaN : Number(beside);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}
