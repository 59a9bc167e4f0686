const longest = 80;

/** A part of an address as a person would write it; as it stands where it is damaged. */
export function readable(part: string): string {
  const text = decoded(part);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether a stack could be named so in an address: by its name, `name@folder` where two share one, or its file. */
export const canBeSlug = (slug: string): boolean => /^[a-z0-9][\w-]*(@[^/\\\p{Cc}]+)?$/iu.test(slug) || /^([/\\]|[a-z]:)[^\p{Cc}]+$/iu.test(slug);
