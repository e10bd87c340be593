export const pluginId = 'api-management';
