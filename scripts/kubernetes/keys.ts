import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { network, nodeName, type ClusterFolder } from './addresses.ts';

const execute = promisify(execFile);

/** Who talks to the API server, and in which group. */
const users = [
  { name: 'admin', user: 'admin', group: 'system:masters' },
  { name: 'controllers', user: 'system:kube-controller-manager', group: '' },
  { name: 'scheduler', user: 'system:kube-scheduler', group: '' },
  { name: 'proxy', user: 'system:kube-proxy', group: '' },
  { name: 'kubelet', user: `system:node:${nodeName}`, group: 'system:nodes' },
] as const;

const serverNames = ['DNS:localhost', 'DNS:kubernetes', 'DNS:kubernetes.default', 'DNS:kubernetes.default.svc', 'DNS:kubernetes.default.svc.cluster.local', 'IP:127.0.0.1', `IP:${network.node}`, `IP:${network.apiService}`];

/** Certificates, the key of service accounts, and a kubeconfig with a word of its own for every user; all of them new for each run. */
export async function makeKeys(folder: ClusterFolder): Promise<void> {
  const { keys } = folder;
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const openssl = (...words: readonly string[]) => execute('openssl', words, { cwd: keys });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl('req', '-x509', ...newKey, '-days', '30', '-subj', '/CN=stackyard-test', '-keyout', 'ca.key', '-out', 'ca.crt');
  const sign = async (name: string, subject: string, extensions: string): Promise<void> => {
    await openssl('req', ...newKey, '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    await writeFile(join(keys, `${name}.extensions`), extensions);
    await openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-extfile', `${name}.extensions`, '-out', `${name}.crt`);
  };
  await sign('api', '/CN=kube-apiserver', `extendedKeyUsage=serverAuth\nsubjectAltName=${serverNames.join(',')}\n`);
  await sign('kubelet-client', '/O=system:masters/CN=apiserver-kubelet-client', 'extendedKeyUsage=clientAuth\n');
  await openssl('genrsa', '-out', 'accounts.key', '2048');
  await openssl('rsa', '-in', 'accounts.key', '-pubout', '-out', 'accounts.pub');
  const tokens = users.map((each) => ({ ...each, token: randomBytes(16).toString('hex') }));
  await writeFile(join(keys, 'tokens.csv'), tokens.map(({ token, user, group }) => `${token},${user},${user}${group === '' ? '' : `,"${group}"`}\n`).join(''), { mode: 0o600 });
  for (const { name, token } of tokens) {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'lab', cluster: { server: `https://127.0.0.1:${network.api}`, 'certificate-authority': join(keys, 'ca.crt') } }],
      users: [{ name, user: { token } }],
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: name } }],
      'current-context': 'lab',
    };
    await writeFile(folder.kubeconfig(name), JSON.stringify(config), { mode: 0o600 });
  }
}
