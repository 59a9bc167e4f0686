import { parseSize } from '../../topology/units.ts';
import { argumentsOf } from './flags.ts';
import { toldImage, versionOf, type Fit, type Recipe } from './fit.ts';
import { given } from './given.ts';

/** `-m 128`, `-m128` and `--memory-limit=128` as [letter, value]; undefined for what is none of these. */
function flagsOf(words: readonly string[]): readonly (readonly [string, string])[] | undefined {
  const long: Readonly<Record<string, string>> = { 'memory-limit': 'm', 'conn-limit': 'c', threads: 't', 'max-item-size': 'I', port: 'p', user: 'u', listen: 'l' };
  const flags: (readonly [string, string])[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, name = '', value = ''] = /^--([a-z-]+)(?:=(.*))?$/.exec(word) ?? [];
    const short = /^-([mctIpulUvo])(.*)$/.exec(word);
    const letter = long[name] ?? short?.[1];
    if (letter === undefined) return undefined;
    if (letter === 'v') flags.push(['v', '']);
    else flags.push([letter, (name === '' ? (short?.[2] ?? '') : value) || (words[(index += 1)] ?? '')]);
  }
  return flags;
}

export const memcached: Recipe = {
  id: 'memcached',
  repositories: ['memcached'],
  async fit(service) {
    const words = argumentsOf([...(service.entrypoint ?? []), ...(service.command ?? [])], 'memcached', service.variables);
    const flags = words === undefined ? undefined : flagsOf(words);
    if (flags === undefined) return 'its command is none that the template has options for';
    const options: Record<string, string | number> = {};
    for (const [letter, value] of flags) {
      if (letter === 'm' && /^\d+$/.test(value)) options['size'] = `${value}mb`;
      else if (letter === 'c' && /^\d+$/.test(value)) options['connections'] = Number(value);
      else if (letter === 't' && /^\d+$/.test(value)) options['threads'] = Number(value);
      else if (letter === 'I' && parseSize(value) !== undefined) options['maxItemSize'] = value.toLowerCase();
      else if (!['v', 'u', 'l'].includes(letter) && !(letter === 'p' && value === '11211') && !(letter === 'U' && value === '0')) return `the template has no option for -${letter}`;
    }
    const unknown = [...service.variables.keys()].find((name) => name !== 'TZ');
    if (unknown !== undefined) return `the variable ${unknown} means something to its image only`;
    const memory = given(service, 'mem_limit', ['limits', 'memory']);
    const needed = (parseSize(options['size'] ?? '64mb') ?? 0) + 17 * 2 ** 20;
    if (memory !== undefined && (parseSize(memory) ?? 0) >= needed) options['memory'] = memory;
    else if (needed > 96 * 2 ** 20) options['memory'] = `${Math.ceil(needed / 2 ** 20)}mb`;
    return {
      template: 'memcached',
      ...(versionOf(service) === undefined ? {} : { version: versionOf(service) ?? '' }),
      options,
      more: {},
      secrets: {},
      takesAnyone: true,
      ports: { 11_211: 'memcached' },
      schemes: [],
      urls: (name) => [`memcached://\${{ services.${name}.host }}:\${{ services.${name}.ports.memcached }}`],
      storage: [],
      variables: {},
      told: [toldImage(service, 'memcached', /-alpine$/), ...flags.map(([letter, value]) => (letter === 'v' || letter === 'u' || letter === 'l' ? { fact: `-${letter} ${value}`.trim(), outcome: 'dropped' as const, how: 'not carried', why: 'the template has its own' } : { fact: `-${letter} ${value}`.trim(), outcome: 'carried' as const, how: 'option of the template' }))],
    } satisfies Fit;
  },
};
