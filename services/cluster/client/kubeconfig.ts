import { KubeConfig } from '@kubernetes/client-node';
import { StackyardError } from '../../contract/errors.ts';

/**
 * The user's kubeconfig (`$KUBECONFIG`, else ~/.kube/config, or `file`), turned to one context. A context is always named: what is current may have been
 * changed by another terminal.
 * @throws StackyardError NOT_FOUND for a context that is not there, INVALID_STACK for a file that cannot be read.
 */
export function kubeConfigFor(context: string, file?: string): KubeConfig {
  const config = new KubeConfig();
  try {
    if (file === undefined) config.loadFromDefault();
    else config.loadFromFile(file);
  } catch (error) {
    throw new StackyardError('INVALID_STACK', `The kubeconfig${file === undefined ? '' : ` ${file}`} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, { hint: 'Name another one with --kubeconfig, or in KUBECONFIG.', cause: error });
  }
  const contexts = config.getContexts().map(({ name }) => name);
  if (!contexts.includes(context)) {
    throw new StackyardError('NOT_FOUND', `The kubeconfig has no context ${context}.`, { hint: contexts.length === 0 ? 'It has none at all: is KUBECONFIG right?' : `It has: ${contexts.slice(0, 10).join(', ')}.` });
  }
  config.setCurrentContext(context);
  if (config.getCurrentCluster() === null) throw new StackyardError('INVALID_STACK', `The context ${context} names a cluster that the kubeconfig does not have.`, { hint: 'Mend the kubeconfig: kubectl config view.' });
  return config;
}
