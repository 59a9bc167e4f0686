import { holdsPlainSecret } from '../../topology/secret-judge.ts';
import type { ComposeService } from '../types.ts';
import { plainText, relativePath, type StackContext } from './context.ts';
import { wiredVariables } from './wiring.ts';

/** `environment` and `env_file`: names stay as the application knows them; values that another service gives are referred to. */
export function environmentWords(service: ComposeService, context: StackContext): Readonly<Record<string, unknown>> {
  const name = context.targets.get(service.name)?.name ?? service.name;
  const wired = wiredVariables(service, context.named.filter(({ consumer }) => consumer === service), context);
  const environment: Record<string, unknown> = {};
  let plain = 0;
  for (const { name: variable, word, file } of service.variables.values()) {
    const text = wired.get(variable);
    if (file !== undefined && text === undefined) continue;
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(variable) || /^STACKYARD_/i.test(variable)) {
      context.report({ service: name, fact: `variable ${variable}`, outcome: 'dropped', how: 'not carried', why: 'Stackyard takes no such name' });
      continue;
    }
    if (text === undefined && word === undefined) context.report({ service: name, fact: `variable ${variable}`, outcome: 'carried', how: 'passed on from the shell; an export holds what it is by then' });
    else if (text === undefined) plain += 1;
    if (holdsPlainSecret(variable, withoutVariables(text ?? word?.text ?? ''))) context.report({ service: name, fact: `secret in ${variable}`, outcome: 'approximated', how: 'stays in the file as plain text; the exports withhold it', why: `it looks like a password or token: before you share the file, write ${variable}: "\${${variable}}" and put the value into .env` });
    environment[variable] = text ?? (word === undefined ? null : scalarOf(plainText(word.text)));
  }
  if (plain > 0) context.report({ service: name, fact: plain === 1 ? '1 variable' : `${plain} variables`, outcome: 'carried', how: 'as they are' });
  const files = envFiles(service, name, context);
  return { ...(files.length === 0 ? {} : { env_file: files }), ...(Object.keys(environment).length === 0 ? {} : { environment }) };
}

/** What the file itself says: `${NAME}` is given from outside, a default is not. */
function withoutVariables(text: string): string {
  return text.replaceAll(/\$\{[A-Za-z_]\w*(?::?-([^}]*)|[^}]*)\}/g, (_whole, otherwise: string | undefined) => otherwise ?? '');
}

function envFiles(service: ComposeService, name: string, context: StackContext): readonly unknown[] {
  return service.envFiles.flatMap(({ path, required, isThere, fault, raw }): readonly unknown[] => {
    const file = relativePath(path, context).replace(/^\.\//, '');
    const fact = `env_file ${file}`;
    if (fault !== undefined) {
      context.report({ service: name, fact, outcome: 'dropped', how: 'not read', why: `${fault} Mend the file and write env_file: [${file}]` });
      return [];
    }
    const why = [...(isThere ? [] : ['it is not there now; create it before the first start']), ...(raw ? ['its values are read as in any other file, not raw'] : [])];
    context.report({ service: name, fact, outcome: why.length === 0 ? 'carried' : 'approximated', how: isThere ? 'as it is' : 'read once it is there', ...(why.length === 0 ? {} : { why: why.join('; ') }) });
    return [isThere && required ? file : { path: file, required: isThere && required }];
  });
}

/** Numbers and booleans without quotes, as people write them; the loader keeps their text. */
export function scalarOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d*[1-9])?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
