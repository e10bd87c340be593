/** What both sides may use: the module's own default. */
export const limits = { memoryLimit: '1GB', threads: 2 };
