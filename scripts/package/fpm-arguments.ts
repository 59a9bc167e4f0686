import { StackyardError } from '../../services/contract/errors.ts';

/** A file or folder of this machine and its absolute place on the other. */
export interface Mapping {
  readonly from: string;
  readonly to: string;
}

export interface DebFields {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly section: string;
  readonly priority: string;
  readonly homepage?: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** The synopsis, and below it the longer text, if any. */
  readonly description: string;
}

export interface DebRequest {
  readonly fields: DebFields;
  readonly mappings: readonly Mapping[];
  /** Files to become scripts of the package, by their names there (`postinst`, …). */
  readonly scripts: Readonly<Record<string, string>>;
  /** dpkg-deb's name of it: xz, gzip, zstd, none. */
  readonly compression: string;
  readonly output: string;
}

const flags = new Set(['--force', '--debug']);
const scriptNames: Readonly<Record<string, string>> = { '--before-install': 'preinst', '--after-install': 'postinst', '--before-remove': 'prerm', '--after-remove': 'postrm' };

/**
 * What `fpm -s dir -t deb …` is asked for.
 * @throws StackyardError USAGE where it is another kind of package or a value is missing.
 */
export function parseFpmArguments(args: readonly string[]): DebRequest {
  const values = new Map<string, string[]>();
  const mappings: Mapping[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const each = args[index] ?? '';
    if (flags.has(each)) continue;
    if (!each.startsWith('-')) {
      mappings.push(mappingOf(each));
      continue;
    }
    index += 1;
    const value = args[index];
    if (value === undefined) throw refused(`${each} has no value`);
    values.set(each, [...(values.get(each) ?? []), value]);
  }
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  const one = (name: string, otherwise?: string): string => {
    const value = all(name).at(-1) ?? otherwise;
    if (value === undefined) throw refused(`${name} is missing`);
    return value;
  };
  if (one('-s') !== 'dir' || one('-t') !== 'deb') throw refused(`it makes deb packages of folders, not ${one('-t')} of ${one('-s')}`);
  const homepage = all('--url').at(-1);
  return {
    fields: {
      name: one('--name'),
      version: one('--version'),
      architecture: one('--architecture'),
      maintainer: one('--maintainer'),
      section: one('--category', 'misc'),
      priority: one('--deb-priority', 'optional'),
      ...(homepage === undefined ? {} : { homepage }),
      depends: all('-d'),
      recommends: all('--deb-recommends'),
      description: one('--description', ''),
    },
    mappings,
    scripts: Object.fromEntries(Object.entries(scriptNames).flatMap(([option, name]) => all(option).slice(-1).map((file) => [name, file]))),
    compression: one('--deb-compression', 'xz').replace(/^gz$/, 'gzip'),
    output: one('--package'),
  };
}

/** `FROM=/TO`; the last `=/` divides, since a path may hold one itself. */
function mappingOf(text: string): Mapping {
  const at = text.lastIndexOf('=/');
  if (at <= 0) throw refused(`"${text}" does not say where to put it`);
  return { from: text.slice(0, at), to: text.slice(at + 1) };
}

const refused = (what: string): StackyardError => new StackyardError('USAGE', `The stand-in for fpm was called with what it does not do: ${what}.`, { hint: 'Set CUSTOM_FPM_PATH to a real fpm for other packages.' });
