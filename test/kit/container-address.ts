import { execFileSync } from 'node:child_process';

/** Address of a container in one of its networks: this machine is in all of them, also in internal ones. */
export function containerAddress(container: string): string {
  const found = execFileSync('docker', ['inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}', container], { encoding: 'utf8' }).trim().split(' ')[0];
  if (found === undefined || found === '') throw new Error(`${container} has no address`);
  return found;
}
