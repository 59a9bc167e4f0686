import { spawn } from 'node:child_process';
import { text as readText } from 'node:stream/consumers';
import { inNetwork } from './processes.ts';

/** kubectl of the cluster, as its administrator. */
export interface Kubectl {
  /** Standard output. Rejects with its words where it fails. */
  run(...words: readonly string[]): Promise<string>;
  succeeds(...words: readonly string[]): Promise<boolean>;
  /** `kubectl apply --server-side` of this text. */
  apply(manifests: string): Promise<void>;
}

export function kubectlFor(program: string, kubeconfig: string): Kubectl {
  const call = async (words: readonly string[], input: string): Promise<string> => {
    const [enter, ...entering] = inNetwork;
    const child = spawn(enter, [...entering, program, 'kubectl', '--kubeconfig', kubeconfig, ...words], { stdio: 'pipe' });
    child.stdin.end(input);
    const [output, complaint, code] = await Promise.all([readText(child.stdout), readText(child.stderr), new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))]);
    if (code !== 0) throw new Error(`kubectl ${words.slice(0, 4).join(' ')}: ${complaint.trim()}`);
    return output;
  };
  return {
    run: (...words) => call(words, ''),
    succeeds: (...words) => call(words, '').then(() => true, () => false),
    apply: async (manifests) => void (await call(['apply', '--server-side', '--force-conflicts', '-f', '-'], manifests)),
  };
}
