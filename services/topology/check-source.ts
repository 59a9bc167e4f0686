import { reportAt, type Draft, type StackSource } from './draft.ts';

const sources = ['template', 'image', 'build', 'run'] as const;
/** Words that mean nothing for a process on the host. */
const containerOnly = ['command', 'entrypoint', 'volumes', 'user', 'hostname', 'labels', 'restart', 'mem_limit', 'cpus', 'pids_limit', 'shm_size', 'healthcheck', 'tmpfs', 'read_only', 'cap_add', 'cap_drop', 'init', 'extra_hosts', 'ulimits', 'sysctls', 'platform', 'publish', 'security_opt'] as const;
/** Words that need a template. */
const templateOnly = ['version', 'secrets', 'routes'] as const;

/** Exactly one of template, image, build and run; what belongs to the one is not written with another. */
export function checkSource(draft: Draft, hasOptions: boolean, stack: StackSource): void {
  const { input, template } = draft;
  const path = ['services', draft.name];
  const given = sources.filter((word) => input[word] !== undefined);
  const report = (key: string, message: string, hint: string): void => reportAt(stack, [...path, key], { message, hint, aim: 'key' });
  if (given.length === 0) return reportAt(stack, path, { message: `services.${draft.name} says not what to run.`, hint: 'Write one of template, image, build and run.', aim: 'key' });
  const [first, ...others] = given;
  for (const word of others) {
    if (first === 'template' && word === 'image') continue;
    if (first === 'template' && word === 'build' && template !== undefined) {
      if ((template.document.build ?? 'refused') === 'refused') report(word, `The template ${template.id} runs its own image, so build has no use.`, 'Remove build, or write image to use another image.');
      continue;
    }
    report(word, `services.${draft.name} has both ${first} and ${word}.`, 'Keep one of template, image, build and run.');
  }
  if (template?.document.build === 'required' && input.build === undefined) report('template', `The template ${template.id} needs the folder that it builds.`, 'Write build: ./folder.');
  if (template !== undefined && input.build !== undefined && input.image !== undefined) report('image', `services.${draft.name} has both image and build.`, 'Keep one of the two.');
  if (template === undefined) {
    for (const word of templateOnly) if (input[word] !== undefined) report(word, `"${word}" belongs to services with a template.`, wordHints[word]);
    if (hasOptions) report('options', '"options" belongs to services with a template.', 'Use environment or command for your own services.');
  } else if (draft.input.routes !== undefined && !rendersRoutes(draft)) {
    report('routes', `The template ${template.id} routes nothing.`, 'Write routes on a service of a proxy template such as nginx or envoy.');
  }
  if (input.run !== undefined) {
    for (const word of containerOnly) if (input[word] !== undefined) report(word, `"${word}" has no meaning for a process on this machine.`, 'Remove it, or run the service in a container with image or build.');
  }
  if (template !== undefined && input.version !== undefined && (input.image !== undefined || input.build !== undefined)) report('version', `"version" has no meaning beside ${input.image === undefined ? 'build' : 'image'}.`, 'Write the version into the image, such as redis:8.2.');
}

const wordHints: Readonly<Record<(typeof templateOnly)[number], string>> = {
  version: 'Write the version into the image, such as redis:8.2.',
  secrets: 'Use environment or env_file for your own services.',
  routes: 'Write routes on a service of a proxy template such as nginx or envoy.',
};

function rendersRoutes({ template }: Draft): boolean {
  return Object.values(template?.document.configs ?? {}).some((config) => 'render' in config);
}
