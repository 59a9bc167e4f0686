import { resolve } from 'node:path';
import type { Shelf } from '../../store/index.ts';
import type { StackReader } from '../../topology/reader.ts';
import type { Environment, Topology } from '../topology.ts';
import { askAgain, digestOf, recordAnswers, type Answer } from './answers.ts';
import { namedVariables } from './named-variables.ts';

export interface StackMemoryOptions {
  readonly reader: StackReader;
  readonly environment: Environment;
  /** Reads the stack anew, through the given reader. */
  readonly load: (file: string, reader: StackReader) => Promise<Topology>;
  /** Outlives the process. Only for texts of this very build. */
  readonly shelf?: Shelf;
}

export interface StackMemory {
  load(file: string): Promise<Topology>;
  /** What it was when it was loaded last, whatever the disk says now. */
  last(file: string): Topology | undefined;
  /** Every text that the stack was read from: its file, templates, what they mount. */
  texts(file: string): Promise<readonly string[]>;
}

interface Remembered {
  readonly answers: readonly Answer[];
  readonly environment: string;
  readonly topology: Topology;
}

/**
 * Loads a stack, or gives what it was when it was loaded last: a topology follows from what the disk answers and from the
 * environment alone, so the same answers give the same topology. A stack with mistakes is never remembered.
 */
export function stackMemory({ reader, environment, load, shelf }: StackMemoryOptions): StackMemory {
  const memory = new Map<string, Remembered>();
  const environmentFor = (texts: readonly string[]): string => digestOf(namedVariables(environment, texts));
  const recall = async (file: string): Promise<Topology> => {
    const key = resolve(file);
    const own = memory.get(key);
    // The environment of this process is as it was; only the disk may say something else.
    if (own !== undefined && (await askAgain(reader, own.answers)) !== undefined) return own.topology;
    const shelved = own === undefined ? parse(shelf?.take(key)) : undefined;
    const texts = shelved === undefined ? undefined : await askAgain(reader, shelved.answers);
    if (shelved !== undefined && texts !== undefined && environmentFor(texts) === shelved.environment) {
      memory.set(key, shelved);
      return shelved.topology;
    }
    const recording = recordAnswers(reader);
    const topology = await load(file, recording.reader);
    const remembered: Remembered = { answers: recording.answers, environment: environmentFor(recording.texts), topology };
    memory.set(key, remembered);
    if (!holdsSecrets(topology)) shelf?.put(key, JSON.stringify(remembered));
    return topology;
  };
  return {
    load: recall,
    last: (file) => (memory.get(resolve(file)) ?? parse(shelf?.take(resolve(file))))?.topology,
    async texts(file) {
      await recall(file);
      return (await askAgain(reader, memory.get(resolve(file))?.answers ?? [])) ?? [];
    },
  };
}

/** The shelf gives back what this build wrote, byte for byte, so its shape is known. */
function parse(text: string | undefined): Remembered | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Remembered);
}

/** Secrets that a user gave stay where the user put them. */
function holdsSecrets({ services }: Topology): boolean {
  return Object.values(services).some((service) => Object.values(service.secrets).some((secret) => 'value' in secret));
}
