import { Argument, Command, Option } from 'commander';
import type { DeployCommandOptions } from './commands/deploy.ts';
import type { DriftCommandOptions } from './commands/drift.ts';
import type { ImportCommandOptions } from './commands/import.ts';
import { envContexts, envFormats } from './commands/env-choices.ts';
import { exportEnvironments, exportTargets, type ExportTarget } from '../../contract/export.ts';
import type { ExportCommandOptions } from './commands/export.ts';
import { lintFormats } from './commands/lint-choices.ts';
import type { LintCommandOptions } from './commands/lint.ts';
import type { UiOptions } from './commands/ui.ts';
import type { CommandTask } from './context.ts';
import { choice, moment, pattern, serviceImage, waiver, wholeNumber } from './input/values.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;

/** Runs a command once its words are understood. */
export type Runner = (task: CommandTask) => Promise<void>;

function example(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`);
}

const chosen = (flags: string, description: string, words: readonly string[]) => new Option(flags, description).choices(words).argParser(choice(words));

function addRunning(program: Command, run: Runner): void {
  example(program.command('up').description('start the stack, or bring it to what stackyard.yaml says').argument('[services...]', 'only these and what they use'), 'stackyard up', 'stackyard up api --watch')
    .option('--pull', 'pull images again although they are present')
    .option('--watch', 'stay, heal what fails, and tell until Ctrl-C')
    .action((services: string[], options: { pull?: boolean; watch?: boolean }) => run(async (context) => (await import('./commands/up.ts')).up(context, services, options)));
  example(program.command('down').description('stop and remove the stack; volumes are kept').argument('[services...]', 'only these'), 'stackyard down').action((services: string[]) =>
    run(async (context) => (await import('./commands/stop-and-restart.ts')).down(context, services)),
  );
  example(program.command('restart').description('restart services').argument('[services...]', 'only these'), 'stackyard restart api worker').action((services: string[]) =>
    run(async (context) => (await import('./commands/stop-and-restart.ts')).restart(context, services)),
  );
  example(program.command('status').description('what runs, where, and why something does not'), 'stackyard status', "stackyard status --json | jq '.services[] | select(.state != \"ready\")'").action(() =>
    run(async (context) => (await import('./commands/status.ts')).status(context)),
  );
  example(program.command('plan').description('what `up` would do, and why; changes nothing').argument('[services...]', 'only these and what they use'), 'stackyard plan').action((services: string[]) =>
    run(async (context) => (await import('./commands/plan.ts')).plan(context, services)),
  );
}

function addLooking(program: Command, run: Runner): void {
  example(program.command('logs').description('logs of all services, in order of time').argument('[services...]', 'only these'), 'stackyard logs api worker --follow', 'stackyard logs --since 10m --grep "order [0-9]+"')
    .option('--follow', 'go on as lines come')
    .option('--since <moment>', 'from a time, or a duration back from now, on', moment)
    .option('--grep <pattern>', 'only lines that match this regular expression', pattern)
    .option('--tail <lines>', 'only the last lines of each replica', wholeNumber(0))
    .action((services: string[], options: { follow?: boolean; since?: string; grep?: RegExp; tail?: number }) => run(async (context) => (await import('./commands/logs.ts')).logs(context, services, options)));
  example(program.command('events').description('what happened: starts, stops, crashes, pulls, actions'), 'stackyard events --since 1h --service api', 'stackyard events --follow --json')
    .option('--follow', 'go on as events come')
    .option('--since <moment>', 'from a time, or a duration back from now, on', moment)
    .option('--type <type>', 'only events of this type')
    .option('--service <services...>', 'only events of these services')
    .option('--limit <count>', 'at most so many, the newest', wholeNumber(1))
    .action((options: { follow?: boolean; since?: string; type?: string; service?: string[]; limit?: number }) => run(async (context) => (await import('./commands/events.ts')).events(context, options)));
  example(program.command('env').description('addresses and credentials as environment variables').argument('[services...]', 'only these'), 'stackyard env api > .env', 'eval "$(stackyard env api --format shell)"', 'stackyard env api --for container --format typescript > api/src/config.ts')
    .addOption(chosen('--for <context>', 'where the variables are used', envContexts).default('host'))
    .addOption(chosen('--format <format>', 'how they are written', envFormats).default('dotenv'))
    .action((services: string[], options: { for: (typeof envContexts)[number]; format: (typeof envFormats)[number] }) => run(async (context) => (await import('./commands/env.ts')).env(context, services, options)));
  example(program.command('doctor').description('check engine, permissions, disk, memory, ports, clock and images'), 'stackyard doctor', 'stackyard doctor --fix')
    .option('--fix', 'apply the fixes that are safe')
    .action((options: { fix?: boolean }) => run(async (context) => (await import('./commands/doctor.ts')).doctor(context, options)));
}

function addApp(program: Command, run: Runner): void {
  example(program.command('ui').description('open the app in the browser'), 'stackyard ui', 'stackyard ui --background', 'stackyard ui --stop')
    .option('--port <port>', 'the port on 127.0.0.1; a free one when left out', wholeNumber(1))
    .option('--no-open', 'print the link and open nothing')
    .addOption(new Option('--background', 'go on without this terminal').conflicts('stop'))
    .option('--stop', 'end the one in the background')
    .addOption(new Option('--no-link').hideHelp())
    .action((options: UiOptions) => run(async (context) => (await import('./commands/ui.ts')).ui(context, options)));
}

function addObjects(program: Command, run: Runner): void {
  const images = example(program.command('images').description('images of the stack, and where they come from'), 'stackyard images', 'stackyard images pull', 'stackyard images build api').action(() =>
    run(async (context) => (await import('./commands/images.ts')).listImages(context)),
  );
  example(images.command('pull').description('get every image anew').argument('[services...]', 'only of these'), 'stackyard images pull').action((services: string[]) =>
    run(async (context) => (await import('./commands/images.ts')).provideImages(context, services, { pull: true })),
  );
  example(images.command('build').description('build again what is built').argument('[services...]', 'only of these'), 'stackyard images build api').action((services: string[]) =>
    run(async (context) => (await import('./commands/images.ts')).provideImages(context, services, { rebuild: true })),
  );
  const volumes = example(program.command('volumes').description('volumes of the stack, which hold its data'), 'stackyard volumes', 'stackyard volumes remove shop.cache-data').action(() =>
    run(async (context) => (await import('./commands/volumes.ts')).listVolumes(context)),
  );
  example(volumes.command('remove').description('delete a volume and its data for ever').argument('<name>', 'the whole name of the volume'), 'stackyard volumes remove shop.cache-data --confirm shop.cache-data')
    .option('--confirm <name>', 'repeat the name instead of typing it when asked')
    .action((name: string, options: { confirm?: string }) => run(async (context) => (await import('./commands/volumes.ts')).removeVolume(context, name, options)));
  example(program.command('completion').description('print a completion script for your shell').addArgument(new Argument('<shell>', 'your shell').choices(shells).argParser(choice(shells))), 'source <(stackyard completion bash)', 'stackyard completion zsh > "${fpath[1]}/_stackyard"', 'stackyard completion fish > ~/.config/fish/completions/stackyard.fish').action((shell: (typeof shells)[number]) =>
    run(async (context) => (await import('./commands/completion.ts')).completion(context, shell)),
  );
}

function addProduction(program: Command, run: Runner): void {
  example(program.command('export').description('write the stack as production files, merged with your edits').addArgument(new Argument('<target>', 'what to write').choices(exportTargets)), 'stackyard export compose', 'stackyard export compose --env staging', 'stackyard export helm --out charts/shop', 'stackyard export kubernetes --diff', 'stackyard export kubernetes --check')
    .addOption(chosen('--env <environment>', 'which environment: of compose the files are for one; production when left out', exportEnvironments))
    .option('--out <folder>', 'where to; deploy/TARGET beside the stack file when left out')
    .option('--restore <path...>', 'write files of the export again that you deleted')
    .addOption(new Option('--diff', 'show what would change, and write nothing').conflicts('check'))
    .option('--check', 'exit with 1 when the files are behind the model; for CI')
    .action((target: ExportTarget, options: ExportCommandOptions) => run(async (context) => (await import('./commands/export.ts')).exportStack(context, target, options)));
  example(program.command('deploy').description('bring the stack to a Kubernetes cluster, and wait until it runs there'), 'stackyard deploy --context staging --env staging --dry-run', 'stackyard deploy --context prod --image api=ghcr.io/me/api:1.4.2')
    .requiredOption('--context <name>', 'the context of your kubeconfig; never the current one by itself')
    .option('--kubeconfig <file>', 'another kubeconfig')
    .addOption(chosen('--env <environment>', 'which form of the stack', exportEnvironments).default('production'))
    .option('--folder <folder>', 'the Kubernetes export whose filled secrets are used; deploy/kubernetes beside the stack file when left out')
    .option('--image <service=image>', 'where your own build was pushed to; again for more', serviceImage)
    .option('--dry-run', 'ask the cluster what would change, and change nothing')
    .option('--force-conflicts', 'take over fields that somebody else manages')
    .option('--timeout <seconds>', 'how long the roll-out may take', wholeNumber(1), 300)
    .action((options: DeployCommandOptions) => run(async (context) => (await import('./commands/deploy.ts')).deploy(context, options)));
  example(program.command('drift').description('where exported files, and a cluster, differ from the stack file'), 'stackyard drift', 'stackyard drift --context prod --env production')
    .option('--folder <folder>', 'the folder of the exports; deploy beside the stack file when left out')
    .option('--context <name>', 'compare the cluster of this context of your kubeconfig as well')
    .option('--kubeconfig <file>', 'another kubeconfig')
    .addOption(chosen('--env <environment>', 'which form of the stack the cluster has', exportEnvironments).default('production'))
    .option('--image <service=image>', 'where your own build was pushed to; again for more', serviceImage)
    .action((options: DriftCommandOptions) => run(async (context) => (await import('./commands/drift.ts')).drift(context, options)));
  example(program.command('import').description('turn a Compose project into stackyard.yaml').argument('[files...]', 'Compose files, merged in this order; else those that docker compose takes'), 'stackyard import', 'stackyard import compose.yaml --dry-run', 'stackyard import compose.yaml compose.prod.yaml --name shop --report import.md')
    .option('--out <file>', 'where to; stackyard.yaml beside the first Compose file when left out')
    .option('--name <name>', "the stack's name; the project's own when left out")
    .option('--profile <profiles...>', 'profiles whose services start')
    .option('--report <file>', 'write what became of each fact, as Markdown')
    .addOption(new Option('--dry-run', 'print the file, and write nothing').conflicts(['force', 'report']))
    .option('--force', 'replace a stackyard.yaml that is there')
    .action((files: string[], options: ImportCommandOptions, command: Command) => {
      const { file } = command.optsWithGlobals<{ file?: string }>();
      return run(async (context) => (await import('./commands/import.ts')).importStack(context, file === undefined ? files : [file, ...files], options));
    });
  example(program.command('lint').description('judge Kubernetes manifests by the rules of kube-linter, kube-score, polaris, kubesec and trivy').argument('[paths...]', 'files or folders; - is the standard input; else the current folder'), 'stackyard lint deploy/', 'kustomize build overlays/production | stackyard lint -', 'stackyard lint deploy/ --waive "image-pull-policy=our nodes have no registry"', 'stackyard lint deploy/ --format markdown > lint.md')
    .option('--waive <rule=reason>', 'accept what a rule finds, with the reason; rule@Kind/name for one object; again for more', waiver)
    .option('--all', 'also the rules that are off by default')
    .addOption(chosen('--format <format>', 'how the report is written', lintFormats).default('text'))
    .action((paths: string[], options: LintCommandOptions) => run(async (context) => (await import('./commands/lint.ts')).lint(context, paths, options)));
}

/** All commands. Their code is loaded when one runs, so that help and completion stay fast. */
export function buildProgram(version: string, run: Runner): Command {
  const program = new Command('stackyard')
    .description('Run your whole local stack from one stackyard.yaml, see inside it, and take it to production.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('-f, --file <path>', 'a stackyard.yaml or its folder; else the nearest, upward')
    .option('--json', 'one JSON document on stdout, or one per line for streams')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(false);
  example(program, 'stackyard up', 'stackyard status --json', 'stackyard logs api --follow');
  addRunning(program, run);
  addLooking(program, run);
  addApp(program, run);
  addObjects(program, run);
  addProduction(program, run);
  return program;
}
