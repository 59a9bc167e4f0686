export const envContexts = ['host', 'container', 'kubernetes'] as const;
export const envFormats = ['dotenv', 'shell', 'json', 'typescript'] as const;
