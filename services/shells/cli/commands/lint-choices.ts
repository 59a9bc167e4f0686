export const lintFormats = ['text', 'markdown'] as const;
