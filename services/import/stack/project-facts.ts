import { childOf } from '../../topology/yaml-tree.ts';
import { mapEntries, textAt } from '../compose/words.ts';
import type { StackContext } from './context.ts';

/** What became of the parts of the project that belong to no service. */
export function tellProject({ project, stack, report }: StackContext, { wanted, met }: { readonly wanted: string | undefined; readonly met: ReadonlyMap<string, boolean> }): void {
  const { tree } = project;
  if (wanted !== undefined) report({ service: null, fact: `name ${wanted}`, outcome: wanted === stack ? 'carried' : 'approximated', how: `name: ${stack}`, ...(wanted === stack ? {} : { why: 'names in Stackyard have lower case letters, digits and hyphens' }) });
  if (childOf(tree, 'version') !== undefined) report({ service: null, fact: 'version', outcome: 'dropped', how: 'not carried', why: 'neither Compose nor Stackyard reads it any more' });
  if (childOf(tree, 'include') !== undefined) report({ service: null, fact: 'include', outcome: 'carried', how: 'its services are written here' });
  for (const [name, network] of mapEntries(childOf(tree, 'networks'))) {
    const isExternal = textAt(network, 'external') === 'true';
    report({ service: null, fact: `network ${name}`, outcome: isExternal ? 'dropped' : 'approximated', how: 'all services of a stack share one network', ...(isExternal ? { why: 'containers of other projects are not reached by name; use their published ports at host.docker.internal' } : {}) });
  }
  for (const [name, volume] of mapEntries(childOf(tree, 'volumes'))) {
    if (textAt(volume, 'driver') !== undefined || childOf(volume, 'driver_opts') !== undefined) report({ service: null, fact: `volume ${name}`, outcome: 'approximated', how: "a volume of the engine's own driver", why: 'drivers and their options are not carried' });
  }
  for (const [name, isKept] of met) {
    if (isKept) report({ service: null, fact: `variable ${name}`, outcome: 'approximated', how: 'its value now is its default', why: 'the file that sets it is not read by Stackyard; only .env beside stackyard.yaml is' });
    else report({ service: null, fact: `variable ${name}`, outcome: 'dropped', how: 'empty where nothing sets it', why: 'its value may be a secret and was not copied; set it in .env beside stackyard.yaml, or in the environment' });
  }
  if (childOf(tree, 'models') !== undefined) report({ service: null, fact: 'models', outcome: 'dropped', how: 'not carried', why: 'write a service of its own' });
}
