/** Container of one replica; replicas count from 1. */
export function containerName(stack: string, service: string, replica: number): string {
  return `${stack}-${service}-${replica}`;
}

/** Not `<stack>_default`: a Compose project of the same name has that one. */
export function networkName(stack: string): string {
  return `stackyard-${stack}`;
}

/** The dot keeps it apart from Compose's `<project>_<volume>`, and no stack or volume name has one. */
export function volumeName(stack: string, volume: string): string {
  return `${stack}.${volume}`;
}

const temporary = /^[0-9a-f]{12}_(.+)$/;

/** The new container of a recreate has this name until the old one is gone. */
export function temporaryName(oldId: string, name: string): string {
  return `${oldId.slice(0, 12)}_${name}`;
}

/** The final name behind a temporary one; undefined for any other name. */
export function finalName(name: string): string | undefined {
  return temporary.exec(name)?.[1];
}
