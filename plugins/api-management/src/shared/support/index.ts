export * from './SupportLinks';
