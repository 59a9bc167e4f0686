import type { SourcePosition } from './errors.ts';

/** One thing that a rule found, in words. */
export interface LintFinding {
  /** `Kind/name` */
  readonly object: string;
  readonly namespace?: string;
  /** A whole sentence, without the object. */
  readonly message: string;
  /** Where the object begins; unknown for objects that are in no file. */
  readonly at?: SourcePosition;
}

export interface WaivedFinding extends LintFinding {
  /** Why it is meant, in the words of whoever waived it. */
  readonly reason: string;
}

/** What became of one rule. `absent`: there is no object that it is about. `off`: it counts only when all rules are asked for. */
export interface LintRuleReport {
  readonly id: string;
  readonly title: string;
  readonly fix: string;
  /** `tool/rule` of each tool that has it. */
  readonly tools: readonly string[];
  readonly outcome: 'passed' | 'found' | 'waived' | 'absent' | 'off';
  /** How many objects it was about. */
  readonly objects: number;
  readonly findings: readonly LintFinding[];
  readonly waived: readonly WaivedFinding[];
  /** Why it is off. */
  readonly reason?: string;
}

/** A file, or a part of one, that was not judged, and why. */
export interface LeftOut {
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}

/** A finding that is meant. `rule` is an id of ours or `tool/rule`; without `object` (`Kind/name`) it holds for all. */
export interface LintWaiver {
  readonly rule: string;
  readonly object?: string;
  readonly reason: string;
}

export interface LintReport {
  readonly objects: number;
  /** Counts of findings over all rules. */
  readonly found: number;
  readonly waived: number;
  readonly rules: readonly LintRuleReport[];
  readonly leftOut: readonly LeftOut[];
  /** Waivers that met no finding, or name no rule. */
  readonly unusedWaivers: readonly LintWaiver[];
}
