import { shown } from './read.ts';
import type { LintWaiver } from '../../contract/lint.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { podOf } from './pods.ts';

const ours = 'lint.stackyard.dev/';
const kubeLinter = 'ignore-check.kube-linter.io/';

/**
 * Waivers that an object carries: ours (`lint.stackyard.dev/RULE: reason`), and those of the tools whose rules these are, so that a
 * manifest needs to say a thing only once. Ours without a reason waives nothing.
 */
export function annotatedWaivers(object: KubernetesObject): readonly LintWaiver[] {
  const annotations = { ...podOf(object)?.annotations, ...object.metadata.annotations };
  return Object.entries(annotations).flatMap(([key, value]) => waiversIn(key, shown(value)));
}

function waiversIn(key: string, value: string): readonly LintWaiver[] {
  const reason = value.trim();
  if (key.startsWith(ours)) return reason === '' ? [] : [{ rule: key.slice(ours.length), reason }];
  if (key.startsWith(kubeLinter)) return [{ rule: `kube-linter/${key.slice(kubeLinter.length)}`, reason: reason || `the annotation ${key} says so` }];
  if (key === 'kube-linter.io/ignore-all') return [{ rule: 'kube-linter/*', reason: reason || `the annotation ${key} says so` }];
  if (key === 'kube-score/ignore') return reason.split(',').map((each) => ({ rule: `kube-score/${each.trim()}`, reason: `the annotation ${key} names it` }));
  const exempt = /^polaris\.fairwinds\.com\/(.+)-exempt$/.exec(key)?.[1];
  return exempt !== undefined && reason === 'true' ? [{ rule: `polaris/${exempt}`, reason: `the annotation ${key} says so` }] : [];
}
