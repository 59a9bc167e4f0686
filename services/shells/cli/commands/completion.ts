import { completionScripts } from '../completion/scripts.ts';
import type { CommandContext } from '../context.ts';
import { printDocument } from '../print-json.ts';

export function completion(context: CommandContext, shell: keyof typeof completionScripts): Promise<void> {
  const script = completionScripts[shell];
  return context.json ? printDocument(context, { shell, script }) : context.stdout.line(script.trimEnd());
}
