export const deployEnvironments = ['production', 'staging', 'dev'] as const;
