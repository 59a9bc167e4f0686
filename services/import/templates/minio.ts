import { parseSize } from '../../topology/units.ts';
import type { ComposeService } from '../types.ts';
import { imageName, type Fit, type Recipe } from './fit.ts';
import { given } from './given.ts';

const users = ['MINIO_ROOT_USER', 'MINIO_ACCESS_KEY'];
const passwords = ['MINIO_ROOT_PASSWORD', 'MINIO_SECRET_KEY'];
const regions = ['MINIO_REGION', 'MINIO_REGION_NAME', 'MINIO_SITE_REGION'];
const carried = new Set([...users, ...passwords, ...regions, 'MINIO_UPDATE', 'MINIO_PROMETHEUS_AUTH_TYPE', 'MINIO_ADDRESS', 'MINIO_CONSOLE_ADDRESS', 'MINIO_VOLUMES', 'TZ']);

export const minio: Recipe = {
  id: 'minio',
  repositories: ['minio/minio', 'quay.io/minio/minio'],
  async fit(service) {
    const words = [...(service.entrypoint ?? []), ...(service.command ?? [])].map(({ value }) => value);
    const paths = serverPaths(words, service);
    if (typeof paths === 'string') return paths;
    const unknown = [...service.variables.keys()].find((name) => !carried.has(name));
    if (unknown !== undefined) return `the template has no option for the variable ${unknown}`;
    const word = (names: readonly string[]) => names.map((name) => service.variables.get(name)?.word).find((each) => each !== undefined && each.value !== '');
    const [user, password, region] = [word(users), word(passwords), word(regions)];
    const { tag } = imageName(service.image?.value ?? '');
    const isRelease = /^RELEASE\.\d{4}-/.test(tag);
    const memory = given(service, 'mem_limit', ['limits', 'memory']);
    const secrets = { ...(user?.text.includes('${') === true ? { accessKey: user.text } : {}), ...(password?.text.includes('${') === true ? { secretKey: password.text } : {}) };
    return {
      template: 'minio',
      ...(isRelease ? { version: tag } : {}),
      options: { ...(region === undefined || region.value === 'us-east-1' ? {} : { region: region.value }), ...(memory !== undefined && (parseSize(memory) ?? 0) >= 160 * 2 ** 20 ? { memory } : {}) },
      more: {},
      secrets,
      user: { value: user?.value ?? 'minioadmin', reference: 'secrets.accessKey' },
      password: { value: password?.value ?? 'minioadmin', reference: 'secrets.secretKey' },
      takesAnyone: false,
      ports: { 9000: 's3', 9001: 'console' },
      schemes: ['s3'],
      urls: (name) => [`http://\${{ services.${name}.host }}:\${{ services.${name}.ports.s3 }}`],
      storage: paths,
      variables: Object.fromEntries([...carried].map((name) => [name, users.includes(name) ? 'secret accessKey of the template' : passwords.includes(name) ? 'secret secretKey of the template' : regions.includes(name) ? `option region: ${region?.value ?? ''}` : "the template's own"])),
      told: [{ fact: `image ${service.image?.value ?? ''}`, outcome: isRelease ? 'carried' : 'approximated', how: `template minio${isRelease ? `, version ${tag}` : ', in the version that it comes with'}`, ...(isRelease ? {} : { why: 'no release was named' }) }],
    } satisfies Fit;
  },
};

/** The folders that `minio server` keeps data in; text: why the template cannot say the same. */
function serverPaths(words: readonly string[], { variables }: ComposeService): readonly string[] | string {
  const line = words.length === 3 && words[1] === '-c' ? (words[2] ?? '').replace(/^mkdir -p [\w/ -]+&&\s*/, '').trim().split(/\s+/) : words;
  const rest = line[0]?.endsWith('minio') === true ? line.slice(1) : [...line];
  if (rest.length === 0) return [variables.get('MINIO_VOLUMES')?.word?.value ?? '/data'];
  if (rest.shift() !== 'server') return 'its command is none that the template has options for';
  const paths: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    const [flag, inline] = word.split('=');
    const value = (inline ?? rest[flag === word ? index + 1 : index] ?? '').replaceAll(/["']/g, '');
    const port = /:(\d+)$/.exec(value)?.[1];
    if (word.startsWith('/')) paths.push(word);
    else if (flag === '--console-address' && port === '9001') index += inline === undefined ? 1 : 0;
    else if (flag === '--address' && port === '9000') index += inline === undefined ? 1 : 0;
    else if (word !== '--quiet') return `the template has no option for ${flag ?? word}`;
  }
  return paths.length === 1 && /^\/[\w./-]*$/.test(paths[0] ?? '') ? paths : 'it keeps data in several folders';
}
