import { expect, test } from 'vitest';
import { processFacts, sandboxFaults, type ProcessFacts } from './sandbox-facts.ts';

const browser: ProcessFacts = { pid: 1, kind: 'browser', uid: 1000, filtered: false, noNewPrivileges: false, isolation: 'none', switchedOff: false };
const renderer: ProcessFacts = { pid: 2, kind: 'renderer', uid: 1000, filtered: true, noNewPrivileges: true, isolation: 'user-namespace', switchedOff: false };

test('a filtered renderer in namespaces of its own is sandboxed', () => {
  expect(sandboxFaults([browser, renderer])).toEqual([]);
});

test.each<[string, readonly ProcessFacts[], RegExp]>([
  ['no page', [browser], /no renderer/],
  ['root', [{ ...browser, uid: 0 }, renderer], /as root/],
  ['a switch', [{ ...browser, switchedOff: true }, renderer], /sandbox off/],
  ['one layer', [browser, { ...renderer, isolation: 'none' }], /no namespaces/],
  ['the other layer', [browser, { ...renderer, filtered: false }], /no filter/],
])('%s is a fault', (_, facts, words) => {
  expect(sandboxFaults(facts).join()).toMatch(words);
});

test.runIf(process.platform === 'linux')('reads this very process as one without a sandbox', () => {
  const own = processFacts(process.argv0).find(({ pid }) => pid === process.pid) ?? processFacts(process.execPath).find(({ pid }) => pid === process.pid);
  expect(own).toMatchObject({ kind: 'browser', uid: process.getuid?.(), isolation: 'none', switchedOff: false });
});
