export * from './paths';
export * from './LegacyTabbedPage';
export * from './PageTab';
