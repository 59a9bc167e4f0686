import type { Client } from 'minio';
import { isRecord, textOf } from '../same-json.ts';
import type { LifecycleRule } from './schemas.ts';

type LifecycleConfig = Exclude<Parameters<Client['setBucketLifecycle']>[1], null | undefined | ''>;
type S3Rule = LifecycleConfig['Rule'][number];

/** An id that says the rule, so that two rules of one bucket never share one. */
function idOf({ prefix = '', expireDays, expireVersionsDays }: LifecycleRule): string {
  const words = ['stackyard', expireDays === undefined ? [] : `expire-${expireDays}d`, expireVersionsDays === undefined ? [] : `versions-${expireVersionsDays}d`, prefix === '' ? [] : prefix];
  return words.flat().join(' ').slice(0, 255);
}

export function lifecycleDocument(rules: readonly LifecycleRule[]): LifecycleConfig {
  return { Rule: rules.map(toRule) };
}

function toRule(rule: LifecycleRule): S3Rule {
  return {
    ID: idOf(rule),
    Status: 'Enabled',
    Filter: { Prefix: rule.prefix ?? '' },
    ...(rule.expireDays === undefined ? {} : { Expiration: { Days: rule.expireDays } }),
    ...(rule.expireVersionsDays === undefined ? {} : { NoncurrentVersionExpiration: { NoncurrentDays: rule.expireVersionsDays } }),
  };
}

/** Rules as sorted lines. The client gives one rule as an object, several as a list, numbers as numbers or text. */
export function linesOf(document: unknown): readonly string[] {
  const rules = isRecord(document) ? document['Rule'] : undefined;
  const list = Array.isArray(rules) ? rules : rules === undefined ? [] : [rules];
  return list.filter(isRecord).map(lineOf).toSorted();
}

function lineOf(rule: Readonly<Record<string, unknown>>): string {
  const inner = (key: string, word: string): string => {
    const value = rule[key];
    return isRecord(value) ? textOf(value[word]) : '';
  };
  const prefix = inner('Filter', 'Prefix') || (typeof rule['Prefix'] === 'string' ? rule['Prefix'] : '');
  return JSON.stringify([rule['Status'], prefix, inner('Expiration', 'Days'), inner('NoncurrentVersionExpiration', 'NoncurrentDays')]);
}
