declare const STACKYARD_EDITION: string | undefined;

/** A digest of all code in this build, put in by it. From the sources there is none: they change between two commands. */
export const edition: string | undefined = typeof STACKYARD_EDITION === 'string' ? STACKYARD_EDITION : undefined;
