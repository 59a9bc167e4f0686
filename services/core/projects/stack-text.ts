import type { NewStackSource } from '../../contract/views/project-view.ts';

/** Title by template, for those that are known. */
export type Titles = ReadonlyMap<string, string>;

const head = (name: string): string => `# stackyard up starts it; stackyard env tells your
# programs how to reach it.
name: ${name}

services:
`;

/** Where the user's own code comes in, as a comment to take up. */
function ownProgram(uses: readonly string[]): string {
  return `
  # Your own program, wired to what it uses:
  # api:
  #   build: ./api
  #   uses: [${uses.join(', ')}]
  #   expose: { http: 8080 }
`;
}

/**
 * The text of a new stackyard.yaml; `name` and the services' names are words that YAML takes as they are. The demo and a Compose
 * project have texts of their own.
 */
export function stackText(name: string, source: Exclude<NewStackSource, { kind: 'demo' | 'compose' }>, titles: Titles): string {
  switch (source.kind) {
    case 'templates': {
      const services = source.services.map(({ name: service, template }) => {
        const title = titles.get(template);
        return `${title === undefined ? '' : `  # ${title}\n`}  ${service}:\n    template: ${template}\n`;
      });
      return head(name) + services.join('') + ownProgram(source.services.map((each) => each.name));
    }
    case 'empty':
      return `${head(name)}  # cache:\n  #   template: redis\n${ownProgram(['cache'])}`;
  }
}

/** The demo's own text under another name. */
export const renamed = (text: string, name: string): string => text.replace(/^name: .*$/m, `name: ${name}`);
