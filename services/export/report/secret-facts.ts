import type { ContainerService } from '../../topology/types.ts';
import type { TranslationEntry } from '../../contract/export.ts';
import { holdsPlainSecret, wordsHoldSecret } from '../plain-secrets.ts';

type Refusal = Omit<TranslationEntry, 'service'>;

const refusal = (fact: string, why: string): Refusal => ({ fact, outcome: 'refused', how: 'not written', why: `It holds what looks like a secret. ${why}` });

/** Where a secret stands in plain words and nothing could take its place: the export would publish it. */
export function secretFacts({ name, command = [], entrypoint = [], ready, labels }: ContainerService): readonly Refusal[] {
  const move = `Move it into a variable of ${name}, whose value no export writes, and read that.`;
  return [
    ...(wordsHoldSecret(command) ? [refusal('command', move)] : []),
    ...(wordsHoldSecret(entrypoint) ? [refusal('entrypoint', move)] : []),
    ...(ready.by === 'exec' && wordsHoldSecret(ready.command) ? [refusal('ready', move)] : []),
    ...Object.entries(labels).filter(([key, value]) => holdsPlainSecret(key, value)).map(([key]) => refusal(`label ${key}`, 'Labels are for everybody to read: leave it out.')),
  ];
}
