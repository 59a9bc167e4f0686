import type { EnvContract } from '../../../contract/results.ts';

type Kind = 'url' | 'port' | 'flag' | 'text';

/** What a variable is, told by its name and by the form of its value; the value itself goes nowhere. */
function kindOf(name: string, value: string): Kind {
  if (/(^|_)PORT$/.test(name) && /^\d{1,5}$/.test(value)) return 'port';
  if (value === 'true' || value === 'false') return 'flag';
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value) ? 'url' : 'text';
}

const types: Readonly<Record<Kind, string>> = { url: 'string', port: 'number', flag: 'boolean', text: 'string' };
const words: Readonly<Record<Kind, string>> = { url: 'A URL.', port: 'A port.', flag: '`true` or `false`.', text: '' };

/** `order-api` → `OrderApi`. */
function typeName(service: string): string {
  return service.split(/[^A-Za-z0-9]+/).map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}

/**
 * A TypeScript module with typed access to the variables of each service, checked when a program starts. It needs no package, compiles under strict
 * settings with or without the types of Node, runs in Node as it is, and holds no value.
 */
export function typescriptModule(contract: EnvContract): readonly string[] {
  const services = Object.entries(contract);
  return [
    `// Written by \`stackyard env${services.length === 1 ? ` ${services[0]?.[0] ?? ''}` : ''} --format typescript\`: names and types of variables, and none of their values.`,
    '',
    'type Environment = Readonly<Record<string, string | undefined>>;',
    'declare const process: { readonly env: Environment };',
    ...services.flatMap(([service, variables]) => ['', ...configOf(service, variables)]),
    '',
    ...helper,
  ];
}

function configOf(service: string, variables: Readonly<Record<string, string>>): readonly string[] {
  const name = typeName(service);
  const entries = Object.entries(variables).map(([variable, value]) => [variable, kindOf(variable, value)] as const);
  const key = (variable: string): string => (/^[A-Za-z_$][\w$]*$/.test(variable) ? variable : JSON.stringify(variable));
  return [
    `export interface ${name}Config {`,
    ...entries.flatMap(([variable, kind]) => [...(words[kind] === '' ? [] : [`  /** ${words[kind]} */`]), `  readonly ${key(variable)}: ${types[kind]};`]),
    '}',
    '',
    `/** The variables of ${service}. Throws one error that names all that are missing or wrong, and repeats no value. */`,
    `export function load${name}Config(environment: Environment = process.env): ${name}Config {`,
    `  return checked(${JSON.stringify(service)}, environment, (read) => ({`,
    ...entries.map(([variable, kind]) => `    ${key(variable)}: read.${kind}(${JSON.stringify(variable)}),`),
    '  }));',
    '}',
  ];
}

const helper: readonly string[] = `interface Reader {
  text(name: string): string;
  url(name: string): string;
  port(name: string): number;
  flag(name: string): boolean;
}

function checked<Config>(service: string, environment: Environment, make: (read: Reader) => Config): Config {
  const problems: string[] = [];
  const expect = (name: string, what: string, isRight: (value: string) => boolean): string => {
    const value = environment[name];
    if (value === undefined) problems.push(\`\${name} is not set\`);
    else if (!isRight(value)) problems.push(\`\${name} is not \${what}\`);
    return value ?? '';
  };
  const config = make({
    text: (name) => expect(name, 'text', () => true),
    url: (name) => expect(name, 'a URL', (value) => /^[a-z][a-z0-9+.-]*:\\/\\/\\S+$/i.test(value)),
    port: (name) => Number(expect(name, 'a port', (value) => /^\\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535)),
    flag: (name) => expect(name, 'true or false', (value) => value === 'true' || value === 'false') === 'true',
  });
  if (problems.length > 0) throw new Error(\`The environment of \${service} is not right: \${problems.join(', ')}.\`);
  return config;
}`.split('\n');
