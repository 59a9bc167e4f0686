import type { Route } from '../../contract/routes.ts';
import type { ComposeService } from '../types.ts';
import { toldImage, versionOf, type FileTexts, type Fit, type Recipe } from './fit.ts';
import { parseNginx } from './nginx-text.ts';
import { readRoutes } from './nginx-routes.ts';

export const nginx: Recipe = {
  id: 'nginx',
  repositories: ['nginx', 'nginxinc/nginx-unprivileged'],
  async fit(service, files) {
    if (service.entrypoint !== undefined || (service.command !== undefined && !/^nginx -g ['"]?daemon off;['"]?$/.test(service.command.map(({ value }) => value).join(' ')))) return 'it has a command of its own';
    const [unknown] = service.variables.keys();
    if (unknown !== undefined) return `the variable ${unknown} may fill in its configuration`;
    const texts = await configTexts(service, files);
    if (typeof texts === 'string') return texts;
    const blocks = texts.map(({ path, text }) => [path, parseNginx(text)] as const);
    const broken = blocks.find(([, parsed]) => parsed === undefined);
    if (broken !== undefined) return `${broken[0]} cannot be read as a configuration of nginx`;
    const read = readRoutes(blocks.flatMap(([, parsed]) => parsed ?? []));
    if (typeof read === 'string') return read;
    return {
      template: 'nginx',
      ...(versionOf(service) === undefined ? {} : { version: versionOf(service) ?? '' }),
      options: read.maxBodySize === undefined ? { maxBodySize: '1m' } : { maxBodySize: read.maxBodySize },
      more: { routes: read.routes satisfies readonly Route[] },
      secrets: {},
      takesAnyone: true,
      ports: { [read.port]: 'http' },
      schemes: [],
      urls: (name) => [`http://\${{ services.${name}.host }}:\${{ services.${name}.ports.http }}`],
      storage: [...texts.map(({ target }) => target), '/var/log/nginx', '/var/cache/nginx'],
      variables: {},
      told: [toldImage(service, 'nginx', /-alpine$/), ...texts.map(({ path }) => ({ fact: `configuration ${path.replace(/^.*\//, '')}`, outcome: 'approximated' as const, how: `routes: ${read.routes.length}`, why: 'the template writes its own configuration; it adds forwarded headers, health answers, and waits for no upstream' }))],
    } satisfies Fit;
  },
};

async function configTexts({ mounts }: ComposeService, files: FileTexts): Promise<readonly { readonly path: string; readonly target: string; readonly text: string }[] | string> {
  const texts: { path: string; target: string; text: string }[] = [];
  for (const { type, path, target } of mounts) {
    if (!target.startsWith('/etc/nginx')) continue;
    const isFile = /^\/etc\/nginx\/(nginx\.conf|(conf\.d|http\.d)\/[\w.-]+\.conf)$/.test(target);
    const text = isFile && type === 'bind' && path !== undefined ? await files(path) : undefined;
    if (path === undefined || text === undefined) return `its configuration at ${target} is no file that can be read here`;
    texts.push({ path, target, text });
  }
  return texts.length === 0 ? 'it serves files of its own' : texts;
}
