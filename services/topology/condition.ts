import type { Fault } from './fault.ts';
import { suggest } from './nearest-word.ts';
import type { Scope } from './scope.ts';

const pattern = /^(!?)\s*(?:(build)|options\.([A-Za-z0-9]+))(?:\s*(==|!=)\s*["']?([^"'\s]+)["']?)?$/;

/** `options.tls`, `!options.tls`, `options.mode == aof`, `options.mode != none`, `build`, `!build`. No condition holds. */
export function evaluateCondition(condition: string | undefined, scope: Pick<Scope, 'options' | 'build'>): boolean | Fault {
  if (condition === undefined) return true;
  const match = pattern.exec(condition.trim());
  if (match === null) return { message: `"${condition.slice(0, 60)}" is no condition.`, hint: 'Write options.x, !options.x, options.x == word, options.x != word or build.' };
  const [, not, build, option = '', operator, word] = match;
  if (build === undefined && !Object.hasOwn(scope.options, option)) {
    return { message: `"${condition}": there is no option "${option}".`, hint: suggest(option, Object.keys(scope.options), 'options') };
  }
  const value = build === undefined ? scope.options[option] : scope.build;
  const holds = operator === undefined ? isOn(value) : (textOf(value) === word) === (operator === '==');
  return not === '!' ? !holds : holds;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '' && value !== 'none' && value !== 'off';
}
