import type { SourcePosition } from '../../contract/errors.ts';
import type { LintFinding, LintReport, LintRuleReport, LintWaiver, WaivedFinding } from '../../contract/lint.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { annotatedWaivers } from './annotations.ts';
import { inventoryOf, type Inventory } from './inventory.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

export type Linted = { readonly object: KubernetesObject; readonly at?: SourcePosition };
export type LintInput = {
  readonly objects: readonly Linted[];
  readonly waivers?: readonly LintWaiver[];
  /** Also the rules that are off by default. */
  readonly all?: boolean;
};

type Subject = Linted & { readonly name: string; readonly waivers: readonly LintWaiver[] };
type Lookup = { readonly inventory: Inventory; readonly subjects: readonly Subject[]; readonly waivers: readonly LintWaiver[]; readonly used: Set<LintWaiver>; readonly all: boolean };

/** Judges objects by every rule. Findings are in the order of the rules, then of the objects; nothing is thrown, whatever the objects hold. */
export function lint({ objects, waivers = [], all = false }: LintInput): LintReport {
  const subjects = objects.map((linted) => ({ ...linted, name: `${linted.object.kind}/${linted.object.metadata.name}`, waivers: annotatedWaivers(linted.object) }));
  const lookup: Lookup = { inventory: inventoryOf(objects.map(({ object }) => object)), subjects, waivers, used: new Set(), all };
  const reports = rules.map((rule) => reportOf(rule, lookup));
  const count = (key: 'findings' | 'waived'): number => reports.reduce((sum, report) => sum + report[key].length, 0);
  return { objects: objects.length, found: count('findings'), waived: count('waived'), rules: reports, leftOut: [], unusedWaivers: waivers.filter((waiver) => !lookup.used.has(waiver)) };
}

function reportOf(rule: Rule, { inventory, subjects, waivers, used, all }: Lookup): LintRuleReport {
  const { id, title, fix, tools } = rule;
  if (rule.off !== undefined && !all) return { id, title, fix, tools, outcome: 'off', objects: 0, findings: [], waived: [], reason: rule.off };
  const findings: LintFinding[] = [];
  const waived: WaivedFinding[] = [];
  let judged = 0;
  for (const subject of subjects) {
    const sentences = rule.check(subject.object, inventory);
    if (sentences === undefined) continue;
    judged += 1;
    const waiver = [...subject.waivers, ...waivers].find((each) => isAbout(each, rule, subject));
    for (const message of sentences) {
      const finding = findingOf(subject, message);
      if (waiver === undefined) findings.push(finding);
      else {
        used.add(waiver);
        waived.push({ ...finding, reason: waiver.reason });
      }
    }
  }
  const outcome = findings.length > 0 ? 'found' : waived.length > 0 ? 'waived' : judged > 0 ? 'passed' : 'absent';
  return { id, title, fix, tools, outcome, objects: judged, findings, waived };
}

function findingOf({ object, name, at }: Subject, message: string): LintFinding {
  const { namespace } = object.metadata;
  return { object: name, ...(namespace === undefined ? {} : { namespace }), message, ...(at === undefined ? {} : { at }) };
}

function isAbout({ rule: named, object }: LintWaiver, rule: Rule, subject: Subject): boolean {
  const isNamed = named === rule.id || rule.tools.some((tool) => tool === named || (named.endsWith('/*') && tool.startsWith(named.slice(0, -1))));
  return isNamed && (object === undefined || object === '*' || object === subject.name);
}
