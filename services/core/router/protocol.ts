/** Raised when a shell of the version before could not work with this core any more. */
export const protocolVersion = 1;
