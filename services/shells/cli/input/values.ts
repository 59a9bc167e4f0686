import { InvalidArgumentError } from 'commander';
import type { LintWaiver } from '../../../contract/lint.ts';
import { nearestWord } from './nearest-word.ts';

/** Parsers of option values; what they throw becomes a usage mistake. */
export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= minimum) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${minimum} on.`);
  };
}

const unitMilliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration back from now (`90s`, `1h30m`), or a time; an ISO time comes out. */
export function moment(text: string): string {
  if (/^(\d+(ms|s|m|h|d))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)(ms|s|m|h|d)/g)];
    const back = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * unitMilliseconds[unit as keyof typeof unitMilliseconds], 0);
    const time = new Date(Date.now() - back);
    if (!Number.isNaN(time.getTime())) return time.toISOString();
  } else if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))) {
    return new Date(text).toISOString();
  }
  throw new InvalidArgumentError('It takes a duration back from now such as 90s, 10m or 2h, or a time such as 2026-01-31T09:00:00Z.');
}

export function choice<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    const near = nearestWord(text, words);
    throw new InvalidArgumentError(`${near === undefined ? '' : `Did you mean ${near}? `}It takes ${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}.`);
  };
}

export function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch {
    try {
      // Sloppy patterns such as `\-` or a lone `{` are fine without the u flag.
      return new RegExp(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error));
    }
  }
}

/** `rule=reason` or `rule@Kind/name=reason`; repeated options add up. */
export function waiver(text: string, before: readonly LintWaiver[] = []): readonly LintWaiver[] {
  const [, rule, object, reason] = /^([^=@\s]+)(?:@([^=\s]+))?=\s*(\S.*)$/s.exec(text) ?? [];
  if (rule === undefined || reason === undefined) throw new InvalidArgumentError('It takes rule=reason or rule@Kind/name=reason; the reason is shown in the report.');
  return [...before, { rule, reason, ...(object === undefined ? {} : { object }) }];
}

/** `api=ghcr.io/me/api:1.4.2`; again for more. */
export function serviceImage(text: string, before: readonly (readonly [service: string, reference: string])[] = []): readonly (readonly [service: string, reference: string])[] {
  const [, service, reference] = /^([a-z][a-z0-9-]*)=(\S+)$/.exec(text) ?? [];
  if (service === undefined || reference === undefined) throw new InvalidArgumentError('Expected SERVICE=IMAGE, such as api=ghcr.io/me/api:1.4.2.');
  return [...before, [service, reference]];
}
