import { parseSize } from '../../topology/units.ts';
import { imageName, majorOf, toldImage, versionOf, type Fit, type Recipe } from './fit.ts';
import { given } from './given.ts';

const carried = new Set(['RABBITMQ_DEFAULT_USER', 'RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_VHOST', 'RABBITMQ_ERLANG_COOKIE', 'RABBITMQ_NODENAME', 'TZ']);

export const rabbitmq: Recipe = {
  id: 'rabbitmq',
  repositories: ['rabbitmq'],
  async fit(service) {
    if (service.command !== undefined && service.command.map(({ value }) => value).join(' ') !== 'rabbitmq-server') return 'it has a command of its own';
    const unknown = [...service.variables.keys()].find((name) => !carried.has(name));
    if (unknown !== undefined) return `the variable ${unknown} means something to its image only`;
    const [, minor = 99] = imageName(service.image?.value ?? '').tag.split(/[.-]/).map(Number);
    if (majorOf(service) < 3 || (majorOf(service) === 3 && minor < 11)) return 'the template needs RabbitMQ 3.11 or later';
    const value = (key: string): string | undefined => service.variables.get(key)?.word?.value;
    const user = value('RABBITMQ_DEFAULT_USER') || 'guest';
    const vhost = value('RABBITMQ_DEFAULT_VHOST') || '/';
    const written = service.variables.get('RABBITMQ_DEFAULT_PASS')?.word?.text;
    const memory = given(service, 'mem_limit', ['limits', 'memory']);
    const bytes = memory === undefined ? undefined : parseSize(memory);
    const isSmall = bytes !== undefined && bytes < 310 * 2 ** 20;
    return {
      template: 'rabbitmq',
      ...(versionOf(service) === undefined ? {} : { version: versionOf(service) ?? '' }),
      options: memory === undefined || bytes === undefined ? {} : isSmall ? {} : { memory, ...(bytes > 448 * 2 ** 20 ? { memoryWatermark: `${Math.floor((bytes * 0.45) / 2 ** 20)}mb` } : {}) },
      more: vhost === '/' ? {} : { vhosts: [vhost] },
      secrets: written?.includes('${') === true ? { password: written } : {},
      ...(user === 'app' ? {} : { user: { value: user, reference: 'user' } }),
      password: { value: value('RABBITMQ_DEFAULT_PASS') || 'guest', reference: 'secrets.password' },
      takesAnyone: user === 'guest' && (value('RABBITMQ_DEFAULT_PASS') || 'guest') === 'guest',
      ports: { 5672: 'amqp', 15_672: 'management', 15_692: 'prometheus' },
      schemes: ['amqp', 'amqps', 'pyamqp', 'http', 'https'],
      urls: (name) => [`amqp://\${{ services.${name}.user }}:\${{ services.${name}.secrets.password }}@\${{ services.${name}.host }}:\${{ services.${name}.ports.amqp }}/`].flatMap((url) => [url, url.slice(0, -1), `${url}%2F`, `${url}%2f`]),
      storage: ['/var/lib/rabbitmq', '/var/lib/rabbitmq/mnesia', '/var/log/rabbitmq'],
      variables: {
        RABBITMQ_DEFAULT_USER: "the template's user app, by reference in those that use it",
        RABBITMQ_DEFAULT_PASS: 'secret password of the template',
        RABBITMQ_DEFAULT_VHOST: vhost === '/' ? 'the virtual host / is there' : `vhosts: [${vhost}]`,
        RABBITMQ_ERLANG_COOKIE: "the template's own",
        RABBITMQ_NODENAME: "the template's own",
      },
      told: [
        toldImage(service, 'rabbitmq', /-management$/),
        ...(imageName(service.image?.value ?? '').tag.includes('management') ? [] : [{ fact: 'no management interface', outcome: 'approximated' as const, how: 'with it', why: 'the template declares queues through it' }]),
        ...(memory === undefined ? [] : [isSmall ? { fact: `memory limit ${memory}`, outcome: 'approximated' as const, how: 'memory: 448mb', why: 'the broker does not start well with less' } : { fact: `memory limit ${memory}`, outcome: 'carried' as const, how: `option memory: ${memory}` }]),
      ],
    } satisfies Fit;
  },
};
