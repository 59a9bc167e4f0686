import { z } from 'zod';
import type { TreePath } from './yaml-tree.ts';

/** The keys that a schema knows at a path, over all branches of unions: candidates for "did you mean". */
export function knownKeys(schema: z.ZodType, path: TreePath): readonly string[] {
  let candidates: readonly z.core.$ZodType[] = [schema];
  for (const key of path) candidates = candidates.flatMap((each) => stepInto(each, key));
  return [...new Set(candidates.flatMap((each) => flatten(each)).flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : [])))];
}

function stepInto(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  return flatten(schema).flatMap((each) => {
    if (each instanceof z.ZodObject) return each.shape[String(key)] ?? [];
    if (each instanceof z.ZodArray) return each.element;
    return each instanceof z.ZodRecord ? each.valueType : [];
  });
}

function flatten(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((each) => flatten(each));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return flatten(schema.unwrap());
  return [schema];
}
