import type { ComposeScope } from './input.ts';
import { builtName } from './image.ts';
import { ADDRESS_VARIABLE, imageVariable, publications, secretVariables } from './variables.ts';

/** Every name that compose.yaml fills in, without a value. */
export function envExample(scope: ComposeScope): string {
  const published = scope.services.flatMap((service) => publications(service).map((port) => ({ service, port })));
  const built = scope.services.filter(({ image }) => image.from === 'build');
  const secrets = [...secretVariables(scope).values()];
  const sections = [
    ['# sh fill-in.sh copies this to .env, and makes up the passwords. Write other values between single quotes.'],
    secrets.length === 0 ? [] : ['# Secrets.', ...secrets.flatMap(({ name, what, generate }) => [`# ${oneLine(what)}: ${generate === undefined ? 'you know it' : 'made up by fill-in.sh'}.`, `${name}=`])],
    published.length === 0 ? [] : ['# Where the stack is reached from outside. Without an address of yours that is this machine only; 0.0.0.0 is everybody, and no firewall of the host stands before it.', `${ADDRESS_VARIABLE}=`, ...published.flatMap(({ service, port }) => [`# Port of ${service.name} (${port.name}); ${port.hostPort} without a value.`, `${port.variable}=`])],
    built.length === 0 ? [] : ['# Images of your own builds, once they are in a registry.', ...built.flatMap((service) => [`# ${service.name}; ${builtName(scope, service)} without a value.`, `${imageVariable(service.name)}=`])],
  ];
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');
