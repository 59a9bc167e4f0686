declare const STACKYARD_EDITION: string | undefined;
declare const STACKYARD_CORE: string | undefined;

/** A digest of all code in this build, put in by it. From the sources there is none: they change between two commands. */
export const edition: string | undefined = typeof STACKYARD_EDITION === 'string' ? STACKYARD_EDITION : undefined;

/** The core's own file beside this one in the same build. */
export const bundledCore: string | undefined = typeof STACKYARD_CORE === 'string' ? STACKYARD_CORE : undefined;
