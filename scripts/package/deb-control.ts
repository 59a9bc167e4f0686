import type { DebFields } from './fpm-arguments.ts';

/** The control file of a Debian package. Each value is one line, whatever it held; only the description has more. */
export function controlOf(fields: DebFields, installedKilobytes: number): string {
  const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const [synopsis = '', ...rest] = fields.description.split('\n').map(oneLine);
  const lines: readonly (readonly [string, string])[] = [
    ['Package', fields.name],
    ['Version', fields.version],
    ['Architecture', fields.architecture],
    ['Maintainer', fields.maintainer],
    ['Installed-Size', String(installedKilobytes)],
    ['Depends', fields.depends.join(', ')],
    ['Recommends', fields.recommends.join(', ')],
    ['Section', fields.section],
    ['Priority', fields.priority],
    ['Homepage', fields.homepage ?? ''],
  ];
  const longer = rest.filter((line) => line !== '').map((line) => ` ${line}\n`);
  const head = lines.map(([name, value]) => [name, oneLine(value)] as const).filter(([, value]) => value !== '');
  return `${head.map(([name, value]) => `${name}: ${value}\n`).join('')}Description: ${synopsis}\n${longer.join('')}`;
}
