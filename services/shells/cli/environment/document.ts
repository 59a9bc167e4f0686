import type { EnvContract } from '../../../contract/results.ts';
import { type EnvFormat, formatVariable } from './format.ts';

export interface EnvDocument {
  readonly lines: readonly string[];
  /** Variables that two services see differently: the later line wins for whoever reads all of them. */
  readonly conflicts: readonly { readonly variable: string; readonly services: readonly [string, string] }[];
}

/** All variables of the contract, by service; one that an earlier service already has with the same value is not repeated. */
export function envDocument(contract: EnvContract, format: EnvFormat): EnvDocument {
  const seen = new Map<string, { service: string; value: string }>();
  const lines: string[] = [];
  const conflicts: EnvDocument['conflicts'][number][] = [];
  for (const [service, variables] of Object.entries(contract)) {
    const fresh: string[] = [];
    for (const [variable, value] of Object.entries(variables)) {
      const earlier = seen.get(variable);
      if (earlier?.value === value) continue;
      if (earlier !== undefined) conflicts.push({ variable, services: [earlier.service, service] });
      seen.set(variable, { service, value });
      fresh.push(formatVariable(format, variable, value));
    }
    if (fresh.length > 0) lines.push(...(lines.length > 0 ? [''] : []), `# ${service}`, ...fresh);
  }
  return { lines, conflicts };
}
